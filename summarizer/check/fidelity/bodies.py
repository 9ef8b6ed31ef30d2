"""Both bodies as readers see them, aligned once a check, with the way from a flat range back to a place on the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.check.context import Context, on_original, on_repost
from summarizer.check.fidelity.align import Alignment, align
from summarizer.check.fidelity.text import Body, flatten
from summarizer.data import Evidence, Line, Reading, Region, Sight

_SHOWN = 8  # characters of equal text shown around an empty place


@dataclass(frozen=True, slots=True)
class Located:
    """A body and, for each of its paragraphs, the line it is (or is part of) and where it begins there."""

    body: Body
    lines: tuple[tuple[Line | None, int], ...]
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[Line | None, int, int, str]:
        """The line of a flat range, the range on it, and its text; an empty range shows what stands around it."""
        size = len(self.body.flat)
        if start == end:
            start, end = max(0, start - _SHOWN), min(size, end + _SHOWN)
        low, high = self.body.raw_range(start, end)
        number = max(bisect_right(self.starts, low) - 1, 0)
        begin = self.starts[number] if self.starts else 0
        stop = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.body.shown)
        line, offset = self.lines[number] if self.lines else (None, 0)
        high = min(high, stop)
        return line, low - begin + offset, high - begin + offset, self.body.shown[low:high]


def alignment(context: Context) -> Alignment:
    """The two bodies aligned."""
    return align(context.once(original_body).body, context.once(repost_body).body)


def original_body(context: Context) -> Located:
    return located(context.original) if context.original else Located(Body([]), (), ())


def repost_body(context: Context) -> Located:
    return located(context.repost)


def repost_evidence(context: Context, start: int, end: int) -> Evidence:
    """Where flat ``[start, end)`` of the repost's body stands."""
    line, low, high, text = context.once(repost_body).place(start, end)
    return on_repost(line, low, high) if line else Evidence("repost", "", "", low, high, text[:300])


def original_evidence(context: Context, start: int, end: int) -> Evidence:
    """Where flat ``[start, end)`` of the original's body stands."""
    line, low, high, text = context.once(original_body).place(start, end)
    return on_original(line, low, high) if line else Evidence("original", "", "", low, high, text[:300])


class Shown:
    """Everything a page shows anywhere, flat. ``text in shown`` is remembered: repetitive texts ask it often."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._flat = flatten("\n".join(texts))
        self._known: dict[str, bool] = {}

    def __contains__(self, flat: str) -> bool:
        if flat not in self._known:
            self._known[flat] = flat in self._flat
        return self._known[flat]


def original_page(context: Context) -> Shown:
    """What the repost may have taken from outside the original's body, and the abstract published with it."""
    return Shown([*(_texts(context.original) if context.original else ()), context.summary or ""])


def repost_page(context: Context) -> Shown:
    """What is not in the repost's body may have moved elsewhere on its page."""
    return Shown(_texts(context.repost))


def _texts(reading: Reading) -> list[str]:
    shown = [line.text for line in reading.lines]
    captions = [image.caption for image in reading.article.images if image.caption]
    article = reading.article
    return [article.title or "", *shown, *captions, *([] if shown else article.paragraphs)]


def located(reading: Reading) -> Located:
    """The body of a page, apart from any check."""
    parts = list(_parts(reading))
    starts, at = [], 0
    for text, _, _ in parts:
        starts.append(at)
        at += len(text) + 1
    return Located(Body([text for text, _, _ in parts]), tuple((line, low) for _, line, low in parts), tuple(starts))


def _parts(reading: Reading) -> Sequence[tuple[str, Line | None, int]]:
    """The displayed lines of the body, less the notice; the article's paragraphs where there are no lines."""
    lines = [
        line for line in reading.lines if line.region is Region.BODY and line.visibility().sight is not Sight.HIDDEN
    ]
    if not lines:
        return [(text, None, 0) for text in reading.article.paragraphs]
    notice = [one.text for one in reading.article.notice.lines if one.text]
    parts = [(text, line, low) for line in lines for text, low in [_without(line.text, notice)] if text]
    return parts or [(line.text, line, 0) for line in lines]


def _without(text: str, notice: Sequence[str]) -> tuple[str, int]:
    """A line less the notice at its ends (a dateline, （责编：甲某）); what is left, and where it begins."""
    low = 0
    for one in notice:
        if text[low:].startswith(one):
            low += len(one)
        elif text.endswith(one) and len(one) <= len(text) - low:
            text = text[: len(text) - len(one)]
    return text[low:], low
