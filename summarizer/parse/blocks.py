"""One quick pass over the page-wide tree: every line of text with its links, every box with the lines inside it.

This is what the body is searched on; ``lines.py`` reads the part that was found again, with care.
"""

from __future__ import annotations

import re
from collections import Counter
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
    _close_links(walk.found, tree)
    return walk.found


def _close_links(found: Survey, tree: Tree) -> None:
    """Where a link that was never closed runs through the page, sentences in it are no links.

    A parser opens such a link again in every later block, always with the same address.
    """
    whole = sum(len(block.text) for block in found.blocks)
    if not whole or sum(block.linked for block in found.blocks) <= _ALL_LINKED * whole:
        return
    addresses = Counter(node.attributes.get("href") for node in tree.root.css("a[href]"))
    if 2 * max(addresses.values(), default=0) > addresses.total():
        for block in found.blocks:
            if len(_SENTENCE.findall(block.text)) > 1:
                block.linked = 0


_BREAKS, _FLOWS, _LINK, _LINE, _SKIPPED, _TEXT = range(6)  # what a node does to the line that is open
_KINDS = (
    dict.fromkeys(UNREAD, _SKIPPED)
    | dict.fromkeys(INLINE, _FLOWS)
    | {"a": _LINK, "br": _LINE, "-comment": _SKIPPED, None: _SKIPPED, "-text": _TEXT}
)


class _Walk:
    """The line that is open, and the boxes that are."""

    def __init__(self, tree: Tree) -> None:
        self.found = Survey()
        self.hidden = {
            node.mem_id
            for node in tree.root.css("[style*=none],[hidden]")
            if _NO_DISPLAY.search((attrs := node.attributes).get("style") or "") or "hidden" in attrs
        }
        self.links = {node.mem_id for node in tree.root.css("a[href]")}
        self.box = -1
        self.link = 0
        self.pieces: list[str] = []
        self.texts: list[int] = []
        self.linked = 0

    def run(self, root: LexborNode) -> None:
        """Depth first without recursion: pages nest as deep as they like."""
        blocks, kinds = self.found.blocks, _KINDS
        stack: list[tuple[LexborNode, int]] = []
        node: LexborNode | None = root
        depth = 0
        while node is not None or stack:
            if node is None:
                depth = max(depth, len(stack))  # at every leaf, so at the deepest
                node, kind = stack.pop()
                self.leave(kind)
            elif (kind := kinds.get(tag := node.tag, _BREAKS)) == _TEXT:
                if self.pieces or not node.is_empty_text_node:
                    self.text(node)
            elif (kind := self.enter(node, tag or "", kind)) < _LINE and len(blocks) < MAX_BLOCKS:
                stack.append((node, kind))
                node = node.first_child
                continue
            node = node.next if stack else None
        self.flush()
        self.found.boxes[0].last = len(blocks)
        self.found.cut = len(blocks) >= MAX_BLOCKS
        self.found.depth = depth

    def enter(self, node: LexborNode, tag: str, kind: int) -> int:
        """Take in an element and say what kind it is; the children of the first three kinds are to be read."""
        if kind == _LINE and self.pieces:
            self.flush()
        if kind >= _LINE or (self.hidden and node.mem_id in self.hidden):
            return _SKIPPED
        if kind == _LINK:
            if node.mem_id in self.links:
                self.link += 1
                return kind
            kind = _FLOWS  # an anchor without an address is only a mark
        elif kind == _BREAKS and self.pieces:
            self.flush()
        boxes = self.found.boxes
        boxes.append(Box(node, tag, self.box, len(self.found.blocks) + bool(self.pieces)))
        self.box = len(boxes) - 1
        return kind

    def leave(self, kind: int) -> None:
        if kind == _LINK:
            self.link -= 1
            return
        if kind == _BREAKS and self.pieces:
            self.flush()
        box = self.found.boxes[self.box]
        box.last = len(self.found.blocks) + bool(self.pieces)
        self.box = box.parent

    def text(self, node: LexborNode) -> None:
        text = node.text_content
        if not text:
            return
        if text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        self.pieces.append(text)
        self.texts.append(node.mem_id)
        if self.link:
            self.linked += len(text.strip())

    def flush(self) -> None:
        if self.pieces:
            text = " ".join("".join(self.pieces).split())
            self.found.blocks.append(Block(text, min(self.linked, len(text)), self.box, self.texts))
            self.pieces, self.texts, self.linked = [], [], 0
