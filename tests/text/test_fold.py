"""Folding: what counts as the same character, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text.fold import fold, fold_deep, folded, folded_deep, simplify

ANY_TEXT = st.text(max_size=200)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("转载，请附上。", "转载,请附上."),
        ("“本文链接”", "「本文链接」"),
        ("【版权】", "（版权）"),
        ("ＣＣ　４．０", "cc 4.0"),
        ("上\n下\u00a0左", "上下左"),
    ],
)
def test_harmless_differences_fold_away(written: str, same: str) -> None:
    assert folded(written) == folded(same)


@pytest.mark.parametrize("hidden", ["本\u200b声明", "本\ufe0f声明", "本声\U000e0101明", "本\u2060声明"])
def test_only_the_deep_fold_removes_invisible_characters(hidden: str) -> None:
    assert folded_deep(hidden) == "本声明"
    assert folded(hidden) != "本声明"


def test_radicals_and_compatibility_forms_are_what_they_look_like() -> None:
    assert folded_deep("⽂章⻓沙㊑") == "文章长沙株"
    assert folded("⽂章") != "文章"


def test_question_mark_is_not_a_full_stop() -> None:
    assert folded("附上？") != folded("附上。")


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded_deep(folded_deep(text)) == folded_deep(text)


@given(ANY_TEXT)
def test_offsets_lead_back_to_the_character_that_was_folded(text: str) -> None:
    for result, alone in ((fold(text), folded), (fold_deep(text), folded_deep)):
        assert len(result.offsets) == len(result.text) + 1
        assert list(result.offsets) == sorted(result.offsets)
        assert all(char in alone(text[at]) for char, at in zip(result.text, result.offsets, strict=False))


@given(ANY_TEXT)
def test_simplifying_keeps_positions(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_simplify_reads_traditional_script() -> None:
    assert simplify("轉載請附上原文出處鏈接和本聲明") == "转载请附上原文出处链接和本声明"
