"""A profile's own examples are judged, and the exit code says whether they hold."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Cli

PROFILE = """
extends = "default"
[[example]]
kind = "address"
original = "https://cz.rednet.cn/content/646756/98/13331490.html"
repost = "http://cz.rednet.cn/content/646756/98/13331490.html?from=timeline&isappinstalled=0"
verdict = "{first}"
[[example]]
kind = "statement"
original = "转载请附上原文出处链接和本声明"
repost = "转载请勿附上原文出处链接和本声明"
verdict = "fail"
"""


def test_examples_that_hold(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.format(first="pass"), encoding="utf-8")
    result = cli("profiles", "test", path)
    assert result.code == 0, result
    assert "个例子全部相符" in result.out
    assert "✗" not in result.out


def test_an_example_that_does_not_hold(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(PROFILE.format(first="fail"), encoding="utf-8")
    result = cli("profiles", "test", path, "--lang", "en")
    assert result.code == 1
    assert "stated fail, judged pass" in result.out
    outcomes = json.loads(cli("profiles", "test", path, "--format", "json").out)
    assert [outcome["repost"] for outcome in outcomes if not outcome["ok"]] == [
        "http://cz.rednet.cn/content/646756/98/13331490.html?from=timeline&isappinstalled=0"
    ]


def test_a_profile_that_is_wrong(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("unknown_key = 1", encoding="utf-8")
    result = cli("profiles", "test", path)
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_built_in_profiles_hold(cli: Cli) -> None:
    for name in ("default", "news-cn", "lenient", "strict"):
        assert cli("profiles", "test", name).code == 0
