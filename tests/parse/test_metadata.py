"""What a page says about itself is read, and believed only as far as the page shows it."""

from __future__ import annotations

import json

import pytest

from summarizer.data import Page
from summarizer.parse.metadata import read_metadata
from summarizer.parse.page import read_article
from summarizer.parse.tree import plant
from tests.parse.pages import page, paragraphs


def meta_of(head: str, url: str | None = "https://news.example.com/a/1.html"):  # type: ignore[no-untyped-def]
    return read_metadata(plant(f"<html lang='zh-CN'><head>{head}</head><body></body></html>"), url)


def test_json_ld_open_graph_and_meta_names() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": "甲", "datePublished": "2024-11-18T16:42:07+08:00",
                        "author": {"name": "林书禾"}}]}  # fmt: skip
    meta = meta_of(
        f"<script type='application/ld+json'>{json.dumps(data)}</script><meta property='og:site_name' content='青石桥'>"
        "<title>甲_青石桥</title>"
    )
    assert meta.published.iso == "2024-11-18T16:42:07+08:00"
    assert (meta.author, meta.site, meta.language) == ("林书禾", "青石桥", "zh-CN")
    assert meta.titles == ("甲", "甲_青石桥")


@pytest.mark.parametrize("text", ["{", "[" * 5000, '{"a": NaN}', "null", '{"@graph": 3}', '"x"'])
def test_broken_json_ld_is_passed_over(text: str) -> None:
    assert meta_of(f"<script type='application/ld+json'>{text}</script>").published is None


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("<link rel='canonical' href='/a/2.html'>", "https://news.example.com/a/2.html"),
        ("<meta property='og:url' content='https://m.example.com/3'>", "https://m.example.com/3"),
        ("<link rel='canonical' href='javascript:1'>", None),
        ("", None),
    ],
)
def test_canonical_address(link: str, canonical: str | None) -> None:
    assert meta_of(link).canonical_url == canonical


def test_the_site_never_becomes_an_author() -> None:
    head = "<meta name='author' content='网易版权所有'><meta property='og:site_name' content='青石桥新闻网'>"
    assert read_article(Page(page(paragraphs(), head=head))).notice.authors == ()


def test_an_author_in_metadata_counts_if_readers_see_the_name() -> None:
    head = "<meta name='author' content='林书禾'>"
    shown = read_article(Page(page(paragraphs(), head=head, above="<div>林书禾 2024-11-18 16:42</div>")))
    assert shown.notice.authors == ("林书禾",)
    assert read_article(Page(page(paragraphs(), head=head))).notice.authors == ()
