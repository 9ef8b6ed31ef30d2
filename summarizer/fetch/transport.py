"""The connection: to a checked address only, within what one fetch may spend, however slowly bytes come."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore2
import httpx2

from summarizer.config import Settings
from summarizer.errors import FetchError
from summarizer.fetch.guard import checked_addresses, refuse_private_unresolved

_KEPT_OPEN = 15.0  # seconds a connection waits for the next request of a host asked every few seconds
_PATIENCE = 3.0  # seconds for one of several addresses: a network without a way to IPv6 may not say so


class Budget:
    """Seconds that one fetch may spend on the network, over all its hops. Waiting for a host's turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Time what is done here. Raises ``httpx2.ReadTimeout`` once nothing is left.

        What the libraries below let through of a host's nonsense becomes ``httpx2.RemoteProtocolError``.
        """
        began = time.monotonic()
        try:
            async with asyncio.timeout(max(self.left, 0)):
                yield
        except (FetchError, httpx2.HTTPError):
            raise
        except TimeoutError as error:
            raise httpx2.ReadTimeout("nothing left to spend") from error
        except Exception as error:
            raise httpx2.RemoteProtocolError(f"{type(error).__name__}: {error}") from error
        finally:
            self.left -= time.monotonic() - began


class GuardedTransport(httpx2.AsyncHTTPTransport):
    """httpx2's transport over the guarded backend. Every request carries its ``Budget`` as the extension ``budget``.

    It asks no proxy, since a proxy resolves names unchecked; ``ProxiedTransport`` is for those who want one.
    """

    def __init__(self, settings: Settings, trusted: ssl.SSLContext) -> None:
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=trusted,
            network_backend=_Backend(allow_private=settings.allow_private),
            max_connections=settings.max_connections,
            keepalive_expiry=_KEPT_OPEN,
            http2=True,
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        budget: Budget = request.extensions["budget"]
        request.extensions["timeout"] = dict.fromkeys(("connect", "read", "write", "pool"), max(budget.left, 0))
        async with budget.spend():
            response = await super().handle_async_request(request)
        response.stream = _Timed(response.stream, budget)
        return response


class ProxiedTransport(GuardedTransport):
    """The same through a proxy, which resolves the names: judged here are numbers, and names that are never public."""

    def __init__(self, settings: Settings, trusted: ssl.SSLContext, proxy: str) -> None:
        httpx2.AsyncHTTPTransport.__init__(
            self,
            verify=trusted,
            http2=True,
            proxy=proxy,
            limits=httpx2.Limits(max_connections=settings.max_connections, keepalive_expiry=_KEPT_OPEN),
        )
        self._allow_private = settings.allow_private

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not self._allow_private:
            refuse_private_unresolved(request.url.host)
        return await super().handle_async_request(request)


def transport(settings: Settings, trusted: ssl.SSLContext | None = None) -> GuardedTransport:
    """The transport that ``settings`` ask for. ``trusted`` takes long to make: several can share it."""
    trusted = trusted or httpx2.create_ssl_context()
    if settings.proxy:
        return ProxiedTransport(settings, trusted, settings.proxy.get_secret_value())
    return GuardedTransport(settings, trusted)


class _Timed(httpx2.AsyncByteStream):
    """A body whose every piece is paid from the budget: a byte a second does not keep it open."""

    def __init__(self, inner: Any, budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    async def __aiter__(self) -> AsyncIterator[bytes]:
        pieces = aiter(self._inner)
        while True:
            async with self._budget.spend():
                piece = await anext(pieces, None)
            if piece is None:
                return
            yield piece

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Backend(httpcore2.AsyncNetworkBackend):
    """Resolves, judges, and connects to the first judged address that answers."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """``timeout`` is what is left to spend. An address that does not answer soon gives way to the next."""
        left = timeout or 0
        addresses = await checked_addresses(host, timeout=left, allow_private=self._allow_private)
        for address in addresses[:-1]:
            patience = min(_PATIENCE, left / 2)
            left -= patience
            try:
                return await self._plain.connect_tcp(str(address), port, patience)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._plain.connect_tcp(str(addresses[-1]), port, left)
