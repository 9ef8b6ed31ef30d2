"""Knowledge of sites is data, and found by host."""

from __future__ import annotations

import re

import pytest

from summarizer.parse.site import find_site, site_of, sites
from summarizer.parse.tree import plant


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://cz.rednet.cn/content/1/2/3.html", "红网"),
        ("http://MP.weixin.qq.com/s/x", "微信公众号"),
        ("https://news.qq.com/a/1.htm", "腾讯网"),
        ("https://rednet.cn.example.com/1", None),
        ("https://myrednet.cn/1", None),
        ("file:///tmp/x.html", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_site_by_host(url: str | None, name: str | None) -> None:
    site = site_of(url)
    assert (site.name if site else None) == name


def test_the_pages_own_address_counts_where_the_real_one_is_unknown() -> None:
    assert find_site(None, "https://moment.rednet.cn/pc/content/1/2/3.html").name == "红网"
    assert find_site("https://other.example.com/1", "https://moment.rednet.cn/pc/content/1/2/3.html") is None


def test_every_selector_and_expression_is_valid_and_every_domain_stands_once() -> None:
    root = plant("<p>x</p>").root
    domains = [domain for site in sites() for domain in site.domains]
    assert len(domains) == len(set(domains))
    for site in sites():
        for selector in (*site.body, *site.drop, *site.author, *site.source):
            root.css(selector)
        for pattern in site.published:
            assert re.compile(pattern).groups == 1
