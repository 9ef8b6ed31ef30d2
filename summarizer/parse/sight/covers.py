"""Text that an opaque positioned box may lie upon. Only a layout could tell for sure, so it is ``UNKNOWN``."""

from __future__ import annotations

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.colour import parse_colour
from summarizer.parse.sight.lengths import VIEWPORT, Metrics, pixels
from summarizer.parse.sight.snapshot import Element, Snapshot
from summarizer.parse.sight.visibility import Declared, Looks, Style

_LARGE = (300.0, 100.0)  # px: a box that states at least so much may cover what lies under it
_OPAQUE = 0.9


def covered(shot: Snapshot, looks: Looks) -> dict[int, Visibility]:
    """Elements that may be covered, by ``mem_id``, with the declaration that puts the cover there."""
    found: dict[int, Visibility] = {}
    for element in looks.positioned:
        style = looks.of(element)
        if style.visibility.sight is Sight.HIDDEN:
            continue
        declared = looks.declared(element)
        if style.position in ("absolute", "fixed") and _is_opaque(declared) and _fills(declared):
            reason = _reason(declared, "position")
            for other in _under(element, shot, looks):
                found.setdefault(other.mem, reason)
        elif _sinks(declared, style) and (_painted_over(element, looks) or _beside_opaque(element, shot, looks)):
            found.setdefault(element.mem, _reason(declared, "z-index"))
        elif style.position == "relative" and _is_opaque(declared) and _rises(declared, style):
            before = _before(element, shot)
            if before is not None:
                found.setdefault(before.mem, _reason(declared, "margin-top" if "margin-top" in declared else "top"))
    return found


def _reason(declared: Declared, name: str) -> Visibility:
    won = declared[name]
    return Visibility(Sight.UNKNOWN, "V602", won.declaration.written, won.origin)


def _is_opaque(declared: Declared) -> bool:
    won = declared.get("background-color")
    colour = parse_colour(won.value) if won else None
    image = declared.get("background-image")
    return (colour is not None and colour[3] >= _OPAQUE) or (image is not None and image.value.lower() != "none")


def _fills(declared: Declared) -> bool:
    """Does the box span its container, or state a large size?"""
    return _spans(declared, ("left", "right", "width"), 0) and _spans(declared, ("top", "bottom", "height"), 1)


def _spans(declared: Declared, names: tuple[str, str, str], axis: int) -> bool:
    metrics = Metrics(16.0, 16.0, VIEWPORT[axis])
    near, far, size = (pixels(declared[name].value, metrics) if name in declared else None for name in names)
    if near is not None and far is not None:
        return abs(near) < 50 and abs(far) < 50
    if size is None:
        return False
    percent = declared[names[2]].value.endswith("%")
    return size >= 0.9 * VIEWPORT[axis] if percent else size >= _LARGE[axis]


def _under(cover: Element, shot: Snapshot, looks: Looks) -> list[Element]:
    """What shares the cover's container and is not painted above it."""
    fixed = looks.of(cover).position == "fixed"
    container = next((one for one in cover.ancestors() if not fixed and looks.of(one).position != "static"), None)
    own = _layer(looks.declared(cover))
    if container is None:
        container = next((one for one in shot.elements.values() if one.tag == "body"), None)
        if container is None:
            return []
    path = {cover.mem, *(one.mem for one in cover.ancestors())}
    found: list[Element] = []
    for branch in (
        container,
        *(one for one in cover.ancestors() if one.mem != container.mem and _within(one, container)),
    ):
        for node in branch.node.iter():
            sibling = shot.elements.get(node.mem_id)
            if sibling is None or sibling.mem in path:
                continue
            if looks.of(sibling).position == "static" or _layer(looks.declared(sibling)) <= own:
                found.append(sibling)
    return found


def _within(element: Element, container: Element) -> bool:
    return any(one.mem == container.mem for one in element.ancestors())


def _layer(declared: Declared) -> int:
    won = declared.get("z-index")
    return int(won.value) if won is not None and won.value.lstrip("+-").isdigit() else 0


def _sinks(declared: Declared, style: Style) -> bool:
    return style.position != "static" and _layer(declared) < 0


def _painted_over(element: Element, looks: Looks) -> bool:
    """Is there an opaque background between a sunken box and the page's own?"""
    return any(one.tag not in ("html", "body") and _is_opaque(looks.declared(one)) for one in element.ancestors())


def _beside_opaque(element: Element, shot: Snapshot, looks: Looks) -> bool:
    """Does an opaque box stand beside one that is sunken and takes no room of its own, and so lie upon it?"""
    if looks.of(element).position not in ("absolute", "fixed") or element.parent is None:
        return False
    beside = (shot.elements.get(node.mem_id) for node in element.parent.node.iter())
    return any(one is not None and one.mem != element.mem and _is_opaque(looks.declared(one)) for one in beside)


def _rises(declared: Declared, style: Style) -> bool:
    """Is the box drawn up over what stands before it?"""
    for name in ("margin-top", "top"):
        won = declared.get(name)
        size = pixels(won.value, Metrics(style.font, 16.0, 800.0)) if won else None
        if size is not None and size <= -style.font * 0.6:
            return True
    return False


def _before(element: Element, shot: Snapshot) -> Element | None:
    node = element.node.prev
    while node is not None and not node.is_element_node:
        node = node.prev
    return shot.elements.get(node.mem_id) if node is not None else None
