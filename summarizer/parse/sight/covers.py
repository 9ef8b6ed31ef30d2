"""Text that another box may lie upon. Only a layout could tell for sure, so it is ``UNKNOWN``.

What is painted above what follows CSS 2.2, appendix E: boxes that are positioned or otherwise a stacking context lie
upon the text of those that are not; so do pictures that come later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import Won
from summarizer.parse.sight.colour import parse_colour
from summarizer.parse.sight.geometry import number, reason
from summarizer.parse.sight.lengths import VIEWPORT, Metrics, is_length, pixels
from summarizer.parse.sight.snapshot import Element, Snapshot
from summarizer.parse.sight.visibility import Declared, Looks, Style

_LARGE = (300.0, 100.0)  # px: a box that states at least so much may cover what lies under it
_OPAQUE = 0.9
_FAINT = 0.3  # opacity of a whole box up to which what lies under it can be read
_LINE = 18.0  # px that a line of text takes at the least
_MOST_BEFORE = 12  # siblings that one box drawn upwards may cover
_PICTURES = frozenset({"img", "video", "canvas", "iframe", "object", "embed", "svg", "picture"})
_CONTEXTS = ("opacity", "transform", "translate", "rotate", "scale", "filter", "mix-blend-mode")
_SPREAD = 20.0  # px of a shadow around a box that may hide its neighbours


@dataclass(frozen=True, slots=True)
class _Cover:
    """A box that may lie upon others: an element, or what a style sheet generates in one."""

    element: Element
    declared: Declared
    position: str
    generated: bool = False

    def reason(self, *names: str) -> Visibility:
        return reason(next(won for name in names if (won := self.declared.get(name))), Sight.UNKNOWN)


class _Ground:
    """A page as covers lie upon it. What every cover asks of the same elements is worked out once."""

    def __init__(self, shot: Snapshot, looks: Looks) -> None:
        self.shot, self.looks = shot, looks
        self._opaque: dict[int, bool] = {}
        self._leads: dict[int, frozenset[str | None]] = {}

    @cached_property
    def body(self) -> Element | None:
        return next((one for one in self.shot.elements.values() if one.tag == "body"), None)

    @cached_property
    def depths(self) -> dict[int, float]:
        return _depths(self.shot, self.looks)

    def is_opaque(self, element: Element) -> bool:
        """Has it a background of its own?"""
        if element.mem not in self._opaque:
            self._opaque[element.mem] = _has_background(self.looks.declared(element))
        return self._opaque[element.mem]

    def leads(self, element: Element) -> frozenset[str | None]:
        """Where the links lead that it is or holds."""
        if element.mem not in self._leads:
            links = element.node.css("a[href]")
            nodes = [element.node, *links] if element.tag == "a" else links
            self._leads[element.mem] = frozenset(node.attributes.get("href") for node in nodes) - {None}
        return self._leads[element.mem]


def covered(shot: Snapshot, looks: Looks) -> dict[int, Visibility]:
    """Elements that may be covered, by ``mem_id``, with the declaration that puts the cover there."""
    found: dict[int, Visibility] = {}
    ground = _Ground(shot, looks)
    for cover in _covers(looks):
        if cover.position in ("absolute", "fixed") and _fills(cover):
            opaque = _is_opaque(cover)
            if opaque or cover.element.tag == "a":
                why = cover.reason("position")
                for other in _under(cover, ground):
                    if opaque or ground.leads(other) - {cover.element.get("href")}:
                        found.setdefault(other.mem, why)
        if not cover.generated:
            for other, why in _neighbours(cover, ground):
                found.setdefault(other.mem, why)
    for element in looks.lifted:
        if _lies_upon(element, ground):
            why = reason(looks.lifts[element.mem], Sight.UNKNOWN)
            found |= {one.mem: why for one in _before(element, shot, looks.of(element).lift) if one.mem not in found}
    return found | _stacked(ground)


def _covers(looks: Looks) -> Iterator[_Cover]:
    """Everything that is placed: elements, and the boxes of ``::before`` and ``::after``."""
    for element in looks.positioned:
        style = looks.of(element)
        if style.visibility.sight is not Sight.HIDDEN or element.tag in _PICTURES:
            yield _Cover(element, looks.declared(element), style.position)
    for element, declared in looks.generated_boxes():
        position = declared.get("position")
        if position is not None and looks.of(element).visibility.sight is not Sight.HIDDEN:
            yield _Cover(element, declared, position.value, generated=True)


def _neighbours(cover: _Cover, ground: _Ground) -> Iterator[tuple[Element, Visibility]]:
    """A box sunken below an opaque one, and what stands beside a box with a wide shadow."""
    element, style = cover.element, ground.looks.of(cover.element)
    if _sinks(cover.declared, style) and (_painted_over(element, ground) or _beside_opaque(element, ground)):
        yield element, cover.reason("z-index")
    shadow = cover.declared.get("box-shadow")
    if shadow is not None and _spread(shadow.value) >= _SPREAD and element.parent is not None:
        why = cover.reason("box-shadow")
        yield from ((one, why) for one in ground.shot.children(element.parent) if one is not element)


def _spread(value: str) -> float:
    lengths = [pixels(word, Metrics()) or 0.0 for word in value.split() if is_length(word)]
    return lengths[3] if len(lengths) > 3 and "inset" not in value and lengths[2] <= lengths[3] else 0.0


def _is_opaque(cover: _Cover) -> bool:
    own = not cover.generated
    return _has_background(cover.declared) or (own and _picture(cover.element) is not None)


def _has_background(declared: Declared) -> bool:
    faint = declared.get("opacity")
    if faint is not None and (share := number(faint.value)) is not None and share < _FAINT:
        return False  # a watermark lets the text through
    won = declared.get("background-color")
    colour = parse_colour(won.value) if won else None
    image = declared.get("background-image")
    blurs = declared.get("backdrop-filter")
    return (
        (colour is not None and colour[3] >= _OPAQUE)
        or (image is not None and image.value.lower() != "none")
        or (blurs is not None and "(" in blurs.value)
    )


def _picture(element: Element) -> Element | None:
    """The picture that a box is, or that is all there is in it."""
    if element.tag in _PICTURES:
        return element
    node = element.node.css_first("img,video,canvas,iframe,object,embed")
    if node is None or (element.node.text(deep=True) or "").strip():
        return None
    attrs = {name: value or "" for name, value in node.attributes.items()}
    return Element(node, node.mem_id, node.tag or "", element, attrs)


def _fills(cover: _Cover) -> bool:
    """Does the box span its container, or state a large size?"""
    sides = (("left", "right", "width"), ("top", "bottom", "height"))
    picture = None if cover.generated else _picture(cover.element)
    return all(_spans(cover.declared, names, axis, picture) for axis, names in enumerate(sides))


def _spans(declared: Declared, names: tuple[str, str, str], axis: int, picture: Element | None) -> bool:
    metrics = Metrics(16.0, 16.0, VIEWPORT[axis])
    near, far, size = (pixels(declared[name].value, metrics) if name in declared else None for name in names)
    if near is not None and far is not None:
        return abs(near) < 50 and abs(far) < 50
    if size is None and picture is not None:
        stated = picture.get(names[2]).strip().removesuffix("px")
        size = float(stated) if re.fullmatch(r"\d{1,5}", stated) else None
    if size is None:
        return False
    percent = names[2] in declared and declared[names[2]].value.endswith("%")
    return size >= 0.9 * VIEWPORT[axis] if percent else size >= _LARGE[axis]


def _under(cover: _Cover, ground: _Ground) -> list[Element]:
    """What shares the cover's container and is not painted above it."""
    own, looks = _layer(cover.declared), ground.looks
    if own < 0:
        return []  # text lies upon it
    chain = [*([cover.element] if cover.generated else []), *cover.element.ancestors()]
    fixed = cover.position == "fixed"
    container = next((one for one in chain if not fixed and looks.of(one).position != "static"), ground.body)
    if container is None:
        return []
    path = {cover.element.mem, *(one.mem for one in cover.element.ancestors())}
    found = [container] if cover.generated and container is cover.element else []
    for branch in (container, *(one for one in chain if one is not container and _within(one, container))):
        after = False
        for sibling in ground.shot.children(branch):
            after = after or sibling.mem in path
            if sibling.mem not in path and not _is_above(sibling, own, after, looks):
                found.append(sibling)
    low = _lower_edge(cover) if container.tag == "body" else None
    return [one for one in found if low is None or ground.depths[one.mem] <= low]


def _is_above(sibling: Element, own: int, after: bool, looks: Looks) -> bool:
    if looks.of(sibling).position == "static":
        return False
    layer = _layer(looks.declared(sibling))
    return layer > own or (layer == own and after)


def _lower_edge(cover: _Cover) -> float | None:
    """How far down the page a box reaches that stands at its head, in px."""
    if cover.position != "absolute":
        return None
    top, height = (
        pixels(cover.declared[name].value, Metrics()) if name in cover.declared else None for name in ("top", "height")
    )
    stated = cover.declared.get("height")
    return None if top is None or height is None or (stated and "%" in stated.value) else top + height


def _depths(shot: Snapshot, looks: Looks) -> dict[int, float]:
    """How far down the page each element ends at the least: the lines above its end, each as wide as the window."""
    found: dict[int, float] = {}
    width, total = int(VIEWPORT[0] / 16.0), 0.0
    lines: dict[int, int] = {}  # characters of each block so far
    inside: list[Element] = []  # the elements that have not ended
    for item in shot.items:
        if isinstance(item, Element):
            while inside and inside[-1] is not item.parent:
                found[inside.pop().mem] = total
            inside.append(item)
        elif item.printed and not item.comment and looks.of(item.element).visibility.sight is not Sight.HIDDEN:
            block = looks.block(item.element).mem
            before = lines.get(block)
            lines[block] = (before or 0) + len(item.text.strip())
            total += _height(lines[block], width) - (0.0 if before is None else _height(before, width))
    return found | {one.mem: total for one in inside}


def _height(characters: int, width: int) -> float:
    return _LINE * max(1, characters // width)


def _within(element: Element, container: Element) -> bool:
    return any(one.mem == container.mem for one in element.ancestors())


def _layer(declared: Declared) -> int:
    won = declared.get("z-index")
    return int(won.value) if won is not None and won.value.lstrip("+-").isdigit() else 0


def _sinks(declared: Declared, style: Style) -> bool:
    return style.position != "static" and _layer(declared) < 0


def _painted_over(element: Element, ground: _Ground) -> bool:
    """Is there an opaque background between a sunken box and the page's own?"""
    return any(one.tag not in ("html", "body") and ground.is_opaque(one) for one in element.ancestors())


def _beside_opaque(element: Element, ground: _Ground) -> bool:
    """Does an opaque box stand beside one that is sunken and takes no room of its own, and so lie upon it?"""
    if ground.looks.of(element).position not in ("absolute", "fixed") or element.parent is None:
        return False
    return any(one is not element and ground.is_opaque(one) for one in ground.shot.children(element.parent))


def _lies_upon(element: Element, ground: _Ground) -> bool:
    """Is a box that is drawn up over what stands before it opaque, and painted above text?"""
    if element.tag in _PICTURES:
        return True
    declared = ground.looks.declared(element)
    context = ground.looks.of(element).position != "static" or any(name in declared for name in _CONTEXTS)
    return context and ground.is_opaque(element)


def _before(element: Element, shot: Snapshot, lift: float) -> Iterator[Element]:
    """What stands before a box as far up as it is drawn."""
    node, room = element.node.prev, lift
    for _ in range(_MOST_BEFORE):
        while node is not None and not node.is_element_node:
            node = node.prev
        if node is None or room <= 0:
            return
        one = shot.elements.get(node.mem_id)
        if one is not None:
            yield one
        room -= _LINE
        node = node.prev


def _stacked(ground: _Ground) -> dict[int, Visibility]:
    """Items of a grid that share their place with a later one that is opaque."""
    places: dict[tuple[int, str], list[tuple[Element, Won]]] = {}
    for element in ground.looks.placed:
        won = ground.looks.declared(element)["grid-area"]
        parent = element.parent.mem if element.parent is not None else 0
        places.setdefault((parent, re.sub(r"\s", "", won.value)[:40]), []).append((element, won))
    found: dict[int, Visibility] = {}
    for items in places.values():
        covers = [n for n, (one, _) in enumerate(items) if ground.is_opaque(one) or _picture(one) is not None]
        last = covers[-1] if covers else 0
        found |= {element.mem: reason(items[last][1], Sight.UNKNOWN) for element, _ in items[:last]}
    return found
