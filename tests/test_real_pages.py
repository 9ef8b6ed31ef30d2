"""Every saved page of the development data gives an article that follows the schema, and never a traceback."""

from __future__ import annotations

import json
import os
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import summarizer

ROOT = Path(os.environ.get("SUMMARIZER_DATA", Path(__file__).parents[2] / "shared" / "data"))
PAGES = sorted(ROOT.glob("pages/*/*.html"))


@pytest.mark.skipif(not PAGES, reason="no development pages: set SUMMARIZER_DATA")
def test_every_page_parses() -> None:
    schema = json.loads(files("summarizer.schemas").joinpath("article.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    for path in PAGES:
        article = summarizer.parse(path)
        error = next(validator.iter_errors(article.to_dict()), None)
        assert error is None, f"{path.name}: {error and error.message}"
