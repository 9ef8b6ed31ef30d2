"""Boxes that their surroundings leave no room: grid tracks and flex bases of nothing, size containment, ratios.

Sources: CSS Grid Layout 2 (7.2, 12), CSS Flexible Box 1 (7.1, 4.5), CSS Containment 2 (3.1), CSS Sizing 4 (5.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import Declared, Won
from summarizer.parse.sight.geometry import LEAST, Box, clips, reason
from summarizer.parse.sight.lengths import UNSIGNED, VIEWPORT
from summarizer.parse.sight.snapshot import Element

_NOTHING = re.compile(r"[+-]?0*(?:\.0*)?(?:[a-z]+|%)?")
_TRACK = re.compile(r"\[[^\[\]]*\]|[\w-]*\((?:[^()]|\([^()]*\))*\)|[^\s()\[\]]+")
_BOUNDS = re.compile(r"minmax\(([^,]+),([^,]+)\)")
_RATIO = re.compile(rf"(?:auto\s+)?({UNSIGNED})(?:\s*/\s*({UNSIGNED}))?")
_GRIDS = frozenset({"grid", "inline-grid"})
_FLEXES = frozenset({"flex", "inline-flex", "-webkit-flex"})


@dataclass(frozen=True, slots=True)
class Tracks:
    """The rows or columns of a grid that are nothing.

    ``which`` are their places among ``count`` tracks; ``yields`` where an item with a least size of its own (one that
    does not clip) would open them, as in ``0fr``.
    """

    which: frozenset[int]
    count: int
    yields: bool
    won: Won


def tracks(display: str, declared: Declared) -> tuple[Tracks | None, Tracks | None]:
    """The empty columns and rows of a grid container; ``None`` where it has none."""
    if display not in _GRIDS:
        return None, None
    columns = _empty(declared, "grid-template-columns") or _empty(declared, "grid-auto-columns")
    return columns, _empty(declared, "grid-template-rows") or _empty(declared, "grid-auto-rows")


def _empty(declared: Declared, name: str) -> Tracks | None:
    won = declared.get(name)
    if won is None or "0" not in won.value:
        return None
    words = [word for word in _TRACK.findall(won.value) if not word.startswith(("[", '"', "'", "/"))]
    words = [inner for word in words for inner in _repeated(word)]
    which = frozenset(n for n, word in enumerate(words) if _is_nothing(word))
    if not which:
        return None
    return Tracks(which, len(words), any("fr" in words[n] for n in which), won)


def _repeated(word: str) -> list[str]:
    found = re.fullmatch(r"repeat\(\s*(\d{1,3})\s*,(.*)\)", word)
    return _TRACK.findall(found[2]) * int(found[1]) if found else [word]


def _is_nothing(word: str) -> bool:
    bounds = _BOUNDS.fullmatch(word)
    return (
        all(_NOTHING.fullmatch(part.strip()) for part in bounds.groups()) if bounds else bool(_NOTHING.fullmatch(word))
    )


def in_empty_track(
    element: Element, box: Box, around: tuple[Tracks | None, Tracks | None], cut: tuple[bool, bool]
) -> Visibility | None:
    """An item in an empty column or row of its grid, cut off by itself or by the grid (``cut``: sideways, upright)."""
    for axis, track in enumerate(around):
        if track is None or "grid-area" in box.declared:
            continue
        own = clips(box, "overflow-x" if axis == 0 else "overflow-y")
        least = box.px("min-width" if axis == 0 else "min-height", 0)
        shrinks = own or least == 0 or not track.yields
        if not shrinks or not (own or cut[axis]):
            continue
        if axis == 1 and "template" in track.won.declaration.name and _index(element, texts=True) >= track.count:
            return reason(track.won, Sight.UNKNOWN)  # in a row of its own height, unless it stands beside others
        if len(track.which) == track.count or (axis == 0 and _index(element) % track.count in track.which):
            return reason(track.won)
    return None


def _index(element: Element, *, texts: bool = False) -> int:
    """How many elements (and ``texts``) stand before it in its parent."""
    number, node = 0, element.node.prev
    while node is not None and number < 1000:
        number += node.is_element_node or (texts and bool((node.text_content or "").strip()))
        node = node.prev
    return number


def without_basis(box: Box, display: str, direction: str) -> Visibility | None:
    """A flex item that starts from nothing, does not grow, and cuts off what it holds."""
    basis, grows = box.declared.get("flex-basis"), box.declared.get("flex-grow")
    if display not in _FLEXES or basis is None or not _NOTHING.fullmatch(basis.value):
        return None
    upright = direction.startswith("column")
    if (grows is not None and float(grows.value) > 0) or not clips(box, "overflow-y" if upright else "overflow-x"):
        return None
    if upright and basis.value.endswith("%"):
        return None  # of a height that is seldom known: as high as its text
    least = box.px("min-height" if upright else "min-width", VIEWPORT[upright])
    return None if least is not None and least > LEAST else reason(basis)


def without_content(box: Box) -> Visibility | None:
    """``contain: size``: the box is as high as if it were empty, and what overflows may be cut off."""
    won = box.declared.get("contain")
    words = set(won.value.split()) if won is not None else set()
    if won is None or words.isdisjoint({"strict", "size"}):
        return None
    cut = clips(box, "overflow-y")
    stated = ("height", "min-height", "aspect-ratio", "padding-bottom", "contain-intrinsic-size")
    if not cut or any(name in box.declared and box.declared[name].value != "auto" for name in stated):
        return None
    return reason(won, Sight.UNKNOWN if box.position in ("absolute", "fixed") else Sight.HIDDEN)


def flat_ratio(box: Box) -> Visibility | None:
    """``aspect-ratio`` of a box that is far wider than high and cuts off what overflows it."""
    won = box.declared.get("aspect-ratio")
    found = _RATIO.fullmatch(won.value) if won is not None else None
    if won is None or not found or not clips(box, "overflow-y") or "height" in box.declared:
        return None
    try:
        ratio = float(found[1]) / float(found[2] or 1)
    except (ValueError, ZeroDivisionError):
        return None
    width = box.px("width", VIEWPORT[0]) or VIEWPORT[0]
    return reason(won) if ratio > 0 and width / ratio <= LEAST and "min-height" not in box.declared else None
