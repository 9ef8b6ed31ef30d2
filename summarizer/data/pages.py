"""What arrives, and what a reader meets on it: documents, places, lines, links and how visible they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from summarizer.noun import Noun


@dataclass(frozen=True, slots=True)
class Page(Noun):
    """One document as it arrived: its bytes (or markup already decoded by the caller) and where it came from."""

    content: bytes | str
    url: str | None = None
    content_type: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    truncated: bool = False
    stylesheets: tuple[tuple[str, str], ...] = ()  # (absolute address, text) of external sheets, fetched or given
    following: tuple[Page, ...] = ()  # the next pages of the same article, in order, fetched or given
    unchanged: bool = False  # asked again, the server said that it is as it was: a 304


@dataclass(frozen=True, slots=True)
class Span(Noun):
    """Characters ``[start, end)`` of the text of one element."""

    xpath: str
    css: str
    start: int
    end: int


class Region(StrEnum):
    """The part of the page a line belongs to. Everything but ``OUTSIDE`` belongs to the article."""

    HEAD = "head"  # title, byline, dates and source above the body
    BODY = "body"
    CAPTION = "caption"
    NOTICE = "notice"  # source, people, statement, link below (or inside) the body
    OUTSIDE = "outside"  # navigation, related links, comments, footer


class Sight(StrEnum):
    """How a reader with an ordinary browser meets a piece of text, best first."""

    SEEN = "seen"
    EFFORT = "effort"  # visible, but small, pale, folded, or only in some media
    UNKNOWN = "unknown"  # the page leaves it open: an unread sheet, a script, an unknown background
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Visibility(Noun):
    """How visible something is, the rule (V601, L216, F007 …) that says so, and the declaration that decides it."""

    sight: Sight = Sight.SEEN
    rule: str | None = None
    declaration: str | None = None  # "display:none"
    origin: str | None = None  # "style#2 line 4", "style attribute", "<template>"


SEEN = Visibility()


@dataclass(frozen=True, slots=True)
class Run(Noun):
    """A stretch of one line that comes from one element and is equally visible throughout."""

    start: int
    end: int
    xpath: str
    css: str
    visibility: Visibility = SEEN


@dataclass(frozen=True, slots=True)
class Line(Noun):
    """One line as a reader sees it: a paragraph, a heading, a cell, or what stands between two ``<br>``.

    ``text`` has its white space collapsed. ``runs`` cover it without gaps, in order.
    """

    text: str
    xpath: str
    css: str
    region: Region = Region.OUTSIDE
    runs: tuple[Run, ...] = ()

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of ``text[start:end]``."""
        return Span(self.xpath, self.css, start, len(self.text) if end is None else end)

    def visibility(self, start: int = 0, end: int | None = None) -> Visibility:
        """The least visible stretch of ``text[start:end]`` decides."""
        stop = len(self.text) if end is None else end
        order = list(Sight)
        inside = [run.visibility for run in self.runs if run.start < stop and run.end > start]
        return max(inside, key=lambda seen: order.index(seen.sight), default=SEEN)


@dataclass(frozen=True, slots=True)
class Link(Noun):
    """Something on the page that leads, or claims to lead, to an address.

    ``via`` says what it is: ``a``, ``area``, ``script`` (onclick, javascript:, data-href), ``canonical``, ``meta``,
    ``json-ld``, ``header``, ``frame``. ``href`` is as written, ``url`` resolved against the page (``None`` if it
    cannot be). ``line`` indexes ``Reading.lines`` or, for a hidden link, ``Reading.hidden``; ``[start, end)`` is its
    text there.
    """

    href: str
    url: str | None
    text: str
    via: str
    xpath: str
    css: str
    rel: tuple[str, ...] = ()
    line: int | None = None
    start: int = 0
    end: int = 0
    region: Region = Region.OUTSIDE
    visibility: Visibility = SEEN
