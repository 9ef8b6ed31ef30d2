"""C503's question: does an edit replace a person, a place or an organisation by another one?

There is no dictionary of all names. A replacement counts when both sides have the form of a name of the same kind and
the text around, or a list, says that it is one; what only might be a name is reported as uncertain.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from summarizer.check.attribution.credits import alternatives
from summarizer.check.fidelity.edits import Edit, Side, words
from summarizer.text.surnames import compound_surnames, telling_surnames

_HAN = re.compile("[一-鿿]+")
_ADMINISTRATIVE = frozenset("省市县区镇乡州盟旗")
_SET_IN = re.compile("(?:在|到|从|往|去|至|于|赴|回|抵达|途经|经过|来自)([一-鿿]{1,3})$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.\-]*")


Kind = Literal["person", "place", "organisation", "title", "post", "name"]


@dataclass(frozen=True, slots=True)
class Swap:
    """One name that stands for another; ``sure`` is false where only the form speaks for it."""

    kind: Kind
    old: str
    new: str
    sure: bool = True


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))


def swapped(edit: Edit, people: frozenset[str] = frozenset()) -> Swap | None:
    """The name that was replaced; ``people`` are names known from the notices. ``None`` where no name was."""
    if rank := _rank(edit):
        return rank
    if not edit.old or not edit.new or _abbreviates(edit.old, edit.new):
        return None
    for judge in (_title, _latin, _known_place, _by_suffix, _topographic, _post, _foreign):
        found = judge(edit)
        if found:
            return found
    return _person(edit, people)


def _abbreviates(one: str, other: str) -> bool:
    """Is one the other with characters left out (农业农村局, 农业局)? That shortens a name; it does not swap it."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return len(short) < len(long) and all(char in rest for char in short)


def _points(text: str) -> bool:
    return text in words()["harmless"]["pointing"]


def _title(edit: Edit) -> Swap | None:
    """Inside 《》, which enclose the title of a work or a law."""
    inside = all(side.before.rfind("《") > side.before.rfind("》") and "》" in side.after for side in (edit.a, edit.b))
    return Swap("title", _in_marks(edit.a), _in_marks(edit.b)) if inside else None


def _in_marks(side: Side) -> str:
    return side.text[side.before.rfind("《") : side.end + side.after.find("》") + 1]


def _latin(edit: Edit) -> Swap | None:
    one, other = _token(edit.a), _token(edit.b)
    if one and other and one.lower() != other.lower() and min(len(one), len(other)) > 1:
        return Swap("name", one, other)
    return None


def _token(side: Side) -> str | None:
    return next((m.group() for m in _LATIN.finditer(side.text) if m.start() < side.end and m.end() > side.start), None)


def _known_place(edit: Edit) -> Swap | None:
    one, other = _place_at(edit.a), _place_at(edit.b)
    if one and other and one != other and not _abbreviates(one, other):
        return Swap("place", one, other)
    return None


def _place_at(side: Side) -> str | None:
    known = _places()
    for size in (5, 4, 3, 2):
        for start in range(max(0, side.start - size + 1), side.end):
            if side.text[start : start + size] in known and start + size > side.start:
                return side.text[start : start + size]
    return None


@cache
def _places() -> frozenset[str]:
    return frozenset(_lists()["place"]["known"])


# ---------------------------------------------------------------- people


def _person(edit: Edit, people: frozenset[str]) -> Swap | None:
    if edit.a.before.endswith("姓") and {edit.old, edit.new} <= telling_surnames():
        return Swap("person", edit.old, edit.new)
    for one, left, right in _person_forms(edit.a, people):
        other = edit.b.text[edit.b.start - left : edit.b.end + right]
        if one == other or not (_is_person(other) or _passes_for(other, one, people)):
            continue
        spoken = one in people or other in people or _spoken_of(edit.a, left, right)
        spoken = spoken or one[1:] in _lists()["person"]["honorifics"]
        if spoken or left == 0:  # the surname itself was replaced: a name by its form alone, so not surely
            return Swap("person", one, other, sure=spoken)
    return None


def _passes_for(other: str, one: str, people: frozenset[str]) -> bool:
    """May ``other`` be a name in the place of ``one``, which is known to be one? Surnames are too many for a list."""
    return other in people or (one in people and len(one) == len(other) > 1 and bool(_HAN.fullmatch(other)))


def people_in(text: str) -> frozenset[str]:
    """Names that ``text`` itself presents as people: after a title or role, before a verb of saying."""
    named = {match[1] or match[2] for match in _presented().finditer(text)}
    speaking = {match[1] for match in _speaking().finditer(text)}
    return frozenset({name for name in named if _is_person(name)} | {name for name in speaking if _may_be_person(name)})


def _may_be_person(name: str) -> bool:
    lists = _lists()["person"]
    ordinary = name in lists["nobody"] or name in _common() or name.endswith(tuple(lists["before"]))
    return not ordinary and not _ends_as_word(name)


@cache
def _speaking() -> re.Pattern[str]:
    """Who speaks, of whatever surname: after a title or a mark, before a verb of saying and its comma."""
    lists = _lists()["person"]
    before = "|".join([alternatives(lists["before"]), r"[，。；：！？”」\n]", "^"])
    return re.compile(rf"(?:{before})([一-鿿]{{2,3}}?)(?:{alternatives(lists['saying'])})(?=[，,：:。]|记者)")


@cache
def _presented() -> re.Pattern[str]:
    lists = _lists()["person"]
    single, double = "".join(sorted(telling_surnames())), alternatives(sorted(compound_surnames()))
    name = rf"(?:(?:{double})[一-鿿]{{1,2}}|[{single}][一-鿿]{{1,2}}?)"
    after = alternatives(lists["after"])
    return re.compile(
        rf"(?<=[一-鿿])(?:{alternatives(lists['before'])})({name})(?=[^一-鿿]|{after})|({name})(?={after})"
    )


def _person_forms(side: Side, people: frozenset[str]) -> list[tuple[str, int, int]]:
    """Stretches around the edit that have the form of a person's name, and how far they reach to both sides."""
    forms = []
    for left in range(min(3, side.start + 1)):
        for right in range(min(3, len(side.text) - side.end + 1)):
            text = side.text[side.start - left : side.end + right]
            if _is_person(text) or text in people:
                forms.append((text, left, right))
    return sorted(forms, key=lambda one: -len(one[0]))


def _is_person(text: str) -> bool:
    if not _HAN.fullmatch(text) or text in _common() or text[:2] in _common():
        return False
    surname = 2 if text[:2] in compound_surnames() else 1 if text[0] in telling_surnames() else 0
    return surname > 0 and 1 <= len(text) - surname <= 2 and not _ends_as_word(text)


def _ends_as_word(text: str) -> bool:
    return (
        text[-1] in "的了是在和与及或说称们个为等就都也已将把被从向对于上下中内外前后这那有不"
        or text[-1] in "省市县区镇乡村局厅部"
        or text[-2:] in ("大学", "学院", "公司", "医院", "中心", "法院")
    )


def _spoken_of(side: Side, left: int, right: int) -> bool:
    """Does the text around say that a person is meant: a title before, a verb of saying after?"""
    lists = _lists()["person"]
    before = side.text[: side.start - left].rstrip(" ·：:")
    after = side.text[side.end + right :].lstrip(" ")
    titled = before.endswith(tuple(lists["before"])) or (left + right > 1 and before[-1:] in set(lists["title_ends"]))
    return titled or after.startswith(tuple(lists["after"]))


@cache
def _common() -> frozenset[str]:
    return frozenset(_lists()["person"]["common"])


# ---------------------------------------------------------------- places and organisations by their endings


def _by_suffix(edit: Edit) -> Swap | None:
    if not (_HAN.fullmatch(edit.old) and _HAN.fullmatch(edit.new)) or _points(edit.old) or _points(edit.new):
        return None
    ordinary = _lists()["organisation"]["ordinary"]
    if edit.old in ordinary or edit.new in ordinary:
        return None
    if tail := _shared_tail(edit, _organisation_tail()):
        return _whole("organisation", edit, tail)
    # A name begins after a mark, at a line's beginning, and after the name of what it lies in (云泽区|青石桥镇).
    starts = not _HAN.match(edit.a.before[-1:] or " ") or edit.a.before[-1:] in _ADMINISTRATIVE
    if starts and len(edit.old) == len(edit.new) and (tail := _shared_tail(edit, _longer_organisation_tail())):
        return _whole("organisation", edit, tail)
    tail = _shared_tail(edit, _long_place_tail() if starts else _place_tail())
    if tail and _names_place(edit, tail):
        return _whole("place", edit, tail)
    return _company(edit) or _landmark(edit) or _own_suffix(edit)


def _shared_tail(edit: Edit, pattern: re.Pattern[str]) -> str:
    """The ending that ``pattern`` finds right behind the edit, on both sides; empty where there is none."""
    found = pattern.match(edit.a.after)
    return found[0] if found and edit.b.after.startswith(found[0]) else ""


def _whole(kind: Kind, edit: Edit, tail: str) -> Swap:
    """The names as a whole: what was replaced, and the ending that both keep."""
    return Swap(kind, edit.a.changed + tail, edit.b.changed + tail)


def _company(edit: Edit) -> Swap | None:
    """Part of a company's full name, which begins with a place, was replaced: 湖南|岚|川茶业有限公司."""
    tail = _shared_tail(edit, _company_tail()) if len(edit.old) == len(edit.new) else ""
    if not tail or not edit.a.before.endswith((*_places(), *_ADMINISTRATIVE)):
        return None
    breaks = set(_lists()["organisation"]["breaks"])
    return None if breaks & {*edit.old, *edit.new, *tail} else _whole("organisation", edit, tail)


@cache
def _company_tail() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿]{{0,8}}?(?:{alternatives(_lists()['organisation']['forms'])})")


def _landmark(edit: Edit) -> Swap | None:
    """石门水库 replaced by 石桥水库: right before such an ending stands a name, unless it is an ordinary word."""
    tail = _shared_tail(edit, _landmark_tail())
    if not tail:
        return None
    plain = [text in _lists()["place"]["plain"] for text in (edit.old, edit.new)]
    inside = _HAN.match(edit.a.before[-1:] or " ") is not None  # 雾|岭|水库: one of the two may look like a word
    if all(plain) or (any(plain) and not inside):
        return None
    return _whole("place", edit, tail)


@cache
def _organisation_tail() -> re.Pattern[str]:
    lists = _lists()["organisation"]
    return re.compile(rf"(?:{alternatives(lists['middles'])}){{0,3}}(?:{alternatives(lists['suffixes'])})")


@cache
def _longer_organisation_tail() -> re.Pattern[str]:
    lists = _lists()["organisation"]
    ends = alternatives(lists["longer_suffixes"])
    return re.compile(rf"[一-鿿]{{1,2}}?(?:{alternatives(lists['middles'])}){{0,3}}(?:{ends})")


@cache
def _landmark_tail() -> re.Pattern[str]:
    return re.compile(alternatives(_lists()["place"]["longer_suffixes"]))


@cache
def _place_tail() -> re.Pattern[str]:
    """A suffix right after the edit, or after one more character of the name (沅|陵县)."""
    lists = _lists()["place"]
    ends = alternatives(lists["suffixes"])
    return re.compile(
        rf"(?!{alternatives(lists['not_before'])})(?:{ends})|[一-鿿](?!{alternatives(lists['not_before'])})[省市县区镇乡州盟旗]"
    )


@cache
def _long_place_tail() -> re.Pattern[str]:
    """Where the edit begins a name (after a mark or a line's beginning), up to three characters may be left of it."""
    return re.compile(rf"[一-鿿]{{0,3}}?(?!{alternatives(_lists()['place']['not_before'])})[省市县区镇乡州盟旗]")


def _names_place(edit: Edit, tail: str) -> bool:
    """Are these names, not ordinary words? Inside a longer name (云|泽|区) one of the two may look like a word."""
    plain = [_plain(text, tail) for text in (edit.old, edit.new)]
    inside = len(edit.old) == len(edit.new) == 1 and _HAN.match(edit.a.before[-1:] or " ") is not None
    return not all(plain) if inside else not any(plain)


def _plain(text: str, tail: str) -> bool:
    """Is this an ordinary word before 区, 村, 路 …: 山区, 全村, 铁路?"""
    plain = _lists()["place"]["plain"]
    alone = text in plain and tail in _lists()["place"]["suffixes"]  # not in 青山|桥镇, where more of the name follows
    return alone or text in _common() or (len(tail) == 2 and tail[0] in plain) or _points(text)


def _topographic(edit: Edit) -> Swap | None:
    """雾岭 replaced by 雾岗, where 在 or 到 says that a place is meant."""
    endings = set(_lists()["place"]["topographic"])
    found = _SET_IN.search(edit.a.before)
    if not found or {edit.old, edit.new} - endings or found[1] in _lists()["place"]["plain"]:
        return None
    return Swap("place", found[1] + edit.old, found[1] + edit.new)


def _rank(edit: Edit) -> Swap | None:
    """副 (原, 代理 …) put before an office, or taken away."""
    ranks = {*_lists()["post"]["qualifiers"], ""}
    office = next((word for word in _lists()["post"]["words"] if edit.a.after.startswith(word)), None)
    if office is None or not edit.b.after.startswith(office) or not {edit.old, edit.new} <= ranks:
        return None
    return _whole("post", edit, office)


def _post(edit: Edit) -> Swap | None:
    """One office or profession in the place of another."""
    one, other = _post_at(edit.a), _post_at(edit.b)
    return Swap("post", one, other) if one and other and one != other else None


def _post_at(side: Side) -> str | None:
    for word in _lists()["post"]["words"]:
        at = side.text.find(word, max(0, side.start - len(word) + 1))
        if 0 <= at < side.end and at + len(word) > side.start:
            return str(word)
    return None


def _own_suffix(edit: Edit) -> Swap | None:
    """Both sides replaced as a whole, each with an ending of the same kind: 教育局 by 林业局."""
    one, other = _endings(edit)
    if one and other:
        return Swap("organisation", one, other)
    for kind in ("organisation", "place"):
        ends = tuple(_lists()[kind]["suffixes"])
        one, other = edit.old, edit.new
        if one.endswith(ends) and other.endswith(ends) and min(len(one), len(other)) > 2 and not _points(one[:-1]):
            return Swap("organisation" if kind == "organisation" else "place", one, other)
    return None


def _endings(edit: Edit) -> tuple[str, str]:
    """The kind of body itself was replaced: 法院 by 检察院, 中学 by 小学."""
    ends = _lists()["organisation"]["suffixes"]
    for left in range(min(2, edit.a.start) + 1):
        for right in range(min(2, len(edit.a.after)) + 1):
            one = edit.a.text[edit.a.start - left : edit.a.end + right]
            other = edit.b.text[edit.b.start - left : edit.b.end + right]
            if one in ends and other in ends and len(one) > 1 and len(other) > 1:
                return one, other
    return "", ""


def _foreign(edit: Edit) -> Swap | None:
    """Both sides written with the characters used for foreign names."""
    letters = _lists()["person"]["foreign"]
    both = (edit.old, edit.new)
    if all(len(text) > 1 and all(char in letters for char in text) for text in both):
        return Swap("name", edit.old, edit.new, sure=min(map(len, both)) > 2 or "·" in edit.a.text)
    return None
