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
    r"[\sT,，(（【\[]{0,4}(?:(?:星期|周|週|礼拜)[一二三四五六日天]\s*[)）\]】]?)?[\s|｜]{0,3}"
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
    text = text[:4000]
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
    match = _COMPACT.search(text)
    return _compact(match) if match else None


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
    time = _TIME.match(text, end)
    try:
        day = datetime(int(date[0]), int(date[1]), int(date[2]), tzinfo=CHINA)
    except ValueError:
        return None
    if day.year < EARLIEST:
        return None
    if time is None:
        return Stamp(day.date().isoformat(), False, start, end)
    hour = int(time["hour"])
    half = (time["half"] or time["after"] or "").lower()
    if half in ("下午", "晚上", "晚间", "pm") and hour < 12:
        hour += 12
    zone = _zone(time["zone"])
    moment = day.replace(hour=hour, minute=int(time["minute"]), second=int(time["second"] or 0), tzinfo=zone)
    return Stamp(moment.isoformat(timespec="seconds" if time["second"] else "minutes"), True, start, time.end())


def _zone(text: str | None) -> timezone:
    if not text:
        return CHINA
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
