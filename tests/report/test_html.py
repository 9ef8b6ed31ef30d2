"""The HTML report stands alone and is never made to act by what a page says; see test_pair_page for what it does."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from summarizer.data import Check, Evidence, Verdict
from summarizer.report.console import Style
from summarizer.report.formats import Names, render
from tests.browser import ATTACK


def test_it_shows_what_the_text_shows(check: Check) -> None:
    page = LexborHTMLParser(render(check, "html", Style("zh")))
    text = page.css_first("main").text()
    assert page.css_first("h1").text().startswith("✗不合格：1 项不合格")
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    for part in ("L201", "没有读者看得见的原文链接。", "转载请附上原文出处链接", "V601", "来源：**红网**", "‹200B›"):
        assert part in text
    assert page.css("h2")[0].text() == "错误 3"


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
    assert not page.css("img, [onerror], [onload], iframe, object, link, base, form")
    assert len(page.css("script")) == len(page.css("style")) == 1
    assert all(link.attributes["href"].startswith("http") for link in page.css("a"))
    assert "\u202e" not in markup
    assert "\x1b" not in markup
    assert "{{7*7}}" in page.css_first(".headline").text()


def test_its_policy_lets_only_its_own_style_and_script_run(check: Check) -> None:
    page = LexborHTMLParser(render(check, "html", Style("zh")))
    policy = page.css_first("meta[http-equiv]").attributes["content"]
    assert policy.startswith("default-src 'none'; base-uri 'none'; form-action 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        digest = hashlib.sha256(page.css_first(tag).text().encode()).digest()
        assert f"{tag}-src 'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert not page.css("[src], [style], link")
