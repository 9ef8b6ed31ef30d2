"""What ``transform``, ``translate``, ``rotate``, ``scale`` and ``zoom`` do to a box: moved away, shrunk, on edge.

The functions are multiplied as matrices (CSS Transforms 1, 13; 2, 12); perspective counts as the shrinking it gives.
What is left of letters is the smaller singular value of the part in the plane of the screen.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.geometry import FAR_X, FAR_Y, FUNCTION, Box, number
from summarizer.parse.sight.lengths import UNSIGNED, VIEWPORT, Metrics, pixels

_DOUBTED = 600.0
_GONE = 0.05  # of its size: letters are less than a pixel high
# What 100 % is of a box that states no size: a block is as wide as its column.
_BLOCK, _INLINE, _HEIGHT = 800.0, 300.0, 60.0
_PROPERTIES = ("transform", "translate", "rotate", "scale", "zoom")
_MAX_FUNCTIONS = 20
_ANGLE = re.compile(rf"([+-]?{UNSIGNED})(deg|turn|rad|grad)?")
_WORD = re.compile(r"(?:[^\s,()]++|\((?:[^()]++|\([^()]*+\))*+\))+")

Matrix = tuple[tuple[float, float, float, float], ...]  # three rows: the linear part, and the shift in px
_SAME: Matrix = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0))
_AXES = {"x": (1.0, 0.0, 0.0), "y": (0.0, 1.0, 0.0), "z": (0.0, 0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Transformed:
    """What transforms do: the scale that text gets, how far it goes in px, and why it is out of sight, if it is."""

    scale: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)
    name: str = ""
    hidden: Visibility | None = None


def transformed(box: Box, block: bool) -> Transformed:
    """All transforms of one element; ``block``: it is as wide as the box it stands in."""
    whole, last, eye = _SAME, "", None
    for name in _PROPERTIES:
        won = box.declared.get(name)
        if won is None or won.value == "none":
            continue
        calls = FUNCTION.findall(won.value) if name == "transform" else [_as_function(name, won.value)]
        for function, inside in calls[:_MAX_FUNCTIONS]:
            if function.lower() == "perspective":
                eye = pixels(inside.strip(), Metrics(box.font, box.root))
            whole = _times(whole, _matrix(function.lower(), inside, box, block))
        last = name
    if not last or whole == _SAME:
        return Transformed()
    scale, right, down = _least_scale(whole), whole[0][3], whole[1][3]
    if eye is not None:  # what lies behind the eye is not drawn
        scale *= eye / (eye - whole[2][3]) if eye > whole[2][3] else 0.0
    hidden = None
    turned = whole[2][2] < 0 and _is_one_sided(box)
    if turned or scale < _GONE or abs(right) >= FAR_X or down <= -FAR_Y:
        hidden = box.reason(last)
    elif abs(right) >= _DOUBTED or down <= -_DOUBTED:
        hidden = box.reason(last, Sight.UNKNOWN)
    return Transformed(1.0 if scale < _GONE else scale, (right, down), last, hidden)


def _is_one_sided(box: Box) -> bool:
    won = box.declared.get("backface-visibility")
    return won is not None and won.value == "hidden"


def _as_function(name: str, value: str) -> tuple[str, str]:
    """``rotate: x 90deg`` -> ``rotatex(90deg)``; ``scale: 1 0`` -> ``scale(1 0)``."""
    words = value.split()
    if name == "rotate" and len(words) == 2 and words[0] in _AXES:
        return f"rotate{words[0]}", words[1]
    return ("rotate3d" if name == "rotate" and len(words) == 4 else name), value


def _matrix(function: str, inside: str, box: Box, block: bool) -> Matrix:
    words = _WORD.findall(inside)[:16]
    if function.startswith("translate"):
        return _translation(function, words, box, block)
    numbers = [found if (found := number(word)) is not None else 1.0 for word in words]
    if function.startswith("scale") or function == "zoom":
        return _scaling(function, numbers)
    if function.startswith("rotate") and words:
        return _rotation(function, words, numbers)
    if function.startswith("skew") and words:
        return _skew(function, [math.tan(math.radians(min(89.9, max(-89.9, _degrees(word))))) for word in words])
    return _written_out(function, numbers)


def _skew(function: str, tilt: list[float]) -> Matrix:
    x, y = (tilt[0], 0.0) if function == "skewx" else (0.0, tilt[0]) if function == "skewy" else (*tilt, 0.0)[:2]
    return (1.0, x, 0.0, 0.0), (y, 1.0, 0.0, 0.0), _SAME[2]


def _written_out(function: str, numbers: list[float]) -> Matrix:
    """``matrix()`` and ``matrix3d()``, which go column by column."""
    if function == "matrix" and len(numbers) == 6:
        a, b, c, d, x, y = numbers
        return (a, c, 0.0, x), (b, d, 0.0, y), _SAME[2]
    if function == "matrix3d" and len(numbers) == 16:
        return tuple((numbers[row], numbers[row + 4], numbers[row + 8], numbers[row + 12]) for row in range(3))
    return _SAME


def _translation(function: str, words: list[str], box: Box, block: bool) -> Matrix:
    width = box.px("width", VIEWPORT[0]) or (_BLOCK if block else _INLINE)
    height = box.px("height", VIEWPORT[1]) or _HEIGHT
    x_metrics, y_metrics = Metrics(box.font, box.root, width), Metrics(box.font, box.root, height)
    first = words[0] if words else "0"
    if function == "translatey":
        return _SAME[0], (0.0, 1.0, 0.0, pixels(first, y_metrics) or 0.0), _SAME[2]
    if function in ("translatez", "translate3d") and len(words) > (2 if function == "translate3d" else 0):
        away = pixels(words[-1], Metrics(box.font, box.root)) or 0.0
    else:
        away = 0.0
    second = words[1] if len(words) > 1 and function in ("translate", "translate3d") else "0"
    right = 0.0 if function == "translatez" else pixels(first, x_metrics) or 0.0
    return (1.0, 0.0, 0.0, right), (0.0, 1.0, 0.0, pixels(second, y_metrics) or 0.0), (0.0, 0.0, 1.0, away)


def _scaling(function: str, numbers: list[float]) -> Matrix:
    x = numbers[0] if numbers else 1.0
    y = numbers[1] if len(numbers) > 1 and function in ("scale", "scale3d") else x
    x, y = (x, 1.0) if function == "scalex" else (1.0, x) if function == "scaley" else (x, y)
    x, y = (1.0, 1.0) if function == "scalez" else (x, y)
    return (x, 0.0, 0.0, 0.0), (0.0, y, 0.0, 0.0), _SAME[2]


def _rotation(function: str, words: list[str], numbers: list[float]) -> Matrix:
    """Rodrigues' formula for a turn about an axis."""
    axis = _AXES.get(function[6:7], (0.0, 0.0, 1.0))
    if function == "rotate3d" and len(numbers) == 4:
        length = math.hypot(*numbers[:3]) or 1.0
        axis = (numbers[0] / length, numbers[1] / length, numbers[2] / length)
    angle = math.radians(_degrees(words[-1]))
    c, s = math.cos(angle), math.sin(angle)
    x, y, z = axis
    return (
        (c + x * x * (1 - c), x * y * (1 - c) - z * s, x * z * (1 - c) + y * s, 0.0),
        (y * x * (1 - c) + z * s, c + y * y * (1 - c), y * z * (1 - c) - x * s, 0.0),
        (z * x * (1 - c) - y * s, z * y * (1 - c) + x * s, c + z * z * (1 - c), 0.0),
    )


def _times(one: Matrix, other: Matrix) -> Matrix:
    rows = []
    for row in one:
        linear = [sum(row[k] * other[k][column] for k in range(3)) for column in range(4)]
        rows.append((linear[0], linear[1], linear[2], linear[3] + row[3]))
    return tuple(rows)


def _least_scale(matrix: Matrix) -> float:
    """The smaller singular value of the two-by-two part in the plane of the screen."""
    (a, b, *_), (c, d, *_) = matrix[:2]
    total, area = a * a + b * b + c * c + d * d, a * d - b * c
    spread = math.sqrt(max(0.0, total * total - 4 * area * area))
    return math.sqrt(max(0.0, (total - spread) / 2))


def _degrees(word: str) -> float:
    found = _ANGLE.fullmatch(word)
    scale = {"deg": 1.0, "turn": 360.0, "rad": 57.29578, "grad": 0.9}
    return float(found[1]) * scale[found[2] or "deg"] if found else 0.0
