"""What takes the text of an element out of sight, or makes it hard to see, and the declaration that does.

Sources: the stacking of opacity and clipping is that of CSS Color 4 and CSS Overflow 3; contrast is WCAG 2.2's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.data import SEEN, Sight, Visibility
from summarizer.parse.sight.cascade import Declared, Won
from summarizer.parse.sight.colour import contrast, over
from summarizer.parse.sight.filters import blurred, filled_by_shadow, opacity, painted_over, toned, tones
from summarizer.parse.sight.geometry import (
    Box,
    clips,
    cut_off,
    lift,
    off_screen,
    out_of_frame,
    pushed_out,
    room,
    squeezed,
    strip,
    window,
)
from summarizer.parse.sight.shapes import clipped, masked
from summarizer.parse.sight.snapshot import Element
from summarizer.parse.sight.style import TINY, Style, line_px, value_of
from summarizer.parse.sight.tags import NOT_RENDERED
from summarizer.parse.sight.tracks import flat_ratio, in_empty_track, tracks, without_basis, without_content
from summarizer.parse.sight.transforms import Transformed, transformed

_SMALL = 9.0  # px: text up to this size is read with effort
_SAME, _PALE = 1.3, 3.0  # contrast ratios: not to be told apart, pale
_FAINT = 0.05  # opacity
_SECONDS = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?|\.\d+)s\b")
_COLUMNS = frozenset({"table-column", "table-column-group"})  # whatever stands in them is not drawn (CSS 2.2, 17.2)
_LATE = 60.0  # seconds: nobody waits so long for a text to appear


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What besides its own declarations bears on an element: the root's font size, and what other rules do."""

    root: float
    elsewhere: frozenset[tuple[str, bool]]
    vanishing: frozenset[str] = frozenset()  # animations that end out of sight
    appearing: frozenset[str] = frozenset()  # animations that begin out of sight
    tab: bool = False  # it is a panel that a tab in sight opens
    parent: Style | None = None
    starts_unseen: bool = False  # elements may begin out of sight


def is_folded(element: Element) -> bool:
    """Does it stand in a closed ``<details>``, and is not its summary?"""
    above = element.parent
    if above is None or above.tag != "details" or "open" in above.attrs:
        return False
    return element.tag != "summary" or above.node.css_first("summary") != element.node


def hide(style: Style, declared: Declared, element: Element, around: Surroundings) -> None:
    """Everything that takes the element, and what stands in it, out of sight."""
    seen = value_of(declared, "visibility")
    elsewhere = around.elsewhere
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
        stated = declared.get("display")
        if around.tab and stated is not None and element.tag not in NOT_RENDERED:
            style.fold = Visibility(Sight.EFFORT, "V605", stated.declaration.written, stated.origin)
        elif stated is None or element.tag in NOT_RENDERED or not _shown_elsewhere(style, "display", stated, elsewhere):
            style.gone = _not_displayed(declared, element)
            return
        style.rendered = True
    _fold(style, element)
    if declared:
        _hide_box(style, declared, element, around)
    if around.parent is not None and around.parent.tracks != (None, None) and not declared:
        _hide_item(style, Box(declared, style.font, around.root, style.position, style.contained), element, around)


def _fold(style: Style, element: Element) -> None:
    """Closed ``<details>`` and ``<select>``, and what is kept from screen readers only."""
    if is_folded(element):
        style.fold = Visibility(Sight.EFFORT, "V605", "details", "<details> closed")
    if element.tag == "option":
        style.fold = Visibility(Sight.EFFORT, "V605", "option", "<select>")
    if element.get("aria-hidden").strip().lower() == "true":
        style.aria = Visibility(Sight.EFFORT, "V606", 'aria-hidden="true"', "attribute aria-hidden")


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


def _hide_box(style: Style, declared: Declared, element: Element, around: Surroundings) -> None:
    box = Box(declared, style.font, around.root, style.position, style.contained, style.grows, style.floats)
    if style.position in ("absolute", "fixed") and style.clip_leaks:
        style.clip = None
    if style.display in _COLUMNS and "display" in declared:
        style.gone = box.reason("display", rule="V601")
    _animate(style, box, around)
    if (value_of(declared, "mix-blend-mode") or "normal") != "normal":
        style.doubt = style.doubt or box.reason("mix-blend-mode", Sight.UNKNOWN, "V603")
    _fade(style, box, around.elsewhere)
    if value_of(declared, "content-visibility") == "hidden":
        style.gone = box.reason("content-visibility", rule="V601")
    if style.display != "contents":
        note(style, clipped(box) or blurred(box) or masked(box) or painted_over(box))
        _tone(style, box, element)
    if not (style.inline and style.display in ("inline", "contents")):
        _move_box(style, box, around)
        _cut_box(style, box, element, around)


def _tone(style: Style, box: Box, element: Element) -> None:
    """Filters on colours, and shadows that fill the box. A filter of the whole page turns its background too."""
    changes = tones(box) if element.tag not in ("html", "body") else ()
    if changes:
        style.filters, style.painted = (*changes, *style.filters), "background-color" in box.declared
    elif style.filters and "background-color" in box.declared:
        style.painted = True
    shadow = filled_by_shadow(box)
    if shadow is not None:
        style.back, style.back_from = over(shadow, style.back), box.declared["box-shadow"]


def _move_box(style: Style, box: Box, around: Surroundings) -> None:
    """Offsets, margins and transforms."""
    whole = not style.inline and style.floats == "none" and style.position in ("static", "relative")
    moved = transformed(box, whole)
    style.scale *= moved.scale
    note(style, moved.hidden)
    note(style, off_screen(box))
    style.lift = lift(box) + max(0.0, -moved.shift[1])
    style.area = "grid-area" in box.declared and around.parent is not None and "grid" in around.parent.display
    if style.frame and style.position == "absolute":
        note(style, out_of_frame(box, style.frame[:2]))
    elif style.pane and style.position not in ("absolute", "fixed"):
        near = around.parent is not None and around.parent.window is not None
        note(style, pushed_out(box, style.pane[:2], near) or _moved_out(moved, box, style, near))


def _moved_out(moved: Transformed, box: Box, style: Style, near: bool) -> Visibility | None:
    """A transform that takes the box past the right or lower edge of the one that clips it."""
    for distance, size in zip(moved.shift, style.pane[:2] if style.pane else (), strict=False):
        if size is not None and distance >= size > 0:
            return box.reason(moved.name, Sight.HIDDEN if near else Sight.UNKNOWN)
    return None


def _cut_box(style: Style, box: Box, element: Element, around: Surroundings) -> None:
    """What clips, and what is left no room."""
    style.room = room(box, style.room)
    style.strip = strip(box, style.room) or style.strip
    style.window = window(box, style.room)
    cut = cut_off(box) or without_content(box) or flat_ratio(box)
    _hide_item(style, box, element, around)
    if cut is not None and cut.sight is Sight.HIDDEN:
        style.clip = cut
        style.clip_leaks = style.position == "static"
    else:
        note(style, cut)
    style.tracks = tracks(style.display, box.declared)
    style.cuts = clips(box, "overflow-x"), clips(box, "overflow-y")
    if squeezed(box, line_px(style)):
        style.squeezed = style.line_from
    if style.indent > 100 and style.nowrap and style.cuts[0]:
        style.gone = style.gone or (box.reason("text-indent") if "text-indent" in box.declared else None)


def _hide_item(style: Style, box: Box, element: Element, around: Surroundings) -> None:
    """An item of a grid or a flex container that its container leaves no room."""
    parent = around.parent
    if parent is None or style.position in ("absolute", "fixed"):
        return
    note(style, in_empty_track(element, box, parent.tracks, parent.cuts))
    note(style, without_basis(box, parent.display, parent.direction))


def _animate(style: Style, box: Box, around: Surroundings) -> None:
    """An animation that ends out of sight, or begins there and stands still or takes a minute."""
    for name in ("transition", "transition-delay") if around.starts_unseen else ():
        if _is_late(value_of(box.declared, name) or ""):
            note(style, box.reason(name, Sight.UNKNOWN))
    value = value_of(box.declared, "animation-name") or "none"
    names = set(value.replace(",", " ").split())
    style.animated = names != {"none"}
    if not style.animated:
        return
    late = _is_late(value)
    still = "paused" in names or "animation-play-state" in box.declared or late
    if not names.isdisjoint(around.vanishing) or (still and not names.isdisjoint(around.appearing)):
        note(style, box.reason("animation-name", Sight.UNKNOWN))


def _is_late(timing: str) -> bool:
    return any(float(seconds) >= _LATE for seconds in _SECONDS.findall(timing))


def _fade(style: Style, box: Box, elsewhere: frozenset[tuple[str, bool]]) -> None:
    """Opacity, multiplied over the ancestors; an animation or a rule for another state may take it back."""
    amount, name = opacity(box)
    if name is None or amount >= 1:
        return
    product = style.opacity * amount
    if product < _FAINT and style.animated:
        style.doubt = style.doubt or box.reason(name, Sight.UNKNOWN)
    elif product >= _FAINT or not _shown_elsewhere(style, "opacity", box.declared[name], elsewhere):
        style.opacity = product
        style.opacity_from = box.reason(name) if product < 0.35 else style.opacity_from
        style.gone = style.opacity_from if product < _FAINT else style.gone


def note(style: Style, found: Visibility | None) -> None:
    if found is None:
        return
    if found.sight is Sight.HIDDEN:
        style.gone = style.gone or found
    else:
        style.doubt = style.doubt or found


def verdict(style: Style) -> Visibility:
    """The least visible of everything that is known about the text of an element."""
    hidden = style.gone or style.clip or style.shifted or style.squeezed or _invisible(style) or _unreadable(style)
    if hidden is not None and hidden.sight is Sight.HIDDEN:
        return hidden
    return style.doubt or hidden or style.fold or _with_effort(style) or style.aria or SEEN


def _invisible(style: Style) -> Visibility | None:
    won = style.invisible
    return None if won is None else Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin)


def _unreadable(style: Style) -> Visibility | None:
    if style.masked is not None:
        return style.masked
    size = style.font * style.scale
    if size < TINY:
        if style.font_from is not None:
            won = style.font_from
            return Visibility(Sight.HIDDEN, "V601", won.declaration.written, won.origin)
        return Visibility(Sight.HIDDEN, "V601", f"font-size {size:.1f}px", "style")
    return _same_colour(style)


def _text_contrast(style: Style) -> float | None:
    colour = style.fill or style.colour
    if colour is None:
        return None
    back = style.back
    if style.filters:
        colour = toned(colour, style.filters)
        back = toned(back, style.filters) if style.painted else back
    faded = (*colour[:3], colour[3] * style.opacity)
    return contrast(over(faded, back), back)


def _same_colour(style: Style) -> Visibility | None:
    colour = style.fill or style.colour
    ratio = _text_contrast(style)
    if colour is None and style.colour_from is not None:
        return Visibility(Sight.UNKNOWN, "V603", style.colour_from.declaration.written, style.colour_from.origin)
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
    if style.struck is not None:
        return style.struck
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
