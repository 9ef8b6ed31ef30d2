"""How visible each element is: its computed style, as far as that decides whether a reader sees its text.

The winning declarations come from ``cascade``; this module inherits, adds up what ancestors do (opacity, clipping,
background) and names the declaration that decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from summarizer.data import SEEN, Page, Sight, Visibility
from summarizer.parse.cascade import Cascade, Declared, Won
from summarizer.parse.colour import BLACK, CLEAR, LINK, RGBA, WHITE, contrast, over, parse_colour
from summarizer.parse.geometry import Box, blurred, clipped, cut_off, off_screen, opacity, transformed
from summarizer.parse.lengths import Metrics, pixels
from summarizer.parse.properties import WIDE, content_text, substituted
from summarizer.parse.snapshot import Element, Snapshot
from summarizer.parse.tags import FONTS, NOT_RENDERED, UNREAD, default_display

_TINY, _SMALL = 6.0, 9.0  # px: what cannot be read, what can with effort
_SAME, _PALE = 1.3, 3.0  # contrast ratios: not to be told apart, pale
_FAINT = 0.05  # opacity
_KEYWORD_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
    "xxx-large": 48.0,
}  # fmt: skip
_INDENTED = 500.0


@dataclass(eq=False)
class Style:
    """The computed style of an element. Elements with the same parent style and declarations share one."""

    display: str = "block"
    inline: bool = False
    preformatted: bool = False
    nowrap: bool = False
    unread: bool = False
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
    doubt: Visibility | None = None
    fold: Visibility | None = None
    aria: Visibility | None = None
    animated: bool = False
    custom: dict[str, str] = field(default_factory=dict)
    visibility: Visibility = SEEN


class Looks:
    """Computes styles in document order: a parent's is known before its children's."""

    def __init__(self, shot: Snapshot, page: Page) -> None:
        self.shot = shot
        self.cascade = Cascade(shot, page)
        self.known: dict[int, Style] = {}
        self.blocks: dict[int, Element] = {}
        self._shared: dict[tuple[object, ...], Style] = {}
        self.root_font = 16.0
        self.root_open = False
        self.positioned: list[Element] = []  # in document order, once all have been asked for

    def compute_all(self) -> None:
        """Every element's style, parents first."""
        for element in self.shot.elements.values():
            self._style(element)

    def of(self, element: Element) -> Style:
        """The style of an element, from the root down without recursion."""
        style = self.known.get(element.mem)
        if style is not None:
            return style
        chain = [element]
        for above in element.ancestors():
            if above.mem in self.known:
                break
            chain.append(above)
        for one in reversed(chain):
            style = self._style(one)
        assert style is not None  # noqa: S101 - the chain holds the element itself
        return style

    def block(self, element: Element) -> Element:
        """The nearest element at or above that begins a line of its own."""
        self.of(element)
        return self.blocks[element.mem]

    def declared(self, element: Element) -> Declared:
        """The winning declarations of an element."""
        return self.cascade.declared(self.cascade.key(element))

    def generated(self, element: Element) -> Iterator[tuple[str, str, Visibility]]:
        """``(before or after, text, visibility)`` of generated content: seen, but not to be copied (V608)."""
        for which, declared in self.cascade.generated(element):
            won = declared.get("content")
            text = content_text(won.value, element.attrs) if won else ""
            if won is not None and text:
                box = Element(element.node, -1, "span", element, {})
                style = self._compute(box, self.of(element), declared)
                seen = Visibility(Sight.EFFORT, "V608", won.declaration.written, won.origin)
                worse = style.visibility.sight in (Sight.HIDDEN, Sight.UNKNOWN)
                yield which, text, style.visibility if worse else seen

    def breaks(self, element: Element) -> bool:
        """Does a line end where this element begins?"""
        return not self.of(element).inline or element.tag == "br"

    def _style(self, element: Element) -> Style:
        above = element.parent
        parent = self.known[above.mem] if above is not None else None
        key = self.cascade.key(element)
        shared_key = (id(parent), element.tag, key, _own_state(element), self.cascade.elsewhere(element))
        style = self._shared.get(shared_key)
        if style is None:
            style = self._shared[shared_key] = self._compute(element, parent, self.cascade.declared(key))
        self.known[element.mem] = style
        if style.position != "static":
            self.positioned.append(element)
        joins = above is not None and (style.inline or element.tag == "br")
        self.blocks[element.mem] = self.blocks[above.mem] if joins and above is not None else element
        return style

    def _root_may_change(self) -> bool:
        """Pages for phones often set the size that ``rem`` counts against by script, or in a sheet of their own."""
        return bool(self.cascade.unread) or any(element.tag == "script" for element in self.shot.elements.values())

    def _compute(self, element: Element, parent: Style | None, declared: Declared) -> Style:
        style = _inherited(parent)
        declared = _resolved(declared, style, parent)
        _set_font(style, parent, declared, element, self)
        _set_text(style, parent, declared, element)
        if element.tag == "html":
            self.root_font = style.font
            self.root_open = style.font_from is None and self._root_may_change()
        _set_display(style, parent, declared, element)
        _set_background(style, parent, declared)
        _hide(style, declared, element, self)
        style.visibility = _verdict(style)
        return style


_NO_STATE = (False, False, False, "")


def _own_state(element: Element) -> tuple[object, ...]:
    """What besides style decides: the ``open`` of a parent ``<details>``, ARIA, whether it is a link."""
    attrs = element.attrs
    if not attrs and (element.parent is None or element.parent.tag != "details"):
        return _NO_STATE
    above = element.parent
    closed = (
        above is not None
        and above.tag == "details"
        and "open" not in above.attrs
        and not (element.tag == "summary" and above.node.css_first("summary") == element.node)
    )
    return (
        closed,
        attrs.get("aria-hidden") == "true",
        "href" in attrs,
        attrs.get("type", "") if element.tag == "input" else "",
    )


def _inherited(parent: Style | None) -> Style:
    if parent is None:
        return Style()
    style = Style.__new__(Style)
    style.__dict__.update(parent.__dict__)
    style.display, style.inline, style.position, style.animated = "inline", True, "static", False
    style.contained = parent.contained or parent.position != "static"
    if parent.position != "static":
        style.clip_leaks = False
    return style


def _resolved(declared: Declared, style: Style, parent: Style | None) -> Declared:
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
        value = substituted(name, _with_variables(won.value, style.custom))
        if value is not None:
            out[name] = Won(replace(won.declaration, value=value), won.source)
    return out


def _with_variables(value: str, custom: dict[str, str]) -> str:
    """``var(--a, b)`` replaced, at most a few levels deep; an unknown name without a fallback leaves an invalid value."""
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


def _value(declared: Declared, name: str) -> str | None:
    """A value that is not a CSS-wide keyword."""
    won = declared.get(name)
    return None if won is None or won.value in WIDE else won.value


def _set_font(style: Style, parent: Style | None, declared: Declared, element: Element, looks: Looks) -> None:
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
    size = _font_size(won.value, base, looks.root_font)
    if size is not None and not (size < _TINY and won.value.endswith("rem") and looks.root_open):
        style.font, style.font_from = size, won


def _set_text(style: Style, parent: Style | None, declared: Declared, element: Element) -> None:
    """Colour, white space and indent: what else is inherited."""
    if element.tag == "a" and "href" in element.attrs:
        style.colour, style.colour_from = LINK, None
    elif element.tag in ("input", "button", "select", "textarea", "mark"):
        style.colour, style.colour_from = BLACK, None
    _set_colour(style, parent, declared)
    space = _value(declared, "white-space")
    if space or element.tag in ("pre", "textarea", "listing", "xmp"):
        space = space or "pre"
        style.preformatted = space in ("pre", "pre-wrap", "pre-line", "break-spaces")
        style.nowrap = space in ("pre", "nowrap")
    won = declared.get("text-indent")
    if won is not None:
        size = pixels(won.value.split()[0], Metrics(style.font, 16.0, 600.0))
        style.indent, style.indent_from = size or 0.0, won


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
    style.position = _value(declared, "position") or "static"
    if style.position == "-webkit-sticky":
        style.position = "sticky"
    floats = (_value(declared, "float") or "none") != "none"
    inside_flex = parent is not None and parent.display in ("flex", "inline-flex", "grid", "inline-grid", "-webkit-box")
    style.display = display
    style.inline = display in ("inline", "contents", "ruby", "ruby-text") or display.startswith("inline-")
    if style.position in ("absolute", "fixed") or floats or inside_flex:
        style.inline = style.inline and display == "contents"
        if display == "inline":
            style.display = "block"
    style.unread = style.unread or element.tag in UNREAD
    if style.display not in ("inline", "contents"):
        far = style.indent_from if style.indent <= -_INDENTED else None
        style.shifted = far and Visibility(Sight.HIDDEN, "V602", far.declaration.written, far.origin)


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
    if _value(declared, "background-clip") == "text":
        style.fill, style.colour = None, BLACK
        style.back, style.back_from, style.image = (
            (parent.back, parent.back_from, parent.image) if parent else (WHITE, None, None)
        )


def _hide(style: Style, declared: Declared, element: Element, looks: Looks) -> None:
    """Everything that takes the element, and what stands in it, out of sight."""
    seen = _value(declared, "visibility")
    elsewhere = looks.cascade.elsewhere(element)
    if seen is not None:
        won = declared["visibility"]
        shown = seen == "visible" or _shown_elsewhere(style, "visibility", won, elsewhere)
        style.invisible = None if shown else won
    elif "visibility" in declared and declared["visibility"].value == "initial":
        style.invisible = None
    if element.tag == "noscript":
        style.gone = style.gone or Visibility(Sight.HIDDEN, "V604", None, "<noscript>")
    if style.gone is not None:
        return
    if style.display == "none":
        won = declared.get("display")
        if won is None or element.tag in NOT_RENDERED or not _shown_elsewhere(style, "display", won, elsewhere):
            style.gone = _not_displayed(declared, element)
            return
    closed, aria, *_ = _own_state(element)
    if closed:
        style.fold = Visibility(Sight.EFFORT, "V605", "details", "<details> closed")
    if element.tag == "option":
        style.fold = Visibility(Sight.EFFORT, "V605", "option", "<select>")
    if aria:
        style.aria = Visibility(Sight.EFFORT, "V606", 'aria-hidden="true"', "attribute aria-hidden")
    if declared:
        _hide_box(style, declared, looks.root_font)


def _shown_elsewhere(style: Style, name: str, won: Won, elsewhere: frozenset[tuple[str, bool]]) -> bool:
    """Hidden here, but shown in print or on a phone (V607), or once the reader points at it (V605)?"""
    for state, rule in ((True, "V605"), (False, "V607")):
        if (name, state) in elsewhere:
            style.fold = Visibility(Sight.EFFORT, rule, won.declaration.written, won.origin)
            return True
    return False


def _not_displayed(declared: Declared, element: Element) -> Visibility:
    won = declared.get("display")
    if won is not None and won.value == "none":
        return Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin)
    if element.tag in ("input", "rp"):
        return Visibility(Sight.HIDDEN, "V601", "display:none", f"<{element.tag}>")
    return Visibility(Sight.HIDDEN, "V604", None, f"<{element.tag}>")


def _hide_box(style: Style, declared: Declared, root: float) -> None:
    box = Box(declared, style.font, root, style.position, style.contained)
    if style.position in ("absolute", "fixed") and style.clip_leaks:
        style.clip = None
    style.animated = (_value(declared, "animation-name") or "none") != "none"
    amount, name = opacity(box)
    if name is not None and amount < 1:
        style.opacity *= amount
        if style.opacity < 0.35:
            style.opacity_from = box.reason(name)
        if style.opacity < _FAINT:
            if style.animated:
                style.doubt = box.reason(name, Sight.UNKNOWN)
                style.opacity = 1.0
            else:
                style.gone = style.opacity_from
    if _value(declared, "content-visibility") == "hidden":
        style.gone = box.reason("content-visibility", rule="V601")
    if style.display != "contents":
        _note(style, clipped(box) or blurred(box))
    if style.inline and style.display in ("inline", "contents"):
        return
    moved = transformed(box)
    style.scale *= moved.scale
    _note(style, moved.hidden)
    _note(style, off_screen(box))
    cut = cut_off(box)
    if cut is not None and cut.sight is Sight.HIDDEN:
        style.clip = cut
        style.clip_leaks = style.position == "static"
    else:
        _note(style, cut)
    if style.indent > 100 and style.nowrap and (_value(declared, "overflow-x") or "visible") != "visible":
        style.gone = style.gone or (box.reason("text-indent") if "text-indent" in declared else None)


def _note(style: Style, found: Visibility | None) -> None:
    if found is None:
        return
    if found.sight is Sight.HIDDEN:
        style.gone = style.gone or found
    else:
        style.doubt = style.doubt or found


def _verdict(style: Style) -> Visibility:
    """The least visible of everything that is known about the text of an element."""
    hidden = style.gone or style.clip or style.shifted or _invisible(style) or _unreadable(style)
    if hidden is not None and hidden.sight is Sight.HIDDEN:
        return hidden
    return style.doubt or hidden or style.fold or _with_effort(style) or style.aria or SEEN


def _invisible(style: Style) -> Visibility | None:
    won = style.invisible
    return None if won is None else Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin)


def _unreadable(style: Style) -> Visibility | None:
    size = style.font * style.scale
    if size < _TINY:
        if style.font_from is not None:
            won = style.font_from
            return Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin)
        return Visibility(Sight.HIDDEN, "V601", f"font-size {size:.1f}px", "style")
    return _same_colour(style)


def _text_contrast(style: Style) -> float | None:
    colour = style.fill or style.colour
    if colour is None:
        return None
    faded = (*colour[:3], colour[3] * style.opacity)
    return contrast(over(faded, style.back), style.back)


def _same_colour(style: Style) -> Visibility | None:
    colour = style.fill or style.colour
    ratio = _text_contrast(style)
    if colour is None or ratio is None or ratio >= _SAME:
        return None
    if style.opacity_from is not None and contrast(over(colour, style.back), style.back) >= _SAME:
        return style.opacity_from
    won = style.colour_from or style.back_from
    written = won.declaration.written if won else "color"
    origin = won.origin if won else None
    if style.image is not None and colour[3] >= _FAINT:
        return Visibility(Sight.UNKNOWN, "V603", written, origin)
    return Visibility(Sight.HIDDEN, "V603", written, origin)


def _with_effort(style: Style) -> Visibility | None:
    size = style.font * style.scale
    if size <= _SMALL and style.font_from is not None:
        won = style.font_from
        return Visibility(Sight.EFFORT, "L216", won.declaration.written, won.origin)
    ratio = _text_contrast(style)
    if ratio is not None and ratio < _PALE and style.image is None:
        found = style.colour_from or style.back_from
        if found is not None:
            return Visibility(Sight.EFFORT, "L216", found.declaration.written, found.origin)
    return None


__all__ = ["Declared", "Looks", "Style"]
