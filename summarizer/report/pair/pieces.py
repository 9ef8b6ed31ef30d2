"""A line of a page cut into pieces that are marked alike: by findings, as changed, as a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from summarizer.report.console import clean, show_invisible

_MOST_MARKS = 400  # of one line


class Mark(NamedTuple):
    """Something about characters ``[start, end)`` of a line: a finding's number, a change's, or a link's address."""

    start: int
    end: int
    finding: int | None = None
    change: int | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text marked alike throughout. ``begins`` and ``leads_to`` are said once, where a mark begins and a link ends."""

    text: str
    findings: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    change: int | None = None
    link: bool = False
    target: str | None = None
    leads_to: str | None = None


def cut(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """``text`` in pieces, in order, with nothing lost."""
    clipped = [mark._replace(start=max(mark.start, 0), end=min(mark.end, len(text))) for mark in marks]
    clipped = sorted((mark for mark in clipped if mark.start < mark.end), key=_weight)[:_MOST_MARKS]
    places = sorted({0, len(text), *(mark.start for mark in clipped), *(mark.end for mark in clipped)})
    return [
        _piece(text[start:end], (start, end), [one for one in clipped if one.start <= start and end <= one.end])
        for start, end in pairwise(places)
    ]


def _weight(mark: Mark) -> int:
    """Findings first, then changes, then links: which marks count where there are too many."""
    return 0 if mark.finding is not None else 1 if mark.change is not None else 2


def _piece(text: str, at: tuple[int, int], marks: list[Mark]) -> Piece:
    link = next((one for one in marks if one.target is not None), None)
    return Piece(
        show_invisible(clean(text)),
        findings=tuple(dict.fromkeys(one.finding for one in marks if one.finding is not None)),
        begins=tuple(dict.fromkeys(one.finding for one in marks if one.finding is not None and one.start == at[0])),
        change=next((one.change for one in marks if one.change is not None), None),
        link=link is not None,
        target=link.target if link else None,
        leads_to=link.target if link and link.end == at[1] else None,
    )


def whole_number(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` widened so that no number is cut: an editor reads 4630, not 63."""
    if start < end and text[start].isdigit():
        while start > 0 and _in_number(text, start - 1):
            start -= 1
    if start < end and text[end - 1].isdigit():
        while end < len(text) and _in_number(text, end):
            end += 1
    return start, end


def _in_number(text: str, at: int) -> bool:
    between = text[at] in ".," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
    return text[at].isdigit() or between


def flagged(sentence: str, words: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """``sentence`` cut so that each of ``words`` stands apart: ``(whether it is one of them, text)``."""
    known = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    for number, part in enumerate(re.split(f"({'|'.join(known)})", sentence) if known else [sentence]):
        if part:
            yield number % 2 == 1, show_invisible(clean(part))
