"""A body as fidelity compares it: letters and digits in one script, width and case, with the way back to the page.

Punctuation, spaces, invisible characters and paragraph breaks are no part of the flat text, so that no harmless change
can show; marks inside numbers (``3.5``, ``10:30``, ``2023-11-30``, ``%``) are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from summarizer.text.fold import fold_deep, folded_deep, simplify

MAX_CHARS = 200_000
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_GLOSS = re.compile(rf"(?<=[一-鿿])[（(]\s?[a-züɡ]*[{_TONED}][a-züɡ{_TONED}]*\s?[)）]", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[，。！？；,;!?\n…]+")  # not the colon, which also stands in 10:30
_OPENING, _CLOSING = "“「『", "”」』"
_MARK = "\ue000"  # stands for the end of a clause while a text is made flat
_NO_SIGN = "年月日号时点分元万亿第周期页章条款楼栋座室路"  # after these a hyphen is no minus: 5月-6月
# Everything that is not a letter, a digit, or a mark inside a number (or the sign before it).
_NOISE = re.compile(
    rf"[^\w.:/~%‰°{_MARK}-]+|_|(?<!\d)[.:/~%‰°]|[.:/~](?!\d)|-(?!\d)|(?<=[A-Za-z{_NO_SIGN}])-|(?<=-)-",
)


class Body:
    """``raw`` is the paragraphs, in simplified script, joined by line ends; ``shown`` the same as it was printed.

    ``flat`` is what is compared, ``clauses`` its ranges between punctuation marks, ``glosses`` the number of pinyin
    readings in brackets (which are left out of ``flat``).
    """

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.shown = "\n".join(paragraphs)[:MAX_CHARS]
        self.raw, self.glosses = _without_glosses(simplify(self.shown))
        self._marked = _CLAUSE_END.sub(_marks, self.raw)
        parts = _NOISE.sub("", folded_deep(self._marked)).split(_MARK)
        self.flat = "".join(parts)
        self.clauses: list[tuple[int, int]] = []
        end = 0
        for part in parts:
            if part:
                self.clauses.append((end, end + len(part)))
                end += len(part)

    @cached_property
    def offsets(self) -> list[int]:
        """The place in ``raw`` and ``shown`` of each flat character, and one more for the end."""
        deep = fold_deep(self._marked)
        kept: list[int] = []
        end = 0
        for noise in _NOISE.finditer(deep.text):
            kept += deep.offsets[end : noise.start()]
            end = noise.end()
        kept += deep.offsets[end:-1]
        return [*(at for at in kept if self._marked[at] != _MARK), len(self.raw)]

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` of the flat text as a range of ``raw``."""
        end = min(end, len(self.flat))
        if start >= end:
            return self.offsets[min(start, end)], self.offsets[min(start, end)]
        return self.offsets[start], self.offsets[end - 1] + 1

    def text(self, start: int, end: int) -> str:
        """What the page prints for a flat range."""
        low, high = self.raw_range(start, end)
        return self.shown[low:high]

    def around(self, start: int, end: int, size: int) -> tuple[int, int]:
        """``[start, end)`` of the flat text with up to ``size`` characters on either side, within its clauses."""
        at = bisect_right(self.clauses, start, key=lambda clause: clause[0]) - 1
        low = self.clauses[at][0] if self.clauses else 0
        last = bisect_left(self.clauses, max(end, start + 1), key=lambda clause: clause[1])
        high = self.clauses[min(last, len(self.clauses) - 1)][1] if self.clauses else len(self.flat)
        return max(min(low, start), start - size), min(max(high, end), end + size)

    def quotes(self, at: int) -> bool:
        """Does a flat character stand in a quoted sentence? A quoted word or name has no mark inside."""
        place = self.offsets[at]
        first = max(self.raw.rfind(mark, 0, place) for mark in _OPENING)
        last = min((end for mark in _CLOSING if (end := self.raw.find(mark, place)) >= 0), default=-1)
        quoted = self.raw[first + 1 : last] if first >= 0 <= last else ""
        closed = any(mark in self.raw[first + 1 : place] for mark in _CLOSING)
        return not closed and "\n" not in quoted and bool(_CLAUSE_END.search(quoted))

    def flat_at(self, raw: int) -> int:
        """The first flat character at or after a place of ``raw``."""
        return bisect_left(self.offsets, raw, 0, len(self.flat))


def flatten(text: str) -> str:
    """The flat form of a text of which no places are needed."""
    return Body([text]).flat


def _marks(match: re.Match[str]) -> str:
    return _MARK * len(match.group())


def _without_glosses(raw: str) -> tuple[str, int]:
    """Pinyin in brackets blanked out, length kept: ``发(fā)表`` reads as ``发    表``."""
    return _GLOSS.subn(lambda match: " " * len(match.group()), raw)
