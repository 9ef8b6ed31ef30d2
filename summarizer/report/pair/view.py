"""What the page of one check shows, worked out before any HTML: two sides of blocks, and the findings numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

from summarizer.data import Article, Duty, Evidence, Finding, Line, Reading, Region, Sight, Spread, Visibility
from summarizer.report.check_text import distinct, grouped
from summarizer.report.pair.pieces import Mark, Piece, cut, whole_number
from summarizer.report.pair.places import Place, Places

PageName = Literal["original", "repost"]

_FURNITURE = 3  # short lines in a row
_SHORT = 14  # characters
_AHEAD = 20  # lines that may stand between two paragraphs
MAX_LINES = 3000  # lines of one page that are shown
MAX_CHARS = 400_000  # … and characters
MAX_LINE = 20_000  # … and characters of one line
_GROUPS = {Region.HEAD: "head", Region.BODY: "body", Region.CAPTION: "caption", Region.NOTICE: "notice"}


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page. ``answer`` is the block of the other page that says the same; ``paragraph`` counts from 1."""

    id: str
    kind: str
    pieces: list[Piece]
    title: bool = False
    paragraph: int | None = None
    answer: str | None = None
    alone: bool = False  # nothing of it stands on the other page
    hidden: Visibility | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages: the article's lines, then what was found elsewhere on the page, then out of sight."""

    key: PageName
    article: Article
    blocks: list[Block]
    elsewhere: list[Block]
    unseen: list[Block]
    cut_off: int = 0  # lines that are not shown


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with its number; ``asked`` is the duty it rests on, ``loose`` evidence that no line shows."""

    number: int
    finding: Finding
    asked: Duty | None
    places: list[Evidence]
    loose: list[Evidence]


@dataclass(slots=True)
class View:
    groups: list[tuple[str, list[Entry]]] = field(default_factory=list)
    original: Side | None = None
    repost: Side | None = None
    duties: list[tuple[Duty, int | None]] = field(default_factory=list)  # with the number of a finding that shows it

    @property
    def sides(self) -> list[Side]:
        return [side for side in (self.original, self.repost) if side]

    @property
    def entries(self) -> list[Entry]:
        return [entry for _, entries in self.groups for entry in entries]


def view(spread: Spread) -> View:
    """The spread as it is shown. Findings are numbered in the order in which they are listed, from 1."""
    builder = _Builder(spread)
    result = View()
    number = 0
    for severity, findings in grouped(spread.check):
        entries = []
        for finding in findings:
            number += 1
            entries.append(builder.entry(number, finding))
        result.groups.append((severity.value, entries))
    result.duties = [(duty, builder.shows(duty)) for duty in spread.check.duties]
    result.original, result.repost = builder.side("original"), builder.side("repost")
    return result


class _Builder:
    """Collects the marks of both pages, then cuts their lines."""

    def __init__(self, spread: Spread) -> None:
        self._spread = spread
        self._readings: dict[PageName, Reading] = {"repost": spread.repost}
        if spread.original:
            self._readings["original"] = spread.original
        self._places = {name: Places(reading) for name, reading in self._readings.items()}
        self._marks: dict[tuple[PageName, bool, int], list[Mark]] = {}
        self._shown: dict[tuple[PageName, Place], int] = {}
        self._answers: dict[PageName, dict[int, str]] = {"original": {}, "repost": {}}
        self._note_changes()
        self._note_links()

    def entry(self, number: int, finding: Finding) -> Entry:
        duties = self._spread.check.duties
        asked = duties[finding.duty] if finding.duty is not None and finding.duty < len(duties) else None
        evidence = distinct(finding.evidence)
        loose = [one for one in evidence if not self._mark(one, number)]
        if asked and asked.span:
            self._mark(self._words(asked), number)
        return Entry(number, finding, asked, evidence, loose)

    def shows(self, duty: Duty) -> int | None:
        """The number of the first finding that marks the words of ``duty``."""
        if duty.span is None:
            return None
        evidence = self._words(duty)
        places = self._places.get(evidence.page)
        place = places.find(evidence) if places else None
        return self._shown.get((evidence.page, place)) if place else None

    def side(self, name: PageName) -> Side | None:
        reading = self._readings.get(name)
        if reading is None:
            return None
        blocks: list[Block] = []
        elsewhere: list[Block] = []
        room = MAX_CHARS
        begun = False  # a breadcrumb or a byline above the text is no notice below it
        numbers = dict(self._numbered(reading))
        for number, line in enumerate(reading.lines):
            if line.region is not Region.OUTSIDE and len(blocks) < MAX_LINES and room > 0:
                room -= len(line.text)
                begun = begun or line.region is Region.BODY
                block = self._block(name, number, line, numbers.get(number))
                blocks.append(block if begun or block.kind != "notice" else replace(block, kind="head"))
            elif (name, False, number) in self._marks:
                elsewhere.append(self._block(name, number, line, None))
        unseen = [self._unseen(name, key[2]) for key in sorted(self._marks) if key[:2] == (name, True)]
        total = sum(line.region is not Region.OUTSIDE for line in reading.lines)
        cut_off = total - len(blocks)
        return Side(name, reading.article, list(_without_furniture(blocks)), elsewhere, unseen, cut_off)

    def _block(self, name: PageName, number: int, line: Line, paragraph: int | None) -> Block:
        marks = self._marks.get((name, False, number), [])
        changed = sum(mark.end - mark.start for mark in marks if mark.change is not None)
        answers = self._answers[name]
        letters = sum(char.isalnum() for char in line.text)
        hidden = line.visibility()
        return Block(
            id=f"{name[0]}{number}",
            kind=_GROUPS.get(line.region, "outside"),
            pieces=cut(_bounded(line.text), marks),
            title=line.region is Region.HEAD and line.text == self._readings[name].article.title,
            paragraph=paragraph,
            answer=answers.get(number),
            alone=number not in answers and 0 < letters <= changed,
            hidden=hidden if hidden.sight in (Sight.EFFORT, Sight.HIDDEN) else None,
        )

    def _unseen(self, name: PageName, number: int) -> Block:
        line = self._readings[name].hidden[number]
        pieces = cut(_bounded(line.text), self._marks[name, True, number])
        return Block(f"{name[0]}h{number}", "unseen", pieces, hidden=line.visibility())

    def _mark(self, evidence: Evidence, number: int) -> bool:
        """Mark the place of ``evidence``; false where no line shows it."""
        places = self._places.get(evidence.page)
        place = places.find(evidence) if places else None
        if place is None:
            return False
        self._shown.setdefault((evidence.page, place), number)
        reading = self._readings[evidence.page]
        text = (reading.hidden if place.hidden else reading.lines)[place.line].text
        start, end = whole_number(text, place.start, place.end)
        self._add(evidence.page, place.hidden, place.line, Mark(start, end, finding=number))
        return True

    def _words(self, duty: Duty) -> Evidence:
        """The words of a duty as evidence; without an original at hand they are those that the repost keeps."""
        assert duty.span is not None  # noqa: S101 - callers look first
        page: PageName = "original" if self._spread.original else "repost"
        return Evidence(page, duty.span.xpath, duty.span.css, duty.span.start, duty.span.end, duty.text)

    def _note_changes(self) -> None:
        for line, answer in self._spread.comparison.answers:
            self._answers["original"].setdefault(line, f"r{answer}")
            self._answers["repost"].setdefault(answer, f"o{line}")
        for one in self._spread.comparison.stretches:
            self._add(one.page, False, one.line, Mark(one.start, one.end, change=one.change))

    def _note_links(self) -> None:
        for name, reading in self._readings.items():
            for link in reading.links:
                place = self._places[name].of_link(link) if link.region is not Region.OUTSIDE else None
                if place and not place.hidden:
                    self._add(name, False, place.line, Mark(place.start, place.end, target=link.url or link.href))

    def _add(self, name: PageName, hidden: bool, line: int, mark: Mark) -> None:
        self._marks.setdefault((name, hidden, line), []).append(mark)

    def _numbered(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """The lines that are paragraphs of the article, with their number from 1."""
        lines = [(number, line.text) for number, line in enumerate(reading.lines) if line.region is Region.BODY]
        at = 0
        for count, paragraph in enumerate(reading.article.paragraphs, start=1):
            ahead = range(at, min(at + _AHEAD, len(lines)))
            found = next((i for i in ahead if lines[i][1] in paragraph or paragraph in lines[i][1]), None)
            if found is not None:
                yield lines[found][0], count
                at = found + 1


def _bounded(text: str) -> str:
    return text if len(text) <= MAX_LINE else f"{text[:MAX_LINE]}…"


def _without_furniture(blocks: list[Block]) -> Iterator[Block]:
    """Runs of short lines around the headline (share buttons, font sizes) stand on one line: nobody reads them."""
    for plain, run in groupby(blocks, key=_is_furniture):
        lines = list(run)
        if not plain or len(lines) < _FURNITURE:
            yield from lines
            continue
        text = " · ".join("".join(piece.text for piece in block.pieces) for block in lines)
        yield replace(lines[0], pieces=[Piece(text)])


def _is_furniture(block: Block) -> bool:
    marked = any(piece.findings or piece.change is not None for piece in block.pieces)
    return block.kind == "head" and not block.title and not marked and sum(len(p.text) for p in block.pieces) <= _SHORT
