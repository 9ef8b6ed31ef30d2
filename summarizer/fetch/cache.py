"""The HTTP cache: what RFC 9111 lets a client use again. hishel knows the rules, and this keeps the pages, in SQLite.

Where the file fails, pages come without it. A page is written whole or not at all, so that a killed writer leaves
nothing behind, and several processes may use one file.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from filelock import FileLock
from hishel import AsyncBaseStorage, CacheOptions, Entry, Headers, Request, Response
from hishel.httpx2 import AsyncCacheTransport

from summarizer.data import Message
from summarizer.messages import say

_LOOK = 10.0  # seconds that another process may take to look at the file
_TOUCH = 3600.0  # seconds after which a use is noted
_MOST = 2 * 1024**3  # bytes; what was not used for longest goes first
_LOOK_AROUND = 500  # pages written before the size is looked at again
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED")
_MARK = 0x5A48_4347  # application_id: the file is ours
_TABLES = f"""
    BEGIN IMMEDIATE;  -- all of it or nothing: a disk may fill up in between
    CREATE TABLE page (
        key TEXT PRIMARY KEY, id BLOB UNIQUE NOT NULL, used REAL NOT NULL,
        method TEXT NOT NULL, url TEXT NOT NULL, asked TEXT NOT NULL,  -- asked, headers: JSON, a list for each name
        status INTEGER NOT NULL, headers TEXT NOT NULL, body BLOB NOT NULL
    );
    CREATE INDEX page_used ON page (used);
    PRAGMA application_id = {_MARK};
    COMMIT;
"""

T = TypeVar("T")
Tell = Callable[[Message], None]


class CachedTransport(AsyncCacheTransport):
    """``below`` behind the cache in the file ``path``, for as long as that can be used; ``tell`` hears once if not.

    A page of more than ``limit`` bytes is not kept.
    """

    def __init__(self, below: httpx2.AsyncBaseTransport, path: Path, limit: int, tell: Tell) -> None:
        super().__init__(below, PageStore(path, limit, tell), rfc=CacheOptions(shared=False))

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return await super().handle_async_request(request)
        except (ValueError, TypeError, LookupError, ArithmeticError):  # headers that no cache can make sense of
            await request.extensions["hop"].aclose()
            return await self.next_transport.handle_async_request(request)


class PageStore(AsyncBaseStorage):
    """One page for an address. Its methods mean what hishel's base class says; none of them fails."""

    def __init__(self, path: Path, limit: int, tell: Tell) -> None:
        super().__init__(max_stream_size=limit)
        self._limit = limit
        self._path = path
        self._tell = tell
        self._thread = ThreadPoolExecutor(1, "page-cache")
        self._db = _open(path, tell)
        self._inode = path.stat().st_ino if self._db else 0
        self._broken: sqlite3.Error | None = None
        self._written = 0

    async def create_entry(self, request: Request, response: Response, key: str, **_: float | None) -> Entry:
        entry = Entry(uuid.uuid4(), request, response)
        kept = replace(response, stream=self._saving(entry, key))
        return replace(entry, response=kept)

    async def get_entries(self, key: str) -> list[Entry]:
        entry = await self._do(lambda db: _read(db, key), None)
        return [entry] if entry else []

    async def update_headers(self, id: uuid.UUID, headers: Headers) -> None:  # noqa: A002 - hishel's name
        values = (_plain(headers), id.bytes)
        await self._do(lambda db: _run(db, "UPDATE page SET headers = ? WHERE id = ?", values), None)

    async def remove_entry(self, id: uuid.UUID) -> None:  # noqa: A002 - hishel's name
        await self._do(lambda db: _run(db, "DELETE FROM page WHERE id = ?", (id.bytes,)), None)

    async def close(self) -> None:
        if self._db is not None:
            self._thread.submit(self._db.close).result()
        self._thread.shutdown()
        if _is_damaged(self._broken) and self._path.exists() and self._path.stat().st_ino == self._inode:
            _set_aside(self._path)  # unless another process has done so already

    async def _saving(self, entry: Entry, key: str) -> AsyncIterator[bytes]:
        """The body, which is kept once it has been read to its end."""
        pieces: list[bytes] = []
        size = 0
        assert isinstance(entry.response.stream, AsyncIterator)  # noqa: S101 - for mypy: the other kind is the sync one
        async for piece in entry.response.stream:
            size += len(piece)
            if size <= self._limit:
                pieces.append(piece)
            yield piece
        if size <= self._limit:
            body = b"".join(pieces)
            await self._do(lambda db: _write(db, entry, key, body), None)
            self._written += 1
            if self._written % _LOOK_AROUND == 0:
                await self._do(_make_room, None)  # faster than new pages come

    async def _do(self, work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What ``work`` gives, in the thread of the database; ``otherwise`` where the database fails."""
        if self._db is None or self._broken:
            return otherwise
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work, self._db)
        except sqlite3.Error as error:
            if _name(error) not in _PASSING and not self._broken:
                self._broken = error
                self._tell(say("fetch.cache-unusable", path=self._path, reason=error))
            return otherwise


def _read(db: sqlite3.Connection, key: str) -> Entry | None:
    row = db.execute(
        "SELECT id, used, method, url, asked, status, headers, body FROM page WHERE key = ?", (key,)
    ).fetchone()
    if row is None:
        return None
    if row[1] < time.time() - _TOUCH:
        _run(db, "UPDATE page SET used = ? WHERE key = ?", (time.time(), key))
    response = Response(row[5], Headers(json.loads(row[6])), _once(row[7]))
    return Entry(uuid.UUID(bytes=row[0]), Request(row[2], row[3], Headers(json.loads(row[4]))), response)


def _write(db: sqlite3.Connection, entry: Entry, key: str, body: bytes) -> None:
    asked, said = entry.request, entry.response
    values = (asked.method, asked.url, _plain(asked.headers), said.status_code, _plain(said.headers), body)
    query = "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    _run(db, query, (key, entry.id.bytes, time.time(), *values))


def _run(db: sqlite3.Connection, query: str, values: tuple[Any, ...]) -> None:
    db.execute(query, values)


def _make_room(db: sqlite3.Connection) -> None:
    (pages,), (free,), (size,) = (
        db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count", "page_size")
    )
    if (pages - free) * size > _MOST:
        db.execute(
            "DELETE FROM page WHERE key IN (SELECT key FROM page ORDER BY used LIMIT max(1, ?))", (_LOOK_AROUND,)
        )


async def _once(body: bytes) -> AsyncIterator[bytes]:
    yield body


def _plain(headers: Headers) -> str:
    return json.dumps({name: headers.get_list(name) for name in headers})


def _open(path: Path, tell: Tell) -> sqlite3.Connection | None:
    """The database, made if it is not there; ``None`` where it cannot be. A damaged one is kept by another name."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=_LOOK):
            try:
                return _connect(path)
            except sqlite3.DatabaseError as error:
                if not _is_damaged(error):
                    raise
                tell(say("fetch.cache-damaged", path=path, kept=_set_aside(path).name))
                return _connect(path)
    except (OSError, sqlite3.Error) as error:
        tell(say("fetch.cache-unusable", path=path, reason=error))
        return None


def _connect(path: Path) -> sqlite3.Connection:
    """Raises ``sqlite3.Error``, also for the database of another program, which is left as it is."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)  # one thread at a time uses it
    try:
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            db.executescript(_TABLES)
        elif db.execute("PRAGMA application_id").fetchone()[0] != _MARK:
            raise sqlite3.OperationalError("not a page cache")
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("BEGIN IMMEDIATE")
        db.execute("COMMIT")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _name(error: sqlite3.Error | None) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _is_damaged(error: sqlite3.Error | None) -> bool:
    return _name(error) in _DAMAGED


def _set_aside(path: Path) -> Path:
    kept = path.with_name(f"{path.name}.damaged")
    for ending in ("-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()
    os.replace(path, kept)
    return kept
