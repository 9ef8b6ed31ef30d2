"""Whatever arrives, there is an answer in bounded time and memory."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.data import Page
from summarizer.parse.page import read_article, read_page
from tests import pace

SENTENCE = "这是一段很普通的文字，说的是镇上的书屋今天开门了。"
HOSTILE = {
    "nested": "<div>" * 100_000 + SENTENCE,
    "closed": "<div>" * 50_000 + SENTENCE + "</div>" * 50_000,
    "formatting": "".join(f"<font color={n}><p>{SENTENCE}" for n in range(5_000)),
    "links": "<a href=x>甲</a>" * 1_000_000,
    "large": f"<p>{SENTENCE}</p>" * 1_500_000,
    "open": "<table><tr><td><ul><li><p><a><b>" * 5_000,
    "nul": "\x00<p>\x00" * 100_000,
    "shell": "<script>" + "x" * 3_000_000 + "</script>",
    "one-line": SENTENCE * 40_000,
    "brackets": "<" * 500_000,
    "spaces": "<p>" + " " * 1_000_000 + "</p>",
    "digits": "<h1>甲</h1><p>" + "2023-" * 100_000 + "</p>",
    "entities": "&#xd800;&#0;&#x110000;&amp" * 50_000,
    "cues": "<p>来源：作者：编辑：</p>" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_in_two_seconds(name: str) -> None:
    start = time.process_time()
    read_article(Page(HOSTILE[name], "https://news.example.com/1.html"))
    assert time.process_time() - start < pace.seconds(2)


def test_metadata_without_content_is_passed_over() -> None:
    reading = read_page(Page("<meta property='og:url'><p>书屋开门了。</p>", "https://news.example.com/1.html"))
    assert [link.via for link in reading.links] == []


BROKEN = "https://[::1/a.css"


def test_addresses_that_cannot_be_taken_apart() -> None:
    markup = (
        f"<link rel=stylesheet href='{BROKEN}'><link rel=canonical href='{BROKEN}'><p>{SENTENCE * 5}</p>"
        f"<p>转载请注明出处：{BROKEN}</p><a href='{BROKEN}_2.html'>下一页</a><iframe src='{BROKEN}'></iframe>"
    )
    for url in (BROKEN, "https://news.example.com/1.html", None):
        assert read_page(Page(markup, url)).article.paragraphs


def test_what_was_cut_is_said() -> None:
    codes = {warning.code for warning in read_article(Page(HOSTILE["links"])).warnings}
    assert "cut-off" in codes


_TAGS = st.sampled_from(
    "div p br a img table tr td ul li b font span h1 form script style figure section iframe pre".split()
)
_MARKUP = st.recursive(
    st.one_of(
        st.text(max_size=20),
        st.just(SENTENCE),
        st.just("来源：甲 作者：乙"),
        st.just("下一页"),
        st.just("2024-01-02 03:04"),
    ),
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=4), st.booleans()).map(
        lambda it: (
            f"<{it[0]} class=comment href=/_2.html src=/1.jpg>{''.join(it[1])}" + (f"</{it[0]}>" if it[2] else "")
        )
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_MARKUP)
def test_any_markup_is_read(markup: str) -> None:
    reading = read_page(Page(markup, "https://news.example.com/1.html"))
    assert reading.article.to_dict()["text"] == "\n\n".join(reading.article.paragraphs)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=big5"]))
def test_any_bytes_are_read(content: bytes, content_type: str | None) -> None:
    read_page(Page(content, "https://news.example.com/1.html", content_type=content_type))
