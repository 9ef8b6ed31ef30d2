"""Help answers at once: nothing heavy is imported for it, in either language."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import Cli

COMMANDS = ["", "parse", "summarize", "support", "check", "batch", "rules"]
HEAVY = ("torch", "transformers", "bs4", "httpx2", "lxml", "numpy", "pydantic_settings")

_PROBE = """
import sys
from summarizer.cli.app import run
code = run(sys.argv[1:])
heavy = [name for name in {heavy!r} if name in sys.modules]
sys.exit(f"loaded {{heavy}}" if heavy else code)
"""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_imports_nothing_heavy(command: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    done = subprocess.run(
        [sys.executable, "-c", _PROBE.format(heavy=HEAVY), *arguments], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "--help" in done.stdout


def test_importing_the_package_loads_no_model_library() -> None:
    code = f"import summarizer, sys; sys.exit(str([n for n in {HEAVY!r} if n in sys.modules] or ''))"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.stderr.strip() in ("", "[]")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_in_the_language_asked_for(cli: Cli, command: str) -> None:
    chinese = cli(*filter(None, [command, "--help"])).out
    english = cli(*filter(None, [command, "--lang=en", "--help"]))
    assert "选项" in chinese
    assert "cli." not in chinese
    if command:  # the program itself has no flag but --help
        assert english.code == 0
        assert "Options" in english.out


def test_the_locale_decides_where_nothing_is_asked(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Judge one repost" in cli("--help").out
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    assert "对照原文" in cli("--help").out
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "对照原文" in cli("--help").out


def test_without_arguments_the_help_is_shown(cli: Cli) -> None:
    assert "parse" in (cli().out + cli().err)
