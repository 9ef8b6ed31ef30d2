"""Which of a few typical devices a media query means. The desktop browser decides; the others explain V607."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from summarizer.parse.sight.lengths import UNSIGNED


@dataclass(frozen=True, slots=True)
class Device:
    """What a query can ask about: media type, viewport in px, and whether there is a mouse."""

    media: str
    width: int
    height: int
    mouse: bool = True


DESKTOP = Device("screen", 1280, 800)
OTHERS = (
    Device("print", 794, 1123),
    Device("screen", 375, 812, mouse=False),
    Device("screen", 768, 1024, mouse=False),
    Device("screen", 1920, 1080),
)
PHONE = 1 << 1  # the bit of a phone among the others
ROOT_EM = 16.0


@dataclass(frozen=True, slots=True)
class Condition:
    """Where a rule applies: on a desktop screen, and on the other devices (a bit each)."""

    desktop: bool
    others: int

    def __and__(self, other: Condition) -> Condition:
        return Condition(self.desktop and other.desktop, self.others & other.others)


EVERYWHERE = Condition(True, (1 << len(OTHERS)) - 1)
NOWHERE = Condition(False, 0)

_TYPE = re.compile(r"^(?:(not|only)\s+)?([a-z][\w-]*)\b(?!\s*\()", re.IGNORECASE)
_FEATURE = re.compile(r"\(\s*+([^()]*)\)")
_LENGTH = re.compile(rf"^(-?{UNSIGNED})\s*(px|em|rem|pt|cm|mm|in)?$", re.IGNORECASE)
_PX = {"px": 1.0, "em": ROOT_EM, "rem": ROOT_EM, "pt": 4 / 3, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "in": 96.0}
_RATIO = re.compile(rf"({UNSIGNED})(?:\s*/\s*({UNSIGNED}))?")
_DENSITY = re.compile(rf"({UNSIGNED})(?:dppx|x|dpi)?")
_RANGE = re.compile(r"^(?:([^<>=]+)(<=?|>=?)\s*)?(width|height|aspect-ratio)(?:\s*(<=?|>=?|=)\s*+([^<>=]+))?$")
# Features with a fixed answer on every device here; others are unknown and make the query false.
_FIXED = {
    "prefers-color-scheme:light", "prefers-reduced-motion:no-preference", "prefers-contrast:no-preference", "color",
    "scripting:enabled", "forced-colors:none", "display-mode:browser", "min-color:1", "update:fast", "grid:0",
    "inverted-colors:none", "prefers-reduced-data:no-preference", "overflow-block:scroll", "color-gamut:srgb",
}  # fmt: skip


@lru_cache(maxsize=1024)
def condition(queries: str) -> Condition:
    """Where a media query list applies. An empty list means everywhere."""
    if not queries.strip():
        return EVERYWHERE
    parts = [part.strip().lower() for part in queries.split(",")]
    desktop = any(_matches(part, DESKTOP) for part in parts)
    others = sum(any(_matches(part, device) for part in parts) << n for n, device in enumerate(OTHERS))
    return Condition(desktop, others)


def _matches(query: str, device: Device) -> bool:
    negate = False
    found = _TYPE.match(query)
    rest = query
    if found and (found[2] != "not" or found[1]):
        negate = found[1] == "not"
        if found[2] not in ("all", device.media):
            return negate
        rest = query[found.end() :]
    elif query.startswith("not"):
        negate, rest = True, query[3:]
    features = _FEATURE.findall(rest)
    if not found and not features:
        return False
    wanted = (any if re.search(r"\)\s*or\s*\(", rest) else all)(_feature(one, device) for one in features)
    return wanted is not negate


def _feature(text: str, device: Device) -> bool:
    name, _, value = (part.strip() for part in text.partition(":"))
    if any(mark in text for mark in "<>="):
        return _range(text, device)
    if f"{name}:{value}" in _FIXED or (not value and name in _FIXED):
        return True
    for prefix, holds in (("min-", float.__ge__), ("max-", float.__le__), ("", float.__eq__)):
        base = name.removeprefix(prefix).removeprefix("device-")
        if name.startswith(prefix) and base in ("width", "height"):
            size = _px(value)
            return (size is not None and holds(float(getattr(device, base)), size)) or (not value and not prefix)
    return _other_feature(name, value, device)


def _other_feature(name: str, value: str, device: Device) -> bool:
    if name == "orientation":
        return value == ("landscape" if device.width > device.height else "portrait")
    if name in ("hover", "any-hover"):
        return value == ("hover" if device.mouse else "none")
    if name in ("pointer", "any-pointer"):
        return value == ("fine" if device.mouse else "coarse")
    shape = _RATIO.fullmatch(value)
    if shape and name.endswith("aspect-ratio"):
        wanted, have = float(shape[1]) / (float(shape[2] or 1) or 1.0), device.width / device.height
        return have >= wanted if "min-" in name else have <= wanted if "max-" in name else have == wanted
    ratio = _DENSITY.fullmatch(value)
    if ratio and name.endswith(("device-pixel-ratio", "resolution")):
        wanted = float(ratio[1]) / (96 if value.endswith("dpi") else 1)
        return wanted <= 1 if "min" in name else wanted >= 1 if "max" in name else wanted == 1
    return False


def _range(text: str, device: Device) -> bool:
    found = _RANGE.match(text.strip())
    if not found:
        return False
    ratio = found[3] == "aspect-ratio"
    have = device.width / device.height if ratio else float(getattr(device, found[3]))
    compare = {"<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__}
    left = _px(found[1]) if found[1] else None
    right = _px(found[5]) if found[5] else None
    if (found[1] and left is None) or (found[5] and right is None):
        return False
    return (left is None or compare[found[2]](left, have)) and (right is None or compare[found[4]](have, right))


def _px(value: str) -> float | None:
    """A length in px, or the number that a ratio is."""
    if shape := _RATIO.fullmatch(value.strip()):
        return float(shape[1]) / (float(shape[2] or 1) or 1.0)
    found = _LENGTH.match(value.strip())
    return float(found[1]) * _PX[(found[2] or "px").lower()] if found else None
