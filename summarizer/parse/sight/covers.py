"""Text that another box may lie upon. Only a layout could tell for sure, so it is ``UNKNOWN``.

What is painted above what follows CSS 2.2, appendix E: boxes that are positioned or otherwise a stacking context lie
upon the text of those that are not; so do pictures that come later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import Won
from summarizer.parse.sight.colour import parse_colour
from summarizer.parse.sight.geometry import reason
from summarizer.parse.sight.lengths import VIEWPORT, Metrics, is_length, pixels
from summarizer.parse.sight.snapshot import Element, Snapshot
from summarizer.parse.sight.visibility import Declared, Looks, Style

_LARGE = (300.0, 100.0)  # px: a box that states at least so much may cover what lies under it
_OPAQUE = 0.9
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


def covered(shot: Snapshot, looks: Looks) -> dict[int, Visibility]:
    """Elements that may be covered, by ``mem_id``, with the declaration that puts the cover there."""
    found: dict[int, Visibility] = {}
    for cover in _covers(looks):
        if cover.position in ("absolute", "fixed") and _fills(cover):
            opaque = _is_opaque(cover)
            if opaque or cover.element.tag == "a":
                why = cover.reason("position")
                for other in _under(cover, shot, looks):
                    if opaque or _leads_elsewhere(other, cover.element):
                        found.setdefault(other.mem, why)
        if not cover.generated:
            for other, why in _neighbours(cover, shot, looks):
                found.setdefault(other.mem, why)
    for element in looks.lifted:
        if _lies_upon(element, looks):
            why = reason(looks.lifts[element.mem], Sight.UNKNOWN)
            found |= {one.mem: why for one in _before(element, shot, looks.of(element).lift) if one.mem not in found}
    return found | _stacked(looks)


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


def _neighbours(cover: _Cover, shot: Snapshot, looks: Looks) -> Iterator[tuple[Element, Visibility]]:
    """A box sunken below an opaque one, and what stands beside a box with a wide shadow."""
    element, style = cover.element, looks.of(cover.element)
    if _sinks(cover.declared, style) and (_painted_over(element, looks) or _beside_opaque(element, shot, looks)):
        yield element, cover.reason("z-index")
    shadow = cover.declared.get("box-shadow")
    if shadow is not None and _spread(shadow.value) >= _SPREAD and element.parent is not None:
        beside = (shot.elements.get(node.mem_id) for node in element.parent.node.iter())
        yield from ((one, cover.reason("box-shadow")) for one in beside if one is not None and one is not element)


def _spread(value: str) -> float:
    lengths = [pixels(word, Metrics()) or 0.0 for word in value.split() if is_length(word)]
    return lengths[3] if len(lengths) > 3 and "inset" not in value and lengths[2] <= lengths[3] else 0.0


def _is_opaque(cover: _Cover) -> bool:
    own = not cover.generated
    return _has_background(cover.declared) or (own and _picture(cover.element) is not None)


def _has_background(declared: Declared) -> bool:
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


def _under(cover: _Cover, shot: Snapshot, looks: Looks) -> list[Element]:
    """What shares the cover's container and is not painted above it."""
    own = _layer(cover.declared)
    if own < 0:
        return []  # text lies upon it
    chain = [*([cover.element] if cover.generated else []), *cover.element.ancestors()]
    fixed = cover.position == "fixed"
    container = next((one for one in chain if not fixed and looks.of(one).position != "static"), None)
    if container is None:
        container = next((one for one in shot.elements.values() if one.tag == "body"), None)
    if container is None:
        return []
    path = {cover.element.mem, *(one.mem for one in cover.element.ancestors())}
    found = [container] if cover.generated and container is cover.element else []
    for branch in (container, *(one for one in chain if one is not container and _within(one, container))):
        after = False
        for node in branch.node.iter():
            sibling = shot.elements.get(node.mem_id)
            after = after or (sibling is not None and sibling.mem in path)
            if sibling is None or sibling.mem in path or _is_above(sibling, own, after, looks):
                continue
            found.append(sibling)
    low = _lower_edge(cover) if container.tag == "body" else None
    return [one for one in found if low is None or _depth(one, shot, looks) <= low]


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


def _depth(element: Element, shot: Snapshot, looks: Looks) -> float:
    """How far down the page an element ends at the least: the lines above it, each as wide as the window."""
    total, width, seen = 0.0, VIEWPORT[0] / 16.0, False
    lines: dict[int, int] = {}
    for item in shot.items:
        if isinstance(item, Element):
            if seen and not _within(item, element):
                break
            seen = seen or item is element
        elif item.printed and not item.comment and looks.of(item.element).visibility.sight is not Sight.HIDDEN:
            block = looks.block(item.element).mem
            lines[block] = lines.get(block, 0) + len(item.text.strip())
    for characters in lines.values():
        total += _LINE * max(1, characters // int(width))
    return total


def _within(element: Element, container: Element) -> bool:
    return any(one.mem == container.mem for one in element.ancestors())


def _layer(declared: Declared) -> int:
    won = declared.get("z-index")
    return int(won.value) if won is not None and won.value.lstrip("+-").isdigit() else 0


def _leads_elsewhere(other: Element, cover: Element) -> bool:
    """Does it hold a link whose clicks go to the link that lies upon it?"""
    links = [other.node, *other.node.css("a[href]")] if other.tag == "a" else other.node.css("a[href]")
    return any(node.attributes.get("href") not in (None, cover.get("href")) for node in links)


def _sinks(declared: Declared, style: Style) -> bool:
    return style.position != "static" and _layer(declared) < 0


def _painted_over(element: Element, looks: Looks) -> bool:
    """Is there an opaque background between a sunken box and the page's own?"""
    return any(one.tag not in ("html", "body") and _has_background(looks.declared(one)) for one in element.ancestors())


def _beside_opaque(element: Element, shot: Snapshot, looks: Looks) -> bool:
    """Does an opaque box stand beside one that is sunken and takes no room of its own, and so lie upon it?"""
    if looks.of(element).position not in ("absolute", "fixed") or element.parent is None:
        return False
    beside = (shot.elements.get(node.mem_id) for node in element.parent.node.iter())
    return any(one is not None and one.mem != element.mem and _has_background(looks.declared(one)) for one in beside)


def _lies_upon(element: Element, looks: Looks) -> bool:
    """Is a box that is drawn up over what stands before it opaque, and painted above text?"""
    declared = looks.declared(element)
    if element.tag in _PICTURES:
        return True
    context = looks.of(element).position != "static" or any(name in declared for name in _CONTEXTS)
    return context and _has_background(declared)


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


def _stacked(looks: Looks) -> dict[int, Visibility]:
    """Items of a grid that share their place with a later one that is opaque."""
    places: dict[tuple[int, str], list[tuple[Element, Won]]] = {}
    for element in looks.placed:
        won = looks.declared(element)["grid-area"]
        parent = element.parent.mem if element.parent is not None else 0
        places.setdefault((parent, re.sub(r"\s", "", won.value)[:40]), []).append((element, won))
    found: dict[int, Visibility] = {}
    for items in places.values():
        for number, (element, _) in enumerate(items):
            for later, won in items[number + 1 :]:
                if _has_background(looks.declared(later)) or _picture(later) is not None:
                    found[element.mem] = reason(won, Sight.UNKNOWN)
    return found
