"""What all tests share. (That sockets reach loopback only is said in pyproject.toml, to pytest-socket.)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from summarizer.cli.app import run
from tests.browser import chromium

# The same examples every time, and no clock: a busy machine is no failure.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

FIXTURES = Path(__file__).parent.parent / "fixtures"


class Result(NamedTuple):
    """What a command gave: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Cli = Callable[..., Result]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in this process."""

    def call(*arguments: str | Path) -> Result:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return call


@pytest.fixture
def fixtures() -> Path:
    """The folder of example pages."""
    return FIXTURES


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of their own: a model that somebody has built would write the abstracts, and take its time."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither the settings nor the locale of whoever runs the tests decide what they see."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SUMMARIZER_LANG", "SUMMARIZER_CONFIG", "SUMMARIZER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One headless Chromium for the tests of a module. (Its event loop must not outlive them: others have their own.)"""
    with chromium() as started:
        yield started
