"""However an address of the machine, its network or a cloud's metadata service is written, nobody is asked for it.

One table for every way to the network: the page itself, a redirect to it, a style sheet, a job's fetcher, and a proxy.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpcore2
import httpx2
import pytest
from pydantic import SecretStr

from summarizer.config import Settings
from summarizer.errors import FetchError
from summarizer.fetch import guard
from summarizer.fetch.client import fetch, fetch_document, fetch_texts
from summarizer.fetch.polite import Fetcher
from tests.fetch import loopback

HOSTS = {
    "loopback": "127.0.0.1",
    "all of this machine": "0.0.0.0",  # noqa: S104 - refused, not bound
    "class A": "10.20.30.40",
    "class B": "172.31.255.254",
    "class C": "192.168.0.1",
    "metadata": "169.254.169.254",
    "metadata of another cloud": "100.100.100.200",
    "carrier-grade NAT": "100.127.255.255",
    "benchmarking": "198.19.0.1",
    "documentation": "203.0.113.9",
    "multicast": "239.255.255.250",
    "broadcast": "255.255.255.255",
    "short": "127.1",
    "two parts": "10.1",
    "decimal": "2852039166",
    "octal": "0251.0376.0251.0376",
    "one octal number": "017700000001",
    "hexadecimal": "0xa9fea9fe",
    "hexadecimal parts": "0xA9.0xFE.0xA9.0xFE",
    "mixed": "169.0376.0xa9fe",
    "leading zeros": "0000177.0.0.01",
    "trailing dot": "127.0.0.1.",
    "full-width digits": "１６９.２５４.１６９.２５４",
    "full-width dots": "127．0．0．1",
    "ideographic dots": "127。0。0。1",
    "half-width ideographic dots": "127｡0｡0｡1",
    "circled digits": "①⑥⑨.②⑤④.①⑥⑨.②⑤④",
    "mathematical digits": "𝟏𝟐𝟕.𝟎.𝟎.𝟏",
    "percent-encoded": "%31%32%37.0.0.1",
    "soft hyphens": "127.0.0\u00ad.1",
    "IPv6 loopback": "[::1]",
    "IPv6 loopback in full": "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "IPv6 all": "[::]",
    "mapped": "[::ffff:169.254.169.254]",
    "mapped, hexadecimal": "[::ffff:7f00:1]",
    "compatible": "[::127.0.0.1]",
    "translated": "[::ffff:0:127.0.0.1]",
    "NAT64": "[64:ff9b::169.254.169.254]",
    "local NAT64": "[64:ff9b:1::10.0.0.1]",
    "6to4": "[2002:7f00:1::]",
    "6to4 of metadata": "[2002:a9fe:a9fe::1]",
    "Teredo": "[2001:0:4136:e378:8000:63bf:5601:5601]",
    "ISATAP": "[2001:470:1f0b::5efe:192.168.0.1]",
    "ISATAP, universal": "[2001:470:1f0b::200:5efe:a00:1]",
    "link-local": "[fe80::1]",
    "unique local": "[fd00:ec2::254]",
    "site-local": "[fec0::1]",
    "IPv6 multicast": "[ff02::1]",
    "IPv6 documentation": "[2001:db8::1]",
    "with a port": "127.0.0.1:22",
    "IPv6 with a port": "[::1]:6379",
    "behind a user": "news.example@169.254.169.254",
    "behind a user and a password": "news.example:80@127.0.0.1",
    "localhost": "localhost",
    "LOCALHOST.": "LOCALHOST.",
    "below localhost": "news.localhost",
    "full-width localhost": "ｌｏｃａｌｈｏｓｔ",
    "metadata by name": "metadata.google.internal",
    "a name of the network": "printer",
    "a name told by multicast": "nas.local",
}
REFUSED = ("private-address", "private-name", "credentials", "bad-address")
table = pytest.mark.parametrize("host", HOSTS.values(), ids=HOSTS.keys())


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where a connection was asked for, by address. A name that needs looking up leads to this machine."""
    asked: list[str] = []
    connect = httpcore2.AnyIOBackend.connect_tcp

    async def noting(self: Any, host: str, *rest: Any, **more: Any) -> Any:
        asked.append(host)
        return await connect(self, host, *rest, **more)

    monkeypatch.setattr(httpcore2.AnyIOBackend, "connect_tcp", noting)
    monkeypatch.setattr(guard, "_ask", lambda _: [guard.ip_address("127.0.0.1")])
    monkeypatch.setattr(httpx2, "create_ssl_context", _trusted)
    return asked


@cache
def _trusted() -> ssl.SSLContext:
    """Certificates take long to load, and nobody is asked for one here."""
    return ssl.create_default_context()


def _refused(work: Callable[[], object]) -> None:
    with pytest.raises(FetchError) as refused:
        work()
    assert refused.value.code in REFUSED, refused.value.code


@table
def test_a_page_is_not_asked_for(host: str, connections: list[str]) -> None:
    _refused(lambda: fetch(f"http://{host}/latest/meta-data/", Settings()))
    _refused(lambda: fetch(f"https:\\\\{host}\\", Settings()))
    _refused(lambda: fetch_document(f"http://{host}/sitemap.xml", Settings(), limit=1000))
    assert fetch_texts([f"http://{host}/a.css"], Settings(), limit=1000) == []
    assert connections == []


@table
def test_a_job_does_not_ask_for_it(host: str, connections: list[str], tmp_path: Path) -> None:
    async def work() -> None:
        async with Fetcher(Settings(attempts=1), tmp_path / "http.sqlite") as fetcher:
            await fetcher.fetch(f"http://{host}/")

    _refused(lambda: asyncio.run(work()))
    assert connections == []


@table
def test_a_proxy_is_not_asked_for_it(host: str, connections: list[str]) -> None:
    _refused(lambda: fetch(f"http://{host}/", Settings(proxy=SecretStr("http://127.0.0.1:9"))))
    assert connections == []


@table
def test_a_redirect_to_it_is_not_followed(host: str, connections: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """One name alone passes for public here: that of the server that redirects."""
    judge = guard.refuse_private
    monkeypatch.setattr(guard, "refuse_private", lambda name, at: None if name == "cz.example" else judge(name, at))
    place = f"http://{host}/".encode().decode("latin-1")

    async def work() -> None:
        async with loopback.host({"/": loopback.Answer(b"", 302, {"Location": place})}) as site:
            url = site.url.replace("127.0.0.1", "cz.example")
            await asyncio.to_thread(fetch, url, Settings(timeout=20))

    _refused(lambda: asyncio.run(work()))
    assert connections == ["127.0.0.1"]


def test_what_is_public_is_asked_for_in_every_way_of_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    for host, address in {
        "223.5.5.5": "223.5.5.5",
        "0xdf050505": "223.5.5.5",
        "223。5。5。5": "223.5.5.5",
        "[2400:3200::1]": "2400:3200::1",
        "[::ffff:223.5.5.5]": "::ffff:df05:505",
    }.items():
        found = asyncio.run(guard.checked_addresses(guard.parse_target(f"http://{host}/").host, timeout=5))
        assert [str(one) for one in found] == [address]
