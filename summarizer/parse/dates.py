"""Dates as Chinese pages write them, in metadata and in sight, to ISO 8601 with an offset."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))  # one offset for all of China, since 1991 without summer time
EARLIEST = 1990  # no news page is older

_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?P<mark>[-–/.\u5e74])\s*(?P<month>1[0-2]|0?[1-9])\s*(?:[-–/.]|月)\s*"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d*[./]\d)\s*[日號号]?"
)
_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)"
)
_TIME = re.compile(
    r"[\sT,，(（【\[]{0,4}(?:(?:星期|周|週|礼拜)[一二三四五六日天]\s*+[)）\]】]?)?[\s|｜]{0,3}"
    r"(?P<half>上午|下午|凌晨|早上|晚上|中午|晚间|PM|AM|pm|am)?\s*(?P<hour>2[0-3]|[01]?\d)\s*[:：时時点點]\s*(?P<minute>[0-5]\d)"
    r"(?:\s*[:：分]\s*(?P<second>[0-5]\d)(?!\d))?(?:\.\d+)?\s*(?P<after>PM|AM|pm|am)?"
    r"(?P<zone>Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?"
)
_ENGLISH = re.compile(
    r"(?i)\b(?:(?P<d1>[0-3]?\d)\s+)?(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+"
    r"(?:(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)\b"
)
_AMERICAN = re.compile(
    r"(?<![\d/])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12]\d|0?[1-9])/(?P<year>(?:19|20)\d\d)(?!\d)"
)
_EUROPEAN = re.compile(r"(?<![\d/])(?P<day>3[01]|2\d|1[3-9])/(?P<month>1[0-2]|0?[1-9])/(?P<year>(?:19|20)\d\d)(?!\d)")
_BEFORE = re.compile(r"(?<![\d:])([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?[\s,|]{1,4}$")
_DIGITS = {char: str(n % 10) for n, char in enumerate("〇一二三四五六七八九零")}
_WRITTEN = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_REPUBLIC = re.compile(r"[民国國]{2}\s?(1[0-2]\d|\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])\s?日")
# A year of two digits is believed only where a time follows.
_SHORT = re.compile(r"(?<![\d-])(?P<year>\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?=\s*\d\d:\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = re.compile(r"\s*(1\d{9})(?:\d{3})?\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date, with a time where one was given, and where in the text it stands."""

    iso: str
    timed: bool
    start: int = 0
    end: int = 0

    @property
    def day(self) -> str:
        return self.iso[:10]


def find_date(text: str) -> Stamp | None:
    """The first date of a text: ``2023-11-30 10:21``, ``2023年11月30日 10时21分``, ``Nov 30, 2023``, ``20231130``.

    A time without an offset is China's.
    """
    text = _in_figures(text[:4000])
    match = _DATE.search(text)
    if match:
        return _stamp((match["year"], match["month"], match["day"]), text, match.start(), match.end())
    match = _ENGLISH.search(text)
    if match and (day := match["d1"] or match["d2"]):
        month = str(_MONTHS.index(match["month"].lower()) + 1)
        return _stamp((match["year"], month, day), text, match.start(), match.end())
    match = _SHORT.search(text)
    if match:
        return _stamp((f"20{match['year']}", match["month"], match["day"]), text, match.start(), match.end())
    match = _AMERICAN.search(text)
    if match:
        return _stamp((match["year"], match["month"], match["day"]), text, match.start(), match.end())
    match = _EUROPEAN.search(text)
    if match:
        return _stamp((match["year"], match["month"], match["day"]), text, match.start(), match.end())
    match = _COMPACT.search(text)
    return _compact(match) if match else None


def day_without_year(text: str) -> Stamp | None:
    """``11月30日 10:21`` as a stamp of the year 2000: only where another date tells the year does it tell a day."""
    match = re.search(r"(?<![\d年.])(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])日", text[:400])
    return _stamp(("2000", match[1], match[2]), text[:400], match.start(), match.end()) if match else None


def _in_figures(text: str) -> str:
    """二〇二三年十一月三十日 and 民國112年11月30日 as 2023年11月30日; the length of the text changes only there."""
    if "年" not in text:
        return text
    text = _REPUBLIC.sub(lambda match: f"{int(match[1]) + 1911}年{match[2]}月{match[3]}日", text)
    return _WRITTEN.sub(
        lambda match: f"{''.join(_DIGITS[char] for char in match[1])}年{_number(match[2])}月{_number(match[3])}日", text
    )


def _number(written: str) -> int:
    """十一 -> 11, 二十 -> 20, 三 -> 3."""
    tens, ten, ones = written.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))


def from_metadata(value: str) -> Stamp | None:
    """A date as metadata holds it: any of ``find_date``, or seconds (or milliseconds) since 1970."""
    epoch = _EPOCH.match(value)
    if epoch:
        moment = datetime.fromtimestamp(int(epoch[1]), UTC).astimezone(CHINA)
        return Stamp(moment.isoformat(timespec="seconds"), True)
    return find_date(value)


def _compact(match: re.Match[str]) -> Stamp | None:
    year, month, day, hour, minute, second = match.groups()
    try:
        moment = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=CHINA
        )
    except ValueError:
        return None
    iso = moment.isoformat(timespec="seconds" if second else "minutes") if hour else moment.date().isoformat()
    return Stamp(iso, bool(hour), *match.span())


def _stamp(date: tuple[str, str, str], text: str, start: int, end: int) -> Stamp | None:
    time = _TIME.match(text, end) or _BEFORE.search(text[max(0, start - 12) : start])
    try:
        day = datetime(int(date[0]), int(date[1]), int(date[2]), tzinfo=CHINA)
    except ValueError:
        return None
    if day.year < EARLIEST:
        return None
    if time is None:
        return Stamp(day.date().isoformat(), False, start, end)
    if time.re is _BEFORE:
        moment = day.replace(hour=int(time[1]), minute=int(time[2]), second=int(time[3] or 0))
        return Stamp(moment.isoformat(timespec="seconds" if time[3] else "minutes"), True, start, end)
    zone = _zone(time["zone"])
    moment = day.replace(hour=_hour(time), minute=int(time["minute"]), second=int(time["second"] or 0), tzinfo=zone)
    return Stamp(moment.isoformat(timespec="seconds" if time["second"] else "minutes"), True, start, time.end())


def _hour(time: re.Match[str]) -> int:
    """On the clock of 24 hours."""
    hour, half = int(time["hour"]), (time["half"] or time["after"] or "").lower()
    if half in ("下午", "晚上", "晚间", "pm") and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour


def _zone(text: str | None) -> timezone:
    if not text:
        return CHINA
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
