"""Fetching for a job, in a thread of its own: many shards at a time, so that no worker waits for one slow host."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.batch.crew import Event
from summarizer.batch.folder import JobFolder
from summarizer.batch.plan import read_plan
from summarizer.batch.store import keep, mend
from summarizer.batch.work import failure
from summarizer.config import Settings
from summarizer.data import Item, Message, Page
from summarizer.errors import FetchError
from summarizer.sources import is_address

if TYPE_CHECKING:
    from summarizer.fetch.polite import Fetcher

_CACHE = "http.sqlite"  # in the user's cache folder: what one job has fetched another need not


@dataclass(slots=True)
class Supply:
    """Answers ``provide`` with a ``ready`` event, once everything asked for stands in the store of the shard.

    ``revalidate``: the pages that the plan names are asked for anew, whatever the cache says of their freshness.
    ``programs``: how many fetch for this job at the same time, which share the pace of every host.
    """

    folder: JobFolder
    settings: Settings
    events: queue.Queue[Event]
    revalidate: bool = False
    programs: int = 1
    _thread: _Thread | None = field(default=None, init=False)

    def provide(self, shard: int, urls: Iterable[str] = ()) -> bool:
        """Fetch ``urls`` for ``shard``; without any, what its plan names. True where all is there already.

        Raises ``FolderError``.
        """
        path = self.folder.pages(shard)
        wanted, anew = list(urls), False
        if not wanted:
            named = dict.fromkeys(url for item in read_plan(self.folder.plan(shard)) for url in addresses(item))
            had = mend(path) if named or path.exists() else set()
            wanted, anew = [url for url in named if url not in had], self.revalidate
        if wanted:
            if self._thread is None:
                self._thread = _Thread(self)
            self._thread.serve(shard, wanted, anew)
        return not wanted

    def close(self) -> None:
        if self._thread:
            self._thread.close()


def addresses(item: Item) -> list[str]:
    """What an input names that has to be fetched."""
    named = [None if item.stored else item.repost, item.original]
    return [] if item.error else [name for name in named if name and is_address(name)]


class _Thread:
    """The event loop of all fetching, started when the first address is asked for."""

    def __init__(self, supply: Supply) -> None:
        self._supply = supply
        self._begun = threading.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self._thread.start()
        self._begun.wait()

    def serve(self, shard: int, urls: list[str], anew: bool) -> None:
        self._loop.call_soon_threadsafe(self._start, shard, urls, anew)

    def close(self) -> None:
        with suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(timeout=10)

    async def _main(self) -> None:
        from summarizer.fetch.polite import Fetcher

        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        self._begun.set()
        settings, share = self._supply.settings, 1 / self._supply.programs
        async with Fetcher(settings, settings.cache_dir / _CACHE, share=share, tell=self._tell) as self._fetcher:
            await self._over.wait()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _tell(self, message: Message) -> None:
        self._supply.events.put(Event("note", message=message))

    def _start(self, shard: int, urls: list[str], anew: bool) -> None:
        task = self._loop.create_task(self._serve(shard, urls, anew))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A shard that cannot be served ends the job: it would wait for ever."""
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error:
            said = failure(error) if isinstance(error, Exception) else None
            self._supply.events.put(Event("stop", failure=said))

    async def _serve(self, shard: int, urls: list[str], anew: bool) -> None:
        asked = [self._loop.create_task(_answer(self._fetcher, url, anew)) for url in urls]
        try:
            for answer in asyncio.as_completed(asked):
                keep(self._supply.folder.pages(shard), [await answer])
        finally:
            for one in asked:
                one.cancel()
        self._supply.events.put(Event("ready", shard))


async def _answer(fetcher: Fetcher, url: str, anew: bool) -> tuple[str, Page | FetchError]:
    try:
        return url, await fetcher.fetch(url, revalidate=anew)
    except FetchError as error:
        return url, error
    except Exception as error:  # a mistake of ours is that address's, not the job's
        said = failure(error)
        return url, FetchError(said.message, code=said.code)
