"""Is a box out of sight: off the screen, cut to nothing, shrunk or transparent?

Worked out from declarations, without layout.
What depends on a layout that is not known here is ``UNKNOWN``, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import Declared
from summarizer.parse.sight.lengths import VIEWPORT, Metrics, pixels

_LEAST = 2.0  # px of a clipped box in which nothing can be read
_FUNCTION = re.compile(r"([a-z0-9]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE)
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto", "overlay"})
# How far left of, or above, its container a box must be to be off the screen wherever the container stands.
_FAR_X, _FAR_Y = 1000.0, 2000.0
_ANY_WIDTH, _ANY_HEIGHT = 200.0, 60.0  # of a box that states none


@dataclass(frozen=True, slots=True)
class Box:
    """What the checks of one element need: its winning declarations, font sizes, and how it is placed."""

    declared: Declared
    font: float
    root: float
    position: str
    contained: bool  # some ancestor is positioned, so offsets do not count from the page's corner

    def px(self, name: str, whole: float) -> float | None:
        won = self.declared.get(name)
        return None if won is None else pixels(won.value, Metrics(self.font, self.root, whole))

    def reason(self, name: str, sight: Sight = Sight.HIDDEN, rule: str = "V602") -> Visibility:
        won = self.declared[name]
        return Visibility(sight, rule, won.declaration.written, won.origin)


def off_screen(box: Box) -> Visibility | None:
    """Offsets of a positioned box, and negative margins of any."""
    if box.position in ("absolute", "fixed", "relative", "sticky"):
        found = _off_sideways(box) or _off_upwards(box)
        if found:
            return found
    for name, far in (("margin-left", _FAR_X), ("margin-top", _FAR_Y)):
        size = box.px(name, VIEWPORT[0])
        if size is not None and size <= -far:
            return box.reason(name)
        if size is not None and size <= -300:
            return box.reason(name, Sight.UNKNOWN)
    size = box.px("margin-left", VIEWPORT[0])
    return box.reason("margin-left") if size is not None and size >= 2 * _FAR_X else None


def _exact(box: Box) -> bool:
    return box.position == "fixed" or (box.position == "absolute" and not box.contained)


def _off_sideways(box: Box) -> Visibility | None:
    width = box.px("width", VIEWPORT[0])
    left, right = box.px("left", VIEWPORT[0]), box.px("right", VIEWPORT[0])
    if left is not None:
        edge = left + (width if width is not None else _ANY_WIDTH)
        if (
            left <= -_FAR_X
            or left >= 2 * _FAR_X
            or (_exact(box) and (left >= VIEWPORT[0] or (edge <= 0 and width is not None)))
        ):
            return box.reason("left")
        if edge <= 0 or left >= VIEWPORT[0]:
            return box.reason("left", Sight.UNKNOWN)
    elif right is not None and box.position != "sticky":
        edge = right + (width if width is not None else _ANY_WIDTH)
        if right <= -_FAR_X or right >= 2 * _FAR_X or (_exact(box) and edge <= 0 and width is not None):
            return box.reason("right")
        if edge <= 0:
            return box.reason("right", Sight.UNKNOWN)
    return None


def _off_upwards(box: Box) -> Visibility | None:
    height = box.px("height", VIEWPORT[1])
    top, bottom = box.px("top", VIEWPORT[1]), box.px("bottom", VIEWPORT[1])
    if top is not None:
        edge = top + (height if height is not None else _ANY_HEIGHT)
        if top <= -_FAR_Y or (_exact(box) and edge <= 0) or (box.position == "fixed" and top >= VIEWPORT[1]):
            return box.reason("top")
        if edge <= -_ANY_WIDTH:
            return box.reason("top", Sight.UNKNOWN)
    elif bottom is not None:
        edge = bottom + (height if height is not None else _ANY_HEIGHT)
        if bottom >= 2 * _FAR_Y or (box.position == "fixed" and (edge <= 0 or bottom >= VIEWPORT[1])):
            return box.reason("bottom")
        if box.position == "relative" and -bottom >= 2 * _FAR_Y:
            return None  # further down the page: scrolling reaches it
    return None


def cut_off(box: Box) -> Visibility | None:
    """A box of no width or height that clips what overflows it: the screen-reader-only pattern."""
    sideways = _clips(box, "overflow-x")
    upright = _clips(box, "overflow-y")
    if not sideways and not upright:
        return None
    # One axis that clips makes the other one clip too, unless it says ``clip``.
    both = not {box.declared[n].value for n in ("overflow-x", "overflow-y") if n in box.declared} <= {"clip", "visible"}
    for names, clips, pads in (
        (("width", "max-width", "min-width"), sideways or both, ("padding-left", "padding-right")),
        (("height", "max-height", "min-height"), upright or both, ("padding-top", "padding-bottom")),
    ):
        if clips and (found := _flat(box, names, pads)):
            return found
    return None


def _clips(box: Box, name: str) -> bool:
    won = box.declared.get(name)
    return won is not None and won.value in _CLIPS


def _flat(box: Box, names: tuple[str, str, str], pads: tuple[str, str]) -> Visibility | None:
    size, most, least = (_definite(box, name) for name in names)
    small = [(value, name) for value, name in ((size, names[0]), (most, names[1])) if value is not None]
    if not small or (least is not None and least > _LEAST):
        return None
    value, name = min(small)
    if value > _LEAST:
        return None
    padding = sum(box.px(pad, VIEWPORT[0]) or 0 for pad in pads)
    if padding + value <= _LEAST:
        return box.reason(name)
    return box.reason(name, Sight.UNKNOWN) if padding >= box.font / 2 else box.reason(name)


def _definite(box: Box, name: str) -> float | None:
    """A size in px; a percentage of a height counts as none, for the parent's height is seldom known."""
    won = box.declared.get(name)
    if won is None or ("height" in name and won.value.endswith("%")):
        return None
    return box.px(name, VIEWPORT[0] if "width" in name else VIEWPORT[1])


def window(box: Box) -> tuple[float | None, float | None, Visibility] | None:
    """Width and height of a box that cuts off what overflows it and lets nobody scroll there."""
    names = [name for name in ("overflow-y", "overflow-x") if name in box.declared]
    names = [name for name in names if box.declared[name].value in ("hidden", "clip")]
    if not names:
        return None
    width, height = (_least(box, name) for name in ("width", "height"))
    if width is None and height is None:
        return None
    return width, height, box.reason(names[0])


def _least(box: Box, name: str) -> float | None:
    sizes = [size for one in (name, f"max-{name}") if (size := _definite(box, one)) is not None]
    return max(min(sizes), _definite(box, f"min-{name}") or 0) if sizes else None


def out_of_frame(box: Box, frame: tuple[float | None, float | None]) -> Visibility | None:
    """An absolutely placed box beyond the edge of the box that clips it."""
    for size, names in zip(frame, (("left", "right"), ("top", "bottom")), strict=True):
        for name in names if size is not None else ():
            offset = box.px(name, size or 0)
            if offset is not None and size is not None and offset >= size:
                return box.reason(name)
    return None


def masked(box: Box) -> Visibility | None:
    """A mask may leave nothing of the text; letters set upon each other cannot be read."""
    won = box.declared.get("mask-image")
    if won is not None and won.value != "none":
        return box.reason("mask-image", Sight.UNKNOWN)
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
            flat = top is not None and bottom is not None and bottom - top <= _LEAST
            thin = left is not None and right is not None and right - left <= _LEAST
            if flat or thin:
                return box.reason("clip")
    won = box.declared.get("clip-path")
    if won is None or won.value == "none":
        return None
    empty = _empty_shape(won.value, Metrics(box.font, box.root, 100.0))
    if empty is None:
        return box.reason("clip-path", Sight.UNKNOWN)
    return box.reason("clip-path") if empty else None


def _empty_shape(value: str, metrics: Metrics) -> bool | None:
    """Does this shape show nothing? Percentages are taken of a box of 100 px; ``None`` where the shape is unclear."""
    found = _FUNCTION.match(value)
    if not found:
        return None
    name, inside = found[1].lower(), found[2].lower()
    if name == "inset":
        sides = [pixels(word, metrics) for word in inside.partition("round")[0].split()]
        if not 1 <= len(sides) <= 4 or None in sides:
            return None
        numbers = [side or 0.0 for side in sides]
        top, right = numbers[0], numbers[min(1, len(numbers) - 1)]
        bottom = numbers[2] if len(numbers) > 2 else top
        left = numbers[3] if len(numbers) > 3 else right
        return _inset_is_empty(top, bottom, "%" in inside) or _inset_is_empty(left, right, "%" in inside)
    if name in ("circle", "ellipse"):
        radii = [pixels(word, metrics) for word in inside.partition("at")[0].split()]
        return any(radius is not None and radius <= 1 for radius in radii)
    if name == "polygon":
        points = {tuple(pixels(word, metrics) for word in point.split()) for point in _points(inside)}
        xs, ys = {point[:1] for point in points}, {point[1:] for point in points}
        return len(xs) < 2 or len(ys) < 2
    return None


def _points(inside: str) -> list[str]:
    return [part for part in inside.split(",") if part.strip() not in ("evenodd", "nonzero")]


def _inset_is_empty(one: float, other: float, percent: bool) -> bool:
    return one + other >= (100 if percent else _FAR_X)


@dataclass(frozen=True, slots=True)
class Transformed:
    """What transforms do: the scale that text gets, and why it is out of sight, if it is."""

    scale: float = 1.0
    hidden: Visibility | None = None


def transformed(box: Box) -> Transformed:
    """``transform``, ``translate``, ``scale`` and ``zoom`` of one element."""
    scale, shift_x, shift_y = 1.0, 0.0, 0.0
    name = "transform"
    for name in ("transform", "translate", "scale", "zoom"):
        won = box.declared.get(name)
        if won is None or won.value == "none":
            continue
        calls = _FUNCTION.findall(won.value) if name == "transform" else [(name, won.value)]
        for function, inside in calls[:20]:
            factor, x, y = _effect(function.lower(), inside, box)
            scale, shift_x, shift_y = scale * factor, shift_x + x, shift_y + y
        if scale < 0.05:
            return Transformed(1.0, box.reason(name))
        if abs(shift_x) >= _FAR_X or shift_y <= -_FAR_Y:
            return Transformed(1.0, box.reason(name))
        if abs(shift_x) >= 600 or shift_y <= -600:
            return Transformed(scale, box.reason(name, Sight.UNKNOWN))
    return Transformed(scale)


def _effect(function: str, inside: str, box: Box) -> tuple[float, float, float]:
    """``(smaller of the two scales, shift right, shift down)`` of one transform function."""
    words = [word for word in re.split(r"\s*,\s*|\s+(?![^(]*\))", inside.strip()) if word]
    x_metrics, y_metrics = Metrics(box.font, box.root, 300.0), Metrics(box.font, box.root, _ANY_HEIGHT)
    if function.startswith("translate"):
        along = [pixels(words[0], y_metrics if function == "translatey" else x_metrics) or 0.0] if words else [0.0]
        if function == "translatey":
            return 1.0, 0.0, along[0]
        down = pixels(words[1], y_metrics) or 0.0 if len(words) > 1 and function != "translatex" else 0.0
        return 1.0, along[0], down
    numbers = [_number(word) for word in words]
    if function in ("scale", "scalex", "scaley", "scale3d", "zoom"):
        flat = [abs(number) for number in numbers[:2] if number is not None]
        return (min(flat) if flat else 1.0), 0.0, 0.0
    if function == "matrix" and len(numbers) == 6 and None not in numbers:
        a, b, c, d, x, y = (number or 0.0 for number in numbers)
        return abs(a * d - b * c) ** 0.5, x, y
    if function in ("rotatex", "rotatey"):
        degrees = _degrees(words[0]) if words else 0.0
        return (0.0 if abs(abs(degrees) % 180 - 90) < 2 else 1.0), 0.0, 0.0
    return 1.0, 0.0, 0.0


def _number(word: str) -> float | None:
    found = re.fullmatch(r"([+-]?\d*\.?\d+(?:e[+-]?\d+)?)(%)?", word)
    return None if not found else float(found[1]) / (100 if found[2] else 1)


def _degrees(word: str) -> float:
    found = re.fullmatch(r"([+-]?\d*\.?\d+)(deg|turn|rad|grad)?", word)
    scale = {"deg": 1.0, "turn": 360.0, "rad": 57.29578, "grad": 0.9}
    return float(found[1]) * scale[found[2] or "deg"] if found else 0.0


def opacity(box: Box) -> tuple[float, str | None]:
    """The product of ``opacity`` and ``filter: opacity()``, and the property that says it."""
    product, name = 1.0, None
    won = box.declared.get("opacity")
    if won is not None:
        stated = _number(won.value)
        product, name = min(1.0, max(0.0, 1.0 if stated is None else stated)), "opacity"
    won = box.declared.get("filter")
    if won is not None:
        for function, inside in _FUNCTION.findall(won.value)[:20]:
            number = _number(inside.strip())
            if function.lower() == "opacity" and number is not None:
                product, name = product * min(1.0, max(0.0, number)), "filter"
    return product, name


def blurred(box: Box) -> Visibility | None:
    """A blur in which nothing can be read, or a filter that may take all contrast away."""
    won = box.declared.get("filter")
    if won is None:
        return None
    for function, inside in _FUNCTION.findall(won.value)[:20]:
        size = pixels(inside.strip(), Metrics(box.font, box.root))
        if function.lower() == "blur" and size is not None and size >= box.font / 2:
            return box.reason("filter")
        number = _number(inside.strip())
        if function.lower() in ("contrast", "brightness") and number is not None and (number < 0.1 or number > 20):
            return box.reason("filter", Sight.UNKNOWN)
    return None
