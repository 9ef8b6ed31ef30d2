"""The reference pages say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "written_by"), [("rules", "page"), ("commands", "commands")])
def test_the_reference_is_up_to_date(name: str, written_by: str, lang: str) -> None:
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec
    assert spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    written = (DOCS / "reference" / f"{name}.{lang}.md").read_text(encoding="utf-8")
    assert written == getattr(build, written_by)(lang), "run: python docs/build.py"
