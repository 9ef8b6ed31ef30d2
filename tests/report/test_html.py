"""The HTML report stands alone and is never made to act by what a page says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from summarizer.data import Check, Evidence, Verdict
from summarizer.report.console import Style
from summarizer.report.formats import Names, render

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7*7 }}"


def test_it_shows_what_the_text_shows(check: Check) -> None:
    page = LexborHTMLParser(render(check, "html", Style("zh")))
    text = page.text()
    assert page.css_first("h1").text().split() == ["✗", "不合格"]
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    for part in ("L201", "没有读者看得见的原文链接。", "转载请附上原文出处链接", "V601", "来源：**红网**", "‹200B›"):
        assert part in text
    assert page.css("h2")[0].text() == "错误"


def test_it_speaks_english(check: Check) -> None:
    assert "No visible link to the original." in render(check, "html", Style("en"))


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict(check: Check, verdict: Verdict) -> None:
    assert render(replace(check, verdict=verdict, original=None, fix=None), "html", Style("en"))


def test_nothing_of_a_page_is_markup_here(check: Check) -> None:
    finding = replace(check.findings[1], evidence=(Evidence("repost", ATTACK, ATTACK, 0, 1, ATTACK, cause=ATTACK),))
    bad = replace(check, repost=replace(check.repost, title=ATTACK, url=None), findings=(finding,))
    markup = render(bad, "html", Style("zh"), Names("javascript:alert(1)", ATTACK))
    page = LexborHTMLParser(markup)
    assert not page.css("script, img, [onerror], iframe, object, link")
    assert all(link.attributes["href"].startswith("http") for link in page.css("a"))
    assert "\u202e" not in markup
    assert "49" not in page.css_first("dl").text()


def test_it_loads_nothing_from_elsewhere(check: Check) -> None:
    page = LexborHTMLParser(render(check, "html", Style("zh")))
    assert page.css_first("meta[http-equiv]").attributes["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not page.css("[src], link")
