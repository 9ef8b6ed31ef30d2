"""Manners: no request that robots.txt forbids, none before the host's turn, few connections and those used again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx2

from summarizer.config import Settings
from summarizer.fetch.lanes import Lane, Lanes, host_of
from summarizer.fetch.robots import Robots
from summarizer.fetch.transport import GuardedTransport, transport

_OPEN = 256  # hosts with connections kept open for their next turn


class PoliteTransport(httpx2.AsyncBaseTransport):
    """Asks only what robots.txt allows, and each host only when its turn has come. The turn ends with the response."""

    def __init__(self, settings: Settings, lanes: Lanes, robots: Robots) -> None:
        self._lines = _Lines(settings)
        self._lanes = lanes
        self._robots = robots

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = host_of(str(request.url))
        delay = await self._robots.delay(request.url) if request.extensions["robots"] else 0.0
        lane = self._lanes.lane(host)
        self._lanes.slow_down(lane, delay)
        async with AsyncExitStack() as held:
            await held.enter_async_context(lane.turn(self._lanes.free))
            line = await held.enter_async_context(self._lines.line(host))
            request.extensions["trace"] = lane.trace
            try:
                response = await line.handle_async_request(request)
            except httpx2.TransportError:
                lane.note(answered=False)
                raise
            answered = self._lanes.heed(lane, response)
            response.stream = _Held(response.stream, held.pop_all(), lane, answered)
            request.extensions["hop"].push_async_callback(response.aclose)  # a turn is never lost
        return response

    async def aclose(self) -> None:
        await self._lines.aclose()


class _Lines:
    """A connection pool for each host: looking for a free connection takes no longer for many hosts than for one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._trusted = httpx2.create_ssl_context()
        self._lines: OrderedDict[str, GuardedTransport] = OrderedDict()  # the longest unused first
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def line(self, host: str) -> AsyncIterator[GuardedTransport]:
        if host not in self._lines:
            self._lines[host] = transport(self._settings, self._trusted)
        self._lines.move_to_end(host)
        self._users[host] = self._users.get(host, 0) + 1
        try:
            await self._close_some()
            yield self._lines[host]
        finally:
            self._users[host] -= 1
            if not self._users[host]:
                del self._users[host]

    async def aclose(self) -> None:
        for line in self._lines.values():
            await line.aclose()

    async def _close_some(self) -> None:
        if len(self._lines) > _OPEN:
            unused = next((host for host in self._lines if host not in self._users), None)
            if unused is not None:
                await self._lines.pop(unused).aclose()


class _Held(httpx2.AsyncByteStream):
    """A body whose reading is part of the turn: closed, the turn ends, and it is known whether all of it came."""

    def __init__(self, inner: Any, held: AsyncExitStack, lane: Lane, answered: bool) -> None:
        self._inner = inner
        self._held = held
        self._lane = lane
        self._answered = answered

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._inner:
                yield piece
        except httpx2.TransportError:
            self._answered = False
            raise

    async def aclose(self) -> None:
        self._lane.note(answered=self._answered)
        try:
            await self._inner.aclose()
        finally:
            await self._held.aclose()
