"""The properties that decide whether text is seen: valid values, and shorthands taken apart into longhands.

A declaration that a browser would drop must be dropped here too, or ``display:none; display:nonsense`` would show.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from summarizer.parse.sight.colour import is_open, parse_colour
from summarizer.parse.sight.lengths import is_length

RELEVANT = re.compile(
    r"display|visib|opacity|filter|position|float|left|right|top|bottom|inset|width|height|overflow|indent|margin"
    r"|padding|transform|translate|scale|rotate|clip|color|fill|background|font|white-space|content|animation|z-index|mask"
    r"|decoration|blend|spacing|grid|flex|contain|line-height|shadow|outline|stroke|security|offset-path|aspect|box-sizing"
    r"|clamp|transition|pointer|zoom|backface|bidi|direction|--|\\|block|inline|all",
    re.IGNORECASE,
)
MAX_VALUE = 1_000  # characters of a value, addresses apart; longer ones are taken as invalid
_URL = re.compile(r"url\([^()]*+\)", re.IGNORECASE)
WIDE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
Longhands = tuple[tuple[str, str], ...]

_SIDES = ("top", "right", "bottom", "left")
_DISPLAY = frozenset(
    "none contents block inline inline-block flow-root flex inline-flex grid inline-grid list-item table inline-table "
    "table-row table-cell table-caption table-row-group table-header-group table-footer-group table-column "
    "table-column-group ruby ruby-text -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex run-in "
    "math".split()
)
_KEYWORDS: dict[str, frozenset[str]] = {
    "all": frozenset(),  # only inherit, initial and the like, which are read before
    "visibility": frozenset({"visible", "hidden", "collapse"}),
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"}),
    "float": frozenset({"none", "left", "right", "inline-start", "inline-end"}),
    "overflow-x": frozenset({"visible", "hidden", "clip", "scroll", "auto", "overlay"}),
    "overflow-y": frozenset({"visible", "hidden", "clip", "scroll", "auto", "overlay"}),
    "white-space": frozenset({"normal", "pre", "nowrap", "pre-wrap", "pre-line", "break-spaces"}),
    "content-visibility": frozenset({"visible", "hidden", "auto"}),
    "background-clip": frozenset({"border-box", "padding-box", "content-box", "text"}),
    "box-sizing": frozenset({"content-box", "border-box"}),
    "flex-direction": frozenset({"row", "row-reverse", "column", "column-reverse"}),
    "-webkit-text-security": frozenset({"none", "disc", "circle", "square"}),
    "backface-visibility": frozenset({"visible", "hidden"}),
    "unicode-bidi": frozenset({"normal", "embed", "isolate", "bidi-override", "isolate-override", "plaintext"}),
    "direction": frozenset({"ltr", "rtl"}),
    "pointer-events": frozenset({"auto", "none", "all", "fill", "stroke", "painted", "visible", "bounding-box"}),
}
_SIZES = frozenset({"auto", "none", "min-content", "max-content", "fit-content", "stretch", "-webkit-fill-available"})
_FONT_SIZES = frozenset("xx-small x-small small medium large x-large xx-large xxx-large smaller larger".split())
_SYSTEM_FONTS = frozenset({"caption", "icon", "menu", "message-box", "small-caption", "status-bar"})
_NUMBER = re.compile(r"[+-]?(?:\d*\.\d+|\d+\.?)(?:e[+-]?\d+)?%?", re.IGNORECASE)
_FONT = re.compile(
    r"(?:(?:normal|italic|oblique|small-caps|bold|bolder|lighter|[1-9]00|(?:ultra-|extra-|semi-)?(?:condensed|expanded))\s+)*"
    r"([\w.%+-]+|(?:calc|min|max|clamp|var)\([^;]*?\))\s*(?:/\s*([^\s,]+))?\s+\S.*|var\(.*",
    re.IGNORECASE | re.DOTALL,
)
_FUNCTION = re.compile(r"(?<![\w-])[\w-]++\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_IMAGE = re.compile(
    r"(?:url|image-set|-webkit-image-set|image|cross-fade|(?:-webkit-)?(?:repeating-)?(?<!\w)\w+-gradient)\(", re.I
)


def expand(name: str, value: str, quirks: bool = False) -> Longhands:
    """``(longhand, value)`` pairs of a declaration; empty where it does not matter or the value is invalid."""
    if name.startswith("--"):
        return ((name, value),)
    name = _ALIASES.get(name, name)
    reader = _READERS.get(name)
    if reader is None:
        return ()
    if "url(" in value:
        value = _URL.sub("url()", value)
    if len(value) > MAX_VALUE and name != "content":
        return ()
    if "var(" in value:
        return tuple(
            (longhand, value if longhand == name else f"{name}|{value}") for longhand in _LONGHANDS.get(name, (name,))
        )
    lowered = value.strip() if name == "content" or "url(" in value else value.strip().lower()
    if lowered in WIDE:
        return tuple((longhand, lowered) for longhand in _LONGHANDS.get(name, (name,)))
    return reader(name, lowered, quirks)


def is_known(name: str) -> bool:
    """Is this a property whose values are read here?"""
    return _ALIASES.get(name, name) in _READERS


def _one(valid: Callable[[str, bool], bool]) -> Callable[[str, str, bool], Longhands]:
    def read(name: str, value: str, quirks: bool) -> Longhands:
        return ((name, value),) if valid(value, quirks) else ()

    return read


def _keyword(name: str, value: str, _quirks: bool) -> Longhands:
    return ((name, value),) if value in _KEYWORDS[name] else ()


def _decoration(name: str, value: str, _quirks: bool) -> Longhands:
    """Only a line through the text matters, and how thick it is."""
    words = _words(value)
    line = ("text-decoration-line", "line-through" if "line-through" in words else "none")
    if name == "text-decoration-line":
        return (line,)
    thick = next((word for word in words if is_length(word)), "auto")
    return line, ("text-decoration-thickness", thick)


def _display(name: str, value: str, _quirks: bool) -> Longhands:
    parts = value.split()
    if len(parts) > 1 and all(part in _DISPLAY or part == "flow" for part in parts):
        outer, inner = parts[0], parts[-1]
        value = f"inline-{inner}" if outer == "inline" and inner != "flow" else "block" if outer == "block" else value
    return ((name, value),) if value in _DISPLAY else ()


def _size(value: str, quirks: bool) -> bool:
    return (
        value in _SIZES or (is_length(value, quirks) and not value.startswith("-")) or value.startswith("fit-content(")
    )


def _offset(value: str, quirks: bool) -> bool:
    return value == "auto" or is_length(value, quirks)


def _font_size(value: str, quirks: bool) -> bool:
    return value in _FONT_SIZES or (is_length(value, quirks) and not value.startswith("-"))


def _line_height(value: str, quirks: bool) -> bool:
    return value == "normal" or bool(_NUMBER.fullmatch(value)) or (is_length(value, quirks) and value[:1] != "-")


def _basis(value: str, quirks: bool) -> bool:
    return value in ("auto", "content") or _size(value, quirks)


def _flex(_name: str, value: str, quirks: bool) -> Longhands:
    """``flex: grow shrink basis`` (CSS Flexbox 1, 7.2): a number alone makes the basis 0."""
    words = _words(value)
    if value in ("none", "auto"):
        return ("flex-grow", "0" if value == "none" else "1"), ("flex-basis", "auto")
    numbers = [word for word in words if _NUMBER.fullmatch(word) and not word.endswith("%")]
    others = [word for word in words if word not in numbers]
    if len(numbers) == 3 and not others and float(numbers[2]) == 0:
        numbers, others = numbers[:2], ["0px"]
    if len(numbers) > 2 or len(others) > 1 or not all(_basis(word, quirks) for word in others):
        return ()
    return ("flex-grow", numbers[0] if numbers else "1"), ("flex-basis", others[0] if others else "0px")


def _grid(name: str, value: str, _quirks: bool) -> Longhands:
    """``grid`` and ``grid-template``: the rows stand before the slash, the columns after it."""
    rows, slash, columns = (part.strip() for part in value.partition("/"))
    if name == "grid" and "auto-flow" in value:
        return ("grid-template-rows", "none"), ("grid-template-columns", "none")
    return ("grid-template-rows", rows), ("grid-template-columns", columns if slash else "none")


def _outline(_name: str, value: str, _quirks: bool) -> Longhands:
    return (("outline-width", next((word for word in _words(value) if is_length(word)), "medium")),)


def _stroke(_name: str, value: str, _quirks: bool) -> Longhands:
    return (("-webkit-text-stroke-width", next((word for word in _words(value) if is_length(word)), "0px")),)


def _sides(name: str, value: str, quirks: bool) -> Longhands:
    """One to four values for top, right, bottom, left."""
    parts = _words(value)
    if not 1 <= len(parts) <= 4 or not all(_offset(part, quirks) for part in parts):
        return ()
    right = parts[1] if len(parts) > 1 else parts[0]
    bottom = parts[2] if len(parts) > 2 else parts[0]
    left = parts[3] if len(parts) > 3 else right
    return tuple(zip(_LONGHANDS[name], (parts[0], right, bottom, left), strict=True))


def _pair(name: str, value: str, quirks: bool) -> Longhands:
    parts = _words(value)
    if not 1 <= len(parts) <= 2:
        return ()
    longhands = _LONGHANDS[name]
    pairs = tuple(zip(longhands, (parts[0], parts[-1]), strict=True))
    return pairs if all(expand(longhand, part, quirks) for longhand, part in pairs) else ()


def _font(_name: str, value: str, quirks: bool) -> Longhands:
    if value in _SYSTEM_FONTS:
        return ("font-size", "medium"), ("line-height", "normal")
    found = _FONT.fullmatch(value)
    if not found or not found[1] or not _font_size(found[1].lower(), quirks):
        return ()
    height = found[2] if found[2] and _line_height(found[2], quirks) else "normal"
    return ("font-size", found[1]), ("line-height", height)


def _background(_name: str, value: str, _quirks: bool) -> Longhands:
    """The colour, whether there is an image, and a clip to the text."""
    functions = _FUNCTION.findall(value)
    image = " ".join(one for one in functions if _IMAGE.match(one)) or "none"
    plain = _IMAGE_CALL.sub(" ", value)
    colour, clip = "transparent", "border-box"
    for word in re.findall(r"[\w#%.+-]+\([^()]*\)|[^\s,/]+", plain):
        if parse_colour(word) is not None or word.lower() == "currentcolor":
            colour = word
        elif word == "text":
            clip = "text"
        elif not _BACKGROUND_WORD.fullmatch(word):
            return ()
    return (("background-color", colour), ("background-image", image), ("background-clip", clip))


def _colour(name: str, value: str, _quirks: bool) -> Longhands:
    return ((name, value),) if value == "currentcolor" or parse_colour(value) is not None or is_open(value) else ()


def _image(name: str, value: str, _quirks: bool) -> Longhands:
    return ((name, value),) if value.lower() == "none" or _IMAGE.match(value) else ()


def _any(name: str, value: str, _quirks: bool) -> Longhands:
    return ((name, value),) if value else ()


def _clip_path(name: str, value: str, _quirks: bool) -> Longhands:
    shapes = ("inset(", "circle(", "ellipse(", "polygon(", "path(", "url(", "rect(", "xywh(", "shape(")
    return ((name, value),) if value == "none" or value.startswith(shapes) else ()


def _functions(name: str, value: str, _quirks: bool) -> Longhands:
    return ((name, value),) if value == "none" or re.fullmatch(r"[\w-]+\([\s\S]*\)\s*", value) else ()


def _words(value: str) -> list[str]:
    """A value split at white space outside of brackets."""
    return re.findall(r"[\w-]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^\s()]+", value)


_IMAGE_CALL = re.compile(_IMAGE.pattern[:-2] + r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", re.I)
_BACKGROUND_WORD = re.compile(
    r"[+-]?[\d.]+[a-z%]*|(?:calc|min|max|clamp)\(.*\)|none|(?:no-)?repeat(?:-[xy])?|space|round|fixed|scroll|local|left"
    r"|right|top|bottom|center|cover|contain|auto|(?:border|padding|content)-box",
    re.IGNORECASE,
)
_ALIASES = {
    "-webkit-transform": "transform", "-webkit-filter": "filter", "-webkit-opacity": "opacity",
    "-webkit-clip-path": "clip-path", "-webkit-background-clip": "background-clip", "-webkit-animation": "animation",
    "-webkit-animation-name": "animation-name", "-webkit-backface-visibility": "backface-visibility",
    "mask": "mask-image", "-webkit-mask": "mask-image", "-webkit-mask-image": "mask-image",
    "inline-size": "width", "block-size": "height",
    "max-inline-size": "max-width", "max-block-size": "max-height", "inset-inline-start": "left",
    "inset-inline-end": "right", "inset-block-start": "top", "inset-block-end": "bottom",
    "margin-inline-start": "margin-left", "margin-inline-end": "margin-right", "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom", "padding-inline-start": "padding-left", "padding-block-start": "padding-top",
    "padding-inline-end": "padding-right", "padding-block-end": "padding-bottom",
    "-webkit-text-decoration": "text-decoration", "-webkit-text-decoration-line": "text-decoration-line",
    "-webkit-flex": "flex", "-webkit-flex-basis": "flex-basis", "-webkit-flex-direction": "flex-direction",
    "-webkit-box-shadow": "box-shadow", "-webkit-mask-size": "mask-size", "line-clamp": "-webkit-line-clamp",
}  # fmt: skip
_LONGHANDS: dict[str, tuple[str, ...]] = {
    "margin": tuple(f"margin-{side}" for side in _SIDES),
    "padding": tuple(f"padding-{side}" for side in _SIDES),
    "inset": _SIDES,
    "overflow": ("overflow-x", "overflow-y"),
    "font": ("font-size", "line-height"),
    "flex": ("flex-grow", "flex-basis"),
    "grid": ("grid-template-rows", "grid-template-columns"),
    "grid-template": ("grid-template-rows", "grid-template-columns"),
    "text-decoration": ("text-decoration-line", "text-decoration-thickness"),
    "outline": ("outline-width",),
    "-webkit-text-stroke": ("-webkit-text-stroke-width",),
    "background": ("background-color", "background-image", "background-clip"),
    "animation": ("animation-name",),
}
_LONGHANDS["all"] = ("display", "visibility", "opacity", "position", "font-size", "color", "background-color")


def _animation(_name: str, value: str, _quirks: bool) -> Longhands:
    return (("animation-name", value),)


# Taken as they are: who uses them reads the value.
_FREE = (
    "clip", "content", "translate", "scale", "rotate", "animation-name", "zoom", "mask-image", "mask-size",
    "mix-blend-mode", "contain", "grid-template-rows", "grid-template-columns", "grid-auto-rows", "grid-auto-columns",
    "grid-area", "box-shadow", "offset-path", "aspect-ratio", "font-size-adjust", "-webkit-line-clamp",
    "backdrop-filter", "animation-play-state", "transition", "transition-delay",
)  # fmt: skip
_CALLED = re.compile(r"(?:calc|min|max|clamp)\(.*\)", re.DOTALL)
_Reader = Callable[[str, str, bool], Longhands]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(_KEYWORDS, _keyword),
    **dict.fromkeys(("width", "height", "max-width", "max-height", "min-width", "min-height"), _one(_size)),
    **dict.fromkeys(("letter-spacing", *_SIDES, *_LONGHANDS["margin"], *_LONGHANDS["padding"]), _one(_offset)),
    **dict.fromkeys(("margin", "padding", "inset"), _sides),
    **dict.fromkeys(("color", "background-color", "-webkit-text-fill-color"), _colour),
    **dict.fromkeys(("transform", "filter"), _functions),
    **dict.fromkeys(_FREE, _any),
    **dict.fromkeys(("text-decoration", "text-decoration-line"), _decoration),
    "display": _display,
    "opacity": _one(lambda value, _: bool(_NUMBER.fullmatch(value) or _CALLED.fullmatch(value))),
    "line-height": _one(_line_height),
    "flex": _flex,
    "flex-basis": _one(_basis),
    "flex-grow": _one(lambda value, _: bool(_NUMBER.fullmatch(value))),
    "grid": _grid,
    "grid-template": _grid,
    "outline": _outline,
    **dict.fromkeys(("outline-width", "outline-offset", "text-decoration-thickness"), _one(_offset)),
    "-webkit-text-stroke": _stroke,
    "-webkit-text-stroke-width": _one(_offset),
    "z-index": _one(lambda value, _: value == "auto" or bool(re.fullmatch(r"[+-]?\d+", value))),
    "text-indent": _one(lambda value, quirks: is_length(value.split()[0] if value else "", quirks)),
    "font-size": _one(_font_size),
    "overflow": _pair,
    "font": _font,
    "background": _background,
    "background-image": _image,
    "clip-path": _clip_path,
    "animation": _animation,
    "all": _keyword,
}


_CONTENT = re.compile(r"\"((?:[^\"\\]|\\[\s\S])*+)\"|'((?:[^'\\]|\\[\s\S])*+)'|attr\(\s*([\w-]+)\s*\)")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([\s\S]))")
_SPEAKS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")


def content_text(value: str, attrs: dict[str, str]) -> str:
    """The text that ``content`` generates; icons and ornaments, which say nothing, are left out."""
    parts = [
        attrs.get(found[3].lower(), "") if found[3] else _ESCAPE.sub(_unescape, found[1] or found[2] or "")
        for found in _CONTENT.finditer(value[:4096])
    ]
    text = "".join(parts)
    return text if _SPEAKS.search(text) else ""


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if match[2] == "\n" else match[2]


@lru_cache(maxsize=4096)
def substituted(name: str, value: str) -> str | None:
    """The value a longhand gets once the custom properties in a declaration are known; ``None`` if that is invalid.

    A shorthand that held ``var()`` travels as ``shorthand|value``.
    """
    source, bar, rest = value.partition("|")
    pairs = expand(source, rest) if bar else expand(name, value)
    return next((found for longhand, found in pairs if longhand == name), None)
