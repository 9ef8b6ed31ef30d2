"""A proxy is asked only where the settings name one, and its password is shown nowhere."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import pytest
from pydantic import SecretStr

from summarizer.errors import FetchError
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE, PAGE, Answer, Host, host


async def _fetched(proxy: Host, url: str, cache: Path, *, allow_private: bool = True) -> bytes | str:
    address = SecretStr(proxy.url.replace("://", "://desk:hunter2@"))
    settings = HERE.model_copy(update={"proxy": address, "allow_private": allow_private, "attempts": 1})
    assert "hunter2" not in f"{settings!r}{settings.model_dump_json()}"
    async with Fetcher(settings, cache) as fetcher:
        return (await fetcher.fetch(url)).content


def test_it_is_asked_for_the_page(tmp_path: Path) -> None:
    async def work() -> None:
        async with host({"http://news.example/a": Answer()}) as proxy:
            assert await _fetched(proxy, "http://news.example/a", tmp_path / "http.sqlite") == PAGE
            assert proxy.paths(robots=True) == ["http://news.example/robots.txt", "http://news.example/a"]
            sent = proxy.asked[-1].headers["proxy-authorization"].removeprefix("Basic ")
            assert base64.b64decode(sent) == b"desk:hunter2"

    asyncio.run(work())


def test_private_addresses_are_refused_where_they_can_be_told(tmp_path: Path) -> None:
    async def work() -> None:
        async with host({}) as proxy:
            with pytest.raises(FetchError) as refused:
                await _fetched(proxy, "http://169.254.169.254/", tmp_path / "http.sqlite", allow_private=False)
            assert refused.value.code == "private-address"
            assert not proxy.asked

    asyncio.run(work())


def test_the_environment_names_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        async with host({}) as proxy, host({"/": Answer()}) as site:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
                monkeypatch.setenv(name, proxy.url)
            async with Fetcher(HERE, tmp_path / "http.sqlite") as fetcher:
                assert (await fetcher.fetch(site.url)).content == PAGE
            assert not proxy.asked

    asyncio.run(work())


def test_a_proxy_that_wants_another_password_does_not_repeat_this_one(tmp_path: Path) -> None:
    async def work() -> None:
        refusing = Answer(b"", 407, {"Proxy-Authenticate": "Basic"})
        async with host(
            {"http://news.example/robots.txt": Answer(b"", 404), "http://news.example/": refusing}
        ) as proxy:
            with pytest.raises(FetchError) as refused:
                await _fetched(proxy, "https://news.example/", tmp_path / "http.sqlite")
            assert "hunter2" not in str(refused.value)

    asyncio.run(work())
