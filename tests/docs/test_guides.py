"""The guides do what they say: their commands run, their links lead somewhere, both languages show the same."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from summarizer.check.profile import load_profile
from tests.conftest import Cli

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = sorted(path for folder in ("tutorial", "how-to") for path in (DOCS / folder).glob("*.md"))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_COMMANDS = [
    (path.name, line)
    for path in GUIDES
    for _, block in _BLOCK.findall(path.read_text(encoding="utf-8"))
    for line in block.splitlines()
    if line.startswith("summarizer ") and "fixtures/" in line
]


@pytest.mark.parametrize(("guide", "line"), _COMMANDS)
def test_a_command_of_a_guide_gives_a_result(cli: Cli, guide: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS.parent)
    done = cli(*shlex.split(line)[1:])
    assert done.code in (0, 1), done.err
    assert done.out


@pytest.mark.parametrize("path", [*GUIDES, DOCS / "README.md"], ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def _typed(path: Path) -> list[list[str]]:
    """The commands and flags that each block shows; names of files and comments are in the guide's own language."""
    blocks = (block for _, block in _BLOCK.findall(path.read_text(encoding="utf-8")))
    return [re.findall(r"summarizer \w+|--(?!lang)[a-z-]+|^\[.*?\]+", block, re.MULTILINE) for block in blocks]


@pytest.mark.parametrize("path", [path for path in GUIDES if path.name.endswith(".zh.md")], ids=lambda path: path.name)
def test_both_languages_show_the_same(path: Path) -> None:
    assert _typed(path) == _typed(path.with_name(path.name.replace(".zh.", ".en.")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_profile_of_the_guide_is_one(cli: Cli, tmp_path: Path, lang: str) -> None:
    text = (DOCS / "how-to" / f"profiles.{lang}.md").read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(next(block for kind, block in _BLOCK.findall(text) if kind == "toml"), encoding="utf-8")
    assert load_profile(own).require.link == "hyperlink"
    assert cli("profiles", "test", own).code == 0
