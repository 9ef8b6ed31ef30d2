"""The judgement of a repost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from summarizer.data.articles import Article, Duty
from summarizer.noun import Message, Noun


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
class Explanation(Noun):
    """A rule's documentation, section by section, in both languages; an absent section is empty."""

    what: Message
    why: Message
    bad: Message
    good: Message
    mend: Message
    law: Message


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
