"""C502's question: does an edit turn a statement round?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.check.attribution.credits import alternatives
from summarizer.check.fidelity.edits import Edit, Side, words

_NEAR = 3  # characters around an edit in which a word may begin or end


@dataclass(frozen=True, slots=True)
class Turn:
    """The words that turned: what the original says (or nothing) and what the repost says (or nothing)."""

    old: str
    new: str


def turned(edit: Edit) -> Turn | None:
    """The negation put in or taken out, or the word replaced by its opposite; ``None`` when the sense is kept."""
    return _opposite(edit) or _negation(edit)


def _negation(edit: Edit) -> Turn | None:
    if (edit.old or edit.new) in words()["negation"]["words"] and not (edit.old and edit.new) and _governs(edit):
        return Turn(edit.old, edit.new)  # nothing but a negation: even 不断 turns into 断
    old, new = _negations(edit.a), _negations(edit.b)
    if len(old) % 2 == len(new) % 2 or not _governs(edit):
        return None
    return Turn(
        edit.old if edit.old and edit.new else "".join(old), edit.new if edit.old and edit.new else "".join(new)
    )


def _negations(side: Side) -> list[str]:
    """Negating words that overlap the edit; those that merely contain such a character do not count."""
    low = max(0, side.start - _NEAR)
    window = side.text[low : side.end + _NEAR]
    return [
        match.group()
        for match in _negators().finditer(window)
        if match.group() in words()["negation"]["words"]
        and low + match.start() < side.end
        and low + match.end() > side.start
    ]


def _governs(edit: Edit) -> bool:
    """Is the sentence around the edit still there for a negation to turn? A whole clause left out is an omission."""
    if edit.old and edit.new:
        return True
    side = edit.a if edit.old else edit.b
    follows = side.after[:1]
    return bool(follows) and (follows.isalnum() or follows in '“"《') and len(edit.old or edit.new) <= 6


@cache
def _negators() -> re.Pattern[str]:
    """Negating words and the words that only look like them, the longest first."""
    return re.compile(alternatives([*words()["negation"]["except"], *words()["negation"]["words"]]))


def _opposite(edit: Edit) -> Turn | None:
    if not edit.old or not edit.new:
        return None
    there = _touching(edit.b)
    for word in sorted(_touching(edit.a) - there):
        for other in sorted(_opposites()[word] & there):
            if _whole(edit, word, other):
                return Turn(word, other)
    return None


def _whole(edit: Edit, word: str, other: str) -> bool:
    """One-character opposites count only where nothing else was changed: 大→小, but not in 大会→小组."""
    return (len(word) > 1 and len(other) > 1) or (edit.old == word and edit.new == other)


def _touching(side: Side) -> set[str]:
    low = max(0, side.start - _NEAR)
    found = set()
    for start in range(low, side.end):
        for size in range(1, 5):
            word = side.text[start : start + size]
            if start + size > side.start and word in _opposites():
                found.add(word)
    return found


@cache
def _opposites() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for left, right in words()["opposites"]["pairs"]:
        for one in left:
            table.setdefault(one, set()).update(right)
        for one in right:
            table.setdefault(one, set()).update(left)
    return table
