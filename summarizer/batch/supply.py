"""Fetching for a job, in a thread of its own: many shards at a time, so that no worker waits for one slow host."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterable

from summarizer.batch.crew import Event
from summarizer.batch.files import FolderError
from summarizer.batch.folder import JobFolder
from summarizer.batch.plan import read_plan
from summarizer.batch.store import keep, mend
from summarizer.config import Settings
from summarizer.data import Failure, Item, Page
from summarizer.errors import FetchError
from summarizer.sources import is_address

_AT_ONCE = 50  # addresses asked at a time


class Supply:
    """Answers ``provide`` with a ``ready`` event, once everything asked for stands in the store of the shard."""

    def __init__(self, folder: JobFolder, settings: Settings, events: queue.Queue[Event]) -> None:
        self._folder = folder
        self._settings = settings
        self._events = events
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def provide(self, shard: int, urls: Iterable[str] = ()) -> bool:
        """Fetch ``urls`` for ``shard``; without any, what its plan names. True where all is there already.

        Raises ``FolderError``.
        """
        path = self._folder.pages(shard)
        wanted = list(urls)
        if not wanted:
            named = dict.fromkeys(url for item in read_plan(self._folder.plan(shard)) for url in addresses(item))
            had = mend(path) if named or path.exists() else set()
            wanted = [url for url in named if url not in had]
        if wanted:
            asyncio.run_coroutine_threadsafe(self._serve(shard, wanted), self._running())
        return not wanted

    def close(self) -> None:
        if self._loop and self._thread:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(timeout=5)

    def _running(self) -> asyncio.AbstractEventLoop:
        """The loop, started when the first address is asked for."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._limit = asyncio.Semaphore(_AT_ONCE)
            self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
            self._thread.start()
        return self._loop

    async def _serve(self, shard: int, urls: list[str]) -> None:
        path = self._folder.pages(shard)
        try:
            for answer in asyncio.as_completed([self._answer(url) for url in urls]):
                keep(path, [await answer])
        except FolderError as error:
            self._events.put(Event("stop", failure=Failure(error.code, error.message)))
            return
        self._events.put(Event("ready", shard))

    async def _answer(self, url: str) -> tuple[str, Page | FetchError]:
        from summarizer.fetch.client import fetch

        async with self._limit:
            try:
                return url, await asyncio.to_thread(fetch, url, self._settings)
            except FetchError as error:
                return url, error


def addresses(item: Item) -> list[str]:
    """What an input names that has to be fetched."""
    named = [None if item.stored else item.repost, item.original]
    return [] if item.error else [name for name in named if name and is_address(name)]
