"""What an editor would find odd about an article is said in two languages."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, page, paragraphs


def warnings(markup: str) -> dict[str, str]:
    return {warning.code: warning.message_en for warning in read_article(Page(markup)).warnings}


def test_a_complete_page_is_not_odd() -> None:
    assert warnings(page(paragraphs(), above="<div>2024-11-18 16:42 来源：青石桥日报</div>")) == {}


HEAD = "<div>2024-11-18 16:42 来源：青石桥日报</div>"


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        (page(paragraphs(), above="<div>2024-11-18 16:42</div>"), "unsigned"),
        (page(paragraphs(), above="<div>2024-11-18 16:42 来源：网络综合</div>"), "source-vague"),
        (page(paragraphs("他说：\ufffd\ufffd。"), above=HEAD), "characters-lost"),
        (
            page(paragraphs(), above=HEAD, head="<meta property='og:title' content='本县召开防汛抗旱工作会议部署'>"),
            "titles-differ",
        ),
    ],
)
def test_what_is_odd_has_a_code(markup: str, code: str) -> None:
    assert code in warnings(markup)
    assert code not in warnings(page(paragraphs(), above=HEAD))


@pytest.mark.parametrize(
    ("date", "odd"), [("Sat, 16 Nov 2024 08:00:00 GMT", True), ("Mon, 18 Nov 2024 08:00:00 GMT", False), ("?", False)]
)
def test_a_page_that_was_published_after_it_was_fetched(date: str, odd: bool) -> None:
    article = read_article(Page(page(paragraphs(), above=HEAD), headers=(("Date", date),)))
    assert ("date-future" in {warning.code for warning in article.warnings}) is odd


def test_a_list_page_has_no_article() -> None:
    assert "no-article" in warnings("<title>要闻</title><ul><li><a href='/1'>城南公园夜跑道亮灯</a></li></ul>")


def test_a_very_short_text() -> None:
    assert "characters" in warnings(page("<p>书屋今天开门，欢迎大家来看书。</p>"))["body-short"]


def test_a_text_that_is_little_of_the_page() -> None:
    links = "<ul>" + "<li><a href='/1'>城南公园夜跑道全线亮灯</a></li>" * 6 + "</ul>"
    others = "".join(f"<div><div><p>{SENTENCES[n % 4]}</p></div>{links}</div>" for n in range(16))
    assert "body-uncertain" in warnings(page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>", below=others))


def test_every_warning_speaks_both_languages() -> None:
    for warning in read_article(Page("")).warnings:
        assert warning.message
        assert warning.message_en.isascii()
