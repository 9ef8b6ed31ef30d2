"""The whole page as a reader meets it: displayed lines, what is kept from sight, and links.

One pass over the tree in document order. Text joins the line that is open until a block begins or ends, or ``<br>``
breaks it, so a sentence split over ``<b>``, ``<span>`` or ``<wbr>`` is one line. Hidden text goes to lines of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from summarizer.data import Line, Link, Page, Region, Run, Sight, Visibility
from summarizer.data import Warning as Caution
from summarizer.messages import say
from summarizer.parse.sight.containers import SHADOW, hidden_texts
from summarizer.parse.sight.doubts import Doubts
from summarizer.parse.sight.hyperlinks import LinkCollector, Stretch
from summarizer.parse.sight.running import destination, inline
from summarizer.parse.sight.snapshot import Element, Snapshot, Text, snapshot
from summarizer.parse.sight.visibility import Looks
from summarizer.parse.tree import Tree
from summarizer.text import urls

MAX_LINES = 20_000
MAX_HIDDEN_CHARS = 200_000
_REFRESH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
_AT_ONCE = 10.0  # seconds: an article cannot be read in so short a time


@dataclass(slots=True)
class Lines:
    """What :func:`read_lines` returns; the fields of ``Reading`` apart from the article."""

    lines: list[Line] = field(default_factory=list)
    hidden: list[Line] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    text: str
    element: Element
    region: Region
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
        self.url = page.url
        self.result = Lines()
        self.looks = Looks(shot, page)
        self.regions = _spread(shot, regions)
        self.given = regions
        self.doubts = Doubts(shot, page, self.looks, self.region_at)
        self.links = LinkCollector(shot, page)
        self.open: list[_Piece] = []
        self.kept: list[_Piece] = []  # the hidden text that is open
        self.block: Element | None = None  # the one that ``open`` stands in
        self.kept_block: Element | None = None
        self.after: list[tuple[Element, str, Visibility]] = []  # generated text due at the end of an element

    def read(self) -> Lines:
        for item in self.shot.items:
            if isinstance(item, Element):
                self.element(item)
            elif not item.comment and (item.printed or self.looks.of(item.element).preformatted):
                if not self.looks.of(item.element).unread:
                    self.text(item)
            elif not item.comment:
                self.space(item.element)
        self.leave(None)
        self.flush()
        self.containers()
        self.result.links = self.links.all(self.visibility_of, self.region_of, self.reached)
        self.result.warnings = [*_warnings(self.result.lines, self.doubts.sheets), *_forwards(self.shot, self.url)]
        return self.result

    def element(self, element: Element) -> None:
        if self.after:
            self.leave(element.parent)
        if self.looks.breaks(element):
            if self.looks.of(element).rendered:
                self.flush()
            else:
                self.flush_hidden()
        if self.looks.cascade.pseudo:
            self.around(element)

    def around(self, element: Element) -> None:
        """Text that a style sheet puts at the beginning or at the end of an element."""
        for which, text, seen in self.looks.generated(element):
            if which == "after":
                self.after.append((element, text, seen))
            else:
                self.generated(element, text, seen)

    def generated(self, element: Element, text: str, seen: Visibility) -> None:
        self.enter(self.looks.blocks[element.mem], seen)
        self.piece(_Piece(text, element, self.region_of(element), seen))

    def leave(self, element: Element | None) -> None:
        """Generated text that stands at the end of elements which end before ``element`` goes on."""
        while self.after and not _is_inside(element, self.after[-1][0]):
            owner, text, seen = self.after.pop()
            self.generated(owner, text, seen)

    def text(self, item: Text) -> None:
        element = item.element
        if self.after:
            self.leave(element)
        region = self.region_at(item)
        seen = self.doubts.of(element, region)
        self.enter(self.looks.blocks[element.mem], seen)
        if not self.looks.of(element).preformatted:
            self.piece(_Piece(item.text, element, region, seen))
            return
        for number, part in enumerate(item.text.split("\n")):
            if number:
                self.flush()
            self.piece(_Piece(part, element, region, seen))

    def space(self, element: Element) -> None:
        """White space only parts the words of an open line: it is seen or hidden as they are."""
        if self.open and self.looks.blocks.get(element.mem) is self.block:
            self.open.append(_Piece(" ", element, Region.OUTSIDE, self.open[-1].visibility))

    def enter(self, block: Element, seen: Visibility) -> None:
        """A line ends where text stands in another block than the text before it."""
        if seen.sight is Sight.HIDDEN:
            if block is not self.kept_block:
                self.flush_hidden()
            self.kept_block = block
        else:
            if block is not self.block:
                self.flush()
            self.block = block

    def piece(self, piece: _Piece) -> None:
        if piece.visibility.sight is not Sight.HIDDEN:
            if not piece.text.isspace():
                self.flush_hidden()
            self.open.append(piece)
        elif piece.text and not piece.text.isspace():
            if self.kept and self.kept[-1].visibility != piece.visibility:
                self.flush_hidden()
            self.kept.append(piece)

    def flush(self) -> None:
        if self.open:
            self.close(self.open, self.result.lines)
            self.open = []
        self.flush_hidden()

    def flush_hidden(self) -> None:
        if self.kept:
            self.close(self.kept, self.result.hidden)
            self.kept = []

    def close(self, pieces: list[_Piece], lines: list[Line]) -> None:
        """Turn the open pieces into a line with its white space collapsed."""
        text, stretches = _joined(pieces)
        if not text or len(lines) >= MAX_LINES:
            return
        place = self.shot.place
        runs = tuple([Run(start, end, *place(piece.element), piece.visibility) for start, end, piece in stretches])
        region = next((piece.region for piece in pieces if piece.region is not Region.OUTSIDE), Region.OUTSIDE)
        hidden, number = lines is self.result.hidden, len(lines)
        for start, end, piece in stretches:
            anchor = self.links.anchor_of(piece.element)
            if anchor is not None:
                found = Stretch(hidden, number, start, end, text[start:end], piece.visibility, region)
                self.links.text(anchor, found)
        owner = self.looks.block(pieces[0].element)
        lines.append(Line(text, *place(owner), region, runs))

    def region_at(self, item: Text) -> Region:
        return self.given.get(item.mem) or self.region_of(item.element)

    def region_of(self, element: Element) -> Region:
        return self.regions.get(element.mem, Region.OUTSIDE)

    def visibility_of(self, element: Element) -> Visibility:
        return self.doubts.of(element, self.region_of(element))

    def reached(self, element: Element) -> bool:
        """Does a click on a link get there?"""
        return not self.looks.of(element).unreached

    def containers(self) -> None:
        """Comments, templates, scripts and attributes: text that no reader meets."""
        budget = MAX_HIDDEN_CHARS
        for element, text, origin in hidden_texts(self.shot):
            budget -= len(text)
            if budget < 0:
                break
            xpath, css = self.shot.place(element)
            run = Run(0, len(text), xpath, css, _contained(origin))
            region = self.region_of(element)
            if origin == SHADOW:  # where in the article a slot puts it is not known
                region = Region.NOTICE if region is Region.OUTSIDE else region
            lines = self.result.lines if origin == SHADOW else self.result.hidden
            lines.append(Line(text, xpath, css, region, (run,)))


@cache
def _contained(origin: str) -> Visibility:
    """How visible the text of a container is; ``origin`` is one of a dozen."""
    if origin == SHADOW:
        return Visibility(Sight.UNKNOWN, "V604", None, origin)
    return Visibility(Sight.HIDDEN, "V601" if origin.startswith("<input") else "V604", None, origin)


def _is_inside(element: Element | None, box: Element) -> bool:
    return element is not None and (element is box or any(one is box for one in element.ancestors()))


def _warnings(lines: list[Line], sheets: tuple[str, ...]) -> list[Caution]:
    """What a reader of the result must know: article text whose sight an unread sheet or a script decides."""
    article = [(line.region, run.visibility.rule, run.end - run.start) for line in lines for run in line.runs]
    found = []
    if any(rule == "F007" for _, rule, _ in article):
        found.append(_warning("css-unread", sheets="、".join(sheets[:3])))
    body = sum(length for region, _, length in article if region is Region.BODY)
    scripted = sum(length for region, rule, length in article if region is Region.BODY and rule == "F004")
    if body and scripted > body / 2:
        found.append(_warning("needs-js"))
    return found


def _forwards(shot: Snapshot, url: str | None) -> Iterator[Caution]:
    """``<meta http-equiv=refresh>`` that sends readers to another page before they have read this one."""
    for element in shot.elements.values():
        if element.tag == "meta" and element.get("http-equiv").strip().lower() == "refresh":
            found = _REFRESH.match(element.get("content"))
            target = urls.join(url, found[2].strip()) if found and float(found[1]) < _AT_ONCE else None
            if target and not (url and urls.same(target, url)):
                yield _warning("forwards", url=target)
                return
        elif element.tag == "body":
            break
    for _, text in inline(shot):
        place = destination(text)
        target = urls.join(url, place) if place else None
        if target and not (url and urls.same(target, url)):
            yield _warning("forwards", url=target)
            return


def _warning(code: str, **slots: object) -> Caution:
    said = say(f"visibility.{code}", **slots)
    return Caution(code, said.zh, said.en)


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
    if len(pieces) == 1:
        words = " ".join(pieces[0].text.split())
        return words, [(0, len(words), pieces[0])]
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
        before = stretches[-1][2] if stretches else None
        if before and before.element is piece.element and before.visibility == piece.visibility:
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
