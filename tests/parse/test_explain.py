"""Why a page was read as it was."""

from __future__ import annotations

from summarizer.data import Page, Region
from summarizer.parse.explain import explain
from tests.parse.pages import SENTENCES, TITLE, page, paragraphs


def test_every_line_says_what_it_became() -> None:
    tail = "<p>来源：青石桥新闻网</p><p>编辑：苏念安</p>"
    told = explain(Page(page(paragraphs() + tail, below="<p>相关链接</p><p>责任编辑：苏念安</p>")))
    lines = {line.text: line for line in told.lines}
    assert lines[TITLE].region is Region.HEAD
    assert all(lines[text].region is Region.BODY for text in SENTENCES)
    assert lines[SENTENCES[0]].weight > lines[TITLE].weight
    assert "editors" in lines["编辑：苏念安"].roles
    assert lines["相关链接"].region is Region.OUTSIDE
    assert told.body is not None
    assert told.body.xpath.endswith("/div[1]/div")
    assert told.title_shown is not None
    assert not told.known


def test_a_known_site_is_named() -> None:
    body = f"<div id='js_content'>{paragraphs()}</div>"
    told = explain(Page(page(body), "https://mp.weixin.qq.com/s/x"))
    assert told.known
    assert told.site == "微信公众号"


def test_a_page_without_body_is_explained_too() -> None:
    told = explain(Page("<ul><li><a href='/'>首页</a></li></ul>"))
    assert told.body is None
    assert told.to_dict()["lines"] == []
