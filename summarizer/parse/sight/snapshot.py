"""A light copy of the page's tree in document order, which the cascade and the reader of lines walk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from summarizer.parse.tree import Tree

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

    node: LexborNode
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

    @property
    def root(self) -> Element:
        return next(iter(self.elements.values()))


def snapshot(tree: Tree) -> Snapshot:
    """Copy the tree. The content of ``<template>`` is no part of it."""
    shot = Snapshot(tree, quirks=not _DOCTYPE.match(tree.parser.raw_html[:2000]))
    items, elements = shot.items, shot.elements
    for node in tree.root.traverse(include_text=True):
        above = node.parent
        parent = elements.get(above.mem_id) if above is not None else None
        if node.is_element_node:
            attrs = {name: value or "" for name, value in node.attributes.items()}
            element = elements[node.mem_id] = Element(node, node.mem_id, node.tag or "", parent, attrs)
            items.append(element)
        elif parent is not None and node.is_text_node:
            text = node.text_content or ""
            items.append(Text(node, node.mem_id, parent, text, printed=not text.isspace()))
        elif parent is not None and node.is_comment_node:
            items.append(Text(node, node.mem_id, parent, node.comment_content or "", comment=True))
    return shot
