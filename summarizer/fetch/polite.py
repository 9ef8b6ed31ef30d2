"""Fetching many pages: every host at its own pace and by its own robots.txt, none waiting for another."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from summarizer.config import Settings
from summarizer.data import Message, Page
from summarizer.errors import FetchError
from summarizer.fetch.cache import CachedTransport, Tell
from summarizer.fetch.fair import in_turn
from summarizer.fetch.guard import parse_target
from summarizer.fetch.hops import Errand, follow, is_anything
from summarizer.fetch.lanes import Lanes, host_of
from summarizer.fetch.manners import PoliteTransport
from summarizer.fetch.retries import persistently
from summarizer.fetch.robots import LIMIT, Robots
from summarizer.fetch.shared import Kept, Shared
from summarizer.fetch.transport import Budget

_SHEET_KEPT = 600.0  # seconds for which a style sheet, which most pages of a site share, is not asked for again
_ROOM = 64_000_000  # bytes of such sheets


def _size(answer: Page | FetchError) -> int:
    return len(answer.content) if isinstance(answer, Page) else 0


def _warn(message: Message) -> None:
    logging.getLogger("summarizer.fetch").warning(message.en)


class Fetcher:
    """Pages by address, politely: ``async with Fetcher(settings, cache) as fetcher: await fetcher.fetch(url)``.

    One object keeps the pace of every host it asks, so use one for a whole job. ``cache`` is the SQLite file of the
    HTTP cache, made if it is not there; several processes may share it. ``share``: what part of the pace of every host
    is this program's, 1/N where N fetch at the same time. ``tell`` gets what is said once: that the cache is of no use.
    """

    def __init__(self, settings: Settings, cache: Path, *, share: float = 1.0, tell: Tell = _warn) -> None:
        self._settings = settings
        self._cache = cache
        self._tell = tell
        self._lanes = Lanes(settings, share)
        self._robots = Robots(self._fetch_robots, settings.user_agent)
        self._pages: Shared[Page | FetchError] = Shared(_ROOM, _size)

    async def __aenter__(self) -> Self:
        polite = PoliteTransport(self._settings, self._lanes, self._robots)
        self._line = CachedTransport(polite, self._cache, self._settings.max_bytes, self._tell)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._line.aclose()

    async def fetch(self, url: str, *, revalidate: bool = False) -> Page:
        """The document at ``url``, as it came: any status, and ``truncated`` where it is over the limit or broke off.

        ``revalidate`` asks the server even for what is fresh in the cache; ``Page.unchanged``: it answered 304.
        ``Settings.timeout`` is what one attempt may spend on the network; waiting for the host's turn is not counted.
        Those who ask for the same address at once share one answer. Raises ``FetchError``; its code is ``robots`` where
        the host does not want to be asked.
        """
        errand = Errand(self._settings, fresh=revalidate)
        result = await self._pages.get(f"{revalidate} {url}", lambda: self._once(url, errand))
        if isinstance(result, FetchError):
            raise FetchError(result.message, code=result.code)
        return result

    async def fetch_many(self, urls: Iterable[str]) -> AsyncIterator[tuple[str, Page | FetchError]]:
        """Every one of ``urls`` with its page or with what kept it, in the order in which they come.

        ``urls`` is read as hosts are free to be asked; what is read ahead for a slow host is kept packed.
        """
        async for done in in_turn(urls, self._host, self._page_or_error, self._settings.max_connections):
            yield done

    async def _page_or_error(self, url: str) -> Page | FetchError:
        try:
            return await self.fetch(url)
        except FetchError as error:
            return error

    async def _once(self, url: str, errand: Errand) -> Kept[Page | FetchError]:
        try:
            page = await self._get(url, errand)
        except FetchError as error:
            return Kept(error, 0)
        shared = (page.content_type or "").lower().startswith("text/css") and page.status == 200
        return Kept(page, _SHEET_KEPT if shared else 0)

    def _host(self, url: str) -> tuple[str, int]:
        try:
            host = host_of(parse_target(url).url)
        except FetchError:
            return "", 1
        return host, self._lanes.settings(host).concurrency

    async def _fetch_robots(self, url: str) -> Page:
        return await self._get(url, Errand(self._settings, wanted=is_anything, limit=LIMIT, robots=False))

    async def _get(self, url: str, errand: Errand) -> Page:
        target = parse_target(url)

        async def once(last: bool) -> Page:
            budget = Budget(self._settings.timeout)
            return await follow(self._line.handle_async_request, target, replace(errand, whole=not last), budget)

        return await persistently(once, self._settings.attempts)
