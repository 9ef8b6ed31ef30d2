"""Every message is there in both languages, with the same slots."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

import summarizer.messages
from summarizer.data import Message
from summarizer.messages import say

CATALOGUES = sorted(Path(summarizer.messages.__file__).parent.glob("*.toml"))


def _slots(template: str) -> set[str]:
    """The names of the slots; ``page_en`` is the English form of ``page``."""
    return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_both_languages_say_the_same_with_the_same_slots(path: Path) -> None:
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(entry) == {"zh", "en"}, name
        assert _slots(entry["zh"]) == _slots(entry["en"]), name


def test_a_message_in_a_message_is_put_in_each_language() -> None:
    said = say("input.empty", source=Message("标准输入", "standard input"))
    assert said == Message("内容是空的：标准输入", "standard input is empty")


def test_braces_in_a_slot_are_left_alone() -> None:
    assert "{x}" in say("input.empty", source="{x}").zh
