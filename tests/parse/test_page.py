"""A page in, an article out: the whole way."""

from __future__ import annotations

import lxml.html
import pytest

from summarizer.data import Page, Region
from summarizer.parse.page import read_article, read_page
from tests.parse.pages import SENTENCES, TITLE, page, paragraphs

URL = "https://cz.rednet.cn/content/648120/53/14120786.html"
TAIL = (
    "<p>来源:红网时刻</p><p>作者:林书禾 郑小满</p><p>编辑:苏念安</p>"
    "<p>本文为郴州站原创文章,转载请附上原文出处链接和本声明。</p><p>本文链接:" + URL + "</p>"
)
BELOW = (
    "<h3>相关链接</h3><ul><li><a href='/1'>城南公园夜跑道亮灯</a></li></ul><div>阅读下一篇：<a href='/2'>白鹭湖迎来首批候鸟</a></div>"
    "<div><a href='/'>返回红网首页</a></div><p>版权所有 红网郴州站</p>"
)


def test_notice_and_clutter_leave_the_text() -> None:
    above = "<div>当前位置:<a href='/'>红网</a> &gt; 正文</div>"
    article = read_article(Page(page("<p>01_副本.jpg</p>" + paragraphs() + TAIL, above=above, below=BELOW), URL))
    assert article.paragraphs == SENTENCES
    assert article.title == TITLE
    assert article.site == "红网"
    assert article.notice.authors == ("林书禾", "郑小满")
    assert article.notice.editors == ("苏念安",)
    assert article.notice.link == URL


def test_places_of_duties_lead_to_their_words_on_the_page() -> None:
    markup = page(paragraphs() + TAIL, below=BELOW)
    document = lxml.html.fromstring(markup)
    duties = read_article(Page(markup, URL)).notice.duties
    assert duties
    for duty in duties:
        assert duty.span is not None
        words = " ".join(document.xpath(duty.span.xpath)[0].text_content().split())
        assert duty.text in words


def test_regions_of_a_reading_agree_with_the_article() -> None:
    reading = read_page(Page(page(paragraphs() + TAIL, below=BELOW), URL))
    regions = {line.text: line.region for line in reading.lines}
    assert all(regions[text] is Region.BODY for text in SENTENCES)
    assert regions[TITLE] is Region.HEAD
    assert regions["来源:红网时刻"] is Region.NOTICE
    assert regions["版权所有 红网郴州站"] is Region.OUTSIDE
    assert regions["城南公园夜跑道亮灯"] is Region.OUTSIDE


def test_following_pages_are_joined_in_order_and_repetitions_left_out() -> None:
    second = Page(page(f"<p>{SENTENCES[2]}</p><p>{SENTENCES[3]}</p>" + TAIL), URL.replace(".html", "_2.html"))
    first = page(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>")
    article = read_article(Page(first, URL, following=(second, second)))
    assert article.paragraphs == SENTENCES
    assert article.notice.editors == ("苏念安",)
    reading = read_page(Page(first, URL, following=(second,)))
    for link in reading.links:
        if link.line is not None and link.text:
            assert link.text in reading.lines[link.line].text


def test_stray_end_of_document_and_unclosed_tags() -> None:
    markup = page(f"<p>{SENTENCES[0]}<p>{SENTENCES[1]}</body></html><p>{SENTENCES[2]}<p>{SENTENCES[3]}").replace(
        "</li>", ""
    )
    assert read_article(Page(markup)).paragraphs == SENTENCES


def test_bytes_and_markup_give_the_same_article() -> None:
    markup = page(paragraphs(), head="<meta charset=gb2312>")
    one, other = read_article(Page(markup)), read_article(Page(markup.encode("gb18030")))
    assert one.paragraphs == other.paragraphs
    assert other.decode.encoding == "gb18030"
    assert len(other.sha256) == 64


def test_the_same_page_reads_the_same_twice() -> None:
    source = Page(page(paragraphs() + TAIL, below=BELOW), URL)
    assert read_article(source) == read_article(source)


@pytest.mark.parametrize("content", [b"", "", b"\x00\x01\x02\xff" * 100, "<", "<html>", "<!-- x", "\ud800", "\x00"])
def test_nothing_to_read_is_said_not_raised(content: bytes | str) -> None:
    article = read_article(Page(content))
    assert article.paragraphs == () or len(article.text) < 500
    assert {"title-missing", "date-missing"} <= {warning.code for warning in article.warnings}
