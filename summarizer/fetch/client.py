"""Fetching for a person who waits: one page at once, from public addresses only, within one time limit for it all."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.fetch.guard import parse_target
from summarizer.fetch.hops import Errand, follow, is_stylesheet
from summarizer.fetch.transport import Budget, transport
from summarizer.messages import say

T = TypeVar("T")


def fetch(url: str, settings: Settings) -> Page:
    """The document at ``url``, as it came: any status, and ``truncated`` where it is over the limit or broke off.

    ``Page.url`` is the address after redirects. Raises ``FetchError`` where no document came: a refused address, no
    answer in time, something that is not text.
    """
    return _run(_fetch(url, settings, Errand(settings)))


def fetch_document(url: str, settings: Settings, *, limit: int) -> bytes:
    """The bytes at ``url``, of whatever kind, at most ``limit`` of them. Raises ``FetchError`` for anything but all."""
    errand = Errand(settings, wanted=lambda _: True, limit=limit, whole=True)
    page = _run(_fetch(url, settings, errand))
    if page.status != 200:
        raise FetchError(say("fetch.status", url=url, status=page.status), code="status")
    if page.truncated:
        raise FetchError(say("fetch.cut-off", url=url, limit=f"{limit / 1_000_000:g}"), code="cut-off")
    return page.content if isinstance(page.content, bytes) else page.content.encode()


def fetch_texts(urls: list[str], settings: Settings, *, limit: int) -> list[tuple[str, bytes]]:
    """The style sheets at ``urls`` that can be had within one deadline, each of at most ``limit`` bytes."""
    return _run(_fetch_texts(urls, Errand(settings, wanted=is_stylesheet, limit=limit)))


async def _fetch(url: str, settings: Settings, errand: Errand) -> Page:
    async with transport(settings) as line:
        return await follow(line.handle_async_request, parse_target(url), errand, Budget(settings.timeout))


async def _fetch_texts(urls: list[str], errand: Errand) -> list[tuple[str, bytes]]:
    budget = Budget(errand.settings.timeout)
    found = []
    async with transport(errand.settings) as line:
        for url in urls:
            try:
                page = await follow(line.handle_async_request, parse_target(url), errand, budget)
            except FetchError:
                continue
            if page.status == 200 and not page.truncated and isinstance(page.content, bytes):
                found.append((url, page.content))
    return found


def _run(work: Coroutine[Any, Any, T]) -> T:
    """What ``work`` returns, or raises, also where an event loop runs in this thread already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(asyncio.run, work).result()
