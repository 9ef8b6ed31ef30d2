"""The computed style of an element, as far as it decides whether a reader sees its text (CSS 2.2 and its levels)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from summarizer.data import SEEN, Sight, Visibility
from summarizer.parse.sight.cascade import Declared, Won
from summarizer.parse.sight.colour import (
    BLACK,
    CLEAR,
    LINK,
    RGBA,
    WHITE,
    colours_in,
    contrast,
    over,
    parse_colour,
)
from summarizer.parse.sight.hints import LINKS
from summarizer.parse.sight.lengths import Metrics, pixels
from summarizer.parse.sight.properties import WIDE, substituted
from summarizer.parse.sight.snapshot import Element
from summarizer.parse.sight.tags import FONTS, NOT_RENDERED, STRUCK, UNREAD, default_display
from summarizer.parse.sight.tracks import Tracks

TINY = 6.0  # px: smaller text cannot be read
_KEYWORD_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_FACTOR = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_LEAST_ADJUST = 0.1  # of ``font-size-adjust``: letters are about twice as high as this share of the font size
_INDENTED = 500.0  # px to the left, from which on a first line is off the screen


# Width and height of a box that clips, in px, ``None`` where it states none, and the declaration that says so.
Window = tuple[float | None, float | None, Visibility]


@dataclass(eq=False)
class Style:
    """The computed style of an element. Elements with the same parent style and declarations share one."""

    display: str = "block"
    inline: bool = False
    preformatted: bool = False
    nowrap: bool = False
    unread: bool = False  # no text of the page: scripts, the title
    rendered: bool = True  # false in a subtree that is not displayed at all, and so breaks no line
    position: str = "static"
    contained: bool = False
    font: float = 16.0
    font_from: Won | None = None
    scale: float = 1.0
    colour: RGBA | None = BLACK
    colour_from: Won | None = None
    fill: RGBA | None = None
    back: RGBA = WHITE
    back_from: Won | None = None  # None: the page's own white
    image: Won | None = None  # a picture or gradient lies behind
    opacity: float = 1.0
    opacity_from: Visibility | None = None
    indent: float = 0.0
    indent_from: Won | None = None
    shifted: Visibility | None = None  # the block's indent moves its text off the screen
    invisible: Won | None = None  # visibility: hidden, which a descendant can take back
    gone: Visibility | None = None  # hidden for good, with everything inside
    clip: Visibility | None = None  # cut off by a box that clips, which absolutely placed descendants may leave
    clip_leaks: bool = False
    window: Window | None = None  # the box clips what overflows it
    pane: Window | None = None  # the window of the nearest box around it that clips
    frame: Window | None = None  # the window of the box that offsets count from
    room: float | None = None  # px: the width that boxes around the text state
    strip: tuple[float, Visibility] | None = None  # the width past which the nearest box that clips shows no line
    line: tuple[float, bool] | None = None  # the line height: a factor of the font size (true), or px
    line_from: Visibility | None = None
    squeezed: Visibility | None = None  # a box that clips leaves no room for lines of this height
    masked: Visibility | None = None  # letters shown as dots, drawn in no size, or in reverse
    backwards: bool = False  # direction: rtl
    tracks: tuple[Tracks | None, Tracks | None] = (None, None)  # columns and rows of nothing, of a grid
    cuts: tuple[bool, bool] = (False, False)  # clips sideways, upright
    direction: str = "row"  # of a flex container
    grows: bool = False
    floats: str = "none"
    filters: tuple[tuple[str, float], ...] = ()  # what filters do to the colours of the text
    painted: bool = False  # a background lies between the text and the box that is filtered
    lift: float = 0.0  # px that the box is drawn upwards
    area: bool = False  # stands at a stated place of a grid
    unreached: bool = False  # no pointer reaches the links
    doubt: Visibility | None = None
    fold: Visibility | None = None
    aria: Visibility | None = None
    struck: Visibility | None = None  # a line through the text takes it back
    animated: bool = False
    custom: dict[str, str] = field(default_factory=dict)
    visibility: Visibility = SEEN


@dataclass(frozen=True, slots=True)
class Root:
    """What ``rem`` counts against; ``open`` where a script or an unread sheet may set it to something else."""

    font: float = 16.0
    open: bool = False
    custom: Mapping[str, str] = field(default_factory=dict)  # registered custom properties


def compute(element: Element, parent: Style | None, declared: Declared, root: Root) -> tuple[Style, Declared]:
    """The style of an element before anything is judged hidden; its declarations with ``var()`` resolved."""
    style = _inherited(parent)
    if parent is None and root.custom:
        style.custom = dict(root.custom)
    declared = _resolved(declared, style)
    _set_font(style, parent, declared, element, root)
    _set_text(style, parent, declared, element)
    _set_display(style, parent, declared, element)
    _set_background(style, parent, declared)
    return style, declared


def _inherited(parent: Style | None) -> Style:
    if parent is None:
        return Style()
    style = Style.__new__(Style)
    style.__dict__.update(parent.__dict__)
    style.display, style.inline, style.position, style.animated = "inline", True, "static", False
    style.contained = parent.contained or parent.position != "static"
    style.window, style.pane = None, parent.window or parent.pane
    style.tracks, style.cuts, style.direction = (None, None), (False, False), "row"
    style.grows, style.floats, style.lift, style.area = False, "none", 0.0, False
    if parent.position != "static":
        style.clip_leaks = False
        style.frame = parent.window
    return style


def _resolved(declared: Declared, style: Style) -> Declared:
    """``var()`` replaced by the custom properties in force, CSS-wide keywords kept for their readers."""
    own = {name: won.value for name, won in declared.items() if name.startswith("--")}
    if own:
        style.custom = {**style.custom, **own}
    if not any("var(" in won.value for won in declared.values()):
        return declared
    out: Declared = {}
    for name, won in declared.items():
        if name.startswith("--") or "var(" not in won.value:
            out[name] = won
            continue
        value = substituted(name, with_variables(won.value, style.custom))
        if value is not None:
            out[name] = Won(replace(won.declaration, value=value), won.source)
    return out


def with_variables(value: str, custom: dict[str, str]) -> str:
    """``var(--a, b)`` replaced, a few levels deep; an unknown name without a fallback leaves an invalid value."""
    for _ in range(8):
        start = value.rfind("var(")
        if start < 0 or len(value) > 10_000:
            break
        depth, end = 0, len(value)
        for index in range(start + 3, len(value)):
            depth += (value[index] == "(") - (value[index] == ")")
            if depth == 0:
                end = index
                break
        name, _, fallback = value[start + 4 : end].partition(",")
        value = value[:start] + custom.get(name.strip(), fallback.strip() or "\x00").strip() + value[end + 1 :]
    return value


def value_of(declared: Declared, name: str) -> str | None:
    """A value that is not a CSS-wide keyword."""
    won = declared.get(name)
    return None if won is None or won.value in WIDE else won.value


def _set_font(style: Style, parent: Style | None, declared: Declared, element: Element, root: Root) -> None:
    """The font size in px, and the declaration it comes from."""
    base = parent.font if parent else 16.0
    default = FONTS.get(element.tag)
    if default is not None:
        style.font = base * default.scale if default.scale else default.px
        style.font_from = None
    won = declared.get("font-size")
    if won is None:
        return
    if won.value == "inherit" and parent:
        style.font, style.font_from = parent.font, parent.font_from
        return
    size = _font_size(won.value, base, root.font)
    if size is not None and not (size < TINY and won.value.endswith("rem") and root.open):
        style.font, style.font_from = size, won


def _set_text(style: Style, parent: Style | None, declared: Declared, element: Element) -> None:
    """Colour, white space and indent: what else is inherited."""
    if element.tag == "a" and "href" in element.attrs:
        stated = style.custom.get(LINKS)
        style.colour, style.colour_from = (parse_colour(stated) if stated else LINK), None
    elif element.tag in ("input", "button", "select", "textarea", "mark"):
        style.colour, style.colour_from = BLACK, None
    _set_colour(style, parent, declared)
    space = value_of(declared, "white-space")
    if space or element.tag in ("pre", "textarea", "listing", "xmp"):
        space = space or "pre"
        style.preformatted = space in ("pre", "pre-wrap", "pre-line", "break-spaces")
        style.nowrap = space in ("pre", "nowrap")
    _strike(style, declared, element)
    _set_lines(style, parent, declared)
    won = declared.get("text-indent")
    if won is not None:
        size = pixels(won.value.split()[0], Metrics(style.font, 16.0, 600.0))
        style.indent, style.indent_from = size or 0.0, won


def _set_lines(style: Style, parent: Style | None, declared: Declared) -> None:
    """The line height, what replaces letters, and whether links can be reached: inherited, and seldom stated."""
    won = declared.get("line-height")
    if won is not None and won.value not in ("inherit", "unset"):
        value = won.value
        factor = float(value) if _FACTOR.fullmatch(value) else None
        size = None if factor is not None else pixels(value, Metrics(style.font, 16.0, style.font))
        style.line = (factor, True) if factor is not None else (size, False) if size is not None else None
        style.line_from = Visibility(Sight.HIDDEN, "V602", won.declaration.written, won.origin)
    if style.squeezed is not None and parent is not None and line_px(style) != line_px(parent):
        style.squeezed = None
    for name, shown in (("-webkit-text-security", "none"), ("font-size-adjust", "none")):
        won = declared.get(name)
        if won is not None and won.value not in WIDE:
            size = None if name == "-webkit-text-security" else pixels(won.value.split()[-1], Metrics())
            hides = won.value != shown if name == "-webkit-text-security" else size is not None and size < _LEAST_ADJUST
            style.masked = Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin) if hides else None
    _set_writing(style, declared)
    reached = value_of(declared, "pointer-events")
    style.unreached = reached == "none" if reached is not None else style.unreached


def _set_writing(style: Style, declared: Declared) -> None:
    """Letters forced to run from right to left stand there the wrong way round (CSS Writing Modes 4, 2.2)."""
    direction, won = value_of(declared, "direction"), declared.get("unicode-bidi")
    style.backwards = direction == "rtl" if direction else style.backwards
    if won is not None and won.value in ("bidi-override", "isolate-override"):
        turned = Visibility(Sight.HIDDEN, "V602", won.declaration.written, won.origin)
        style.masked = turned if style.backwards else None


def line_px(style: Style) -> float | None:
    """The height of a line in px, where it is stated."""
    if style.line is None:
        return None
    return style.line[0] * style.font if style.line[1] else style.line[0]


def _strike(style: Style, declared: Declared, element: Element) -> None:
    """A line through a box goes through all the text in it; nothing inside takes it away."""
    won = declared.get("text-decoration-line")
    if won is not None and won.value == "line-through":
        written = won.declaration.written
        if "line-through" not in written.lower():
            written = f"{written} (line-through)"  # by a custom property
        style.struck = Visibility(Sight.EFFORT, "L216", written, won.origin)
    elif won is None and element.tag in STRUCK:
        style.struck = Visibility(Sight.EFFORT, "L216", "text-decoration: line-through", f"<{element.tag}>")


def _set_colour(style: Style, parent: Style | None, declared: Declared) -> None:
    won = declared.get("color")
    if won is not None:
        if won.value in ("inherit", "unset", "currentcolor") and parent:
            style.colour, style.colour_from = parent.colour, parent.colour_from
        elif won.value in WIDE:
            style.colour, style.colour_from = BLACK, won
        else:
            style.colour, style.colour_from = parse_colour(won.value), won
    won = declared.get("-webkit-text-fill-color")
    if won is not None and won.value not in ("inherit", "unset"):
        style.fill = parse_colour(won.value)
        style.colour_from = won if style.fill else style.colour_from


def _font_size(value: str, base: float, root: float) -> float | None:
    if value in WIDE:
        return base if value == "unset" else 16.0
    if value == "smaller":
        return base / 1.2
    if value == "larger":
        return base * 1.2
    return _KEYWORD_SIZES.get(value) or pixels(value, Metrics(base, root, base))


def _set_display(style: Style, parent: Style | None, declared: Declared, element: Element) -> None:
    display = default_display(element)
    stated = declared.get("display")
    if stated is not None and element.tag not in NOT_RENDERED:
        value = stated.value
        display = (
            parent.display if value == "inherit" and parent else "inline" if value in ("initial", "unset") else value
        )
        display = default_display(element) if value.startswith("revert") else display
    style.position = value_of(declared, "position") or "static"
    if style.position == "-webkit-sticky":
        style.position = "sticky"
    style.floats = value_of(declared, "float") or "none"
    floats = style.floats != "none"
    inside_flex = parent is not None and parent.display in ("flex", "inline-flex", "grid", "inline-grid", "-webkit-box")
    growth = declared.get("flex-grow")
    style.grows = inside_flex and growth is not None and growth.value not in WIDE and float(growth.value) > 0
    style.direction = value_of(declared, "flex-direction") or "row"
    style.display = display
    if display == "none":
        style.rendered = False
        style.inline = default_display(element) != "block"
        style.unread = style.unread or element.tag in UNREAD
        return
    style.inline = display in ("inline", "contents", "ruby", "ruby-text") or display.startswith("inline-")
    if style.position in ("absolute", "fixed") or floats or inside_flex:
        style.inline = style.inline and display == "contents"
        if display == "inline":
            style.display = "block"
    style.unread = style.unread or element.tag in UNREAD
    if style.display not in ("inline", "contents"):
        far = style.indent_from if style.indent <= -_INDENTED else None
        style.shifted = Visibility(Sight.HIDDEN, "V602", far.declaration.written, far.origin) if far else None


def _set_background(style: Style, parent: Style | None, declared: Declared) -> None:
    if style.display == "contents":
        return
    image = declared.get("background-image")
    if image is not None and image.value in WIDE:
        image = None
    colour = declared.get("background-color")
    paint = CLEAR
    if colour is not None and colour.value not in WIDE:
        paint = (
            (style.fill or style.colour or BLACK)
            if colour.value == "currentcolor"
            else parse_colour(colour.value) or CLEAR
        )
        if paint[3] > 0:
            style.back, style.back_from = over(paint, style.back), colour
            if paint[3] > 0.95:
                style.image = None
    if image is not None and image.value.lower() != "none":
        style.image = image
    if value_of(declared, "background-clip") == "text":
        _clip_to_text(style, parent, paint)


def _clip_to_text(style: Style, parent: Style | None, paint: RGBA) -> None:
    """The background shows through the letters only: it is what they are drawn with where their fill is clear."""
    fill = style.fill or style.colour or BLACK
    if style.image is not None and style.image is not (parent.image if parent else None):
        shades = [one for one in colours_in(style.image.value) if one is not None]
        ink = max(shades, key=lambda one: contrast(over(one, WHITE), WHITE)) if shades else BLACK
    else:
        ink = paint
    alpha = fill[3] + ink[3] * (1 - fill[3])
    shown = over(fill, over(ink, WHITE))
    if style.fill is not None:
        style.fill = (*shown[:3], alpha)
    else:
        style.colour = (*shown[:3], alpha)
    style.colour_from = style.back_from or style.colour_from
    style.back, style.back_from, style.image = (
        (parent.back, parent.back_from, parent.image) if parent else (WHITE, None, None)
    )
