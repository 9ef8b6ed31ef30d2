"""What a page's article region credits in plain sight: the sources it labels, and the people in their roles.

Only displayed lines of the article count (``Reading.article_lines``); metadata and navigation satisfy no reader. The
parser's own reading of the notice is used too, but only for what can be seen on a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from summarizer.data import Line, Reading, Region, Sight
from summarizer.text.fold import fold, folded, simplify
from summarizer.text.urls import find_urls

_SHORT = 60  # characters; a longer line of the body is prose, not a byline
_EDGE = 3  # lines at each end of the body where a byline may stand without a label
_SEPARATOR = r"[\s:：|｜/／>·\-—]*"
_LETTER = "[一-鿿a-z0-9]"
# Full-width characters, and the strokes that are set between a label and a name (作者丨X).
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "丨｜│┃∣ǀ"), ord("|"))
_STOP = re.compile(
    r"[\s|｜:;；,，。、()（）\[\]【】<>]|(?:作者|编辑|责任编辑|责编|记者|通讯员|发布时间|发布|时间|日期|阅读|浏览|点击)[:|/]"
)


@cache
def phrases() -> dict[str, Any]:
    """The word lists of ``phrases.toml``."""
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Named:
    """A name that stands on ``line`` at ``[start, end)``, with the label or the role that introduces it."""

    name: str
    line: Line
    start: int
    end: int
    role: str | None = None


def alternatives(words: list[str]) -> str:
    """A regular expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def plain(text: str) -> str:
    """Text as names and titles are compared: folded, simplified script, letters and digits alone."""
    return _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return "".join(char for char in folded(simplify(text)) if char.isalnum())


def in_sight(line: Line, start: int = 0, end: int | None = None) -> bool:
    """Does a reader meet these characters, be it with some effort?"""
    return line.visibility(start, end).sight in (Sight.SEEN, Sight.EFFORT)


def undecided(line: Line, start: int = 0, end: int | None = None) -> str | None:
    """The rule that leaves it open whether a reader sees these characters (F007: an unread sheet), if one does."""
    seen = line.visibility(start, end)
    return seen.rule or "F007" if seen.sight is Sight.UNKNOWN else None


def labelled_sources(reading: Reading) -> tuple[Named, ...]:
    """Every ``来源：X``, ``转自 X`` … of the article region, and the source the parser read where it can be seen."""
    found = [one for line in _credit_lines(reading) for one in (*_sources_on(line), *_vague_on(line))]
    stated = reading.article.notice.source
    if stated and not any(plain(stated) in plain(one.name) for one in found):
        found += find_name(reading, stated)[:1]
    return tuple(found)


def find_name(reading: Reading, name: str) -> list[Named]:
    """Where ``name`` stands on credit lines (above and below the body, at its edges), addresses not counted."""
    return [place for line in _credit_lines(reading) if (place := _on_line(line, name))]


def people_named(reading: Reading, name: str) -> list[Named]:
    """The bylines that name this person, with the role each one gives: ``reporter``, ``author`` … or ``None``."""
    pattern = _person(plain(name))
    if pattern is None:
        return []
    found = []
    for line in _credit_lines(reading):
        text = _flat(line.text)
        for match in pattern.finditer(text):
            start, end = match.span("name")
            role = _role(text[:start])
            if role or line.region is not Region.BODY or len(text) <= _SHORT:
                found.append(Named(line.text[start:end], line, start, end, role))
    return found


def hidden_mention(reading: Reading, name: str) -> Line | None:
    """A hidden line that holds ``name``: why a credit that is in the page does not count."""
    wanted = plain(name)
    return next((line for line in reading.hidden if wanted and wanted in plain(line.text[:2000])), None)


def _credit_lines(reading: Reading) -> Iterator[Line]:
    body = [line for line in reading.lines if line.region is Region.BODY]
    edges = {id(line) for line in (*body[:_EDGE], *body[-_EDGE:])}
    role = _role_pattern()
    for line in (*reading.article_lines(), *_between_notices(reading.lines)):
        bylined = line.region is Region.BODY and role.search(line.text[-80:] + line.text[:80])
        if line.region is not Region.BODY or id(line) in edges or bylined:
            yield line


def _between_notices(lines: Sequence[Line]) -> Iterator[Line]:
    """A line with the notice right above and right below it is part of the notice, whatever it looks like."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        if line.region is Region.OUTSIDE and above.region is below.region is Region.NOTICE:
            yield line


def _sources_on(line: Line) -> Iterator[Named]:
    text = _flat(line.text)
    prose = line.region is Region.BODY and len(text) > _SHORT
    for match in _source_pattern().finditer(text if not prose else ""):
        start = match.end()
        stop = _STOP.search(text, start)
        end = stop.start() if stop else len(text)
        name = plain(text[start:end])
        named = any(map(str.isalnum, name)) and name not in phrases()["source"]["empty"]
        before = text[: match.start()].rstrip(" “\"「『'‘")
        if before.endswith(tuple(phrases()["source"]["of_other_things"])):
            continue
        role = "asked" if before.endswith(tuple(phrases()["source"]["asking"])) else "source"
        if named and "/" not in text[start:end]:  # an address names nobody
            yield Named(line.text[start:end], line, start, end, role)
    # <span>来源</span>云溪日报: label and name are told apart by looks alone.
    label = line.runs[0].end if len(line.runs) > 1 and not prose else 0
    if text[:label].strip() in phrases()["source"]["labels"] and plain(text[label:]):
        yield Named(line.text[label:], line, label, len(text), "source")


def _vague_on(line: Line) -> Iterator[Named]:
    """``本文内容来源于网络``: a whole sentence that names nobody."""
    if len(line.text) <= 2 * _SHORT:
        match = _vague_pattern().search(_flat(line.text))
        if match:
            yield Named(match[0], line, *match.span(), "vague")


@cache
def _vague_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(phrases()["source"]["vague_sentences"]))


def _on_line(line: Line, name: str) -> Named | None:
    flat = fold(simplify(line.text))
    at = flat.text.find(folded(simplify(name)))
    if at < 0:
        return None
    start, end = flat.span(at, at + len(folded(name)))
    in_address = any(a <= start < b for a, b, _ in find_urls(line.text))
    return None if in_address else Named(line.text[start:end], line, start, end)


@lru_cache(maxsize=2048)
def _flat(text: str) -> str:
    """Simplified, lower-case, half-width: character for character, so that positions stay as they are."""
    return simplify(text).translate(_WIDTH).lower() if not text.isascii() else text.lower()


def _role(before: str) -> str | None:
    words = _role_pattern().findall(before[-_SHORT:])
    return _roles()[words[-1]] if words else None


@cache
def _roles() -> dict[str, str]:
    return {word: role for role, words in phrases()["people"]["roles"].items() for word in words}


@cache
def _role_pattern() -> re.Pattern[str]:
    return re.compile(alternatives(list(_roles())))


@cache
def _source_pattern() -> re.Pattern[str]:
    words = phrases()["source"]
    labels, glued = alternatives(words["labels"]), alternatives(words["glued_labels"])
    before = r"(?:^|[\s(（【\[])"
    # A label needs a mark after it, or a line (or space) before it: 来源 is also an ordinary word.
    return re.compile(rf"(?:(?:{labels})\s*[:：|｜/]\s*|{before}(?:{labels})[\s自于]+|{before}(?:{glued}))[《“\"「『]?")


@lru_cache(maxsize=1024)
def _person(name: str) -> re.Pattern[str] | None:
    """A name with nothing glued to it but roles and the words that follow names; ``谷丽`` is not in ``谷丽娜``."""
    if not name:
        return None
    before = alternatives([word for word in _roles() if len(word) > 1] + ["和", "与", "及"])
    after = alternatives(phrases()["people"]["after"]["words"])
    letters = r"[\s·•.()]*".join(map(re.escape, name))
    return re.compile(
        rf"(?:(?<!{_LETTER})|(?:{before}))(?P<name>{letters})(?:(?!{_LETTER})|(?={after})|(?=[文图摄讯译](?!{_LETTER})))"
    )
