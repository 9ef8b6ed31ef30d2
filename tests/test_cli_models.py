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


ARTICLE = (
    "青禾市水务局10月12日宣布，云溪水库清淤工程完工，库容恢复到410万立方米。工程去年3月开工，总投资1860万元。"
    "清出的淤泥运往周边的果园作底肥。水库建于1974年，是青禾市东部最大的水源。"
)


def test_ways_are_compared_on_references_and_a_second_run_makes_only_what_is_missing(cli: Cli, tmp_path: Path) -> None:
    data, records = tmp_path / "data.jsonl", tmp_path / "records.jsonl"
    row = {"id": "a", "article": ARTICLE, "abstract": "云溪水库清淤工程完工，总投资1860万元，库容恢复到410万立方米。"}
    data.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    first = cli("models", "evaluate", data, "--records", records, "--format", "json")
    told = json.loads(first.out)
    assert (first.code, told["articles"]) == (0, 1)
    assert set(told["ways"]) == {"lead", "oracle", "extractive"}
    assert told["ways"]["oracle"]["r2"] >= told["ways"]["lead"]["r2"] > 0
    assert told["ways"]["extractive"]["supported"] == 100
    written = records.read_text(encoding="utf-8")
    assert len(written.splitlines()) == 3
    again = cli("models", "evaluate", data, "--records", records, "--format", "json")
    assert json.loads(again.out) == told
    assert records.read_text(encoding="utf-8") == written
    assert "extractive" in cli("models", "evaluate", data, "--lang", "en").out


def test_data_without_references_is_one_clear_line(cli: Cli, tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"id": 1}\n', encoding="utf-8")
    refused = cli("models", "evaluate", data)
    assert refused.code == 2
    assert len(refused.err.strip().splitlines()) == 1
