"""The style sheets a page needs, found and fetched under the same guard."""

from __future__ import annotations

from pytest_httpserver import HTTPServer

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.fetch.related import stylesheet_addresses, with_related

HERE = Settings(allow_private=True, timeout=5)


def _page(markup: str, url: str = "https://cz.news.example/a/1.html") -> Page:
    return Page(content=markup, url=url)


def test_addresses_are_resolved_and_stand_once_in_order() -> None:
    markup = """<link rel=stylesheet href=b.css><link rel="StyleSheet preload" href="//cdn.example/a.css">
    <link rel=stylesheet href=b.css><link rel="alternate stylesheet" href=c.css><link rel=icon href=d.ico>
    <link rel=stylesheet href="data:text/css,p{}">"""
    assert stylesheet_addresses(_page(markup)) == ["https://cz.news.example/a/b.css", "https://cdn.example/a.css"]


def test_the_base_element_counts() -> None:
    markup = '<base href="/static/"><link rel=stylesheet href=b.css>'
    assert stylesheet_addresses(_page(markup)) == ["https://cz.news.example/static/b.css"]


def test_a_page_from_nowhere_has_only_absolute_ones() -> None:
    markup = "<link rel=stylesheet href=b.css><link rel=stylesheet href=https://cdn.example/a.css>"
    assert stylesheet_addresses(Page(content=markup)) == ["https://cdn.example/a.css"]


def test_sheets_are_fetched_decoded_and_bounded(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.css").respond_with_data(".h{display:none}/* 隐藏 */", content_type="text/css")
    httpserver.expect_request("/big.css").respond_with_data("x" * 5000, content_type="text/css")
    httpserver.expect_request("/page.css").respond_with_data("<html>", content_type="text/html")
    links = "".join(f"<link rel=stylesheet href={name}.css>" for name in ("a", "big", "page", "missing"))
    settings = HERE.model_copy(update={"max_stylesheet_bytes": 1000})
    page = with_related(_page(links, httpserver.url_for("/x.html")), settings)
    assert page.stylesheets == ((httpserver.url_for("/a.css"), ".h{display:none}/* 隐藏 */"),)


def test_private_sheets_are_left_unread(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.css").respond_with_data("p{}", content_type="text/css")
    page = with_related(_page(f"<link rel=stylesheet href={httpserver.url_for('/a.css')}>"), Settings(timeout=5))
    assert page.stylesheets == ()
    assert not httpserver.log


def test_only_so_many_are_asked_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.css").respond_with_data("p{}", content_type="text/css")
    links = "".join(f"<link rel=stylesheet href='/a.css?{number}'>" for number in range(9))
    page = with_related(_page(links, httpserver.url_for("/")), HERE.model_copy(update={"max_stylesheets": 3}))
    assert len(page.stylesheets) == 3
