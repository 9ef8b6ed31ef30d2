"""Addresses: the same, not the same, and where they end in Chinese text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.text import urls
from summarizer.text.urls import find_urls, join, normalize, parse, registrable_domain, same

ARTICLE = "https://cz.rednet.cn/content/646756/98/10000001.html"
SOME_URL = st.from_regex(
    r"https?://[a-z]{1,8}\.(cn|com)(/[a-z0-9.%~-]{0,8}){0,3}(\?[a-z]=[a-z0-9]{0,4})?", fullmatch=True
)


@pytest.mark.parametrize(
    "other",
    [
        "http://cz.rednet.cn/content/646756/98/10000001.html",
        "https://CZ.Rednet.CN.:443/content/646756/98/10000001.html",
        "http://cz.rednet.cn:80/content/646756/98/10000001.html",
        "https://cz.rednet.cn/%63ontent/646756/98/10000001.html",
        "https://cz.rednet.cn/x/../content/./646756/98/10000001.html",
        r"https:\\cz.rednet.cn\content\646756\98\10000001.html",
        "  https://cz.rednet.cn/content/646756/98/10000001.html\n",
        ARTICLE + "?from=timeline&isappinstalled=0",
        ARTICLE + "?utm_source=a&utm_medium=b&spm=1.2",
        ARTICLE + "#wechat_redirect",
        "https://ｃｚ．rednet.cn/content/646756/98/10000001.html",
    ],
)
def test_harmless_differences(other: str) -> None:
    assert same(ARTICLE, other)


@pytest.mark.parametrize(
    "other",
    [
        "https://cz.rednet.cn/content/646756/98/10000002.html",
        "https://cs.rednet.cn/content/646756/98/10000001.html",
        "https://cz.rednet.cn//content/646756/98/10000001.html",
        "https://cz.rednet.cn/content/646756/98/10000001.htm",
        "https://cz.rednet.cn/content/646756/98/10000001.html/",
        "https://cz.rednet.cn/content/646756/98/10000001.htm l",
        "https://cz.rednet.cn@evil.example/content/646756/98/10000001.html",
        "https://cz.re\u0501net.cn/content/646756/98/10000001.html",
        ARTICLE + "?id=7",
        ARTICLE + "?from=elsewhere",
        "https://cz.rednet.cn:8080/content/646756/98/10000001.html",
    ],
)
def test_differences_that_may_matter(other: str) -> None:
    assert not same(ARTICLE, other)


def test_routing_fragments_count() -> None:
    assert not same("https://app.example.cn/#/a/1", "https://app.example.cn/#/a/2")


@pytest.mark.parametrize(
    "url", ["javascript:void(0)", "mailto:a@b.cn", "/content/1.html", "", "https://", "http://a:99999/"]
)
def test_what_is_no_web_address(url: str) -> None:
    assert parse(url) is None
    assert normalize(url) is None
    assert not same(url, url)


def test_join_follows_the_base() -> None:
    assert join("https://a.example.cn/x/y.html", "../z.html") == "https://a.example.cn/z.html"
    assert join(None, "../z.html") is None


def test_userinfo_does_not_hide_the_host() -> None:
    address = parse("https://cz.rednet.cn@evil.example/")
    assert address is not None
    assert (address.host, address.userinfo) == ("evil.example", "cz.rednet.cn")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("cz.rednet.cn", "rednet.cn"),
        ("a.b.gov.cn", "b.gov.cn"),
        ("rednet.cn.evil.com", "evil.com"),
        ("localhost", "localhost"),
        ("1.2.3.4", "1.2.3.4"),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"本文链接：{ARTICLE}编辑：丁一", [ARTICLE]),
        (f"原文见{ARTICLE}。转载请注明", [ARTICLE]),
        (f"（{ARTICLE}）", [ARTICLE]),
        (f"({ARTICLE}).", [ARTICLE]),
        ("https://zh.example.org/wiki/A_(b)，另见", ["https://zh.example.org/wiki/A_(b)"]),
        ("网址www.example.com.cn欢迎", ["http://www.example.com.cn"]),
        ("网址 example.cn/a/1.html", ["http://example.cn/a/1.html"]),
        ("图片01_副本.jpg，增长3.5倍，版本v1.2", []),
        ("邮箱 a@example.cn", []),
        ("HTTPS://Example.CN/A", ["HTTPS://Example.CN/A"]),
    ],
)
def test_find_urls_in_chinese_text(text: str, found: list[str]) -> None:
    hits = find_urls(text)
    assert [url for _, _, url in hits] == found
    assert all(url.endswith(text[start:end]) for start, end, url in hits)


@given(SOME_URL, SOME_URL)
def test_same_is_reflexive_and_symmetric(one: str, other: str) -> None:
    assert same(one, one)
    assert same(one, other) == same(other, one)


@given(SOME_URL)
def test_normalizing_again_changes_nothing(url: str) -> None:
    key = normalize(url)
    assert key is not None
    assert normalize(f"https://{key}") == key


@pytest.mark.parametrize("path", ["/%7%38a", "/%%34%31", "/%4%31", "/%%%41", "/%41%4%41%42", "/%4%4%41", "/%a%3a"])
def test_decoding_makes_no_new_escape(path: str) -> None:
    url = f"https://qinghe.example{path}"
    once = join(None, url)
    assert once is not None
    assert join(None, once) == once
    assert same(once, url)


@given(SOME_URL, st.sampled_from("，。、）编辑 \u3000“"))
def test_a_written_address_is_cut_at_the_first_character_it_cannot_hold(url: str, after: str) -> None:
    written = url.rstrip(".")
    assert (0, len(written), written) in find_urls(f"{written}{after}附")


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "a." * 50_000, "http://" * 14_000, "https://a" + "." * 100_000, "(" * 99_999]
)
def test_long_input_takes_linear_time(text: str) -> None:
    began = time.perf_counter()
    find_urls(text)
    assert time.perf_counter() - began < 1.0


PIECES = (
    "http://", "https://", "HTTP://", "//", "/", "/.", "/../", "..", "www.a.cn", "b.com", "1.2.3.4", "xn--a", "0x1",
    "?", "#", "x=1", "&", "@", ":", "80", "8080", "%2e", "é", "-", "_", "\\", "'", '"', " ", "com.", "a-.com", ".12",
)  # fmt: skip
BASES = (None, "http://www.site.example/a/b.html?x=1#f", "https://u:p@h.example:8080/x/", "about:blank", "no base")


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join), st.sampled_from(BASES))
def test_plain_addresses_are_cut_apart_as_browsers_do(url: str, base: str | None) -> None:
    quickly = urls._plainly(url.strip(), base)
    assert quickly is None or quickly == urls._as_browsers(url.strip(), base)


@pytest.mark.parametrize("url", ["https:./b", "https://./", "http://../a", "https://。/", "http:80../b"])
def test_a_host_that_ends_in_nothing_is_none(url: str) -> None:
    assert urls.parse(url) is None
    assert urls.join("https://a.example/x", url) is None or urls.join("https://a.example/x", url).startswith(
        "https://a."
    )
