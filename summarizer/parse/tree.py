"""The page-wide tree (lexbor, HTML5 as browsers read it), its bounds, and the place of a node on the page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from summarizer.parse.prolog import sheltered

# Bounds. A tree costs about 40 times the markup; nesting costs the square of its depth in any HTML5 parser.
MAX_CHARS = 4_000_000
MAX_TAGS = 60_000
MAX_DEPTH = 400  # browsers stop at 512
_SUSPECT = 600  # tags opened and not closed; an ordinary page has some dozens
_MANY = 6_000  # tags, from which on the nesting is measured whatever the balance looks like

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# Closed by what follows them, so a page may open any number without nesting.
_SELF_CLOSING = VOID | frozenset("p li dd dt tr td th option thead tbody tfoot colgroup rp rt a".split())

# Formatting and phrasing elements: they do not break a line.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr o:p q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)
# Never read as text of the article.
UNREAD = frozenset(
    "script style noscript template iframe frame frameset select option textarea svg math object embed applet head "
    "title button canvas audio video map datalist".split()
)

# Elements that a parser opens again in every later block until they are closed.
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_REOPENED = 60_000  # elements that unclosed formatting may add to a page

_READING = re.compile(r"[^\u3400-\u9fff./:@\d]{0,24}")  # Latin, kana or bopomofo; no words and no address
_PLAIN_ID = re.compile(r"[A-Za-z_][\w-]{0,63}", re.ASCII)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>]*+)[^<>]*+>")

_LONG = 8_000  # characters of a tag with suspiciously many attributes
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*+)[^<>]{{{_LONG},}}+")
_MAX_ATTRIBUTES = 1_000


@dataclass
class Tree:
    """A parsed page. ``cut`` is true where the markup went over a bound and only its beginning was read."""

    parser: LexborHTMLParser
    cut: bool = False
    _steps: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    _paths: dict[int, tuple[str, str]] = field(default_factory=dict)

    @property
    def root(self) -> LexborNode:
        """The ``html`` element; HTML5 parsing always makes one."""
        root = self.parser.root
        assert root is not None  # noqa: S101 - the parser's own invariant, kept for the type checker
        return root

    def place(self, node: LexborNode) -> tuple[str, str]:
        """The absolute XPath and CSS selector of an element.

        Steps count siblings of the same tag, so they hold however many scripts stand between them:
        ``/html/body/div[2]/p[1]`` and ``html > body > div:nth-of-type(2) > p:nth-of-type(1)``. The selector starts at
        the nearest ancestor (or the element itself) whose id is the only one of its kind: ``#art > p:nth-of-type(1)``.
        """
        chain: list[LexborNode] = []
        here: LexborNode | None = node
        while here is not None and here.mem_id not in self._paths and here.is_element_node:
            chain.append(here)
            here = here.parent
        known = here is not None and here.is_element_node
        place = self._paths[here.mem_id] if known and here is not None else ("", "")
        for element in reversed(chain):
            tag, index, count = self._step(element)
            place = below(place, tag, index if count > 1 else 0, self.names.get(element.mem_id))
            self._paths[element.mem_id] = place
        return place

    @cached_property
    def names(self) -> dict[int, str]:
        """The ids that stand on one element only and need no escaping, by element."""
        found: dict[str, list[int]] = {}
        for node in self.root.css("[id]"):
            found.setdefault(node.attributes.get("id") or "", []).append(node.mem_id)
        return {mems[0]: name for name, mems in found.items() if len(mems) == 1 and _PLAIN_ID.fullmatch(name)}

    def _step(self, node: LexborNode) -> tuple[str, int, int]:
        """Tag, one-based position among siblings of that tag, and how many there are; a whole family at once."""
        if node.mem_id not in self._steps:
            parent = node.parent
            family = list(parent.iter()) if parent is not None and parent.is_element_node else [node]
            seen: dict[str, int] = {}
            places = []
            for sibling in family:
                tag = sibling.tag or "*"
                seen[tag] = seen.get(tag, 0) + 1
                places.append((sibling.mem_id, tag, seen[tag]))
            self._steps.update({mem: (tag, index, seen[tag]) for mem, tag, index in places})
        return self._steps[node.mem_id]


def plant(markup: str, *, measure: bool = False) -> Tree:
    """Parse markup, at most ``MAX_CHARS`` characters, ``MAX_TAGS`` tags and ``MAX_DEPTH`` levels of it.

    The nesting is measured first (``measure``), which takes as long as parsing, where the balance of tags asks for it.
    """
    markup = sheltered(markup)
    whole = len(markup)
    markup = markup[:MAX_CHARS]
    tags = markup.count("<")
    if tags > MAX_TAGS:
        markup, tags = markup[: _nth(markup, MAX_TAGS)], MAX_TAGS
    cut = len(markup) < whole
    if measure or tags > _MANY or tags - 2 * markup.count("</") > _SUSPECT:
        markup, flattened = _flatten(markup)
        cut = cut or flattened
    if "\x00" in markup:
        markup = markup.replace("\x00", "")
    if _may_hold_long_tag(markup):
        markup = _LONG_TAG.sub(_trimmed, markup)
    parser = LexborHTMLParser(markup.encode("utf-8", "replace"))
    if "<rt" in markup or "<RT" in markup:
        _drop_readings(parser)
    return Tree(parser, cut)


def _drop_readings(parser: LexborHTMLParser) -> None:
    """Take out how characters are read (``<ruby>河<rt>hé</rt></ruby>``): it stands above the line and is none of it."""
    for node in parser.css("ruby rt, ruby rp"):
        if _READING.fullmatch(node.text()):
            node.decompose()


def _may_hold_long_tag(markup: str) -> bool:
    """Is there a stretch without angle brackets that half fills a long tag? Looking at every other window is enough."""
    step = _LONG // 2
    return any(
        markup.find("<", start, start + step) < 0 and markup.find(">", start, start + step) < 0
        for start in range(0, len(markup), step)
    )


def _trimmed(tag: re.Match[str]) -> str:
    """A tag without its attributes where they are too many: a parser compares each with all others."""
    return tag[0] if len(tag[0].split(None, _MAX_ATTRIBUTES)) <= _MAX_ATTRIBUTES else f"<{tag[1]}"


def _nth(markup: str, count: int) -> int:
    """Where the ``count``-th tag begins."""
    return next((m.start() for n, m in enumerate(re.finditer("<", markup)) if n == count), len(markup))


def _flatten(markup: str) -> tuple[str, bool]:
    """Drop the tags that open elements deeper than ``MAX_DEPTH``: their text stays, as in a browser.

    Unclosed formatting costs one element for each later block, so how much of it may be open depends on the page.
    """
    out: list[str] = []
    position = 0
    opened: Counter[str] = Counter()
    depth = formatting = 0
    allowed = max(4, _REOPENED // (markup.count("<") + 1))
    for match in _TAG.finditer(markup):
        name = match[2].lower()
        if name in _SELF_CLOSING or (match[1] and not opened[name]):
            continue
        step = -1 if match[1] else 1
        formats = name in _FORMATTING
        if step > 0 and (depth >= MAX_DEPTH or (formats and formatting >= allowed)):
            out.append(markup[position : match.start()])
            position = match.end()
            continue
        opened[name] += step
        depth += step
        formatting += step * formats
    return "".join((*out, markup[position:])), position > 0


def below(place: tuple[str, str], tag: str, index: int, name: str | None) -> tuple[str, str]:
    """The place of a child: ``index`` counts among siblings of its tag from 1, and is 0 where there is no other."""
    xpath, css = place
    step = _css_name(tag)
    if index:
        tag, step = f"{tag}[{index}]", f"{step}:nth-of-type({index})"
    return f"{xpath}/{tag}", f"#{name}" if name else f"{css} > {step}" if css else step


@cache
def _css_name(tag: str) -> str:
    return re.sub(r"([^\w-])", r"\\\1", tag)
