"""Chinese text into sentences and clauses, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A sentence ends at a full stop (or a run of them) and takes the closing quotes and brackets with it. A Western full
# stop ends one only before white space or the end, so that 3.5 and www.example.cn stay whole.
_END = re.compile(r"(?:[。！？!?]|…{1,2}|\.(?=\s|$))+[”’」』）)】》\"']*|\n+")
# A comma or colon between digits belongs to a number, a time or a score.
_CLAUSE = re.compile(r"(?:[，；;]|(?<!\d)[,:：]|[,:：](?!\d))+[”’」』）)】》]*")
# “……。”某某说，… / “……。”某厅厅长某某3日在某地如是表示。: whose words they were belongs to them.
_SAYS = "说|道|表示|介绍|坦言|感慨|回忆|解释"
_SPEAKER = re.compile(rf"[^\s，。！？；“”]{{1,14}}(?:{_SAYS}|告诉)|[^\s，。！？；“”]{{1,40}}(?:{_SAYS})。")
_LONGEST_SPEAKER = 45
_OPEN = dict(zip("“‘「『（(《【", "”’」』）)》】", strict=True))
_CLOSE = frozenset(_OPEN.values())


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``text[start:end]`` of a text; ``text`` is that stretch without white space at its ends."""

    text: str
    start: int
    end: int


def split(text: str) -> list[str]:
    """The sentences of ``text``, in order, without white space at their ends; every other character is kept."""
    return [piece.text for piece in split_spans(text)]


def split_spans(text: str) -> list[Piece]:
    """The sentences of ``text`` with their places. A quotation and its speaker stay together."""
    pieces: list[Piece] = []
    start = 0
    for match in _END.finditer(text):
        if match.group()[0] != "\n" and _goes_on(text, start, match):
            continue
        pieces.extend(_piece(text, start, match.end()))
        start = match.end()
    pieces.extend(_piece(text, start, len(text)))
    return pieces


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether the stop stands inside a quotation, or closes one whose speaker is named next."""
    if _inside_quote(text[start : end.end()]):
        return True
    return end.group().endswith(("”", "’")) and bool(_SPEAKER.match(text, end.end(), end.end() + _LONGEST_SPEAKER))


def clauses(sentence: str) -> list[Piece]:
    """The clauses of one sentence; a comma inside brackets or quotes does not end one."""
    pieces: list[Piece] = []
    start = 0
    for match in _CLAUSE.finditer(sentence):
        if _inside_quote(sentence[start : match.end()]):
            continue
        pieces.extend(_piece(sentence, start, match.end()))
        start = match.end()
    pieces.extend(_piece(sentence, start, len(sentence)))
    return pieces


def _inside_quote(part: str) -> bool:
    """Whether a quote or bracket is still open at the end of ``part``; a long unclosed one is a slip of the pen."""
    if len(part) > _LONGEST_QUOTE:
        return False
    depth = 0
    for char in part:
        depth += (char in _OPEN) - (char in _CLOSE)
    return depth > 0


_LONGEST_QUOTE = 300


def _piece(text: str, start: int, end: int) -> Iterator[Piece]:
    stripped = text[start:end].strip()
    if stripped:
        first = text.index(stripped[0], start)
        yield Piece(stripped, first, first + len(stripped))
