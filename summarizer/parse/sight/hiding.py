"""What takes the text of an element out of sight, or makes it hard to see, and the declaration that does.

Sources: the stacking of opacity and clipping is that of CSS Color 4 and CSS Overflow 3; contrast is WCAG 2.2's.
"""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.data import SEEN, Sight, Visibility
from summarizer.parse.sight.cascade import Declared, Won
from summarizer.parse.sight.colour import contrast, over
from summarizer.parse.sight.geometry import (
    Box,
    blurred,
    clipped,
    cut_off,
    masked,
    off_screen,
    opacity,
    out_of_frame,
    transformed,
    window,
)
from summarizer.parse.sight.snapshot import Element
from summarizer.parse.sight.style import TINY, Style, value_of
from summarizer.parse.sight.tags import NOT_RENDERED

_SMALL = 9.0  # px: text up to this size is read with effort
_SAME, _PALE = 1.3, 3.0  # contrast ratios: not to be told apart, pale
_FAINT = 0.05  # opacity


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What besides its own declarations bears on an element: the root's font size, and what other rules do."""

    root: float
    elsewhere: frozenset[tuple[str, bool]]
    vanishing: frozenset[str] = frozenset()  # animations that end out of sight
    tab: bool = False  # it is a panel that a tab in sight opens


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
        _hide_box(style, declared, around)


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


def _hide_box(style: Style, declared: Declared, around: Surroundings) -> None:
    box = Box(declared, style.font, around.root, style.position, style.contained)
    if style.position in ("absolute", "fixed") and style.clip_leaks:
        style.clip = None
    _animate(style, box, around.vanishing)
    if (value_of(declared, "mix-blend-mode") or "normal") != "normal":
        style.doubt = style.doubt or box.reason("mix-blend-mode", Sight.UNKNOWN, "V603")
    _fade(style, box, around.elsewhere)
    if value_of(declared, "content-visibility") == "hidden":
        style.gone = box.reason("content-visibility", rule="V601")
    if style.display != "contents":
        _note(style, clipped(box) or blurred(box) or masked(box))
    if style.inline and style.display in ("inline", "contents"):
        return
    moved = transformed(box)
    style.scale *= moved.scale
    _note(style, moved.hidden)
    _note(style, off_screen(box))
    style.window = window(box)
    if style.frame and style.position == "absolute":
        _note(style, out_of_frame(box, style.frame[:2]))
    cut = cut_off(box)
    if cut is not None and cut.sight is Sight.HIDDEN:
        style.clip = cut
        style.clip_leaks = style.position == "static"
    else:
        _note(style, cut)
    if style.indent > 100 and style.nowrap and (value_of(declared, "overflow-x") or "visible") != "visible":
        style.gone = style.gone or (box.reason("text-indent") if "text-indent" in declared else None)


def _animate(style: Style, box: Box, vanishing: frozenset[str]) -> None:
    names = set((value_of(box.declared, "animation-name") or "none").replace(",", " ").split())
    style.animated = names != {"none"}
    if not names.isdisjoint(vanishing):
        _note(style, box.reason("animation-name", Sight.UNKNOWN))


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


def _note(style: Style, found: Visibility | None) -> None:
    if found is None:
        return
    if found.sight is Sight.HIDDEN:
        style.gone = style.gone or found
    else:
        style.doubt = style.doubt or found


def verdict(style: Style) -> Visibility:
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
