"""The reference pages say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_rules_page_is_up_to_date(lang: str) -> None:
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    written = (DOCS / "reference" / f"rules.{lang}.md").read_text(encoding="utf-8")
    assert written == build.page(lang), "run: python docs/build.py"
