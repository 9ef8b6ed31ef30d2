"""A light copy of the page's tree in document order, which the cascade and the reader of lines walk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from summarizer.parse.tree import Tree, below

# Without a doctype browsers match names and lengths leniently ("quirks mode").
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf|\s|<!--(?:[^-]|-(?!->))*+-->|<\?[^>]*+>)*+<!doctype\s+html", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """One element. Attributes without a value read as the empty string."""

    node: LexborNode
    mem: int
    tag: str
    parent: Element | None
    attrs: dict[str, str]
    nth: int = 1  # among the siblings of its tag
    families: dict[str, int] | None = None  # how many children of each tag it has

    def get(self, name: str) -> str:
        return self.attrs.get(name, "")

    def ancestors(self) -> Iterator[Element]:
        """The element's ancestors, nearest first, itself not among them."""
        here = self.parent
        while here is not None:
            yield here
            here = here.parent


@dataclass(slots=True, eq=False)
class Text:
    """A text node or a comment, and the element it stands in."""

    mem: int
    element: Element
    text: str
    comment: bool = False
    printed: bool = False  # anything but white space


@dataclass(slots=True)
class Snapshot:
    """All elements, texts and comments below ``html`` in document order."""

    tree: Tree
    items: list[Element | Text] = field(default_factory=list)
    elements: dict[int, Element] = field(default_factory=dict)  # by the node's mem_id, in document order
    quirks: bool = False
    _places: dict[int, tuple[str, str]] = field(default_factory=dict)
    _children: dict[int, tuple[Element, ...]] = field(default_factory=dict)

    def children(self, element: Element) -> tuple[Element, ...]:
        """The elements right inside ``element``, in order; looked up once."""
        if element.mem not in self._children:
            found = (self.elements.get(node.mem_id) for node in element.node.iter())
            self._children[element.mem] = tuple(one for one in found if one is not None)
        return self._children[element.mem]

    def place(self, element: Element) -> tuple[str, str]:
        """As ``Tree.place``, and faster: the copy knows which of its siblings each element is."""
        return self._places.get(element.mem) or self._placed(element)

    def _placed(self, element: Element) -> tuple[str, str]:
        chain: list[Element] = []
        here: Element | None = element
        while here is not None and here.mem not in self._places:
            chain.append(here)
            here = here.parent
        place = self._places[here.mem] if here is not None else ("", "")
        for one in reversed(chain):
            families = one.parent.families if one.parent is not None else None
            alone = not families or families[one.tag] == 1
            place = below(place, one.tag, 0 if alone else one.nth, self.tree.names.get(one.mem))
            self._places[one.mem] = place
        return place

    @property
    def root(self) -> Element:
        return next(iter(self.elements.values()))


def snapshot(tree: Tree) -> Snapshot:
    """Copy the tree. The content of ``<template>`` is no part of it."""
    shot = Snapshot(tree, quirks=not _DOCTYPE.match(tree.parser.raw_html[:2000]))
    items = shot.items
    stack: list[tuple[LexborNode, Element | None]] = []
    node: LexborNode | None = tree.root
    parent: Element | None = None
    while True:
        while node is None:  # all children of the parent are read
            if not stack:
                return shot
            node, parent = stack.pop()
            node = node.next if stack else None
        tag = node.tag or ""
        if tag[:1] not in "-!":
            element = _element(shot, node, tag, parent)
            if (child := node.first_child) is not None:
                stack.append((node, parent))
                node, parent = child, element
                continue
        elif parent is not None and tag == "-text":
            text = node.text_content or ""
            items.append(Text(node.mem_id, parent, text, False, not text.isspace()))
        elif parent is not None and tag == "-comment":
            items.append(Text(node.mem_id, parent, node.comment_content or "", True))
        node = node.next if stack else None


def _element(shot: Snapshot, node: LexborNode, tag: str, parent: Element | None) -> Element:
    attrs = {name: value or "" for name, value in found.items()} if (found := node.attributes) else {}
    element = Element(node, node.mem_id, tag, parent, attrs)
    if parent is not None:
        families = parent.families
        if families is None:
            families = parent.families = {}
        element.nth = families[tag] = families.get(tag, 0) + 1
    shot.elements[element.mem] = element
    shot.items.append(element)
    return element
