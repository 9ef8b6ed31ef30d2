"""The nouns of the program: every stage takes and returns these, and nothing else.

All are frozen and slotted. ``to_dict`` gives the JSON of the documented contract; field order is the order of the JSON.
Positions are half-open character ranges ``[start, end)`` into the text of the element that ``xpath`` and ``css`` name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

# The base of the nouns stands apart; whoever takes a noun from here takes these from here too.
from summarizer.noun import Message as Message  # noqa: PLC0414
from summarizer.noun import Noun as Noun  # noqa: PLC0414


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


class DutyKind(StrEnum):
    """What an original can ask of whoever reposts it."""

    LINK = "link"
    HYPERLINK = "hyperlink"
    PROMINENT = "prominent"
    STATEMENT = "statement"
    SOURCE = "source"
    AUTHOR = "author"
    EDITOR = "editor"
    ORIGINAL_TITLE = "original_title"
    PRIOR_PERMISSION = "prior_permission"
    WRITTEN_PERMISSION = "written_permission"
    FORBIDDEN = "forbidden"
    NON_COMMERCIAL = "non_commercial"
    COMMERCIAL_PERMISSION = "commercial_permission"
    NO_MODIFICATION = "no_modification"
    SHARE_ALIKE = "share_alike"
    LICENCE = "licence"
    PAYMENT = "payment"
    NO_MIRRORING = "no_mirroring"
    NO_LINKING = "no_linking"
    SITE_LINK = "site_link"
    TRANSLATOR = "translator"
    AUTHOR_QR = "author_qr"
    UPSTREAM_LICENCE = "upstream_licence"
    NO_HIDDEN_SOURCE = "no_hidden_source"
    NO_SUBLICENCE = "no_sublicence"
    AI_NOTICE = "ai_notice"
    NO_AI_TRAINING = "no_ai_training"


@dataclass(frozen=True, slots=True)
class Duty(Noun):
    """One thing the original asks for, with the words that ask for it.

    ``origin`` is ``notice`` (the article's own words), ``site`` (a footer for the whole site) or ``profile`` (no words
    on the page; ``text`` then quotes the profile). ``value`` is what exactly must stand there (a label, an address).
    """

    kind: DutyKind
    text: str
    span: Span | None
    origin: Literal["notice", "site", "profile"] = "notice"
    value: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeLine(Noun):
    """One line (or part of a line) of the notice, and what it became: ``source``, ``editors``, ``statement`` …"""

    text: str
    role: str
    span: Span
    scope: Literal["article", "site"] = "article"


@dataclass(frozen=True, slots=True)
class Notice(Noun):
    """Attribution as the page states it. Names stand one by one."""

    source: str | None = None
    source_url: str | None = None
    authors: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    statement: str | None = None
    link: str | None = None
    licence: str | None = None
    duties: tuple[Duty, ...] = ()
    original_title: str | None = None  # 原标题
    upstream: str | None = None  # 本文转自 …, 首发于 …: the outlet (or address) this page says it copied
    site_statement: str | None = None  # a footer that speaks for the whole site
    lines: tuple[NoticeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Image(Noun):
    src: str
    caption: str | None = None
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Warning(Noun):
    """Something about the page that an editor would find odd. ``code`` is a stable name such as ``charset-suspect``."""

    code: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Decode(Noun):
    """How bytes became text: the encoding used, and how many characters could not be read."""

    encoding: str
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Article(Noun):
    """What a page says, without everything around it."""

    url: str | None
    canonical_url: str | None
    site: str | None
    title: str | None
    published: str | None  # ISO 8601 with offset; date only where the page gives no time
    language: str | None
    paragraphs: tuple[str, ...]
    images: tuple[Image, ...]
    notice: Notice
    warnings: tuple[Warning, ...]
    decode: Decode
    sha256: str

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def to_dict(self) -> dict[str, Any]:
        return Noun.to_dict(self) | {"text": self.text}


@dataclass(frozen=True, slots=True)
class Reading(Noun):
    """A whole page as a reader meets it: the article, every displayed line, every link, and what is kept from sight.

    ``hidden`` holds text that no reader sees: undisplayed elements, comments, ``<template>``, scripts, attributes.
    ``texts`` of both kinds are bounded; the article's warnings tell where something was cut.
    """

    article: Article
    lines: tuple[Line, ...]
    hidden: tuple[Line, ...]
    links: tuple[Link, ...]

    def article_lines(self) -> Iterator[Line]:
        return (line for line in self.lines if line.region is not Region.OUTSIDE)


@dataclass(frozen=True, slots=True)
class SentenceSupport(Noun):
    """Where one sentence of an abstract comes from, and what in it the article does not hold."""

    sentence: str
    paragraphs: tuple[int, ...]
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support(Noun):
    """Does the article bear out this abstract? ``score`` is the share of sentences that it does, 0 to 1."""

    ok: bool
    score: float
    sentences: tuple[SentenceSupport, ...]


@dataclass(frozen=True, slots=True)
class ModelInfo(Noun):
    name: str
    revision: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Credit(Noun):
    source: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Abstract(Noun):
    """An abstract, where each sentence comes from, and the label and credit it must be published with."""

    url: str | None
    title: str | None
    abstract: str
    length: int  # characters, white space not counted
    method: Literal["abstractive", "compressive", "extractive"]
    fallback_reason: str | None
    model: ModelInfo | None
    support: tuple[SentenceSupport, ...]
    label: str
    credit: Credit
    seconds: float


class Verdict(StrEnum):
    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"
    WAIVED = "waived"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Evidence(Noun):
    """A place on one of the two pages, the words there and, where something was rejected, the rule that says why."""

    page: Literal["original", "repost"]
    xpath: str
    css: str
    start: int
    end: int
    text: str
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Fix(Noun):
    """What to paste. ``safe`` is true where pasting it changes nothing but the attribution."""

    html: str
    text: str
    safe: bool = True
    markdown: str | None = None


@dataclass(frozen=True, slots=True)
class Finding(Noun):
    """One judgement under one rule."""

    rule: str
    name: str
    verdict: Verdict
    severity: Severity
    message: Message
    duty: int | None = None  # index into Check.duties
    causes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[str, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Check(Noun):
    """The judgement of one repost against one original.

    ``original_by`` says how the original was come by: ``given``, by a ``link`` in the repost, in the ``register`` of
    one's own articles, or not at all (``none``).
    """

    verdict: Verdict
    original: Article | None
    repost: Article
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...]
    fix: Fix | None = None
    original_by: Literal["given", "link", "register", "none"] = "given"
