"""Turns: how often each host is asked, how many requests it has under way, and how many there are in all."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase

import ada_url
import httpx2

from summarizer.config import HostSettings, Settings
from summarizer.errors import FetchError
from summarizer.messages import say

_TOO_MUCH = (429, 503)
_REST = 5.0  # seconds for a host that says it has too much, and not for how long
_KEPT = 10_000  # hosts whose last turn is remembered
_SILENT = 10  # requests in a row without an answer, after which a host is left alone
_AWAY = 300.0  # seconds until it is tried once more


class Lane:
    """The turns of one host. ``interval`` is in seconds."""

    def __init__(self, host: str, settings: HostSettings, share: float) -> None:
        self._host = host
        self.interval = 1 / (settings.rate * share)
        self._places = asyncio.Semaphore(settings.concurrency)
        self._order = asyncio.Lock()
        self._next = 0.0
        self._inside = 0
        self._silent = 0
        self._away = 0.0

    @property
    def idle(self) -> bool:
        """Nobody is or waits here, and the next one need not wait."""
        return not self._inside and max(self._next, self._away) <= time.monotonic()

    def pause(self, seconds: float) -> None:
        """Nobody's turn comes for so long."""
        self._next = max(self._next, time.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self, free: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait until this host may be asked and one of ``free`` is to be had, which is held for as long as this is.

        Raises ``FetchError`` where the host has long given no answer: that a page is asked for there costs no time.
        """
        self._inside += 1
        try:
            async with self._places:
                self._refuse_if_away()
                async with self._order:
                    await self._come_up(free)
                try:
                    yield
                finally:
                    free.release()
        finally:
            self._inside -= 1

    async def trace(self, event: str, _: object) -> None:
        """What httpcore tells of a request. Where it needs a new connection, the pace counts from when that stands."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._next = max(self._next, time.monotonic() + self.interval)

    def note(self, *, answered: bool) -> None:
        """Whether a request brought an answer, all of it; that there are too many requests is none."""
        self._silent = 0 if answered else self._silent + 1
        if self._silent >= _SILENT:
            self._away = time.monotonic() + _AWAY

    def _refuse_if_away(self) -> None:
        if self._away > time.monotonic():
            raise FetchError(say("fetch.host-away", host=self._host, count=self._silent), code="host-away")

    async def _come_up(self, free: asyncio.Semaphore) -> None:
        while True:
            while (wait := self._next - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            await free.acquire()
            if self._next <= time.monotonic():  # no pause was called for in the meantime
                self._next = time.monotonic() + self.interval
                return
            free.release()


class Lanes:
    """A lane for every host, made when it is first asked; long unused ones are forgotten.

    ``share`` is what part of the pace of every host is this program's.
    """

    def __init__(self, settings: Settings, share: float = 1.0) -> None:
        self._share = share
        self.free = asyncio.Semaphore(settings.max_connections)
        self._rules = [(_ascii(pattern), rule) for pattern, rule in settings.hosts.items()]
        self._rules.sort(key=lambda one: ("*" in one[0], -len(one[0])))  # the most particular first
        self._max_wait = settings.max_wait
        self._lanes: OrderedDict[str, Lane] = OrderedDict()

    def settings(self, host: str) -> HostSettings:
        """How ``host``, as ``host_of`` gives it, may be asked."""
        names = (host, host.partition(":")[0] if host.count(":") == 1 else host)
        found = (rule for pattern, rule in self._rules if any(fnmatchcase(name, pattern) for name in names))
        return next(found, HostSettings())

    def lane(self, host: str) -> Lane:
        if host not in self._lanes:
            self._forget()
            self._lanes[host] = Lane(host, self.settings(host), self._share)
        self._lanes.move_to_end(host)
        return self._lanes[host]

    def heed(self, lane: Lane, response: httpx2.Response) -> bool:
        """Whether this is an answer. A host that has too much to do rests as long as it wants, within ``max_wait``."""
        if response.status_code not in _TOO_MUCH:
            return True
        asked = retry_after(response.headers.get("retry-after", ""))
        lane.pause(min(_REST if asked is None else asked, self._max_wait))
        return False

    def slow_down(self, lane: Lane, delay: float) -> None:
        """Ask no more often than every ``delay`` seconds, within ``max_wait``."""
        lane.interval = max(lane.interval, min(delay, self._max_wait) / self._share)

    def _forget(self) -> None:
        while len(self._lanes) >= _KEPT:
            host, lane = next(iter(self._lanes.items()))
            if not lane.idle:
                return
            del self._lanes[host]


def host_of(url: str) -> str:
    """What a rate is kept for: the host of ``url``, with its port where that is not the usual one."""
    return str(ada_url.URL(url).host)


def retry_after(value: str) -> float | None:
    """The seconds that a Retry-After header asks for, in either form (RFC 9110, 10.2.3); ``None``: it says nothing."""
    if value.strip().isascii() and value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def _ascii(pattern: str) -> str:
    """``*.新闻.example`` as host names are compared."""
    return ".".join(label if label.isascii() else _encoded(label) for label in pattern.split(".")).lower()


def _encoded(label: str) -> str:
    try:
        return str(ada_url.URL(f"http://{label}/").hostname)
    except ValueError:
        return label  # no part of a host name: it fits none
