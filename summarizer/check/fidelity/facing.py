"""The alignment of two bodies as places on their lines, for a report that shows both pages side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from summarizer.check.fidelity.align import Alignment, align
from summarizer.check.fidelity.bodies import located
from summarizer.data import Comparison, Reading, Stretch

_ANSWERED = 6  # flat characters that two lines must share to answer each other

Name = Literal["original", "repost"]


def compare_pages(original: Reading, repost: Reading) -> Comparison:
    """What stands on one page and not, or otherwise, on the other, and which lines say the same."""
    a, b = _Page("original", original), _Page("repost", repost)
    alignment = align(a.body, b.body)
    stretches = [
        stretch
        for number, change in enumerate(alignment.changes)
        for stretch in (*a.stretches(change.a0, change.a1, number), *b.stretches(change.b0, change.b1, number))
    ]
    return Comparison(tuple(stretches), tuple(_answers(alignment, a, b)))


class _Page:
    """One body, with the way from its flat text to the lines of its page."""

    def __init__(self, name: Name, reading: Reading) -> None:
        self._name: Name = name
        self._located = located(reading)
        self.body = self._located.body
        numbers = {id(line): number for number, line in enumerate(reading.lines)}
        self._lines = [(numbers[id(line)] if line else None, offset) for line, offset in self._located.lines]

    def part(self, raw: int) -> int:
        return max(bisect_right(self._located.starts, raw) - 1, 0)

    def line(self, flat: int) -> tuple[int | None, int]:
        """The line that a flat character stands on, and the first flat character of the line after."""
        part = self.part(self.body.offsets[flat])
        return self._lines[part][0], self.body.flat_at(self._after(part))

    def stretches(self, start: int, end: int, change: int) -> Iterator[Stretch]:
        """The parts of a flat range, line by line."""
        if start >= end:
            return
        low, high = self.body.raw_range(start, end)
        while low < high:
            part = self.part(low)
            line, offset = self._lines[part]
            shift = offset - self._located.starts[part]
            stop = min(high, self._after(part) - 1)
            if line is not None and low < stop:
                yield Stretch(self._name, line, low + shift, stop + shift, change)
            low = self._after(part)

    def _after(self, part: int) -> int:
        """Where in the raw text the next part begins."""
        starts = self._located.starts
        return starts[part + 1] if part + 1 < len(starts) else len(self.body.shown) + 1


def _answers(alignment: Alignment, a: _Page, b: _Page) -> Iterator[tuple[int, int]]:
    """For each line of the original the line of the repost that has most of it."""
    shared: dict[int, Counter[int]] = {}
    for start_a, start_b, size in (*alignment.equal, *alignment.moved):
        at = 0
        while at < size:
            one, end_a = a.line(start_a + at)
            other, end_b = b.line(start_b + at)
            step = max(1, min(size, end_a - start_a, end_b - start_b) - at)
            if one is not None and other is not None:
                shared.setdefault(one, Counter())[other] += step
            at += step
    for one in sorted(shared):
        other, count = min(shared[one].items(), key=lambda item: (-item[1], item[0]))
        if count >= _ANSWERED:
            yield one, other
