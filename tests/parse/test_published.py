"""The time of publication: what readers see comes first."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import TITLE, page, paragraphs

META = "<meta property='article:published_time' content='2024-11-18T08:00:00+08:00'>"


@pytest.mark.parametrize(
    ("above", "below", "head", "iso"),
    [
        ("<div>2024-11-18 16:42 来源：青石桥</div>", "", META, "2024-11-18T16:42+08:00"),
        ("<div>2024年11月18日</div>", "", META, "2024-11-18T08:00:00+08:00"),
        ("<div>2024年11月18日</div>", "", "", "2024-11-18"),
        ("", "<p>发布时间：2024-11-18 16:42</p>", "", "2024-11-18T16:42+08:00"),
        ("", "", META, "2024-11-18T08:00:00+08:00"),
        ("", "", "", None),
        ("<div>昨天 16:42</div>", "", "", None),
        ("<div>11月18日 16:42</div>", "", "", None),
        ("<div>11月18日 16:42</div>", "", "<meta name='publishdate' content='2024-11-18'>", "2024-11-18T16:42+08:00"),
        ("<div>更新时间：2024-11-20 09:00</div><div>2024-11-18 16:42</div>", "", "", "2024-11-18T16:42+08:00"),
        ("<div>更新时间：2024-11-20 09:00 发布时间：2024-11-18 16:42</div>", "", "", "2024-11-18T16:42+08:00"),
        ("<div>更新时间：2024-11-20 09:00</div>", "", "", "2024-11-20T09:00+08:00"),
    ],
    ids=[
        *("shown", "shown-day-metadata-time", "day-only", "below", "metadata", "none", "yesterday", "no-year"),
        *("year-from-metadata", "updated-above", "updated-beside", "updated-only"),
    ],
)
def test_order_of_sources(above: str, below: str, head: str, iso: str | None) -> None:
    article = read_article(Page(page(paragraphs(), above=above, below=below, head=head)))
    assert article.published == iso
    assert ("date-missing" in {warning.code for warning in article.warnings}) == (iso is None)


def test_a_time_above_the_headline() -> None:
    markup = page(paragraphs()).replace(
        f"<h1>{TITLE}</h1>", f"<div>发布者：甲 时间：2024-11-18 16:42</div><h1>{TITLE}</h1>"
    )
    assert read_article(Page(markup)).published == "2024-11-18T16:42+08:00"


def test_a_day_in_the_address_is_the_last_resort() -> None:
    assert read_article(Page(page(paragraphs()), "https://a.example.com/2024/1118/7.html")).published == "2024-11-18"


def test_days_that_differ_are_reported() -> None:
    article = read_article(Page(page(paragraphs(), above="<div>2024-11-19 16:42</div>", head=META)))
    assert article.published == "2024-11-19T16:42+08:00"
    assert "dates-differ" in {warning.code for warning in article.warnings}


def test_wechat_keeps_the_time_in_a_script() -> None:
    markup = page(f"<div id='js_content'>{paragraphs()}</div><script>var ct = \"1701310860\";</script>")
    article = read_article(Page(markup, "https://mp.weixin.qq.com/s/x"))
    assert article.published == "2023-11-30T10:21:00+08:00"
