"""C501's question: does an edit change a number, a unit or a date?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from summarizer.check.attribution.credits import alternatives
from summarizer.check.fidelity.edits import Edit, Side, words
from summarizer.text.fold import folded
from summarizer.text.numbers import Kind, Number, find_numbers, parse_numeral, same_quantity

_HALF = "半"
_HAN_NUMERAL = re.compile("半|[零〇一二两三四五六七八九十百千万亿]+")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Quantities:
    """What only the original says, and what only the repost says, at one place."""

    old: tuple[Number, ...]
    new: tuple[Number, ...]

    @property
    def replaced(self) -> bool:
        return bool(self.old and self.new and not all(one.loose for one in (*self.old, *self.new)))

    @property
    def added(self) -> bool:
        """A measurement that the original does not give."""
        return not self.old and any(one.kind is Kind.PERCENT or (one.unit and not one.loose) for one in self.new)


def quantities(edit: Edit) -> Quantities:
    """The numbers on each side of an edit that the other side does not hold in any writing."""
    if other := _other_sign(edit) or _other_measure(edit) or _other_unit(edit):
        return other
    found = _stated(edit)
    if not found.replaced and _numerals_differ(edit):
        return Quantities(_whole(edit.a), _whole(edit.b))
    if found.old and not found.new and edit.new in words()["times"]["blurring"]:
        return Quantities(found.old, _whole(edit.b))
    return found if found.replaced else _other_time(edit) or found


def _other_sign(edit: Edit) -> Quantities | None:
    """零下3℃ became 3℃ or 零上3℃."""
    below, above = words()["times"]["below_zero"], ("", "零上")
    texts = (edit.old, edit.new) if edit.old in below else (edit.new, edit.old)
    if texts[0] not in below or texts[1] not in above or not edit.a.after[:1].isdigit():
        return None
    return Quantities(_whole(edit.a), _whole(edit.b))


def _other_measure(edit: Edit) -> Quantities | None:
    """每斤25元 became 每天25元."""
    per = words()["times"]["per"]
    if edit.a.before.endswith("每") and edit.old in per and edit.new in per:
        return Quantities(_whole(edit.a), _whole(edit.b))
    return None


def _other_unit(edit: Edit) -> Quantities | None:
    """52.6公里 became 52.6里, 每斤 became 每公斤: the number is the same, what it counts is not."""
    for group in words()["times"]["units"]:
        one, other = (_unit_at(side, tuple(group)) for side in (edit.a, edit.b))
        if one and other and one["of"] == other["of"] and one["unit"] != other["unit"]:
            return Quantities((_counted(one),), (_counted(other),))
    return None


def _unit_at(side: Side, units: tuple[str, ...]) -> re.Match[str] | None:
    """The unit that the edit touches, with the number (or 每) right before it."""
    found = _units(units).finditer(side.text)
    return next((one for one in found if one.start("unit") <= side.end and one.end() >= side.start), None)


@cache
def _units(units: tuple[str, ...]) -> re.Pattern[str]:
    of = r"\d[\d.]{0,12}[余多]?[万亿]?|[零一二两三四五六七八九十百千万亿半几]{1,8}[余多]?|每"
    return re.compile(rf"(?P<of>{of})(?P<unit>{alternatives(list(units))})(?![方])")


def _counted(found: re.Match[str]) -> Number:
    return Number(found[0], found.start(), found.end(), Kind.NAME, found[0])


def _numerals_differ(edit: Edit) -> bool:
    """Was a Chinese numeral, or 半, replaced by another? Whatever follows it (凌晨两点上涨), that is another number."""
    texts = (edit.old, edit.new)
    if not all(map(_HAN_NUMERAL.fullmatch, texts)):
        return False
    one, other = (Decimal("0.5") if text == _HALF else parse_numeral(text) for text in texts)
    return one is not None and other is not None and one != other


def _other_time(edit: Edit) -> Quantities | None:
    """Was a word for a time replaced by another of its kind (去年 by 今年, 每周 by 每月)?"""
    if not edit.old or not edit.new:
        return None
    for group in words()["times"]["groups"]:
        one, other = (_at_edit(side, group) for side in (edit.a, edit.b))
        if one and other and one.text != other.text:
            return Quantities((one,), (other,))
    return None


def _at_edit(side: Side, group: list[str]) -> Number | None:
    """The word of a group that the edit touches."""
    for word in group:
        at = side.text.find(word, max(0, side.start - len(word)))
        if 0 <= at < side.end and at + len(word) > side.start:
            return Number(word, at, at + len(word), Kind.NAME, word)
    return None


def _stated(edit: Edit) -> Quantities:
    """The numbers that both texts hold around the edit, less those that stand on both sides."""
    old, new = list(find_numbers(edit.a.text)), list(find_numbers(edit.b.text))
    for one in tuple(old):
        match = next((other for other in new if same_quantity(one, other)), None)
        if match:
            old.remove(one)
            new.remove(match)
    if not old and not new and (turned := _in_other_order(edit)):
        return turned
    if bool(old) != bool(new) and _DIGITS.findall(edit.a.text) != _DIGITS.findall(edit.b.text):
        return _impossible(edit) or Quantities(tuple(old), tuple(new))
    return Quantities(tuple(old), tuple(new))


def _in_other_order(edit: Edit) -> Quantities | None:
    """The same numbers the other way round in one edit: from 200 down to 0 became from 0 up to 200."""
    sides = [
        tuple(one for one in find_numbers(side.text) if one.start <= side.end and one.end >= side.start)
        for side in (edit.a, edit.b)
    ]
    old, new = ([str(one.key) for one in side] for side in sides)
    return Quantities(*sides) if len(set(old)) > 1 and old != new and sorted(old) == sorted(new) else None


def _whole(side: Side) -> tuple[Number, ...]:
    """What was changed as one number: 半 is none by itself (半个月 became 一个月)."""
    return (Number(side.changed, side.start, side.end, Kind.NUMBER, side.changed),)


def _impossible(edit: Edit) -> Quantities | None:
    """Digits replaced by digits, one side being no date or amount that can be (2月30日): changed all the same."""
    if not (any(map(str.isdigit, edit.old)) and any(map(str.isdigit, edit.new))):
        return None
    old, new = (
        tuple(
            Number(match.group(), match.start(), match.end(), Kind.NAME, match.group())
            for match in _DIGITS.finditer(side.text)
            if match.start() <= side.end and match.end() >= side.start
        )
        for side in (edit.a, edit.b)
    )
    return Quantities(old, new) if [one.text for one in old] != [one.text for one in new] else None


def same_quantities(edit: Edit) -> bool:
    """Is the edit nothing but another writing of the same numbers (六天, 6天)?"""
    rests = []
    for side in (edit.a, edit.b):
        text, end = "", 0
        for one in find_numbers(side.text):
            if one.start < max(side.end, side.start + 1) and one.end > side.start:
                text, end = text + side.text[end : one.start] + "#", one.end
        rests.append("".join(char for char in folded(text + side.text[end:]) if char.isalnum() or char == "#"))
    return rests[0] == rests[1] and "#" in rests[0]


def names_the_day(edit: Edit, found: Quantities) -> bool:
    """Was 昨日 replaced by a date, or a date by 昨日? An editor may do that."""
    relative = words()["harmless"]["relative_days"]
    dates = all(one.kind in (Kind.DATE, Kind.TIME) for one in (*found.old, *found.new))
    return dates and any(
        word in side.text
        for side in (edit.a, edit.b)
        for word in relative
        if _touches(side.text, word, side.start, side.end)
    )


def _touches(text: str, word: str, start: int, end: int) -> bool:
    at = text.find(word)
    while at >= 0:
        if at < end and at + len(word) > start:
            return True
        at = text.find(word, at + 1)
    return False
