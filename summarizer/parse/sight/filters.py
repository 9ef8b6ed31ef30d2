"""Filters, shadows and strokes: what is painted over the text, or takes its colour away (Filter Effects 1)."""

from __future__ import annotations

import re

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.colour import RGBA, colours_in, layers
from summarizer.parse.sight.geometry import FUNCTION, Box, number
from summarizer.parse.sight.lengths import Metrics, is_length, pixels

_TONES = frozenset({"invert", "brightness", "contrast", "grayscale"})
_WORDS = re.compile(r"[\w-]+\((?:[^()]|\([^()]*\))*\)|[^\s]+")
_WIDE = 20.0  # px from which on the spread of a shadow inside a box fills it


def opacity(box: Box) -> tuple[float, str | None]:
    """The product of ``opacity`` and ``filter: opacity()``, and the property that says it."""
    product, name = 1.0, None
    won = box.declared.get("opacity")
    if won is not None:
        stated = number(won.value)
        product, name = min(1.0, max(0.0, 1.0 if stated is None else stated)), "opacity"
    for function, inside in _functions(box):
        amount = number(inside)
        if function == "opacity" and amount is not None:
            product, name = product * min(1.0, max(0.0, amount)), "filter"
    return product, name


def _functions(box: Box) -> list[tuple[str, str]]:
    won = box.declared.get("filter")
    return [(name.lower(), inside.strip()) for name, inside in FUNCTION.findall(won.value)[:20]] if won else []


def blurred(box: Box) -> Visibility | None:
    """A blur in which nothing can be read, or a filter that is drawn elsewhere."""
    for function, inside in _functions(box):
        size = pixels(inside, Metrics(box.font, box.root))
        if function == "blur" and size is not None and size >= box.font / 2:
            return box.reason("filter")
        if function == "url":
            return box.reason("filter", Sight.UNKNOWN)
    return None


def tones(box: Box) -> tuple[tuple[str, float], ...]:
    """The functions of a filter that change the lightness of what they are applied to, with their amounts."""
    found = []
    for function, inside in _functions(box):
        amount = number(inside) if inside else 1.0
        if function in _TONES and amount is not None:
            found.append((function, amount))
    return tuple(found)


def toned(colour: RGBA, functions: tuple[tuple[str, float], ...]) -> RGBA:
    """A colour behind filters, innermost first (Filter Effects 1, 9)."""
    red, green, blue, alpha = colour
    parts = [red, green, blue]
    for name, amount in functions:
        if name == "invert":
            share = min(1.0, max(0.0, amount))
            parts = [part * (1 - share) + (1 - part) * share for part in parts]
        elif name == "brightness":
            parts = [part * amount for part in parts]
        elif name == "contrast":
            parts = [(part - 0.5) * amount + 0.5 for part in parts]
        else:
            grey = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
            share = min(1.0, max(0.0, amount))
            parts = [part * (1 - share) + grey * share for part in parts]
        parts = [min(1.0, max(0.0, part)) for part in parts]
    return parts[0], parts[1], parts[2], alpha


def filled_by_shadow(box: Box) -> RGBA | None:
    """The colour of a shadow inside the box that is so wide that it lies behind all of its text."""
    won = box.declared.get("box-shadow")
    for layer in layers(won.value)[:8] if won is not None and "inset" in won.value else ():
        words = _WORDS.findall(layer)
        sizes = [pixels(word, Metrics(box.font, box.root)) or 0.0 for word in words if is_length(word)]
        colours = [one for one in colours_in(layer) if one is not None]
        if "inset" in words and len(sizes) >= 4 and sizes[3] >= _WIDE and colours:
            return colours[0]
    return None


def painted_over(box: Box) -> Visibility | None:
    """An outline drawn inwards, a thick stroke around the letters, a picture in place of the content, a path."""
    offset = box.px("outline-offset", 0)
    if offset is not None and offset <= -box.font / 2 and (box.px("outline-width", 0) or 0.0) >= box.font / 2:
        return box.reason("outline-offset", Sight.UNKNOWN)
    stroke = box.px("-webkit-text-stroke-width", 0)
    if stroke is not None and stroke >= box.font / 6:
        return box.reason("-webkit-text-stroke-width", Sight.UNKNOWN, "V603")
    thick = box.px("text-decoration-thickness", box.font)
    if thick is not None and thick >= box.font / 2 and box.declared["text-decoration-line"].value == "line-through":
        return box.reason("text-decoration-thickness", Sight.UNKNOWN)
    for name, signs in (("content", "url("), ("content", "image"), ("offset-path", "")):
        won = box.declared.get(name)
        if won is not None and signs in won.value and won.value not in ("none", "normal"):
            return box.reason(name, Sight.UNKNOWN)
    return None
