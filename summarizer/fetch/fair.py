"""Work on many hosts at once: none waits for another, and what is read ahead for a slow one is kept small."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")

_BLOCK = 256  # items packed together
_LOOK_AHEAD = 200  # items read in one go, so that reading never holds up the work
_HOSTS_A_CONNECTION = 4  # a host asked once a second needs a connection for a fraction of it
_PARKED = 2_000_000  # items waiting for their host, some 20 bytes each; no more are read then


class Queue:
    """Items of one host in their order: the first at hand, the others packed (addresses of a host are much alike)."""

    def __init__(self) -> None:
        self._first: deque[str] = deque()
        self._packed: deque[bytes] = deque()
        self._last: list[str] = []

    def put(self, item: str) -> None:
        self._last.append(item)
        if len(self._last) == _BLOCK:
            self._packed.append(zlib.compress(json.dumps(self._last).encode()))
            self._last = []

    def get(self) -> str | None:
        """The next item; ``None``: there is none."""
        if not self._first:
            if self._packed:
                self._first.extend(json.loads(zlib.decompress(self._packed.popleft())))
            else:
                self._first.extend(self._last)
                self._last = []
        return self._first.popleft() if self._first else None


class _Work(Generic[T]):
    def __init__(
        self,
        items: Iterator[str],
        host: Callable[[str], tuple[str, int]],
        work: Callable[[str], Awaitable[T]],
        at_once: int,
    ) -> None:
        self._items = items
        self._host = host
        self._work = work
        self._most = at_once * _HOSTS_A_CONNECTION
        self._queues: dict[str, Queue] = {}
        self._running: dict[str, int] = {}
        self._parked = 0
        self.tasks: dict[asyncio.Task[T], tuple[str, str]] = {}
        self.done: asyncio.Queue[asyncio.Task[T]] = asyncio.Queue()

    def read(self, count: int) -> bool:
        """Take up to ``count`` more items: those whose host is free start, the others wait. Whether there may be more.

        Nothing is taken while as much is under way as may be, or too much waits.
        """
        for _ in range(count):
            if len(self.tasks) >= self._most or self._parked >= _PARKED:
                return False
            item = next(self._items, None)
            if item is None:
                return False
            host, at_once = self._host(item)
            if self._running.get(host, 0) < at_once:
                self._start(host, item)
            else:
                self._queues.setdefault(host, Queue()).put(item)
                self._parked += 1
        return True

    def finish(self, task: asyncio.Task[T]) -> tuple[str, T]:
        """The item of ``task`` and its result; the next of its host starts."""
        host, item = self.tasks.pop(task)
        self._running[host] -= 1
        if not self._running[host]:
            del self._running[host]
        queue = self._queues.get(host)
        if queue is not None:
            following = queue.get()
            if following is None:
                del self._queues[host]
            else:
                self._parked -= 1
                self._start(host, following)
        return item, task.result()

    def _start(self, host: str, item: str) -> None:
        task = asyncio.ensure_future(self._work(item))
        self.tasks[task] = (host, item)
        self._running[host] = self._running.get(host, 0) + 1
        task.add_done_callback(self.done.put_nowait)


async def in_turn(
    items: Iterable[str],
    host: Callable[[str], tuple[str, int]],
    work: Callable[[str], Awaitable[T]],
    at_once: int,
) -> AsyncIterator[tuple[str, T]]:
    """Every one of ``items`` with the result of ``work``, as they get done.

    ``host`` says which host an item belongs to and how many of that host's may be under way at once; ``at_once`` is the
    number of requests that may be under way in all. What ``work`` raises ends it all. No work begins while whoever
    takes the results does not come back for more.
    """
    ahead: _Work[T] = _Work(iter(items), host, work, at_once)
    try:
        while True:
            more = ahead.read(_LOOK_AHEAD)
            if not ahead.tasks:
                return
            if more and ahead.done.empty():
                await asyncio.sleep(0)  # read on, but let what is under way go on too
            else:
                yield ahead.finish(await ahead.done.get())
    finally:
        for task in ahead.tasks:
            task.cancel()
        await asyncio.gather(*ahead.tasks, return_exceptions=True)
