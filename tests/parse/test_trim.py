"""The edges of the body are cut; what only looks like an edge is kept."""

from __future__ import annotations

import pytest

from summarizer.data import Page
from summarizer.parse.page import read_article
from tests.parse.pages import SENTENCES, TITLE, page, paragraphs


def text_of(body: str, **more: str) -> str:
    return "\n".join(read_article(Page(page(body, **more))).paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "相关链接",
        "相关新闻：",
        "延伸阅读",
        "阅读下一篇",
        "返回红网首页",
        "分享到：",
        "【打印】【关闭】",
        "网友评论",
        "已有12条评论",
        "热门排行",
        "猜你喜欢",
        "标签：书屋 粮仓",
        "郑重声明：凡本网注明来源的作品，版权均属本网，未经授权不得转载，违者必究，特此声明，请各单位遵照执行，谢谢合作。",
    ],
)
def test_what_follows_the_end_is_cut(line: str) -> None:
    found = text_of(paragraphs(line, "城南公园夜跑道亮灯", "白鹭湖迎来首批候鸟"))
    assert found == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 &gt; 社会 &gt; 正文",
        "2024-11-18 16:42:07 来源：青石桥新闻网",
        "字号：大 中 小",
        "点击：213",
        "塘沿 · 2024-11-18",
        "<a href='/'>我要评论</a>",
        TITLE,
    ],
)
def test_what_stands_above_the_text_is_cut(line: str) -> None:
    assert text_of(f"<p>{line}</p>" + paragraphs()) == "\n".join(SENTENCES)


def test_whose_the_site_is_is_no_last_paragraph() -> None:
    assert text_of(paragraphs("© 2024 青石桥志")) == "\n".join(SENTENCES)


def test_rows_of_credits_below_the_text_are_read_and_are_no_text() -> None:
    rows = "<table><tr><td>来源</td><td>青石桥志</td></tr><tr><td>作者</td><td>林书禾</td></tr></table>"
    found = read_article(Page(page(paragraphs() + rows)))
    assert found.paragraphs == tuple(SENTENCES)
    assert (found.notice.source, found.notice.authors) == ("青石桥志", ("林书禾",))


def test_an_insertion_in_the_middle_does_not_end_the_text() -> None:
    inserted = "<div><h4>相关新闻</h4><a href='/1'>城南公园夜跑道亮灯</a><br><a href='/2'>白鹭湖迎来首批候鸟</a></div>"
    body = f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>{inserted}<p>{SENTENCES[2]}</p><p>{SENTENCES[3]}</p>"
    assert text_of(body) == "\n".join(SENTENCES)


def test_a_sentence_that_begins_like_an_edge_is_kept() -> None:
    sentence = "评论里有读者说，希望书屋晚上也能开门，好让下班的人有个去处，镇里答应从下个月起延长到九点。"
    assert text_of(paragraphs(sentence)).endswith(sentence)


def test_lists_of_links_inside_the_body_are_cut() -> None:
    links = "<ul><li><a href='/1'>城南公园夜跑道亮灯</a></li><li><a href='/2'>白鹭湖迎来首批候鸟</a></li></ul>"
    assert text_of(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>{links}<p>{SENTENCES[2]}</p>") == "\n".join(
        SENTENCES[:3]
    )


def test_comments_inside_the_box_of_the_body_are_cut() -> None:
    comments = "<div class='comments'>" + "<p>读者甲：写得真好，周末一定带孩子去看看，谢谢。</p>" * 30 + "</div>"
    assert text_of(paragraphs() + comments) == "\n".join(SENTENCES)
