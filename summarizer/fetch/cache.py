"""The HTTP cache: what RFC 9111 lets a client use again, in SQLite; where the file fails, pages come without it."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
from filelock import FileLock
from hishel import AsyncSqliteStorage, CacheOptions, Entry, Request, Response
from hishel.httpx2 import AsyncCacheTransport

from summarizer.data import Message
from summarizer.messages import say

_LOG = logging.getLogger("hishel")
_LOOK = 10.0  # seconds that another process may take to look at the file
_MOST = 2 * 1024**3  # bytes; what was not used for longest goes first
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")

Tell = Callable[[Message], None]


class CachedTransport(httpx2.AsyncBaseTransport):
    """``below`` behind the cache in the file ``path``, for as long as that can be used; ``tell`` hears once if not.

    Several processes may share the file. hishel shows an entry only when it is complete, so that one whose writer was
    killed is never met; it logs what SQLite says, and this listens there.
    """

    def __init__(self, below: httpx2.AsyncBaseTransport, path: Path, limit: int, tell: Tell) -> None:
        self._below = below
        self._path = path
        self._tell = tell
        self._broken: BaseException | None = None
        self._listener = _Listener(self._give_up)
        self._cache: AsyncCacheTransport | None = None
        if _usable(path, tell):
            storage = _LastOnly(database_path=path, max_stream_size=limit, max_size=_MOST)
            self._cache = AsyncCacheTransport(below, storage, rfc=CacheOptions(shared=False))
            self._inode = path.stat().st_ino
            _LOG.addHandler(self._listener)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._cache is None or self._broken:
            return await self._below.handle_async_request(request)
        try:
            response = await self._cache.handle_async_request(request)
        except (sqlite3.Error, RuntimeError) as error:
            self._give_up(error)
        except (ValueError, TypeError, LookupError, ArithmeticError):
            pass  # headers that no cache can make sense of
        else:
            response.stream = _Read(response.stream, self._give_up)
            return response
        return await self._below.handle_async_request(request)

    async def aclose(self) -> None:
        _LOG.removeHandler(self._listener)
        if self._cache is None:
            await self._below.aclose()
            return
        await self._cache.aclose()
        if _is_damaged(self._broken) and self._path.exists() and self._path.stat().st_ino == self._inode:
            _set_aside(self._path)  # unless another process has done so already

    def _give_up(self, reason: BaseException) -> None:
        if self._broken is None:
            self._broken = reason
            self._tell(say("fetch.cache-unusable", path=self._path, reason=reason))


class _LastOnly(AsyncSqliteStorage):
    """One entry for an address: hishel keeps earlier ones too, and cannot tell which came last within a second."""

    async def create_entry(
        self, request: Request, response: Response, key: str, *, ttl: float | None = None, tti: float | None = None
    ) -> Entry:
        for earlier in await self.get_entries(key):
            await self.remove_entry(earlier.id)
        return await super().create_entry(request, response, key, ttl=ttl, tti=tti)


class _Read(httpx2.AsyncByteStream):
    """A body out of the cache, or on its way there: where the file fails, a body that broke off."""

    def __init__(self, inner: Any, give_up: Callable[[BaseException], None]) -> None:
        self._inner = inner
        self._give_up = give_up

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._inner:
                yield piece
        except (sqlite3.Error, RuntimeError) as error:
            self._give_up(error)
            raise httpx2.ReadError("the cache cannot be read") from error

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Listener(logging.Handler):
    """Hears of what hishel passes over. That another process has the file locked passes, and is no reason."""

    def __init__(self, heard: Callable[[BaseException], None]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, sqlite3.Error | OSError) and "locked" not in str(error):
            self._heard(error)


def _usable(path: Path, tell: Tell) -> bool:
    """Whether ``path`` is a database that can be written, or can be made one. A damaged one is kept by another name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=_LOOK):
            try:
                _look_at(path)
            except sqlite3.DatabaseError as error:
                if not _is_damaged(error):
                    raise
                tell(say("fetch.cache-damaged", path=path, kept=_set_aside(path).name))
                _look_at(path)
    except (OSError, sqlite3.Error) as error:
        tell(say("fetch.cache-unusable", path=path, reason=error))
        return False
    return True


def _look_at(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def _is_damaged(error: BaseException | None) -> bool:
    return getattr(error, "sqlite_errorname", "") in _DAMAGED


def _set_aside(path: Path) -> Path:
    kept = path.with_name(f"{path.name}.damaged")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    os.replace(path, kept)
    return kept
