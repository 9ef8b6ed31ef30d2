"""Numbers, percentages, amounts, dates and times in Chinese text: where they stand and what they are worth.

Two writings of one quantity have the same ``key``: ``3.5万亿元``, ``35000亿元`` and ``三点五万亿元``; ``50%``,
``百分之五十`` and ``五成``; ``2023年11月30日`` and ``2023-11-30``. What looks like a numeral but is a word (``十分``,
``一起``) is not found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


class Kind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    NAME = "name"  # a run of numerals that is no value: 十四五, 九一八


Value = Decimal | tuple[int | None, ...] | str


@dataclass(frozen=True, slots=True)
class Number:
    """One quantity at ``text[start:end]``.

    ``value`` is a ``Decimal`` in the unit's base (``unit``), ``(year, month, day)`` for a date and ``(hour, minute,
    second)`` for a time, with ``None`` for what is not said. ``loose`` marks what may be a turn of phrase (``一个``).
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: Value
    unit: str | None = None
    loose: bool = False

    @property
    def key(self) -> tuple[Kind, Value, str | None]:
        """Equal for two writings of the same quantity."""
        return self.kind, self.value, self.unit


def find_numbers(text: str) -> tuple[Number, ...]:
    """Every quantity in ``text``, in order, not overlapping."""
    return tuple(_numbers(text.translate(_WIDTH), text))


def parse_numeral(text: str) -> Decimal | None:
    """The value of a Chinese numeral (``三万五千``, ``二〇二三``, ``三点五``), or ``None`` if it is not one."""
    whole, point, part = text.partition("点")
    number = _integer(whole)
    if number is None or (point and not (part and all(char in _DIGITS for char in part))):
        return None
    return number + Decimal("0." + "".join(str(_DIGITS[char]) for char in part)) if point else number


def same_quantity(one: Number, other: Number) -> bool:
    """Equal values of comparable units; a date agrees with one that says less (no year)."""
    if one.kind is not other.kind:
        return False
    if one.kind in (Kind.DATE, Kind.TIME) and isinstance(one.value, tuple) and isinstance(other.value, tuple):
        pairs = list(zip(one.value, other.value, strict=True))
        return all(a is None or b is None or a == b for a, b in pairs) and any(
            a is not None and a == b for a, b in pairs
        )
    return one.value == other.value and (one.unit == other.unit or one.unit is None or other.unit is None)


# ---------------------------------------------------------------- reading

Found = tuple[Kind, Value, str | None, bool]

_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0E: ".", 0xFF05: "%", 0xFE6A: "%", 0xFF1A: ":"}
_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "零〇一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿億"
_HAN_DIGIT = "".join(_DIGITS)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMERAL = rf"(?:{_ARABIC}|[{_HAN}]+(?:点[{_HAN_DIGIT}]+(?=[万萬亿億%个倍元米吨公亩度]))?)"
_TO = re.compile(r"[至到~～—–-]")
_MAX_DIGITS = 40  # beyond, it is an identifier, not a quantity


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("numbers.toml").read_text(encoding="utf-8"))


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    words = _words()
    units = _either([*words["units"], *words["plain_units"]["words"]])
    small = rf"(?:\d{{1,2}}|[{_HAN_DIGIT}十]{{1,3}})"
    year = rf"(?:\d{{4}}|[{_HAN_DIGIT}]{{4}})"
    return re.compile(
        rf"(?=[\dA-Za-z第{_HAN}-])(?:(?P<word>{_either(words['not_numbers']['words'])})"
        rf"|(?P<code>(?<![A-Za-z])[A-Za-z]{{1,10}}-?\d[\dA-Za-z]{{0,20}})"
        rf"|(?P<iso>(?<!\d)(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})(?!\d))"
        rf"|(?P<date>(?<![\d{_HAN}])(?P<y>{year})年\s?(?:(?P<m>{small})月(?:份|底|初|中旬|上旬|下旬)?(?:\s?(?P<d>{small})[日号])?)?"
        rf"|(?<![\d{_HAN}.])(?P<m2>{small})月\s?(?P<d2>{small})[日号]|(?<![\d{_HAN}.第个])(?P<m3>{small})月(?:份|底|初|中旬|上旬|下旬)?"
        rf"|(?<![\d{_HAN}.])(?P<d3>{small})日(?!元|均))"
        rf"|(?P<clock>(?<![\d.])(?:(?P<h>\d{{1,2}}):(?P<mi>\d\d)(?::(?P<s>\d\d))?(?!\d)"
        rf"|(?P<h2>{small})(?:时(?!代|候|间|期|尚|常)|点(?=\d|[{_HAN_DIGIT}十]{{1,3}}分|整|半|钟|许|左右))"
        rf"(?:(?P<mi2>{small})分(?!钟)(?:(?P<s2>{small})秒)?)?))"
        rf"|(?P<of>{_NUMERAL}|[{_HAN}]+)分之(?P<part>{_NUMERAL}(?:点[{_HAN_DIGIT}]+)?)"
        r"|(?P<up>(?<![\d/.])[1-9])/(?P<down>10|[2-9])(?![\d/])"
        rf"|(?P<below>零下(?=[\d{_HAN}]))?(?P<rank>第)?(?P<number>(?:(?<![\dA-Za-z.])-(?=\d))?{_NUMERAL})"
        rf"(?P<scaled>(?:[ ](?=[余多来几]?[万亿]))?[余多来几]?"
        rf"(?P<scale>[十百千]?[万萬亿億]{{1,2}}|[百千](?!米|克|瓦|分)))?[余多来]?\s?(?P<unit>%|‰|个?百分点|{units})?)"
    )


def _numbers(text: str, shown: str) -> Iterator[Number]:
    for match in _pattern().finditer(text):
        kind, value, unit, loose = _read(match, _range_end(match, text)) or (None, None, None, False)
        if kind is not None and value is not None:
            yield Number(shown[match.start() : match.end()], match.start(), match.end(), kind, value, unit, loose)


def _range_end(match: re.Match[str], text: str) -> re.Match[str] | None:
    """In ``3至5万元`` the first number has the scale and unit of the second: the match of that one."""
    if not match["number"] or match["unit"] or match["scale"] or not _TO.match(text, match.end()):
        return None
    following = _pattern().match(text, match.end() + 1)
    return following if following and following["number"] else None


def _read(match: re.Match[str], upto: re.Match[str] | None) -> Found | None:
    if match["code"]:
        return Kind.NAME, match["code"].upper().replace("-", ""), None, False
    if match["iso"] or match["date"]:
        return _date(
            *(_first(match, names) for names in (("iy", "y"), ("im", "m", "m2", "m3"), ("id", "d", "d2", "d3")))
        )
    if match["clock"]:
        return _time(match)
    if match["of"]:
        return _fraction(match["of"], match["part"])
    if match["up"]:
        proper = int(match["up"]) < int(match["down"])
        return _fraction(match["down"], match["up"]) if proper else (Kind.NAME, match[0], None, True)
    return None if match["word"] else _quantity(match, upto or match)


def _first(match: re.Match[str], names: tuple[str, ...]) -> str | None:
    return next((match[name] for name in names if match[name]), None)


def _date(year: str | None, month: str | None, day: str | None) -> Found | None:
    y, m, d = (_small(part) for part in (year, month, day))
    if (m is not None and not 1 <= m <= 12) or (d is not None and not 1 <= d <= 31):
        return None
    return Kind.DATE, (y, m, d), None, False


def _time(match: re.Match[str]) -> Found | None:
    hour, minute, second = (_small(match[a] or match[b]) for a, b in (("h", "h2"), ("mi", "mi2"), ("s", "s2")))
    if hour is None or hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    if hour < 12 and match.string[: match.start()].endswith(("下午", "晚上", "晚间", "傍晚", "晚", "当晚")):
        hour += 12
    return Kind.TIME, (hour, minute or 0, second or 0), None, False


def _fraction(whole: str, part: str) -> Found | None:
    below, above = _decimal(whole), _decimal(part)
    if not below or above is None:
        return None
    with localcontext() as exact:
        exact.prec = 12
        return Kind.PERCENT, (above * 100 / below).normalize() + 0, None, False


def _quantity(match: re.Match[str], owner: re.Match[str]) -> Found | None:
    """A number with the scale and unit of ``owner``, which is the match itself or the end of its range."""
    digits, unit, scale = match["number"], owner["unit"], owner["scale"]
    value = _decimal(digits)
    han = digits[0] in _HAN
    if value is None:
        return (Kind.NAME, digits, None, True) if (len(digits) > 2 and digits[0] not in _LARGE) or unit else None
    if han and not _stands_alone(digits, unit, bool(match["rank"])):
        return None
    if scale:
        value *= _scale(scale)
    if match["below"]:
        value = -value
    loose = (
        han and len(digits) == 1 and not match["rank"] and (digits == "一" or unit in ("方", "面", "国", "点", "等"))
    )
    return _in_unit(value, unit, rank=bool(match["rank"]), loose=loose)


def _in_unit(value: Decimal, unit: str | None, *, rank: bool, loose: bool) -> Found:
    if unit in ("%", "‰", "成"):
        per = {"%": Decimal(1), "‰": Decimal("0.1"), "成": Decimal(10)}[unit]
        return Kind.PERCENT, (value * per).normalize() + 0, None, loose
    if unit and unit.endswith("百分点"):
        return Kind.NUMBER, value.normalize() + 0, "百分点", loose
    base, factor = _words()["units"].get(unit, (unit, "1")) if unit else (None, "1")
    return Kind.NUMBER, (value * Decimal(factor)).normalize() + 0, "第" if rank else base, loose


def _stands_alone(digits: str, unit: str | None, rank: bool) -> bool:
    """Is this Chinese numeral a number here? One character needs a unit or 第; ``千万`` and ``百`` need a unit too."""
    if rank or unit:
        return True
    return len(digits) > 1 and digits[0] not in "百佰千仟万萬亿億"


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Decimal | None:
    if text[0] in _HAN:
        return parse_numeral(text)
    return Decimal(text.replace(",", "")) if len(text) <= _MAX_DIGITS else None


def _small(text: str | None) -> int | None:
    if not text:
        return None
    value = _decimal(text)
    return None if value is None else int(value)


def _scale(text: str) -> int:
    value = 1
    for char in text:
        value *= _SMALL.get(char) or _LARGE[char]
    return value


def _integer(text: str) -> Decimal | None:
    if not text or len(text) > _MAX_DIGITS:
        return None
    if all(char in _DIGITS for char in text):
        # 二〇二三 is read digit by digit; 两三 and 一二三 are not values
        return Decimal("".join(str(_DIGITS[char]) for char in text)) if len(text) in (1, 4) or "〇" in text else None
    return _by_places(text)


def _by_places(text: str) -> Decimal | None:
    """Place values: small ones (十百千) build a section, large ones (万亿) close it. ``None`` out of order (十四五)."""
    total = section = digit = 0
    last, pending = 10**4, False  # the last place met; is a digit waiting for its place?
    for char in text:
        if char in _DIGITS:
            if pending and digit:
                return None
            digit, pending = _DIGITS[char], True
        elif char in _SMALL:
            if last <= _SMALL[char]:
                return None
            last = _SMALL[char]
            section, digit, pending = section + (digit or 1) * last, 0, False
        else:
            closed = section + digit
            total = (total + closed or 1) * _LARGE[char] if char in "亿億" else total + (closed or 1) * _LARGE[char]
            section, digit, pending, last = 0, 0, False, 10**4
    return Decimal(total + section + digit * _colloquial(text))


def _colloquial(text: str) -> int:
    """What the last digit is worth when the place before it is left out: 1000 in 一万五, 10 in 一百五, else 1."""
    place = _SMALL.get(text[-2]) or _LARGE.get(text[-2], 10) if len(text) > 1 else 10
    return place // 10
