"""The text of a page as one string, with a way back to the lines: what a reader sees, and what is kept from sight.

Matches may run over several lines and elements; a stretch of hidden characters inside a visible line is not part of
what is seen, however it is marked up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.check.context import Context, on_original, on_repost
from summarizer.data import SEEN, Evidence, Line, Region, Run, Sight, Visibility

MAX_CHARS = 120_000
_ORDER = list(Sight)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``[start, …)`` of a line, standing at ``at`` in the stream."""

    at: int
    line: Line
    start: int
    end: int
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Stream:
    """Text with a line break between lines; ``pieces`` in order."""

    text: str
    pieces: tuple[Piece, ...]

    def inside(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """The pieces under ``[start, end)``, each with the range of its line that is covered."""
        first = max(bisect_right(self.pieces, start, key=lambda piece: piece.at) - 1, 0)
        for piece in self.pieces[first:]:
            if piece.at >= end:
                return
            low, high = max(start - piece.at, 0) + piece.start, min(end - piece.at + piece.start, piece.end)
            if low < high:
                yield piece, low, high

    def visibility(self, start: int, end: int) -> Visibility:
        """The least visible piece of ``[start, end)`` decides."""
        seen = (piece.visibility for piece, _, _ in self.inside(start, end))
        return max(seen, key=lambda one: _ORDER.index(one.sight), default=SEEN)

    def evidence(self, start: int, end: int, *, page: str = "repost", cause: str | None = None) -> tuple[Evidence, ...]:
        """One place a line under ``[start, end)``; a hidden one names the declaration that hides it."""
        places: dict[int, tuple[Line, int, int]] = {}
        for piece, low, high in self.inside(start, end):
            line, from_, to = places.get(id(piece.line), (piece.line, low, high))
            places[id(piece.line)] = (line, min(from_, low), max(to, high))
        if page == "original":
            return tuple(on_original(*place) for place in places.values())
        return tuple(on_repost(*place, cause=cause) for place in places.values())

    def line_before(self, start: int) -> str:
        """What stands before ``start`` on the same line."""
        return self.text[self.text.rfind("\n", 0, start) + 1 : start]

    def line_after(self, end: int) -> str:
        """What stands after ``end`` on the same line."""
        stop = self.text.find("\n", end)
        return self.text[end : len(self.text) if stop < 0 else stop]


def seen_in_article(context: Context) -> Stream:
    """What a reader sees of the repost's article, head, captions and notice included."""
    return _stream(context.repost.article_lines(), hidden=False)


def seen_outside(context: Context) -> Stream:
    """What a reader sees around the repost's article: navigation, related links, comments, footer."""
    return _stream((line for line in context.repost.lines if line.region is Region.OUTSIDE), hidden=False)


def kept_from_sight(context: Context) -> Stream:
    """What the repost holds but does not show."""
    return _stream((*context.repost.hidden, *context.repost.lines), hidden=True, always=len(context.repost.hidden))


def original_text(context: Context) -> Stream:
    """What a reader sees of the original, its footer included."""
    return _stream(context.original.lines if context.original else (), hidden=False)


def declaration(visibility: Visibility) -> str:
    """``V601 {display:none} (style#2 line 4)``: the rule, what decides, and where that stands."""
    parts = [visibility.rule or "", f"{{{visibility.declaration}}}" if visibility.declaration else ""]
    return " ".join(part for part in (*parts, f"({visibility.origin})" if visibility.origin else "") if part)


def _stream(lines: Iterable[Line], *, hidden: bool, always: int = 0) -> Stream:
    """The runs of ``lines`` that are hidden, or are not. The first ``always`` lines count as hidden throughout."""
    pieces: list[Piece] = []
    texts: list[str] = []
    at = 0
    for number, line in enumerate(lines):
        before = at
        for run in line.runs or (Run(0, len(line.text), line.xpath, line.css),):
            if number >= always and (run.visibility.sight is Sight.HIDDEN) != hidden:
                continue
            text = line.text[run.start : run.end]
            pieces.append(Piece(at, line, run.start, run.end, run.visibility))
            texts.append(text)
            at += len(text)
        if at > before:
            texts.append("\n")
            at += 1
        if at > MAX_CHARS:
            break
    return Stream("".join(texts), tuple(pieces))
