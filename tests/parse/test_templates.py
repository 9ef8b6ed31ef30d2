"""The templates of large sites, with and without what is known about them; the data is in ``shapes/sites.toml``."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import TITLE, page, paragraphs
from tests.parse.test_shapes import cases, expected, read

SITES = [pytest.param(case, id=case["name"]) for case in cases("sites.toml")]


def build(case: dict[str, Any]) -> str:
    main = case["page"].replace("{title}", TITLE).replace("{body}", paragraphs())
    return page("").replace(f"<h1>{TITLE}</h1><div class='detail'></div>", main)


@pytest.mark.parametrize("case", SITES)
def test_a_page_of_the_site_is_read_whole(case: dict[str, Any]) -> None:
    article = read_article(Page(build(case), case["url"]))
    assert article.title == TITLE
    assert {**read(article), "published": case.get("published")} == expected(case)
    assert article.published is not None


@pytest.mark.parametrize("case", SITES)
def test_the_general_way_finds_the_same_body(case: dict[str, Any]) -> None:
    article = read_article(Page(build(case)))
    assert (article.title, list(article.paragraphs)) == (TITLE, expected(case)["body"])
