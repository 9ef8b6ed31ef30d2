"""The declared language holds if the text agrees."""

from __future__ import annotations

import pytest

from summarizer.parse.language import language_of

CHINESE = ("旧粮仓变身乡村书屋，三个月借出图书四千册。",)
ENGLISH = ("The old granary has become a village library.",)


@pytest.mark.parametrize(
    ("declared", "text", "language"),
    [
        ("zh-CN", CHINESE, "zh-CN"),
        ("en", CHINESE, "zh"),
        (None, CHINESE, "zh"),
        ("zh_TW", CHINESE, "zh-TW"),
        ("en-US", ENGLISH, "en-US"),
        ("<b>", ENGLISH, None),
        (None, (), None),
        ("ja", ("村の図書館ができました。",), "ja"),
    ],
)
def test_language(declared: str | None, text: tuple[str, ...], language: str | None) -> None:
    assert language_of(declared, text) == language
