"""The models are listed, described and built by name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Cli


@pytest.fixture(autouse=True)
def _empty_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path))


def test_the_list_says_what_is_ready(cli: Cli, tmp_path: Path) -> None:
    assert "fast" in cli("models", "list").out
    (fast,) = [model for model in json.loads(cli("models", "list", "--format", "json").out) if model["name"] == "fast"]
    assert fast["ready"] is False
    assert fast["place"].startswith(str(tmp_path))
    assert len(fast["source"]["sha256"]) == 64


def test_a_model_is_described_with_its_card(cli: Cli) -> None:
    shown = cli("models", "show", "fast", "--lang", "en")
    assert shown.code == 0
    assert "licence         Gemma" in shown.out
    assert "#" in shown.out


def test_a_model_nobody_knows(cli: Cli) -> None:
    for command in ("show", "build"):
        result = cli("models", command, "nobody")
        assert result.code == 2
        assert "nobody" in result.err


def test_without_a_subcommand_the_help_is_shown(cli: Cli) -> None:
    result = cli("models")
    assert "build" in result.out
    assert result.err == ""
