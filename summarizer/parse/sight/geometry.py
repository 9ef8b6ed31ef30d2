"""Is a box out of sight: off the screen, cut to nothing, shrunk or transparent?

Worked out from declarations, without layout.
What depends on a layout that is not known here is ``UNKNOWN``, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import Declared, Won
from summarizer.parse.sight.lengths import NUMBER, VIEWPORT, Metrics, pixels

LEAST = 2.0  # px of a clipped box in which nothing can be read
FUNCTION = re.compile(r"(?<![a-z0-9])([a-z0-9]+)\(([^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE)
_PAINTED = frozenset({"strict", "content", "paint"})
_CLIPS = frozenset({"hidden", "clip", "scroll", "auto", "overlay"})
# How far left of, or above, its container a box must be to be off the screen wherever the container stands.
FAR_X, FAR_Y = 1000.0, 2000.0
_NUMBER = re.compile(rf"({NUMBER})(%)?")
_LINE = 1.2  # of the font size: the least height of a line that browsers use
_ANY_WIDTH, _ANY_HEIGHT = 200.0, 60.0  # of a box that states none


@dataclass(frozen=True, slots=True)
class _Side:
    """The properties of one axis."""

    size: str
    most: str
    least: str
    before: str
    after: str


_WIDE = _Side("width", "max-width", "min-width", "padding-left", "padding-right")
_HIGH = _Side("height", "max-height", "min-height", "padding-top", "padding-bottom")


@dataclass(frozen=True, slots=True)
class Box:
    """What the checks of one element need: its winning declarations, font sizes, and how it is placed."""

    declared: Declared
    font: float
    root: float
    position: str
    contained: bool  # some ancestor is positioned, so offsets do not count from the page's corner
    grows: bool = False  # a flex item that takes what room there is along its container's main axis
    floats: str = "none"

    def px(self, name: str, whole: float) -> float | None:
        won = self.declared.get(name)
        return None if won is None else pixels(won.value, Metrics(self.font, self.root, whole))

    def reason(self, name: str, sight: Sight = Sight.HIDDEN, rule: str = "V602") -> Visibility:
        return reason(self.declared[name], sight, rule)


def reason(won: Won, sight: Sight = Sight.HIDDEN, rule: str = "V602") -> Visibility:
    """The declaration that decides, as a visibility."""
    return Visibility(sight, rule, won.declaration.written, won.origin)


def number(word: str) -> float | None:
    """A number or a percentage as a number; calculations of numbers are worked out."""
    found = _NUMBER.fullmatch(word)
    if found:
        return float(found[1]) / (100 if found[2] else 1)
    return pixels(word, Metrics(whole=1.0))


def off_screen(box: Box) -> Visibility | None:
    """Offsets of a positioned box, and negative margins of any."""
    if box.position in ("absolute", "fixed", "relative", "sticky"):
        found = _off_sideways(box) or _off_upwards(box)
        if found:
            return found
    for name, far in (("margin-left", FAR_X), ("margin-top", FAR_Y)):
        size = box.px(name, VIEWPORT[0])
        if size is not None and size <= -far:
            return box.reason(name)
        if size is not None and size <= -300:
            return box.reason(name, Sight.UNKNOWN)
    if box.floats == "right" and (box.px("margin-right", VIEWPORT[0]) or 0.0) <= -FAR_X:
        return box.reason("margin-right")
    for name in ("margin-left", "padding-left"):
        size = box.px(name, VIEWPORT[0])
        if size is not None and size >= 2 * FAR_X:
            return box.reason(name)
    return None


def _exact(box: Box) -> bool:
    return box.position == "fixed" or (box.position == "absolute" and not box.contained)


def _off_sideways(box: Box) -> Visibility | None:
    width = box.px("width", VIEWPORT[0])
    left, right = box.px("left", VIEWPORT[0]), box.px("right", VIEWPORT[0])
    if left is not None:
        edge = left + (width if width is not None else _ANY_WIDTH)
        if (
            left <= -FAR_X
            or left >= 2 * FAR_X
            or (_exact(box) and (left >= VIEWPORT[0] or (edge <= 0 and width is not None)))
        ):
            return box.reason("left")
        if edge <= 0 or left >= VIEWPORT[0]:
            return box.reason("left", Sight.UNKNOWN)
    elif right is not None and box.position != "sticky":
        edge = right + (width if width is not None else _ANY_WIDTH)
        if (
            right <= -FAR_X
            or right >= 2 * FAR_X
            or (_exact(box) and (right >= VIEWPORT[0] or (edge <= 0 and width is not None)))
        ):
            return box.reason("right")
        if edge <= 0 or right >= VIEWPORT[0]:
            return box.reason("right", Sight.UNKNOWN)
    return None


def _off_upwards(box: Box) -> Visibility | None:
    height = box.px("height", VIEWPORT[1])
    top, bottom = box.px("top", VIEWPORT[1]), box.px("bottom", VIEWPORT[1])
    if top is not None:
        edge = top + (height if height is not None else _ANY_HEIGHT)
        if top <= -FAR_Y or (_exact(box) and edge <= 0) or (box.position == "fixed" and top >= VIEWPORT[1]):
            return box.reason("top")
        if edge <= -_ANY_WIDTH:
            return box.reason("top", Sight.UNKNOWN)
    elif bottom is not None:
        edge = bottom + (height if height is not None else _ANY_HEIGHT)
        if bottom >= 2 * FAR_Y or (box.position == "fixed" and (edge <= 0 or bottom >= VIEWPORT[1])):
            return box.reason("bottom")
        if box.position == "relative" and -bottom >= 2 * FAR_Y:
            return None  # further down the page: scrolling reaches it
    return None


def cut_off(box: Box) -> Visibility | None:
    """A box of no width or height that clips what overflows it: the screen-reader-only pattern."""
    sideways = clips(box, "overflow-x")
    upright = clips(box, "overflow-y")
    if not sideways and not upright:
        return None
    # One axis that clips makes the other one clip too, unless it says ``clip``.
    both = not {box.declared[n].value for n in ("overflow-x", "overflow-y") if n in box.declared} <= {"clip", "visible"}
    if box.grows:
        return None
    for side, cut in ((_WIDE, sideways or both), (_HIGH, upright or both)):
        if cut and (found := _flat(box, side)):
            return found
    return None


def clips(box: Box, name: str) -> bool:
    """Does it cut off what overflows it, by ``overflow`` or by ``contain: paint`` (CSS Containment 2, 3.4)?"""
    won, contained = box.declared.get(name), box.declared.get("contain")
    paints = contained is not None and not _PAINTED.isdisjoint(contained.value.split())
    return paints or (won is not None and won.value in _CLIPS)


def _flat(box: Box, side: _Side) -> Visibility | None:
    """No room along one axis: padding before the text only moves it, padding after it leaves some of it in sight."""
    size, most, least = (_definite(box, name) for name in (side.size, side.most, side.least))
    small = [(value, name) for value, name in ((size, side.size), (most, side.most)) if value is not None]
    if not small or (least is not None and least > LEAST):
        return None
    value, name = min(small)
    before, after = (box.px(pad, VIEWPORT[0]) or 0.0 for pad in (side.before, side.after))
    inside = box.declared.get("box-sizing")
    if inside is not None and inside.value == "border-box" and before > LEAST:
        value = max(0.0, value - before)
    if value > LEAST:
        return None
    return box.reason(name, Sight.UNKNOWN if after >= box.font / 2 else Sight.HIDDEN)


def _definite(box: Box, name: str) -> float | None:
    """A size in px; a percentage of a height counts as none, for the parent's height is seldom known."""
    won = box.declared.get(name)
    if won is None or ("height" in name and won.value.endswith("%")):
        return None
    return box.px(name, VIEWPORT[0] if "width" in name else VIEWPORT[1])


def window(box: Box, room: float | None = None) -> tuple[float | None, float | None, Visibility] | None:
    """Width and height of a box that cuts off what overflows it and lets nobody scroll there; ``room``: its width."""
    clamp = box.declared.get("-webkit-line-clamp")
    if clamp is not None and clamp.value.isdigit() and clips(box, "overflow-y"):
        return room, int(clamp.value[:3]) * box.font * _LINE, box.reason("-webkit-line-clamp")
    names = [name for name in ("overflow-y", "overflow-x") if name in box.declared]
    names = [name for name in names if box.declared[name].value in ("hidden", "clip")]
    if not names:
        return None
    width, height = (_shortest(box, name) for name in ("width", "height"))
    if width is None and height is None:
        return None
    return width, height, box.reason(names[0])


def room(box: Box, around: float | None) -> float | None:
    """The width in px that a box has for its lines, as far as it or one around it (``around``) states one."""
    whole = around if around is not None else VIEWPORT[0]
    width, most = box.px("width", whole), box.px("max-width", whole)
    width = width if width is not None else None if box.position in ("absolute", "fixed") else around
    sizes = [size for size in (width, most) if size is not None]
    return max(min(sizes), box.px("min-width", whole) or 0.0) if sizes else None


def strip(box: Box, width: float | None) -> tuple[float, Visibility] | None:
    """The width of a box that cuts its lines off and lets nobody scroll along them."""
    won = box.declared.get("overflow-x")
    if width is None or won is None or won.value not in ("hidden", "clip"):
        return None
    return width, box.reason("overflow-x", Sight.UNKNOWN)


def _shortest(box: Box, name: str) -> float | None:
    sizes = [size for one in (name, f"max-{name}") if (size := _definite(box, one)) is not None]
    return max(min(sizes), _definite(box, f"min-{name}") or 0) if sizes else None


def out_of_frame(box: Box, frame: tuple[float | None, float | None]) -> Visibility | None:
    """An absolutely placed box beyond the edge of the box that clips it."""
    for size, names in zip(frame, (("left", "right"), ("top", "bottom")), strict=True):
        for name in names if size is not None else ():
            offset = box.px(name, size or 0)
            if offset is not None and size is not None and offset >= size:
                return box.reason(name)
    return None


def pushed_out(box: Box, frame: tuple[float | None, float | None], near: bool) -> Visibility | None:
    """A box in the flow that margins or offsets move out of the box that clips it (``near``: its parent)."""
    sight = Sight.HIDDEN if near else Sight.UNKNOWN
    sides = (("margin-left", "left", "right"), ("margin-top", "top", "bottom"))
    for size, (margin, start, end) in zip(frame, sides, strict=True):
        if size is None or size <= LEAST:
            continue
        names = (margin, start) if box.position == "relative" else (margin,)
        for name in names:
            if (box.px(name, size) or 0.0) >= size:
                return box.reason(name, sight)
        if box.position == "relative" and (box.px(end, size) or 0.0) <= -size:
            return box.reason(end, sight)
    return None


def lift(box: Box) -> float:
    """How far a box in the flow is drawn up by a margin or an offset, in px."""
    drawn = -(box.px("margin-top", VIEWPORT[0]) or 0.0)
    if box.position == "relative":
        drawn += max(-(box.px("top", VIEWPORT[1]) or 0.0), box.px("bottom", VIEWPORT[1]) or 0.0)
    return max(0.0, drawn)


def squeezed(box: Box, line: float | None) -> str | None:
    """The lines of a box that clips: too flat to show anything, or so high that their middle lies outside of it."""
    if line is None or not clips(box, "overflow-y"):
        return None
    height = _shortest(box, "height")
    after = (box.px("padding-bottom", 0) or 0.0) + (box.px("min-height", 0) or 0.0)
    if height is None:
        return "line-height" if line <= LEAST and after < box.font / 2 else None
    return "line-height" if (line - box.font) / 2 >= height + after and height > 0 else None
