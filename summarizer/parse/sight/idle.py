"""Which properties a page sets to nothing that could hide text: most, on most pages, and so none need look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.parse.sight.css import Declaration
from summarizer.parse.sight.lengths import Metrics, pixels

# Properties that matter only together, and the values from which on they do.
_FAR = Metrics(16.0, 16.0, 640.0)
_GROUPS: tuple[tuple[frozenset[str], float, float], ...] = (
    (frozenset({"left", "right", "top", "bottom"}), -12.0, 100.0),
    (frozenset({"bottom"}), -12.0, 12.0),
    (frozenset({"margin-left", "margin-top", "margin-right", "margin-bottom"}), -12.0, 100.0),
    (frozenset({"text-indent"}), -100.0, 300.0),
)
_BOX = frozenset({"width", "height", "max-width", "max-height"})
_BOX_ONLY = _BOX | {
    "min-width", "min-height", "padding-top", "padding-right", "padding-bottom", "padding-left", "box-sizing"
}  # fmt: skip
_SMALL_BOX = 6.0
_GRIDS = frozenset({"grid-template-rows", "grid-template-columns", "grid-auto-rows", "grid-auto-columns"})
_FLEXES = frozenset({"flex-basis", "flex-grow", "flex-direction"})
_OUTLINES = frozenset({"outline-offset", "outline-width"})
_STRIKING = frozenset({"text-decoration-line", "text-decoration-thickness"})
# Values from which on a property matters, and what matters together with it.
_TELLING: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {
    **dict.fromkeys(_STRIKING, (re.compile(r"line-through|.*\("), _STRIKING)),
    **dict.fromkeys(_GRIDS, (re.compile(r"(?:.*[\s(,])?0"), _GRIDS | _BOX_ONLY)),
    "line-height": (
        re.compile(r"0(?:px|em|%)?$|0?\.[01]\d*(?:em)?$|[0-3]px$|\d{3,}(?:\.\d+)?px|.*\("),
        frozenset({"line-height"}),
    ),
    "flex-basis": (re.compile(r"0"), _FLEXES | _BOX_ONLY),
    "contain": (re.compile(r".*(?:strict|size|content|paint)"), frozenset({"contain"}) | _BOX_ONLY),
    "box-shadow": (re.compile(r".*(?:inset|\d{2})"), frozenset({"box-shadow"})),
    "outline-offset": (re.compile(r"-"), _OUTLINES),
    "-webkit-text-stroke-width": (re.compile(r"[2-9]|\d{2}|.*[em(]"), frozenset({"-webkit-text-stroke-width"})),
    **dict.fromkeys(("padding-left", "padding-top"), (re.compile(r"\d{4}|\d{3}[^p]|.*\("), _BOX_ONLY)),
    "aspect-ratio": (re.compile(r".*\d"), frozenset({"aspect-ratio"}) | _BOX_ONLY),
    "-webkit-line-clamp": (re.compile(r"\d"), frozenset({"-webkit-line-clamp", "line-height"})),
    "pointer-events": (re.compile("none"), frozenset({"pointer-events"})),
    "grid-area": (re.compile(r".*\w"), frozenset({"grid-area"})),
}
_CLIPPING = frozenset((f"overflow-{axis}", value) for axis in "xy" for value in ("hidden", "clip"))
_PUSHING = frozenset({"margin-top", "top"})
_PLACED = frozenset({("position", "absolute"), ("position", "fixed")})
_OFTEN_IDLE = (
    frozenset().union(*(names for names, _, _ in _GROUPS), *(wanted for _, wanted in _TELLING.values())) | _BOX_ONLY
)


def idle(blocks: Iterator[tuple[Declaration, ...]]) -> frozenset[str]:
    """Properties that no declaration of the page sets to anything that could hide text: most, on most pages."""
    active: set[str] = set()
    seen: set[tuple[str, str]] = set()
    lowest, farthest = float("inf"), 0.0  # the lowest box that clips, the farthest that anything is pushed down
    for block in blocks:
        lowest = min(lowest, _clipped_height(block))
        for one in block:
            farthest = max(farthest, _pushes(one))
            if (one.name, one.value) not in seen:
                seen.add((one.name, one.value))
                active |= _activates(one)
    if not seen.isdisjoint(_CLIPPING):
        active |= _BOX_ONLY  # a box may be too small for its text
    if not seen.isdisjoint(_PLACED):
        active |= _GROUPS[0][0] | _BOX_ONLY  # a box may cover something, or lie beside the one that clips it
    if farthest >= lowest:
        active |= _PUSHING  # out of the box that clips
    return _OFTEN_IDLE - active


def _clipped_height(block: tuple[Declaration, ...]) -> float:
    """The height that a block of declarations gives to a box which clips, in px."""
    if not any((one.name, one.value) in _CLIPPING for one in block):
        return float("inf")
    sizes = (pixels(one.value, _FAR) for one in block if one.name in ("height", "max-height"))
    return min((size for size in sizes if size is not None and size > _SMALL_BOX), default=float("inf"))


def _pushes(one: Declaration) -> float:
    return (pixels(one.value, _FAR) or 0.0) if one.name in _PUSHING else 0.0


def _activates(one: Declaration) -> frozenset[str]:
    """The properties that begin to matter with this declaration."""
    telling = _TELLING.get(one.name)
    if telling is not None and telling[0].match(one.value):
        return telling[1]
    size = pixels(one.value, _FAR)
    unclear = size is None and "(" in one.value
    for names, low, high in _GROUPS:
        if one.name in names and (unclear or (size is not None and not low < size < high)):
            return _GROUPS[0][0] | names if one.name == "bottom" else names
    small = one.name in _BOX and (unclear or (size is not None and size <= _SMALL_BOX))
    return _BOX_ONLY if small else frozenset()
