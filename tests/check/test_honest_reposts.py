"""Reposts that keep everything, set as sites really set them, are never judged ``fail``."""

from __future__ import annotations

from functools import cache

import pytest

from summarizer.check.judge import check
from summarizer.check.profile import load_profile
from summarizer.data import Check, Page, Reading, Verdict
from summarizer.pipeline import read
from tests.pairs import EDGE, against, family, fill, original_page

LAYOUTS = sorted(path.stem for path in (EDGE.parent / "honest").glob("*.html"))
FAMILIES = ["rednet", "csdn", "plain", "prominent", "ncnd"]
# Where a layout belongs to one site.
ADDRESSES = dict.fromkeys(
    ("wechat", "wechat-source-top"), "https://mp.weixin.qq.com/s?__biz=MzA0000000000==&mid=2650000001&idx=1&sn=00ab"
)
# Of all layouts, how many come through without as much as a warning.
CLEAN_AT_LEAST = 0.9


@cache
def _original(name: str) -> Reading:
    return read(original_page(name, {}))


@cache
def _judged(layout: str, name: str) -> Check:
    base = family(name)
    markup = fill((EDGE.parent / "honest" / f"{layout}.html").read_text("utf-8"), base["repost"], base["values"])
    page = Page(markup.encode(), url=ADDRESSES.get(layout, base["repost_url"]))
    return check(_original(name), read(page), profile=load_profile())


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_honest_repost_is_not_failed(layout: str, name: str) -> None:
    result = _judged(layout, name)
    found = [(one.rule, one.verdict.value, one.message.zh) for one in result.findings if one.verdict is Verdict.FAIL]
    assert result.verdict in {Verdict.PASS, Verdict.WARN, Verdict.UNKNOWN}, found
    assert not against(result, Verdict.FAIL), found


def test_most_honest_reposts_pass_without_a_warning() -> None:
    verdicts = [_judged(layout, name).verdict for layout in LAYOUTS for name in FAMILIES]
    assert verdicts.count(Verdict.PASS) >= CLEAN_AT_LEAST * len(verdicts)


def test_there_are_enough_layouts() -> None:
    assert len(LAYOUTS) >= 40
