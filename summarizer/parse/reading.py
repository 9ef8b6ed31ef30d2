"""The whole page as a reader meets it: displayed lines, what is kept from sight, and links.

One pass over the tree in document order. Text joins the line that is open until a block begins or ends, or ``<br>``
breaks it, so a sentence split over ``<b>``, ``<span>`` or ``<wbr>`` is one line. Hidden text goes to lines of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from summarizer.data import Line, Link, Page, Region, Run, Sight, Visibility, Warning
from summarizer.parse.containers import hidden_texts
from summarizer.parse.hyperlinks import LinkCollector
from summarizer.parse.snapshot import Element, Snapshot, Text, snapshot
from summarizer.parse.tree import Tree
from summarizer.parse.visibility import Looks, Style

MAX_LINES = 20_000
MAX_HIDDEN_CHARS = 200_000


@dataclass(slots=True)
class Lines:
    """What :func:`read_lines` returns; the fields of ``Reading`` apart from the article."""

    lines: list[Line] = field(default_factory=list)
    hidden: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    text: str
    source: Text
    visibility: Visibility


def read_lines(tree: Tree, page: Page, regions: Mapping[int, Region] | None = None) -> Lines:
    """All lines, hidden text and links of a page.

    ``regions`` names the region of elements or single text nodes by ``mem_id``; the innermost decides, what lies in
    none is ``OUTSIDE``. A line belongs to the region of its first text that has one.
    """
    shot = snapshot(tree)
    return _Reader(shot, page, regions or {}).read()


class _Reader:
    """Holds the line that is open while the page is walked."""

    def __init__(self, shot: Snapshot, page: Page, regions: Mapping[int, Region]) -> None:
        self.shot = shot
        self.result = Lines()
        self.looks = Looks(shot, page)
        self.links = LinkCollector(shot, page)
        self.regions = _spread(shot, regions)
        self.given = regions
        self.open: list[_Piece] = []
        self.block: Element | None = None
        self.kept: list[_Piece] = []  # the hidden text that is open

    def read(self) -> Lines:
        for item in self.shot.items:
            if isinstance(item, Element):
                if self.looks.breaks(item):
                    self.flush()
            elif not item.comment:
                self.text(item, self.looks.of(item.element))
        self.flush()
        self.containers()
        self.result.links = self.links.all(self.looks, self.region_of)
        return self.result

    def text(self, item: Text, look: Style) -> None:
        if look.unread:
            return
        block = self.looks.block(item.element)
        if block is not self.block:
            self.flush()
            self.block = block
        if not look.preformatted:
            return self.piece(item, item.text, look)
        for number, part in enumerate(item.text.split("\n")):
            if number:
                self.flush()
            self.piece(item, part, look)
        return None

    def piece(self, item: Text, text: str, look: Style) -> None:
        if look.visibility.sight is not Sight.HIDDEN:
            if self.kept and not text.isspace():
                self.flush_hidden()
            self.open.append(_Piece(text, item, look.visibility))
        elif text and not text.isspace():
            if self.kept and self.kept[-1].visibility != look.visibility:
                self.flush_hidden()
            self.kept.append(_Piece(text, item, look.visibility))

    def flush(self) -> None:
        if self.open:
            self.close(self.open, self.result.lines)
            self.open = []
        if self.kept:
            self.flush_hidden()

    def flush_hidden(self) -> None:
        self.close(self.kept, self.result.hidden)
        self.kept = []

    def close(self, pieces: list[_Piece], lines: list[Line]) -> None:
        """Turn the open pieces into a line with its white space collapsed."""
        text, stretches = _joined(pieces)
        if not text or len(lines) >= MAX_LINES:
            return
        place = self.shot.tree.place
        runs = []
        for start, end, piece in stretches:
            element = piece.source.element
            runs.append(Run(start, end, *place(element.node), piece.visibility))
            self.links.text(
                element, text[start:end], (lines is self.result.hidden, len(lines), start, end), piece.visibility
            )
        region = next((r for p in pieces if (r := self.region_of(p.source)) is not Region.OUTSIDE), Region.OUTSIDE)
        owner = self.looks.block(pieces[0].source.element)
        lines.append(Line(text, *place(owner.node), region, tuple(runs)))

    def region_of(self, item: Text | Element) -> Region:
        if isinstance(item, Element):
            return self.regions.get(item.mem, Region.OUTSIDE)
        return self.given.get(item.mem) or self.regions.get(item.element.mem, Region.OUTSIDE)

    def containers(self) -> None:
        """Comments, templates, scripts and attributes: text that no reader meets."""
        budget = MAX_HIDDEN_CHARS
        for element, text, origin in hidden_texts(self.shot):
            budget -= len(text)
            if budget < 0:
                break
            xpath, css = self.shot.tree.place(element.node)
            seen = Visibility(Sight.HIDDEN, "V604", None, origin)
            run = Run(0, len(text), xpath, css, seen)
            self.result.hidden.append(Line(text, xpath, css, self.region_of(element), (run,)))


def _spread(shot: Snapshot, regions: Mapping[int, Region]) -> dict[int, Region]:
    """The region of every element that has one: its own, or its parent's."""
    spread: dict[int, Region] = {}
    for mem, element in shot.elements.items():
        region = regions.get(mem) or (spread.get(element.parent.mem) if element.parent else None)
        if region is not None:
            spread[mem] = region
    return spread


def _joined(pieces: list[_Piece]) -> tuple[str, list[tuple[int, int, _Piece]]]:
    """The text of a line, white space collapsed and ends stripped, and which stretch of it each piece became."""
    out = ""
    stretches: list[tuple[int, int, _Piece]] = []
    space = False  # a space is due before the next character
    for piece in pieces:
        words = " ".join(piece.text.split())
        if not words:
            space = space or bool(piece.text)
            continue
        start = len(out)
        if out and (space or piece.text[0].isspace()):
            out += " "
        out += words
        space = piece.text[-1].isspace()
        if stretches and stretches[-1][2].source.element is piece.source.element:
            start = stretches.pop()[0]
        stretches.append((start, len(out), piece))
    return out, stretches


def text_visibility(tree: Tree, page: Page) -> list[tuple[str, Visibility]]:
    """Every text node that could be displayed, in document order, with its visibility; white space alone left out."""
    shot = snapshot(tree)
    looks = Looks(shot, page)
    found = []
    for item in shot.items:
        if isinstance(item, Text) and not item.comment and not item.text.isspace():
            style = looks.of(item.element)
            if not style.unread:
                found.append((item.text, style.visibility))
    return found
