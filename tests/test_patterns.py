"""Every regular expression of the package takes time in proportion to its text, on the worst text for it too.

Which texts those are follows from the pattern: whatever it repeats, a hundred thousand characters of it, behind whatever
stands before. See ``tests/patterns.py``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import patterns

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_no_pattern_of_the_package_grows_faster_than_its_text() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.patterns"], check=True, capture_output=True, text=True, cwd=ROOT, timeout=3600
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["patterns"] > 400
    assert found["slow"] == []


@pytest.mark.parametrize("pattern", [r"\s*,", r"a[^b]*b", r"\[[^\]]*\]", r".*charset", r"(a+)+$"])
def test_what_grows_with_the_square_is_seen(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "LONGEST", 8000)
    monkeypatch.setattr(patterns, "_BELOW_NOTICE", 0.0)
    assert patterns.grows("here", re.compile(pattern), frozenset({"search"}))


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s*,", r"a[^ab]*b", r"\d{1,9}[a-z]{0,9}$", r"\A.*charset"])
def test_what_grows_with_the_text_is_let_through(pattern: str) -> None:
    assert patterns.grows("here", re.compile(pattern), frozenset({"search"})) is None


def test_patterns_that_are_tried_from_their_beginning_only_are_used_so() -> None:
    assert patterns.MATCHED_ONLY == ("summarizer.parse.edges",)
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "summarizer").rglob("*.py"))
    ways = set(re.findall(r"\.(?:stop|head|tail|credit|rights|promotion|inserted)\.(\w+)\(", text))
    assert ways & set(patterns._WAYS) == {"match"}
