"""Bytes to text, as a browser would do it, and better where the label lies.

Order: byte order mark, valid UTF-8, then the candidates (the label of the HTTP header, the label in the markup,
GB 18030, damaged UTF-8, Big5). The label is only a hint: of the candidates, the one whose text reads like Chinese and
has the fewest replacement characters wins, and the declared one wins a tie. Labels go through the table of the WHATWG
Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels), where ``gb2312`` and ``gbk`` mean GB 18030 and
``big5`` means Big5-HKSCS.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from w3lib.encoding import resolve_encoding

REPLACEMENT = "\ufffd"

# Labels seen in the wild that the WHATWG table does not know.
_ALIASES = {"x-gbk": "gb18030", "utf8mb4": "utf-8", "unicode": "utf-8", "cn-big5": "big5hkscs", "x-x-big5": "big5hkscs"}

# The most frequent characters of running Chinese, simplified and traditional. They make up about 60 % of any news text
# and 3 % of what the wrong codec makes of it.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同"
    "现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最"
    "重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名真论处走义各"
    "入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司"
    "五基眼书非则听却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "這個們來為國說時會對過發後裡種經當動還進樣實軍無與長機將兩間問應戰向頭體見產話內給門東聲員論處義幾認條題爾別變總電數報結務場計資許統區隊"
    "決馬書則聽卻達強難權設記類據邊張該規萬覺術領確傳師觀讓識帶導爭運，。、：；？！“”《》（）１２３４５６７８９０"
)
_SHARED = {0xB7: None, 0x2014: None, 0xA0: None, 0x20AC: None}  # where GB 2312 tables differ, and the euro sign
_META = re.compile(rb"<meta\b[^<>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
# Codecs that the Encoding Standard lets a page name. Python knows more (UTF-7, HZ, unicode_escape, uu): markup in those
# could hide from what reads the page, and some are no text at all.
_OF_PAGES = re.compile(
    r"utf-8|gb18030|big5hkscs|cp\d+|iso8859-\d+|euc[_-](?:jp|kr)|shift[_-]jis|koi8-[ru]|mac-roman|mac-cyrillic"
)
_NON_ASCII = re.compile(rb"[^\x00-\x7f]")
_LETTER = re.compile(r"[^\x00-\x7f]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")
_SLICE = 6_000  # bytes; three slices are enough to choose a codec by


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the WHATWG name of its encoding, and how many of its characters are replacement characters.

    ``mislabelled`` is true where a declared label means another encoding, or a smaller one than the bytes needed.
    """

    text: str
    encoding: str
    replaced: int
    mislabelled: bool = False


def decode(content: bytes, label: str | None = None) -> Decoded:
    """Decode a document. ``label`` is the charset of the HTTP header, or the whole ``Content-Type``.

    Never raises: what no candidate can read becomes U+FFFD and is counted.
    """
    marked = _by_mark(content)
    if marked:
        return marked
    meta = _META.search(content[:8192])
    labels = [name for name in (label, meta[1].decode("ascii") if meta else None) if name]
    declared = [codec for name in labels if (codec := codec_of(name))]
    try:
        text, codec = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        codec = _best(content, list(dict.fromkeys((*declared, "gb18030", "utf-8", "big5hkscs"))))
        text = content.decode(codec, "replace")
    wrong = bool(declared) and codec not in declared and not text.isascii()
    return _decoded(text, codec, wrong or _outgrown(text, labels))


def _outgrown(text: str, labels: list[str]) -> bool:
    """Does a page that calls itself GB 2312 hold characters beyond it? Browsers read it all the same."""
    if not any("2312" in name for name in labels):
        return False
    try:
        text.translate(_SHARED).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def codec_of(label: str | None) -> str | None:
    """The Python codec that a charset label stands for, ``None`` for an unknown one."""
    if not label:
        return None
    name = re.sub(r"\A.*charset\s*=", "", label, flags=re.I | re.S).strip(" \t\r\n\"';").lower()
    codec = _ALIASES.get(name) or resolve_encoding(name)
    return codec if codec and _OF_PAGES.fullmatch(codec) else None


def _decoded(text: str, encoding: str, mislabelled: bool = False) -> Decoded:
    name = {"big5hkscs": "big5", "cp1252": "windows-1252"}.get(encoding, encoding)
    return Decoded(text, name, text.count(REPLACEMENT), mislabelled)


def _by_mark(content: bytes) -> Decoded | None:
    """UTF-8 and UTF-16 by their mark; UTF-16 without a mark by its many zero bytes on one side."""
    if content.startswith(b"\xef\xbb\xbf"):
        return _decoded(content[3:].decode("utf-8", "replace"), "utf-8")
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return _decoded(content[2:].decode(codec, "replace"), codec)
    head = content[:2000]
    for side, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[:2].count(0) == 1 and head[side::2].count(0) > 4 * head[1 - side :: 2].count(0) + len(head) // 8:
            return _decoded(content.decode(codec, "replace"), codec)
    return None


def _best(content: bytes, codecs: list[str]) -> str:
    """The codec under which a sample reads best; the first of equals."""
    sample = _sample(content)
    return max(codecs, key=lambda codec: _plausibility(sample.decode(codec, "replace")))


def _sample(content: bytes) -> bytes:
    """Three slices of what is not ASCII, each cut at a ``<``, so that no character is halved at its start."""
    first = _NON_ASCII.search(content)
    start = first.start() if first else 0
    steps = (start, start + (len(content) - start) // 3, start + (len(content) - start) * 2 // 3)
    cuts = (start if step == start else max(start, content.find(b"<", step)) for step in steps)
    return b"\n".join(content[cut : cut + _SLICE] for cut in dict.fromkeys(cuts))


def _plausibility(text: str) -> float:
    """Common characters minus what chance would give, minus eight for each character that could not be read."""
    letters = _LETTER.findall(text)
    common = sum(map(_COMMON.__contains__, letters))
    return common - 0.1 * len(letters) - 4 * len(_PRIVATE.findall(text)) - 8 * text.count(REPLACEMENT)
