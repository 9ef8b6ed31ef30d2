"""``summarizer doctor`` says what is there and what is missing, and how to get it."""

from __future__ import annotations

import json
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

from summarizer.config import load_settings
from summarizer.doctor import State, examine
from summarizer.messages import say
from tests.conftest import Cli

ROOT = Path(__file__).parent.parent


def test_a_whole_installation_is_well(cli: Cli) -> None:
    done = cli("doctor")
    assert done.code == 0
    assert "一切就绪" in done.out
    assert "summarizer models build fast" in done.out or "✓ fast" in done.out


def test_json_names_each_thing_and_its_state(cli: Cli) -> None:
    items = {item["name"]: item for item in json.loads(cli("doctor", "--format", "json").out)}
    assert items["torch"]["state"] == "ok"
    assert items["torch"]["found"] == metadata.version("torch")
    assert items["memory"]["found"].endswith("GiB")


def test_a_package_that_is_gone_is_a_problem_with_its_remedy(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    there = metadata.version

    def version(name: str) -> str:
        if name == "w3lib":
            raise metadata.PackageNotFoundError(name)
        return "0.1" if name == "ada-url" else there(name)

    monkeypatch.setattr(metadata, "version", version)
    done = cli("doctor", "--lang", "en")
    assert done.code == 2
    assert "pip install 'w3lib>=2.2'" in done.out
    assert "pip install 'ada-url>=1.27'" in done.out
    assert "2 to mend" in done.out


def test_a_cache_that_cannot_be_used_is_a_problem(tmp_path: Path) -> None:
    settings = load_settings(cache_dir=tmp_path / "not" / "yet" / "there")
    cache = next(item for item in examine(settings) if item.name == "cache")
    assert cache.state is State.OK
    assert str(tmp_path) in (cache.found or "")


def test_every_extra_says_what_it_is_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for extra in project["optional-dependencies"]:
        assert extra == "dev" or say(f"doctor.extra-{extra}").zh
