"""What all tests share. (That sockets reach loopback only is said in pyproject.toml, to pytest-socket.)"""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither the settings nor the locale of whoever runs the tests decide what they see."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SUMMARIZER_LANG", "SUMMARIZER_CONFIG", "SUMMARIZER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))
