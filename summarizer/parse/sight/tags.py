"""What browsers do with each element before any style sheet speaks (HTML, 15: Rendering)."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.parse.sight.snapshot import Element


@dataclass(frozen=True, slots=True)
class Default:
    """A font size: relative to the parent's, or in px where ``scale`` is 0."""

    scale: float = 0.0
    px: float = 16.0


# Elements that begin and end a line.
BLOCKS = frozenset(
    "address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li "
    "listing main menu nav ol optgroup option p plaintext pre search section summary table tbody td tfoot th "
    "thead tr ul xmp".split()
)
# Text in them is no text of the page: hidden containers are read elsewhere, a title is not displayed.
STRUCK = frozenset({"s", "strike", "del"})  # drawn with a line through
UNREAD = frozenset({"script", "style", "template", "title", "head", "meta", "link"})
# Never displayed, whatever a style sheet says.
NOT_RENDERED = frozenset(
    {"script", "style", "template", "noscript", "iframe", "audio", "video", "canvas", "object", "progress", "meter"}
)
_NONE = frozenset(
    "area base basefont datalist head link meta noembed noframes noscript param rp script style template title".split()
)
# Replaced elements: what stands between their tags is for browsers that cannot show them.
_FALLBACK = frozenset({"iframe", "audio", "video", "canvas", "object", "applet", "progress", "meter"})
# Drawn only where something else refers to them, or not at all (SVG 2, 5; MathML Core, 4).
_UNDRAWN = frozenset(
    "defs symbol desc metadata clippath mask pattern marker lineargradient radialgradient filter annotation "
    "annotation-xml".split()
)
FONTS = {
    "h1": Default(2.0), "h2": Default(1.5), "h3": Default(1.17), "h5": Default(0.83), "h6": Default(0.67),
    "small": Default(1 / 1.2), "sub": Default(1 / 1.2), "sup": Default(1 / 1.2), "big": Default(1.2),
    "rt": Default(0.5),
    "input": Default(px=13.33), "button": Default(px=13.33), "select": Default(px=13.33), "textarea": Default(px=13.33),
}  # fmt: skip
# Elements that differ in nothing but their name, as far as a style goes, by the one that stands for all.
_OF_THEIR_OWN = {"html", "option", "pre", "listing", "xmp", *FONTS}
ALIKE = dict.fromkeys(BLOCKS - _OF_THEIR_OWN, "div") | dict.fromkeys(
    "abbr b bdi bdo cite code dfn em font i ins kbd label q samp span strong time tt u var".split(), "span"
)


def default_display(element: Element) -> str:
    """``display`` as the browser's own sheet has it; attributes such as ``hidden`` count as declarations instead."""
    tag = element.tag
    if tag in _NONE or tag in _FALLBACK:
        return "none"
    if tag in BLOCKS:
        return "block"
    if tag.lower() in _UNDRAWN and any(one.tag in ("svg", "math") for one in element.ancestors()):
        return "none"
    if tag == "input" and element.get("type").lower() == "hidden":
        return "none"
    if tag in ("input", "button", "select", "textarea", "img", "marquee"):
        return "inline-block"
    return "inline"
