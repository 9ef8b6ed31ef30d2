"""Where on the displayed lines of a page a piece of evidence stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summarizer.data import Evidence, Line, Link, Reading, Region

_SHORTEST = 2  # characters of evidence that are worth looking for by their words alone
_EVIDENCE = 300  # characters after which a check cuts evidence off


class Place(NamedTuple):
    """Characters ``[start, end)`` of ``Reading.lines[line]``, or of ``Reading.hidden[line]``."""

    hidden: bool
    line: int
    start: int
    end: int


class Places:
    """The lines of one page by their elements."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_element: dict[str, list[tuple[bool, int]]] = {}
        self._links = {link.xpath: link for link in reading.links if link.line is not None}
        for hidden, number, line in self._all():
            for xpath in dict.fromkeys([line.xpath, *(run.xpath for run in line.runs)]):
                self._by_element.setdefault(xpath, []).append((hidden, number))

    def find(self, evidence: Evidence) -> Place | None:
        """The place of ``evidence``: by its element and words, as a link, or by its words alone."""
        return self._by_place(evidence) or self._by_link(evidence) or self._by_words(evidence)

    def of_link(self, link: Link) -> Place | None:
        """Where the text of ``link`` stands; a link without text stands nowhere."""
        for hidden, lines in ((False, self._reading.lines), (True, self._reading.hidden)):
            number = link.line
            if number is None or number >= len(lines) or link.start >= link.end:
                continue
            if lines[number].text[link.start : link.end].strip() == link.text.strip():
                return Place(hidden, number, link.start, link.end)
        return None

    def _by_place(self, evidence: Evidence) -> Place | None:
        if not evidence.text:
            return None
        for hidden, number in self._by_element.get(evidence.xpath, ()):
            text = self._lines(hidden)[number].text[evidence.start : evidence.end]
            if text and text[:_EVIDENCE] == evidence.text:
                return Place(hidden, number, evidence.start, evidence.end)
        return None

    def _by_link(self, evidence: Evidence) -> Place | None:
        link = self._links.get(evidence.xpath)
        return self.of_link(link) if link and evidence.text.endswith(link.href[:100]) else None

    def _by_words(self, evidence: Evidence) -> Place | None:
        words = evidence.text
        if len(words) < _SHORTEST:
            return None
        near = self._by_element.get(evidence.xpath, ())
        for hidden, number in (*near, *self._in_order()):
            at = self._lines(hidden)[number].text.find(words)
            if at >= 0:
                return Place(hidden, number, at, at + len(words))
        return None

    def _lines(self, hidden: bool) -> tuple[Line, ...]:
        return self._reading.hidden if hidden else self._reading.lines

    def _in_order(self) -> Iterator[tuple[bool, int]]:
        """All lines, those of the article first, those that no reader sees last."""
        lines = list(enumerate(self._reading.lines))
        yield from ((False, number) for number, line in lines if line.region is not Region.OUTSIDE)
        yield from ((False, number) for number, line in lines if line.region is Region.OUTSIDE)
        yield from ((True, number) for number in range(len(self._reading.hidden)))

    def _all(self) -> Iterable[tuple[bool, int, Line]]:
        yield from ((False, number, line) for number, line in enumerate(self._reading.lines))
        yield from ((True, number, line) for number, line in enumerate(self._reading.hidden))
