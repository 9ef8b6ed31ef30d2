"""The how-to on fetching names every error that a record can carry, and settings that there are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from summarizer.config import Settings

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "how-to" / f"fetching.{lang}.md" for lang in ("zh", "en")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_error_is_explained(page: Path) -> None:
    messages = tomllib.loads((ROOT / "summarizer" / "messages" / "fetch.toml").read_text(encoding="utf-8"))
    codes = {name for name in messages if not name.startswith("cache-")} - {"robots-unread"}
    assert codes - set(re.findall(r"`([a-z-]+)`", page.read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_its_settings_are_settings(page: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    assert block
    settings = Settings(**tomllib.loads(block[1]))
    assert settings.hosts["*.paper.example"].rate == 5
    defaults = Settings()
    for name in ("timeout", "attempts", "max_wait", "max_connections"):
        assert getattr(settings, name) == getattr(defaults, name)
