"""Presentational attributes, as far as they decide whether text is seen (HTML Living Standard, 15)."""

from __future__ import annotations

import re

from summarizer.parse.sight.colour import legacy_colour, parse_colour
from summarizer.parse.sight.css import Declaration
from summarizer.parse.sight.snapshot import Element

LINKS = "--link-attribute"  # the colour that ``<body link>`` gives to links, handed down like a custom property
_BACKGROUNDS = frozenset({"body", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "marquee"})
_FONT_SIZES = {"1": "10px", "2": "13px", "3": "16px", "4": "18px", "5": "24px", "6": "32px", "7": "48px"}
_SIZED = frozenset({"marquee", "foreignobject"})  # boxes that clip to the size of their attributes
_OPENABLE = frozenset({"dialog"})
_TAGS = _SIZED | {"foreignObject", "svg", "bdo"} | _OPENABLE
_HINTING = frozenset(
    {
        "hidden",
        "popover",
        "bgcolor",
        "background",
        "color",
        "size",
        "text",
        "link",
        "nowrap",
        "inert",
        "fill",
        "dir",
        "x",
        "y",
    }
)
_CONDITIONS = frozenset({"systemlanguage", "systemLanguage", "requiredextensions", "requiredExtensions"})
_DRAWN = frozenset({"text", "tspan", "textpath", "textPath", "g", "svg"})


def hints(element: Element) -> tuple[Declaration, ...]:
    """What attributes such as ``hidden``, ``bgcolor`` and ``<font color>`` declare; any author rule beats it."""
    attrs = element.attrs
    if element.parent is not None and element.parent.tag == "switch" and not _is_chosen(element):
        return (Declaration("display", "none", True, "<switch>"),)
    if _HINTING.isdisjoint(attrs) and element.tag not in _TAGS:
        return ()
    found: list[Declaration] = []
    if "hidden" in attrs or "popover" in attrs or (element.tag in _OPENABLE and "open" not in attrs):
        name = "hidden" if "hidden" in attrs else "popover" if "popover" in attrs else "dialog without open"
        found.append(Declaration("display", "none", False, name))
    if element.tag in _BACKGROUNDS:
        found += _of_background(attrs)
    if element.tag.lower() in _SIZED or (element.tag == "svg" and _is_nothing(attrs)):
        found += [
            Declaration(name, f"{attrs[name].rstrip('px')}px", False, name)
            for name in ("width", "height")
            if name in attrs
        ]
        found += [Declaration(f"overflow-{axis}", "hidden", False, element.tag) for axis in "xy"]
        found.append(Declaration("display", "block", False, element.tag))
    found += _of_writing(element.tag, attrs)
    if "inert" in attrs:
        found.append(Declaration("pointer-events", "none", False, "inert"))
    found += _of_drawing(element.tag, attrs)
    if element.tag == "font":
        found += _of_font(attrs)
    elif element.tag == "body":
        found += _of_body(attrs)
    if "nowrap" in attrs and element.tag in ("td", "th"):
        found.append(Declaration("white-space", "nowrap", False, "nowrap"))
    return tuple(found)


def _is_chosen(element: Element) -> bool:
    """Of the children of ``<switch>`` the first that sets no condition is drawn at the latest (SVG 2, 5.8)."""
    before = element.node.prev
    while before is not None:
        if (before.tag or "-")[:1] not in "-!" and _CONDITIONS.isdisjoint(before.attributes):
            return False
        before = before.prev
    return True


def _of_body(attrs: dict[str, str]) -> list[Declaration]:
    """``<body text link>``."""
    found = _colour("color", "text", attrs["text"]) if attrs.get("text") else []
    return found + (_colour(LINKS, "link", attrs["link"]) if attrs.get("link") else [])


def _of_background(attrs: dict[str, str]) -> list[Declaration]:
    found = _colour("background-color", "bgcolor", attrs["bgcolor"]) if attrs.get("bgcolor") else []
    if attrs.get("background"):
        found.append(Declaration("background-image", "url()", False, "background"))
    return found


def _of_writing(tag: str, attrs: dict[str, str]) -> list[Declaration]:
    """The direction of letters, and whether they are forced to run in it."""
    way = attrs.get("dir", "").strip().lower()
    found = [Declaration("direction", way, False, f"dir={way}")] if way in ("rtl", "ltr") else []
    return [*found, Declaration("unicode-bidi", "bidi-override", False, "<bdo>")] if tag == "bdo" else found


def _is_nothing(attrs: dict[str, str]) -> bool:
    """A drawing of no width or no height."""
    return any(attrs.get(name, "").strip().removesuffix("px") in ("0", "1") for name in ("width", "height"))


def _of_drawing(tag: str, attrs: dict[str, str]) -> list[Declaration]:
    """The colour of drawn text, and whether it is drawn outside of the picture (SVG 2, 13.2 and 11.4)."""
    if tag in ("text", "tspan") and any(_is_far(attrs.get(name, "")) for name in ("x", "y")):
        return [Declaration("visibility", "hidden", False, "x, y")]
    if "fill" not in attrs or tag not in _DRAWN:
        return []
    value = attrs["fill"].strip()
    colour = "transparent" if value == "none" else value
    known = parse_colour(colour) is not None
    return [Declaration("-webkit-text-fill-color", colour, False, f"fill={value}")] if known else []


def _is_far(place: str) -> bool:
    """A coordinate from which on a text lies left of or above any picture."""
    return bool(re.fullmatch(r"-\d{3,6}(?:\.\d+)?(?:px)?", place.strip()))


def _of_font(attrs: dict[str, str]) -> list[Declaration]:
    found = _colour("color", "color", attrs["color"]) if attrs.get("color") else []
    size = attrs.get("size", "").strip()
    if size[:1] in "+-" and size[1:].isdigit():
        size = str(min(7, max(1, 3 + int(size[:3]))))
    if size in _FONT_SIZES:
        found.append(Declaration("font-size", _FONT_SIZES[size], False, f"size={size}"))
    return found


def _colour(name: str, attribute: str, value: str) -> list[Declaration]:
    colour = legacy_colour(value)
    if colour is None:
        return []
    written = "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])
    return [Declaration(name, written, False, f"{attribute}={value}")]
