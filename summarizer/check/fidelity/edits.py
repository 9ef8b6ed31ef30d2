"""One edit with what stands around it on both pages, and the word lists its judges share."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.check.fidelity.align import MAX_EDIT, Alignment, Change
from summarizer.check.fidelity.text import Body
from summarizer.text.fold import is_invisible

_AROUND = 12  # flat characters of equal text that an edit is judged with
_ANCHOR = 5  # equal characters that must stand around a change for it to be an edit of that text


@dataclass(frozen=True, slots=True)
class Side:
    """One page's reading of the edited place: ``text[start:end]`` is what differs; ``raw`` is where ``text`` begins."""

    text: str
    start: int
    end: int
    raw: int

    @property
    def changed(self) -> str:
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        return self.text[: self.start]

    @property
    def after(self) -> str:
        return self.text[self.end :]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a few characters inside text that both pages have. ``old`` and ``new`` are flat."""

    change: Change
    old: str
    new: str
    a: Side
    b: Side


@cache
def words() -> dict[str, Any]:
    """The lists of ``words.toml``."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def edits(alignment: Alignment) -> Iterator[Edit]:
    """All anchored edits, in order."""
    ends, starts = _runs(alignment)
    for change in alignment.changes:
        left, right = ends.get((change.a0, change.b0), 0), starts.get((change.a1, change.b1), 0)
        if change.size <= MAX_EDIT and (left + right >= _ANCHOR or len(alignment.changes) == 1):
            yield edit_of(alignment, change, left, right)


def _runs(alignment: Alignment) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """The lengths of equal runs by where they end, and by where they begin, on both pages."""
    runs = [*alignment.equal, *alignment.moved]
    return {(i + size, j + size): size for i, j, size in runs}, {(i, j): size for i, j, size in runs}


def edit_of(alignment: Alignment, change: Change, left: int = 0, right: int = 0) -> Edit:
    """A change with as much of the equal text beside it (``left`` and ``right`` flat characters) as judges look at."""
    a, b = alignment.a, alignment.b
    left, right = min(left, _AROUND), min(right, _AROUND)
    return Edit(
        change,
        a.flat[change.a0 : change.a1],
        b.flat[change.b0 : change.b1],
        _side(a, change.a0, change.a1, left, right),
        _side(b, change.b0, change.b1, left, right),
    )


def _side(body: Body, start: int, end: int, left: int, right: int) -> Side:
    low, high = body.raw_range(max(0, start - left), min(len(body.flat), end + right))
    first, last = body.raw_range(start, end)
    first, last = max(first, low), min(max(last, low), max(high, low))
    parts = [_visible(body.raw[i:j]) for i, j in ((low, min(first, high)), (min(first, high), last), (last, high))]
    return Side("".join(parts), len(parts[0]), len(parts[0]) + len(parts[1]), low)


def _visible(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if not is_invisible(char))
