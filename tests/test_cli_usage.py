"""Mistakes in the arguments are explained in the user's language."""

from __future__ import annotations

import pytest

from tests.conftest import Cli


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["pars"], "没有“pars”这个命令，是不是 'parse'？", "there is no command “pars”; did you mean 'parse'?"),
        (["parse"], "缺少 SOURCE", "SOURCE is missing"),
        (["parse", "x", "--quite"], "没有 --quite 这个选项，是不是 --quiet？", "there is no option --quite"),
        (["parse", "x", "--nonsense"], "没有 --nonsense 这个选项", "there is no option --nonsense"),
        (
            ["parse", "x", "--format", "yaml"],
            "--format 不能是“yaml”，可选：'text', 'json'",
            "--format cannot be “yaml”",
        ),
        (["parse", "x", "--config"], "--config 后面缺少值", "--config needs a value"),
        (["parse", "x", "y"], "多出来的参数：y", "unexpected: y"),
        (["support", "x"], "缺少 --abstract", "--abstract is missing"),
    ],
)
def test_mistakes_are_explained_in_both_languages(cli: Cli, arguments: list[str], zh: str, en: str) -> None:
    chinese, english = cli(*arguments), cli(arguments[0], "--lang=en", *arguments[1:])
    assert chinese.code == english.code == 2
    assert zh in chinese.err
    if arguments != ["pars"]:
        assert en in english.err
