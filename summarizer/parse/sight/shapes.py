"""``clip``, ``clip-path`` and ``mask``: does anything of a box show through (CSS Masking 1, CSS Shapes 1)?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.colour import colours_in
from summarizer.parse.sight.geometry import FUNCTION, LEAST, Box
from summarizer.parse.sight.lengths import Metrics, pixels

_WHOLE = 100.0  # px: what percentages are taken of, so that a pixel counts as much as a hundredth
_FAR = 1000.0
_FAINT = 0.05


def masked(box: Box) -> Visibility | None:
    """A mask may leave nothing of the text; letters set upon each other cannot be read."""
    won = box.declared.get("mask-image")
    if won is not None and won.value != "none":
        colours = colours_in(won.value)
        clear = bool(colours) and all(one is not None and one[3] < _FAINT for one in colours)
        return box.reason("mask-image", Sight.HIDDEN if clear else Sight.UNKNOWN)
    spacing = box.px("letter-spacing", box.font)
    if spacing is None or spacing > -box.font / 2:
        return None
    return box.reason("letter-spacing", Sight.HIDDEN if spacing <= -0.9 * box.font else Sight.UNKNOWN)


def clipped(box: Box) -> Visibility | None:
    """``clip`` of an absolutely placed box, and ``clip-path``."""
    won = box.declared.get("clip")
    if won is not None and box.position in ("absolute", "fixed"):
        found = re.fullmatch(r"rect\(([^()]*)\)", won.value)
        sides = re.split(r"[\s,]+", found[1].strip()) if found else []
        if len(sides) == 4:
            top, right, bottom, left = (pixels(side, Metrics(box.font, box.root)) for side in sides)
            flat = top is not None and bottom is not None and bottom - top <= LEAST
            thin = left is not None and right is not None and right - left <= LEAST
            if flat or thin:
                return box.reason("clip")
    won = box.declared.get("clip-path")
    if won is None or won.value == "none":
        return None
    empty = _is_empty(won.value, Metrics(box.font, box.root, _WHOLE))
    if empty is None:
        return box.reason("clip-path", Sight.UNKNOWN)
    return box.reason("clip-path") if empty else None


def _is_empty(value: str, metrics: Metrics) -> bool | None:
    """Does this shape show nothing? ``None`` where the shape, or how much it leaves, is unclear."""
    found = FUNCTION.match(value)
    if not found:
        return None
    name, inside = found[1].lower(), found[2].lower().partition("round")[0].strip()
    if name == "path":
        return _drawn(found[2])
    return _SHAPES[name](inside, metrics) if name in _SHAPES else None


def _inset(inside: str, metrics: Metrics) -> bool | None:
    sides = [pixels(word, metrics) for word in inside.split()]
    if not 1 <= len(sides) <= 4 or None in sides:
        return None
    numbers = [side or 0.0 for side in sides]
    top, right = numbers[0], numbers[min(1, len(numbers) - 1)]
    bottom = numbers[2] if len(numbers) > 2 else top
    left = numbers[3] if len(numbers) > 3 else right
    whole = _WHOLE if "%" in inside else _FAR
    gone = max(top + bottom, left + right) / whole
    return True if gone >= 0.98 else None if gone > 0.5 else False


def _round(inside: str, metrics: Metrics) -> bool | None:
    size, _, place = inside.partition("at")
    radii = [radius for word in size.split() if (radius := pixels(word, metrics)) is not None]
    if any(radius <= 1 for radius in radii):
        return True
    centre = [pixels(word, metrics) for word in place.split()]
    away = any(where is not None and where + max(radii) <= 0 for where in centre) if radii else False
    return True if away else None if radii and min(radii) < 25 else False


def _polygon(inside: str, metrics: Metrics) -> bool | None:
    points = [[pixels(word, metrics) for word in point.split()] for point in _points(inside)]
    if any(len(point) != 2 or None in point for point in points):
        return None
    return _outside([(point[0] or 0.0, point[1] or 0.0) for point in points])


def _rect(inside: str, metrics: Metrics) -> bool | None:
    """``rect(top right bottom left)``, where ``auto`` is the edge of the box."""
    sides = [pixels(word, metrics) for word in inside.split()]
    if len(sides) != 4:
        return None
    ends = [side if side is not None else _WHOLE if n in (1, 2) else 0.0 for n, side in enumerate(sides)]
    return ends[2] - ends[0] <= LEAST or ends[1] - ends[3] <= LEAST


def _xywh(inside: str, metrics: Metrics) -> bool | None:
    """``xywh(x y width height)``."""
    sides = [pixels(word, metrics) for word in inside.split()]
    if len(sides) != 4 or None in sides[2:]:
        return None
    return min(side or 0.0 for side in sides[2:]) <= LEAST


def _drawn(inside: str) -> bool | None:
    """An SVG path that goes nowhere, or only left of and above the box."""
    numbers = [float(one) for one in re.findall(r"[+-]?\d*\.?\d+", inside)[:200]]
    if len(numbers) < 6:
        return True
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    plain = not re.search(r"[a-z]", inside.replace("z", "").replace("e", ""))  # absolute coordinates only
    return (_outside(points) or None) if plain and not re.search("[HVAhva]", inside) else None


def _outside(points: Sequence[tuple[float, float]]) -> bool:
    """A line, a dot, or a polygon beside the box."""
    if len(points) < 3:
        return True
    xs, ys = [x for x, _ in points], [y for _, y in points]
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    area = abs(sum(x * b - a * y for (x, y), (a, b) in pairs)) / 2
    thin = min(max(xs) - min(xs), max(ys) - min(ys)) <= LEAST
    return thin or area <= LEAST or max(xs) <= 0 or max(ys) <= 0


def _points(inside: str) -> list[str]:
    return [part for part in inside.split(",") if part.strip() not in ("evenodd", "nonzero")]


_SHAPES: dict[str, Callable[[str, Metrics], bool | None]] = {
    "inset": _inset, "circle": _round, "ellipse": _round, "polygon": _polygon, "rect": _rect, "xywh": _xywh,
}  # fmt: skip
