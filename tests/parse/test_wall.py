"""What keeps a page from being judged is said, and only where it is so."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, page, paragraphs

URL = "https://news.example.com/2024/1118/7.html"


def codes(content: str | bytes, **more: object) -> set[str]:
    return {warning.code for warning in read_article(Page(content, URL, **more)).warnings}  # type: ignore[arg-type]


EVIDENCE = {"fetch-failed", "soft-404", "wall", "needs-js", "charset-suspect", "cut-off", "framed", "paged"}


def test_an_ordinary_page_misses_nothing() -> None:
    assert not codes(page(paragraphs())) & EVIDENCE
    assert not codes(page(paragraphs("读者登录后可以发表评论。"), below="<iframe src='/ad.html'></iframe>")) & EVIDENCE


@pytest.mark.parametrize(
    "words", ["抱歉，您访问的页面不存在", "该内容已被发布者删除", "404 Not Found", "此文章已删除", "頁面不存在"]
)
def test_soft_404(words: str) -> None:
    assert "soft-404" in codes(f"<title>提示</title><body><div>{words}</div><a href='/'>返回首页</a>")


@pytest.mark.parametrize(
    "words", ["请登录后查看全文", "环境异常，请完成验证", "Just a moment...", "成为会员后可阅读全文"]
)
def test_walls(words: str) -> None:
    assert "wall" in codes(f"<title>提示</title><body><div>{words}</div>")


def test_a_wall_below_the_beginning_of_the_text() -> None:
    assert "wall" in codes(page(paragraphs(), below="<div>付费后可阅读全文</div>"))


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=app></div><script src=/a.js></script>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>",
        "<div>加载中...</div><script>1</script>",
    ],
)
def test_application_shells(markup: str) -> None:
    assert "needs-js" in codes(f"<title>青石桥</title><body>{markup}")


def test_frames_around_the_text() -> None:
    assert "framed" in codes("<title>甲</title><body><iframe src='/article/1.html'></iframe>")
    assert "framed" in codes("<title>甲</title><frameset><frame src='/article/1.html'></frameset>")
    assert "framed" not in codes("<title>甲</title><body><iframe src='https://ads.example.net/1'></iframe>")


@pytest.mark.parametrize("href", ["7_2.html", "/2024/1118/7_2.html", "?page=2", "7_2.shtml"])
def test_further_pages(href: str) -> None:
    pager = f"<div>1 <a href='{href}'>2</a> <a href='{href}'>下一页</a></div>"
    assert "paged" in codes(page(paragraphs(), below=pager))


@pytest.mark.parametrize("href", ["#", "javascript:next()", "/2024/1118/8.html", "https://other.example.com/7_2.html"])
def test_links_that_lead_elsewhere_are_no_further_pages(href: str) -> None:
    assert "paged" not in codes(page(paragraphs(), below=f"<div><a href='{href}'>下一页</a></div>"))


def test_damaged_characters_in_the_article() -> None:
    assert "charset-suspect" in codes(page(paragraphs("这里少了一个\ufffd字，读者看得出来。")))
    assert "charset-suspect" not in codes(page(paragraphs(), below="<script>'\ufffd'</script>"))


def test_a_label_that_lies() -> None:
    lied = page(paragraphs("朱镕先生写来一封信，祝书屋越办越好。"), head="<meta charset=gb2312>").encode("gb18030")
    assert "charset-suspect" in codes(lied)


def test_what_the_fetcher_knows() -> None:
    assert "cut-off" in codes(page(paragraphs()), truncated=True)
    assert "fetch-failed" in codes(b"", status=0)
    assert "fetch-failed" in codes(page(f"<p>{SENTENCES[0]}</p>"), status=503)
