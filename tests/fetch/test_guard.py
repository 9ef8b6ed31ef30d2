"""Only public addresses are ever asked, however they are written."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address
from typing import Any

import pytest

from summarizer.errors import FetchError
from summarizer.fetch.guard import checked_addresses, is_public, parse_target, shown

PRIVATE = [
    "127.0.0.1",
    "0.0.0.0",  # noqa: S104 - refused, not bound
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:5ef5:79fb:0:0:80ff:fffe",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://１２７.０.０.１/",
        "http://127.0.0.1./",
        "http://①②⑦.0.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://localhost/",
        "http://LOCALHOST./",
    ],
)
def test_every_way_of_writing_loopback_is_refused(url: str) -> None:
    target = parse_target(url)
    with pytest.raises(FetchError) as refused:
        asyncio.run(checked_addresses(target.host, timeout=5))
    assert refused.value.code in ("private-address", "unresolved")  # unresolved: a system without that name


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    def answers(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0)) for host in ("223.5.5.5", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    with pytest.raises(FetchError) as refused:
        asyncio.run(checked_addresses("mixed.example", timeout=5))
    assert refused.value.code == "private-address"
    assert "10.0.0.7" in refused.value.message.zh


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///", "x", "", "http://[::"],
)
def test_only_http_addresses_with_a_host_are_taken(url: str) -> None:
    with pytest.raises(FetchError) as refused:
        parse_target(url)
    assert refused.value.code == "bad-address"


def test_addresses_with_credentials_are_refused_and_not_repeated() -> None:
    with pytest.raises(FetchError) as refused:
        parse_target("https://editor:secret@news.example/a")
    assert refused.value.code == "credentials"
    assert "secret" not in str(refused.value)
    assert "editor" not in refused.value.message.zh


def test_a_host_hidden_behind_a_user_name_is_seen_for_what_it_is() -> None:
    with pytest.raises(FetchError):
        parse_target("https://news.example@127.0.0.1/")


def test_shown_addresses_hold_no_secrets() -> None:
    assert shown("https://u:p@news.example/a/b?token=1") == "https://news.example/a/b?…"
    assert len(shown("https://news.example/" + "a" * 9000)) <= 200


def test_fragments_are_not_sent() -> None:
    assert parse_target(" https://新闻.example/路?a=1#top ").url == "https://xn--efvy88h.example/%E8%B7%AF?a=1"
