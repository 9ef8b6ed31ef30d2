"""What a job is made of: an input that names a page or a pair, and the record that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.data.abstracts import Abstract
from summarizer.data.articles import Article
from summarizer.data.checks import Check
from summarizer.noun import Message, Noun


@dataclass(frozen=True, slots=True)
class Failure(Noun):
    """Why an input has no result. ``code`` is that of the error (``errors.py``), stable for scripts."""

    code: str
    message: Message


@dataclass(frozen=True, slots=True)
class Stored(Noun):
    """Where in an input file a page's bytes lie, so that a plan names a page without carrying it.

    ``at`` is a byte offset (``jsonl``, ``csv``, ``warc``) or a row number from 0 (``parquet``).
    """

    file: str
    kind: Literal["jsonl", "csv", "parquet", "warc"]
    at: int


@dataclass(frozen=True, slots=True)
class Item(Noun):
    """One input of a job: a page (``repost`` alone) or a pair. ``number`` counts from 0 in the order of the input.

    ``repost`` and ``original`` are http(s) addresses or paths; ``stored`` says where the page lies if the input itself
    holds it. With ``error`` the row could not be understood, and becomes a record that says so.
    """

    number: int
    id: str
    repost: str | None = None
    original: str | None = None
    repost_url: str | None = None
    original_url: str | None = None
    stored: Stored | None = None
    error: Failure | None = None


@dataclass(frozen=True, slots=True)
class Record(Noun):
    """What became of one input. Every input of a job has exactly one, whatever happened."""

    id: str
    status: Literal["ok", "error", "skipped"]
    repost: str | None = None  # as the input names it
    original: str | None = None
    error: Failure | None = None
    article: Article | None = None
    abstract: Abstract | None = None
    check: Check | None = None
