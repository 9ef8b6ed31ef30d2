"""What a page says: the article, the people behind it, its notice and the duties that the notice states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from summarizer.data.pages import Line, Link, Region, Span
from summarizer.noun import Noun


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
