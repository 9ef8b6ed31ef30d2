"""Colours and how well one reads on another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re
from functools import lru_cache

from tinycss2.color4 import Color, parse_color

RGBA = tuple[float, float, float, float]  # sRGB, 0 to 1, and alpha
WHITE: RGBA = (1.0, 1.0, 1.0, 1.0)
BLACK: RGBA = (0.0, 0.0, 0.0, 1.0)
LINK: RGBA = (0.0, 0.0, 238 / 255, 1.0)
CLEAR: RGBA = (0.0, 0.0, 0.0, 0.0)

# System colours of a light desktop (CSS Color 4, 10).
_SYSTEM = {
    "canvas": "#fff", "canvastext": "#000", "linktext": "#00e", "visitedtext": "#551a8b", "activetext": "#f00",
    "buttonface": "#efefef", "buttontext": "#000", "field": "#fff", "fieldtext": "#000", "highlight": "#0078d7",
    "highlighttext": "#fff", "graytext": "#808080", "window": "#fff", "windowtext": "#000", "infobackground": "#fff",
    "infotext": "#000", "buttonshadow": "#808080", "-webkit-link": "#00e",
}  # fmt: skip


_FUNCTION = re.compile(r"(light-dark|color-mix)\((.*)\)", re.IGNORECASE | re.DOTALL)
_BRACKETED = re.compile(r"(?<![^()])[^()]*+\)")
_SHARE = re.compile(r"(?:^|\s)(\d+(?:\.\d+)?)%")


def layers(value: str) -> list[str]:
    """``value`` parted at the commas that stand in no bracket."""
    joined = _BRACKETED.sub(lambda found: found[0].replace(",", "\0"), value)
    return [one.replace("\0", ",") for one in joined.split(",")]


@lru_cache(maxsize=4096)
def parse_colour(text: str) -> RGBA | None:
    """A CSS colour as sRGB; ``None`` for what is none, and for ``currentcolor``, which depends on where it stands."""
    text = text.strip()
    if function := _FUNCTION.fullmatch(text):
        return _chosen(function[1].lower(), function[2])
    if _RELATIVE.match(text):
        return _relative(text)
    colour = parse_color(_SYSTEM.get(text.lower(), text))
    if not isinstance(colour, Color):
        return None
    try:
        srgb = colour.to("srgb")
    except NotImplementedError:  # what tinycss2 raises for spaces that it has no way from
        srgb = _grey(colour)
    red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in srgb.coordinates[:3])
    return red, green, blue, min(1.0, max(0.0, float(srgb.alpha)))


_WORD = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^()]*\)|(?<![\w-])[a-z]{3,}(?![\w(-])", re.IGNORECASE)
_RELATIVE = re.compile(r"(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(\s*from\s+", re.IGNORECASE)
_CHANNELS = re.compile(r"(?:r g b|h s l|h w b|l a b|l c h)\s*\)", re.IGNORECASE)


def colours_in(value: str) -> list[RGBA | None]:
    """The colours that a gradient or a shadow names, in order; ``None`` for ``currentcolor``."""
    found = [(word, parse_colour(word)) for word in _WORD.findall(value[:1000])]
    return [colour for word, colour in found if colour is not None or word.lower() == "currentcolor"]


def is_open(text: str) -> bool:
    """Is this a colour to browsers, though not one that is worked out here?"""
    return _RELATIVE.match(text) is not None and text.endswith(")")


def _relative(text: str) -> RGBA | None:
    """``rgb(from white r g b)``, where the channels are taken as they are (CSS Color 5, 4.1)."""
    start = _RELATIVE.match(text)
    end = _CHANNELS.search(text)
    return parse_colour(text[start.end() : end.start()]) if start and end else None


def _chosen(name: str, arguments: str) -> RGBA | None:
    """``light-dark()`` as on a light page; ``color-mix()`` mixed in sRGB, whatever space it names (CSS Color 5, 3)."""
    parts = [one.strip() for one in layers(arguments)]
    if name == "light-dark":
        return parse_colour(parts[0])
    shares = [_SHARE.search(part) for part in parts[-2:]]
    colours = [parse_colour(_SHARE.sub("", part)) for part in parts[-2:]]
    given = [float(share[1]) / 100 if share else None for share in shares]
    if len(parts) < 3 or None in colours:
        return None
    first = given[0] if given[0] is not None else 1 - (given[1] if given[1] is not None else 0.5)
    second = given[1] if given[1] is not None else 1 - first
    return _mixed([one for one in colours if one], first, second)


def _mixed(colours: list[RGBA], first: float, second: float) -> RGBA | None:
    total = first + second
    if total <= 0:
        return None
    (one, other), share = colours, first / total
    alpha = one[3] * share + other[3] * (1 - share)
    weights = (one[3] * share / alpha, other[3] * (1 - share) / alpha) if alpha else (share, 1 - share)
    red, green, blue = (a * weights[0] + b * weights[1] for a, b in zip(one[:3], other[:3], strict=True))
    return red, green, blue, alpha * min(1.0, total)


def _grey(colour: Color) -> Color:
    """CIE Lab and OKLab colours: contrast asks only for their luminance, so they become the grey that has it."""
    light = max(0.0, float(colour.coordinates[0] or 0))
    linear = ((light + 16) / 116) ** 3 if colour.space in ("lab", "lch") else light**3
    grey = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return Color("srgb", (grey, grey, grey), colour.alpha)


@lru_cache(maxsize=64)
def legacy_colour(text: str) -> RGBA | None:
    """The colour of ``bgcolor`` and ``<font color>``: ``ffffff`` without its ``#`` counts."""
    text = text.strip()
    return parse_colour(text) or parse_colour(f"#{text}")


def over(front: RGBA, back: RGBA) -> RGBA:
    """``front`` painted on an opaque ``back``."""
    red, green, blue, alpha = front
    rest = 1 - alpha
    return red * alpha + back[0] * rest, green * alpha + back[1] * rest, blue * alpha + back[2] * rest, 1.0


@lru_cache(maxsize=4096)
def contrast(one: RGBA, other: RGBA) -> float:
    """The contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: RGBA) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
