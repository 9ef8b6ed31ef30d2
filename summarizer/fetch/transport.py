"""The connection: to a checked address only, and under one deadline for the whole fetch, however slowly bytes come."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2

from summarizer.fetch.guard import checked_addresses


class Deadline:
    """A moment on the monotonic clock; ``left`` gives the seconds until then, or raises ``ReadTimeout``."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("deadline")
        return seconds


class _Stream(httpcore2.NetworkStream):
    """A stream whose every operation ends at the deadline: a byte a second does not keep it open."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """Resolves, judges, and connects to the first judged address that answers."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        addresses = checked_addresses(host, timeout=self._deadline.left(), allow_private=self._allow_private)
        for address in addresses[:-1]:
            try:
                return self._connect(str(address), port, self._deadline.left() / 2)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(str(addresses[-1]), port, self._deadline.left())

    def _connect(self, address: str, port: int, timeout: float) -> httpcore2.NetworkStream:
        return _Stream(self._plain.connect_tcp(address, port, timeout, socket_options=()), self._deadline)


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's transport over the guarded backend. It asks no proxy, since a proxy would resolve names unchecked."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(),
            network_backend=_Backend(deadline, allow_private),
        )
