"""Visibility: what a reader sees, by which rule, and which declaration decides."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.sight.reading import Lines, read_lines
from summarizer.parse.tree import plant
from tests.parse.sight.visibility_cases import TARGET, Case, cases


def read(html: str, **page: object) -> Lines:
    return read_lines(plant(html), Page(html, "https://site.example/a/1.html", **page))  # type: ignore[arg-type]


def target(found: Lines):
    """The visibility of the target text, wherever it went."""
    for line in (*found.lines, *found.hidden):
        start = line.text.find(TARGET)
        if start >= 0:
            return line.visibility(start, start + len(TARGET))
    raise AssertionError("the target text is nowhere")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_planted_case(case: Case):
    seen = target(read(case.html))
    assert (seen.sight.value, seen.rule) == (case.sight, case.rule), seen
