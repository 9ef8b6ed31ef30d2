"""The headline is the line that readers see, without channel and site."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.headline import key, without_site
from summarizer.parse.page import read_article
from tests.parse.pages import TITLE, page, paragraphs


@pytest.mark.parametrize(
    "claimed",
    [f"{TITLE}_要闻_青石桥新闻网", f"{TITLE} - 青石桥新闻网", f"{TITLE}|青石桥新闻网", f"青石桥新闻网--{TITLE}", TITLE],
)
def test_shown_headline_without_what_the_site_adds(claimed: str) -> None:
    assert read_article(Page(page(paragraphs(), title=claimed))).title == TITLE


def test_without_a_heading_the_page_title_is_cleaned() -> None:
    markup = page(paragraphs()).replace(f"<h1>{TITLE}</h1>", "")
    article = read_article(Page(markup))
    assert article.title == TITLE
    assert "title-not-shown" in {warning.code for warning in article.warnings}


def test_a_title_that_only_names_the_site_gives_way_to_the_heading() -> None:
    assert read_article(Page(page(paragraphs(), title="青石桥"))).title == TITLE


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("甲乙丙丁戊己_频道_网站", "甲乙丙丁戊己"),
        ("2023-24赛季揭幕战打响 - 体育", "2023-24赛季揭幕战打响"),
        ("没有分隔的标题", "没有分隔的标题"),
        ("", ""),
    ],
)
def test_site_names_are_cut_off(title: str, headline: str) -> None:
    assert without_site(title) == headline


def test_width_and_punctuation_make_no_difference() -> None:
    assert key("“ＡＢ”：１２") == key('"ab":12')
