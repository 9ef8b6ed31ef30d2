"""What was done to a statement: the difference between its canonical words and those found, and what that means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from summarizer.check.marks import marked
from summarizer.check.statement.wording import (
    acts_in,
    burdens,
    derived,
    groups_in,
    holds_rights,
    kind_words,
    leaves_choice,
    narrows,
    postpones,
    refuses,
    signs,
    slot_mask,
)

UNREADABLE = frozenset("\ufffd?□■〓")


class Change(StrEnum):
    """What happened, worst first."""

    REVERSED = "reversed"
    SLOT = "slot"
    CUT = "cut"
    KIND = "kind"
    UNREADABLE = "unreadable"
    PADDED = "padded"
    PARAPHRASED = "paraphrased"


@dataclass(frozen=True, slots=True)
class Difference:
    """The worst change, the words concerned on either side, and a line that shows all changes.

    In ``shown`` ``[-…-]`` is what is lacking and ``{+…+}`` what stands there instead.
    """

    change: Change
    expected: str
    found: str
    shown: str


def compare(expected: str, found: str, around: str = "", names: Collection[str] = ()) -> Difference:
    """Compare two canonical texts that are not equal.

    ``around`` is the whole line, where a name may have moved to; ``names`` are the original's authors and outlet,
    canonical, which may stand for words such as 博主.
    """
    edits = _edits(expected, found)
    shown = _shown(expected, found)
    change, was, became = _worst(expected, found, edits, around or found)
    if change is Change.PARAPHRASED and (other := _another_maker(edits, names)):
        change, (was, became) = Change.SLOT, other
    return Difference(change, was, became, shown)


def trimmed(expected: str, found: str) -> tuple[int, int]:
    """The part of ``found`` that corresponds to ``expected``: without what stands before and after it."""
    blocks = [op for op in Levenshtein.opcodes(expected, found) if op.tag == "equal"]
    solid = [op for op in blocks if op.dest_end - op.dest_start > 1] or blocks
    if not solid:
        return 0, len(found)
    first, last = solid[0], solid[-1]
    # A changed beginning or end belongs to the statement too, as far as it is as long as what it replaced.
    start = max(first.dest_start - first.src_start, 0)
    return start, min(last.dest_end + len(expected) - last.src_end, len(found))


Edit = tuple[str, str, int, int]  # expected words, found words, and the place of the former in the statement


def _edits(expected: str, found: str) -> list[Edit]:
    """Changed stretches; two that are separated by a single kept character are one."""
    merged: list[list[int]] = []
    for op in Levenshtein.opcodes(expected, found):
        if op.tag == "equal":
            continue
        if merged and op.src_start - merged[-1][1] <= 1 and op.dest_start - merged[-1][3] <= 1:
            merged[-1][1], merged[-1][3] = op.src_end, op.dest_end
        else:
            merged.append([op.src_start, op.src_end, op.dest_start, op.dest_end])
    return [(expected[a:b], found[c:d], a, b) for a, b, c, d in merged]


def _worst(expected: str, found: str, edits: list[Edit], around: str) -> tuple[Change, str, str]:
    if unreadable := _unreadable(edits):
        return Change.UNREADABLE, *unreadable
    if reversal := _reversal(expected, found, edits):
        return Change.REVERSED, *reversal
    if slot := _slot(expected, edits, around):
        return slot
    lost = groups_in(expected) - groups_in(found)
    if lost or (acts_in(expected) and not acts_in(found)):
        return Change.CUT, _longest(edits, 0), _longest(edits, 1)
    if all(not was for was, _, _, _ in edits):
        return Change.PADDED, "", _longest(edits, 1)
    return Change.PARAPHRASED, _longest(edits, 0), _longest(edits, 1)


def _another_maker(edits: list[Edit], names: Collection[str]) -> tuple[str, str] | None:
    """A word for the author gave way to a name that is not the author's."""
    for was, became, _, _ in edits:
        named = holds_rights(was) and len(became) > 1 and 2 * sum(slot_mask(became)) >= len(became)
        if named and not any(became in name or name in became for name in names):
            return was, became
    return None


def _unreadable(edits: list[Edit]) -> tuple[str, str] | None:
    """Every difference is a character that could not be read."""
    if edits and all(became and set(became) <= UNREADABLE for _, became, _, _ in edits):
        return _longest(edits, 0), _longest(edits, 1)
    return None


def _reversal(expected: str, found: str, edits: list[Edit]) -> tuple[str, str] | None:
    """The acts are asked for on one side and refused, or left to taste, on the other."""
    mask = slot_mask(expected)
    eased = next((edit for edit in edits if _eased(expected, edit)), None)
    if eased:
        return eased[0], eased[1]
    words = [edit for edit in edits if not (edit[0] and all(mask[edit[2] : edit[3]]))]  # names may hold any character
    changed = [edit for edit in words if refuses(edit[1]) != refuses(edit[0])]
    refused, was = (signs(_without_names(text, expected)) for text in (found, expected))
    if any(refused.count(mark) != was.count(mark) for mark in "-?"):
        edit = changed[0] if changed else max(edits, key=lambda one: len(one[1]))
        return edit[0], edit[1]
    short = [edit for edit in changed if refuses(edit[1]) and (len(edit[1]) <= 4 or burdens(edit[1]))]
    return (short[0][0], short[0][1]) if short else None


def _eased(expected: str, edit: Edit) -> bool:
    """Are the acts asked for of fewer, or only under a condition that the statement does not make?"""
    was, became, _, end = edit
    return postpones(became) or leaves_choice(was, became) or (not was and narrows(became, expected[end:]))


def _without_names(text: str, expected: str) -> str:
    """``text`` with the statement's slots blanked: a name may hold any character, 不 and 无 too."""
    runs = groupby(zip(expected, slot_mask(expected), strict=True), key=lambda pair: pair[1])
    names = {"".join(char for char, _ in run) for masked, run in runs if masked}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "□" * len(name)) if len(name) > 1 else text
    return text


def _slot(expected: str, edits: list[Edit], around: str) -> tuple[Change, str, str] | None:
    """A name, a licence or the kind of text differs from the original's."""
    mask = slot_mask(expected)
    for was, became, start, end in edits:
        if any(mask[start:end]):
            if not any(slot_mask(became)) and _name_at(expected, mask, start, end) in around:
                continue  # moved, not changed
            return (Change.CUT if not became and _whole(mask, start, end) else Change.SLOT), was, became
        if start == end and _adds_owner(mask, start, became):
            return Change.SLOT, was, became
        if start == end and start <= expected.find("转载", 1) and derived(became):
            return Change.SLOT, was, became
        if start == end and (_lengthens_slot(mask, start, became) or _joins_slot(expected, mask, start, became)):
            return Change.SLOT, was, became
    trigger = expected.find("转载", 1)
    for was, became, start, _ in edits:
        if set(kind_words(was)) - set(kind_words(around)) and start < trigger and kind_words(became):
            return Change.KIND, was, became
    return None


def _name_at(expected: str, mask: tuple[bool, ...], start: int, end: int) -> str:
    """The whole slot under ``[start, end)``."""
    first = last = start + mask[start:end].index(True)
    while first > 0 and mask[first - 1]:
        first -= 1
    while last < len(mask) and mask[last]:
        last += 1
    return expected[first:last]


def _whole(mask: tuple[bool, ...], start: int, end: int) -> bool:
    """Does ``[start, end)`` take away a whole slot?"""
    first = start + mask[start:end].index(True)
    before = first > start or start == 0 or not mask[start - 1]
    return before and (end == len(mask) or not mask[end] or not mask[end - 1])


def _lengthens_slot(mask: tuple[bool, ...], at: int, inserted: str) -> bool:
    """Were a few letters put into a slot, or beside one so that they read as part of the name?"""
    left, right = at > 0 and mask[at - 1], at < len(mask) and mask[at]
    if left and right:
        return True
    return (left or right) and len(inserted) <= 3 and inserted.isalpha() and all(slot_mask(inserted))


def _adds_owner(mask: tuple[bool, ...], at: int, inserted: str) -> bool:
    """Was somebody else joined to the name (郴州站和某某网)? The word after a name (站) may stand between."""
    beside = at > 0 and (mask[at - 1] or (at > 1 and mask[at - 2]))
    jointly = inserted.removesuffix("联合")
    if jointly != inserted and (beside or (at < len(mask) and mask[at])):
        return len(jointly) > 1 and 2 * sum(slot_mask(jointly)) >= len(jointly)
    rest = inserted.removeprefix("联合")[1:] if inserted[:1] in "和同、" else inserted.removeprefix("联合")
    return beside and rest != inserted and len(rest) > 1 and 2 * sum(slot_mask(rest)) >= len(rest)


def _joins_slot(expected: str, mask: tuple[bool, ...], at: int, inserted: str) -> bool:
    """Was a second name put beside the first, with the word that follows it (郴州站、永州站)?"""
    if not 3 <= len(inserted) <= 8:
        return False
    if at >= 2 and mask[at - 2] and not mask[at - 1] and inserted[-1] == expected[at - 1]:
        return sum(slot_mask(inserted[:-1])) >= len(inserted) - 2  # 和, 及 may join them
    beside = at > 0 and at < len(mask) and mask[at - 1] and not mask[at]
    return beside and inserted[0] == expected[at] and sum(slot_mask(inserted[1:])) >= len(inserted) - 2


def _longest(edits: list[Edit], side: int) -> str:
    return max((str(edit[side]) for edit in edits), key=len, default="")


def _shown(expected: str, found: str) -> str:
    """All changes in one line; those that follow each other at once are one."""
    pieces = []
    for equal, run in groupby(Levenshtein.opcodes(expected, found), key=lambda op: op.tag == "equal"):
        ops = list(run)
        was = expected[ops[0].src_start : ops[-1].src_end]
        became = found[ops[0].dest_start : ops[-1].dest_end]
        pieces.append(was if equal else marked(was, became))
    return "".join(pieces)
