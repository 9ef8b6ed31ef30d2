"""One quick pass over the page-wide tree: every line of text with its links, every box with the lines inside it.

This is what the body is searched on; ``lines.py`` reads the part that was found again, with care.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from summarizer.parse.tree import INLINE, UNREAD, Tree

MAX_BLOCKS = 20_000
_ALL_LINKED = 0.8  # of the characters of a page; a page of lists has about 0.7
_SENTENCE = re.compile("[，。；！？]")
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.I)


@dataclass(slots=True)
class Block:
    """One line: ``text`` with white space collapsed, how many of its characters are links, and the box it stands in."""

    text: str
    linked: int
    box: int
    texts: list[int]  # mem_id of its text nodes


@dataclass(slots=True)
class Box:
    """An element; ``[first, last)`` are the lines inside it."""

    node: LexborNode
    tag: str
    parent: int
    first: int
    last: int = 0


@dataclass(slots=True)
class Survey:
    """Lines and boxes in document order; the first box is the page. ``cut`` where there were too many lines."""

    blocks: list[Block] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    cut: bool = False
    depth: int = 0  # of the deepest element

    def ancestors(self, box: int) -> list[int]:
        """The boxes around a box, itself first, the page last."""
        chain = []
        while box >= 0:
            chain.append(box)
            box = self.boxes[box].parent
        return chain


def survey(tree: Tree) -> Survey:
    """Read all lines and boxes of a page, scripts and undisplayed elements apart."""
    walk = _Walk(tree)
    walk.run(tree.parser.body or tree.root)
    _close_links(walk.found)
    return walk.found


def _close_links(found: Survey) -> None:
    """Where a link that was never closed runs through the page, sentences in it are no links."""
    whole = sum(len(block.text) for block in found.blocks)
    if whole and sum(block.linked for block in found.blocks) > _ALL_LINKED * whole:
        for block in found.blocks:
            if len(_SENTENCE.findall(block.text)) > 1:
                block.linked = 0


class _Walk:
    """The line that is open, and the boxes that are."""

    def __init__(self, tree: Tree) -> None:
        self.found = Survey()
        self.hidden = {
            node.mem_id
            for node in tree.root.css("[style],[hidden]")
            if _NO_DISPLAY.search(node.attributes.get("style") or "") or "hidden" in node.attributes
        }
        self.box = -1
        self.link = 0
        self.pieces: list[str] = []
        self.texts: list[int] = []
        self.linked = 0

    def run(self, root: LexborNode) -> None:
        """Depth first without recursion: pages nest as deep as they like."""
        stack: list[LexborNode] = []
        node: LexborNode | None = root
        while node is not None or stack:
            if node is None:
                node = stack.pop()
                self.leave(node)
                node = node.next if stack else None
                continue
            if self.enter(node) and len(self.found.blocks) < MAX_BLOCKS:
                stack.append(node)
                self.found.depth = max(self.found.depth, len(stack))
                node = node.first_child
            else:
                node = node.next if stack else None
        self.flush()
        self.found.boxes[0].last = len(self.found.blocks)
        self.found.cut = len(self.found.blocks) >= MAX_BLOCKS

    def enter(self, node: LexborNode) -> bool:
        """Take in a node; true where its children are to be read."""
        if node.is_text_node:
            self.text(node)
            return False
        tag = node.tag or ""
        if tag == "br":
            self.flush()
            return False
        if tag in UNREAD or tag.startswith("-") or node.mem_id in self.hidden:
            return False
        if tag == "a":
            self.link += 1
            return True
        if tag not in INLINE:
            self.flush()
        found = self.found
        found.boxes.append(Box(node, tag, self.box, len(found.blocks) + bool(self.pieces)))
        self.box = len(found.boxes) - 1
        return True

    def leave(self, node: LexborNode) -> None:
        if node.tag == "a":
            self.link -= 1
            return
        box = self.found.boxes[self.box]
        if box.tag not in INLINE:
            self.flush()
        box.last = len(self.found.blocks) + bool(self.pieces)
        self.box = box.parent

    def text(self, node: LexborNode) -> None:
        text = node.text_content
        if not text or text.isspace():
            if text and self.pieces:
                self.pieces.append(" ")
            return
        self.pieces.append(text)
        self.texts.append(node.mem_id)
        if self.link:
            self.linked += len(text.strip())

    def flush(self) -> None:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            if text:
                self.found.blocks.append(Block(text, min(self.linked, len(text)), self.box, self.texts))
            self.pieces, self.texts, self.linked = [], [], 0
