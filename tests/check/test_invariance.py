"""Harmless changes of a repost never change its verdict, nor what it is blamed for."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.check.judge import check
from summarizer.check.profile import load_profile
from summarizer.data import Page, Reading, Verdict
from summarizer.pipeline import read
from tests import harmless
from tests.pairs import against, family, fill, original_page

HIDDEN = '<p style="display:none">原文链接：<a href="[[URL]]">[[URL]]</a></p>'
# What is done to a repost, and the verdict it deserves however it is set.
REPOSTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "rednet-clean": ("rednet", {}, "pass"),
    "csdn-clean": ("csdn", {}, "pass"),
    "plain-clean": ("plain", {}, "pass"),
    "ncnd-clean": ("ncnd", {}, "pass"),
    "link-hidden": ("rednet", {"LINK": HIDDEN}, "fail"),
    "link-missing": ("plain", {"LINK": ""}, "fail"),
    "link-elsewhere": ("csdn", {"LINK": '<p class="notice">原文链接：<a href="[[OTHER]]">阅读原文</a></p>'}, "fail"),
    "statement-reversed": (
        "rednet",
        {"STATEMENT": "<p>本文为郴州站原创文章，转载请勿附上原文出处链接和本声明。</p>"},
        "fail",
    ),
    "statement-cut": ("rednet", {"STATEMENT": "<p>本文为郴州站原创文章，转载请附上原文出处链接。</p>"}, "fail"),
    "station-changed": (
        "rednet",
        {"STATEMENT": "<p>本文为长沙站原创文章，转载请附上原文出处链接和本声明。</p>"},
        "fail",
    ),
    "source-vague": ("rednet", {"META": "来源：网络 作者：林书禾 郑小满 2024-11-19 08:15", "SOURCE": ""}, "fail"),
    "author-dropped": ("rednet", {"META": "来源：红网时刻 2024-11-19 08:15", "AUTHOR": "<p>作者：林书禾</p>"}, "fail"),
    "number-changed": ("rednet", {"P2": "<p>[[P2_CHANGED]]</p>"}, "fail"),
}
REPOSTS["number-changed"][1]["P2"] = str(family("rednet")["repost"]["P2"]).replace("860平方米", "960平方米")


@cache
def _original(name: str) -> Reading:
    return read(original_page(name, {}))


def _markup(repost: str) -> tuple[str, str]:
    name, variant, _ = REPOSTS[repost]
    base = family(name)
    return name, fill(base["repost_html"], variant, base["repost"], base["values"])


def _judged(name: str, markup: str) -> tuple[Verdict, frozenset[str]]:
    page = Page(markup.encode(), url=family(name)["repost_url"])
    result = check(_original(name), read(page), profile=load_profile())
    return result.verdict, frozenset(against(result, Verdict.FAIL))


@cache
def _unchanged(repost: str) -> tuple[Verdict, frozenset[str]]:
    return _judged(*_markup(repost))


@pytest.mark.parametrize("repost", REPOSTS)
def test_verdict_before_any_change(repost: str) -> None:
    assert _unchanged(repost)[0].value == REPOSTS[repost][2]


@pytest.mark.parametrize("change", harmless.ALL, ids=lambda change: change.__name__)
@pytest.mark.parametrize("repost", REPOSTS)
def test_harmless_change_keeps_the_verdict(repost: str, change: harmless.Change) -> None:
    name, markup = _markup(repost)
    changed = change(markup, Random(7))  # noqa: S311 -- where to cut, not what to keep secret
    assert _judged(name, changed) == _unchanged(repost)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    repost=st.sampled_from(sorted(REPOSTS)),
    changes=st.lists(st.sampled_from(harmless.ALL), min_size=2, max_size=4, unique=True),
    seed=st.integers(0, 10_000),
)
def test_harmless_changes_together_keep_the_verdict(repost: str, changes: list[harmless.Change], seed: int) -> None:
    name, markup = _markup(repost)
    random = Random(seed)  # noqa: S311
    for change in changes:
        markup = change(markup, random)
    assert _judged(name, markup) == _unchanged(repost)
