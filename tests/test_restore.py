"""What was written as JSON is read back as it was; what is no such JSON is one kind of error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import pipeline
from summarizer.data import Abstract, Check
from summarizer.data.restore import restore


@pytest.mark.parametrize("name", ["repost-number-changed", "repost-hidden-link", "repost-though-forbidden"])
def test_a_check_comes_back_as_it_was(fixtures: Path, name: str) -> None:
    check = pipeline.check(fixtures / name / "page.html", fixtures / name / "original.html")
    assert restore(Check, json.loads(json.dumps(check.to_dict()))) == check


def test_an_abstract_comes_back_as_it_was() -> None:
    made = pipeline.summarize(
        "云岭区昨天开通三座步行桥。桥长共四百二十米，花了两年建成。", length="short", method="extractive"
    )
    assert restore(Abstract, json.loads(json.dumps(made.to_dict()))) == made


def test_what_an_older_record_lacks_takes_its_default(fixtures: Path) -> None:
    plain = pipeline.check(fixtures / "repost-hidden-link/page.html").to_dict()
    del plain["original_by"]
    plain["of a newer version"] = 1
    assert restore(Check, plain).original_by == "given"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "splendid"),
        ("verdict", None),
        ("findings", [1]),
        ("findings", {}),
        ("repost", "x"),
        ("duties", None),
    ],
)
def test_what_is_no_check_is_said_to_be_none(fixtures: Path, key: str, value: Any) -> None:
    plain = pipeline.check(fixtures / "repost-hidden-link/page.html").to_dict()
    with pytest.raises(ValueError, match=r"."):
        restore(Check, plain | {key: value})
    with pytest.raises(ValueError, match="Check"):
        restore(Check, [])
