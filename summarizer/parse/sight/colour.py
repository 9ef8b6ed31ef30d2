"""Colours and how well one reads on another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

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


@lru_cache(maxsize=4096)
def parse_colour(text: str) -> RGBA | None:
    """A CSS colour as sRGB; ``None`` for what is none, and for ``currentcolor``, which depends on where it stands."""
    text = text.strip()
    colour = parse_color(_SYSTEM.get(text.lower(), text))
    if not isinstance(colour, Color):
        return None
    try:
        srgb = colour.to("srgb")
    except NotImplementedError:
        srgb = _grey(colour)
    red, green, blue = (min(1.0, max(0.0, float(part or 0))) for part in srgb.coordinates[:3])
    return red, green, blue, min(1.0, max(0.0, float(srgb.alpha)))


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
