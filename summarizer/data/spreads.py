"""Two facing pages: a check with all that a reader of either page sees, for reports that show evidence in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.data.abstracts import Abstract, Support
from summarizer.data.articles import Reading
from summarizer.data.checks import Check
from summarizer.noun import Noun


@dataclass(frozen=True, slots=True)
class Stretch(Noun):
    """Characters ``[start, end)`` of ``Reading.lines[line]`` that differ from the other page.

    Stretches of the same ``change`` belong together: what stands here, and what stands there instead.
    """

    page: Literal["original", "repost"]
    line: int
    start: int
    end: int
    change: int


@dataclass(frozen=True, slots=True)
class Comparison(Noun):
    """How two bodies differ, and which line of the original each line of the repost answers: ``(original, repost)``."""

    stretches: tuple[Stretch, ...] = ()
    answers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Spread(Noun):
    """A check and the two pages it was made from; not part of the JSON of a check.

    ``abstract`` is one published with the repost (judged: ``Support``) or made from it; its paragraphs are those of
    ``abstract_of``.
    """

    check: Check
    original: Reading | None
    repost: Reading
    comparison: Comparison = Comparison()
    abstract: Abstract | Support | None = None
    abstract_of: Literal["original", "repost"] = "original"
    rebuilt: bool = False  # from the articles alone: no links, nothing hidden, nothing around the article
