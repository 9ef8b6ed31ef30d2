"""How visible each element of a page is.

The winning declarations come from ``cascade``; ``style`` inherits them, ``hiding`` adds up what ancestors do and names
the declaration that decides. This module goes through the page once and lets alike elements share one style.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from summarizer.data import Page, Sight, Visibility
from summarizer.parse.sight.cascade import Cascade, Declared, Won
from summarizer.parse.sight.hiding import Surroundings, hide, is_folded, note, verdict
from summarizer.parse.sight.properties import content_text
from summarizer.parse.sight.shadows import shadowed
from summarizer.parse.sight.snapshot import Element, Snapshot, snapshot
from summarizer.parse.sight.style import Root, Style, compute, with_variables
from summarizer.parse.sight.tabs import panels
from summarizer.parse.sight.tags import ALIKE
from summarizer.parse.tree import plant


class Looks:
    """The style of every element, computed in document order: a parent's is known before its children's."""

    def __init__(self, shot: Snapshot, page: Page) -> None:
        self.shot = shot
        self.cascade = Cascade(shot, page)
        self.known: dict[int, Style] = {}
        self.blocks: dict[int, Element] = {}
        self._shared: dict[tuple[object, ...], Style] = {}
        self.root = Root(custom=self.cascade.initial)
        self.positioned: list[Element] = []  # in document order, as the next three
        self.lifted: list[Element] = []  # drawn up over what stands before them
        self.placed: list[Element] = []  # at a stated place of a grid
        self.lifts: dict[int, Won] = {}  # the declaration that lifts
        self._tabs = panels(shot)
        self._shadowed = shadowed(shot, _slots)
        for element in shot.elements.values():
            if element.mem not in self.known:
                self._style(element)

    def of(self, element: Element) -> Style:
        """The style of an element."""
        return self.known[element.mem]

    def block(self, element: Element) -> Element:
        """The nearest element at or above that begins a line of its own."""
        return self.blocks[element.mem]

    def declared(self, element: Element) -> Declared:
        """The winning declarations of an element."""
        return self.cascade.declared(self.cascade.key(element))

    def generated(self, element: Element) -> Iterator[tuple[str, str, Visibility]]:
        """``(before or after, text, visibility)`` of generated content: seen, but not to be copied (V608)."""
        for which, declared in self.cascade.generated(element):
            won = declared.get("content")
            text = content_text(with_variables(won.value, self.of(element).custom), element.attrs) if won else ""
            if won is not None and text:
                box = Element(element.node, -1, "span", element, {})
                style = self._compute(box, self.of(element), declared)
                seen = Visibility(Sight.EFFORT, "V608", won.declaration.written, won.origin)
                worse = style.visibility.sight in (Sight.HIDDEN, Sight.UNKNOWN)
                yield which, text, style.visibility if worse else seen

    def generated_boxes(self) -> Iterator[tuple[Element, Declared]]:
        """The boxes of ``::before`` and ``::after``, with or without a text, and the element each stands in."""
        for mem in self.cascade.pseudo:
            element = self.shot.elements[mem]
            for _, declared in self.cascade.generated(element):
                content = declared.get("content")
                if content is not None and content.value not in ("none", "normal"):
                    yield element, declared

    def first_lines(self) -> Iterator[tuple[int, Visibility]]:
        """Elements whose first line, or what there is of it, a sheet takes out of sight: a layout knows how much."""
        for mem, declared in self.cascade.first_lines():
            element = self.shot.elements[mem]
            seen = self._compute(Element(element.node, -1, "span", element, {}), self.of(element), declared).visibility
            if seen.sight is Sight.HIDDEN and self.of(element).visibility.sight is not Sight.HIDDEN:
                yield mem, replace(seen, sight=Sight.UNKNOWN)

    def breaks(self, element: Element) -> bool:
        """Does a line end where this element begins?"""
        return not self.known[element.mem].inline or element.tag == "br"

    def _style(self, element: Element) -> None:
        above = element.parent
        parent = self.known[above.mem] if above is not None else None
        key = self.cascade.key(element)
        tag = element.tag
        # A tab panel has a style of its own: its control decides.
        single = element.mem in self._tabs or element.mem in self._shadowed or _in_tracks(parent)
        own = element.mem if single else _own_state(element)
        elsewhere = self.cascade.elsewhere(element) if self.cascade.varies else None
        shared_key = (id(parent), ALIKE.get(tag, tag), key, own, elsewhere)
        style = self._shared.get(shared_key)
        if style is None:
            style = self._shared[shared_key] = self._compute(element, parent, self.cascade.declared(key))
        self.known[element.mem] = style
        if style.position != "static":
            self.positioned.append(element)
        if style.lift:
            self._lift(element, style)
        if style.area:
            self.placed.append(element)
        joins = above is not None and (style.inline or tag == "br")
        self.blocks[element.mem] = self.blocks[above.mem] if joins and above is not None else element

    def _lift(self, element: Element, style: Style) -> None:
        declared = self.declared(element)
        won = next((declared[name] for name in LIFTING if name in declared), None)
        if won is not None and style.lift >= _LEAST_LIFT * style.font:
            self.lifted.append(element)
            self.lifts[element.mem] = won

    def _root_may_change(self) -> bool:
        """Pages for phones often set the size that ``rem`` counts against by script, or in a sheet of their own."""
        return bool(self.cascade.unread) or any(element.tag == "script" for element in self.shot.elements.values())

    def _compute(self, element: Element, parent: Style | None, declared: Declared) -> Style:
        style, declared = compute(element, parent, declared, self.root)
        if element.tag == "html":
            self.root = Root(style.font, style.font_from is None and self._root_may_change(), self.root.custom)
        around = Surroundings(
            self.root.font,
            self.cascade.elsewhere(element),
            self.cascade.vanishing,
            self.cascade.appearing,
            self._opens(element),
            parent,
            self.cascade.starts_unseen,
        )
        hide(style, declared, element, around)
        if (kept := self._shadowed.get(element.mem)) is not None:
            note(style, kept)
        style.visibility = verdict(style)
        return style

    def _opens(self, element: Element) -> bool:
        """Whether it is a tab panel whose tab, which may stand below it, is in sight."""
        tab = self._tabs.get(element.mem)
        if tab is None:
            return False
        above = [one for one in (tab, *tab.ancestors()) if one.mem not in self.known]
        if any(one.mem in self._tabs for one in above):
            return False  # a tab inside a panel further down: two that open each other have no beginning
        for one in reversed(above):
            self._style(one)
        return self.known[tab.mem].visibility.sight in (Sight.SEEN, Sight.EFFORT)


def _slots(markup: str) -> dict[str, Visibility]:
    """How visible the slots of a shadow tree are, by name."""
    shot = snapshot(plant(markup))
    looks = Looks(shot, Page(markup))
    return {one.get("name").strip(): looks.of(one).visibility for one in shot.elements.values() if one.tag == "slot"}


def _in_tracks(parent: Style | None) -> bool:
    """In a grid with columns or rows of nothing it matters which child it is."""
    return parent is not None and parent.tracks != (None, None)


LIFTING = ("margin-top", "margin", "top", "bottom", "transform", "translate")
_LEAST_LIFT = 0.6  # of a line: what goes up less covers nothing
_STATING = frozenset({"aria-hidden", "href", "type"})
_NO_STATE = (False, False, False, "")


def _own_state(element: Element) -> tuple[object, ...]:
    """What besides style decides: the ``open`` of a parent ``<details>``, ARIA, whether it is a link."""
    attrs = element.attrs
    if _STATING.isdisjoint(attrs) and (element.parent is None or element.parent.tag != "details"):
        return _NO_STATE
    return (
        is_folded(element),
        attrs.get("aria-hidden", "").strip().lower() == "true",
        "href" in attrs,
        attrs.get("type", "") if element.tag == "input" else "",
    )


__all__ = ["Declared", "Looks", "Style"]
