"""What sites put among the paragraphs and around them stays out of the body; the cases are ``shapes/bodies.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, TITLE, page, paragraphs
from tests.parse.test_shapes import cases

HEAD = f"<h1>{TITLE}</h1><div>2024-04-02 09:00 来源：海棠日报</div>"


def build(template: str) -> str:
    filled = template.replace("{head}", HEAD).replace("{body}", paragraphs())
    for number, sentence in enumerate(SENTENCES, 1):
        filled = filled.replace(f"{{{number}}}", sentence)
    return page("").replace(f"<h1>{TITLE}</h1><div class='detail'></div>", filled)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in cases("bodies.toml")])
def test_nothing_but_the_paragraphs_is_left(case: dict[str, Any]) -> None:
    article = read_article(Page(build(case["page"]), "https://www.haitang.example/a/1.html"))
    assert article.title == TITLE
    assert [text for text in article.paragraphs if text not in case.get("kept", [])] == list(SENTENCES)
