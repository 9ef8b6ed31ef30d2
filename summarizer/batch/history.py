"""What every look at the reposts of a job has found, in SQLite: ``history.sqlite`` of the job folder.

Table ``look``: ``id`` of the input, ``number`` of the look (0: the job itself), ``repost``, ``reach`` (``there``,
``gone``, ``silent``), ``verdict``, ``failing`` (rules, separated by spaces), ``sha256`` of the page, ``at`` (UTC).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from summarizer.batch.files import FolderError
from summarizer.data import Noun
from summarizer.messages import say

_SCHEMA = """
CREATE TABLE IF NOT EXISTS look (
    id TEXT NOT NULL, number INTEGER NOT NULL, repost TEXT, reach TEXT NOT NULL, verdict TEXT, failing TEXT NOT NULL,
    sha256 TEXT, at TEXT NOT NULL, PRIMARY KEY (id, number)
) WITHOUT ROWID
"""
_BUSY = 30.0  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class Look(Noun):
    """What one look at a repost has found; ``at`` in UTC."""

    reach: Literal["there", "gone", "silent"]
    verdict: str | None
    failing: tuple[str, ...]
    sha256: str | None
    at: str


class History:
    """The history file, made if it is not there. Use as a context manager. Raises ``FolderError``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._told_apart():
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            self._db.execute(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def has(self, number: int) -> bool:
        return bool(self._db.execute("SELECT 1 FROM look WHERE number = ? LIMIT 1", (number,)).fetchone())

    @contextmanager
    def writing(self, number: int) -> Iterator[None]:
        """All of look ``number`` is added, or nothing; what an earlier try has left of it is replaced."""
        with self._told_apart():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.execute("DELETE FROM look WHERE number = ?", (number,))
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def last(self, name: str, number: int) -> Look | None:
        """The last look before ``number`` at which the repost answered; else the last at all."""
        row = self._db.execute(
            "SELECT reach, verdict, failing, sha256, at FROM look WHERE id = ? AND number < ?"
            " ORDER BY reach = 'silent', number DESC LIMIT 1",
            (name, number),
        ).fetchone()
        return Look(row[0], row[1], tuple(row[2].split()), row[3], row[4]) if row else None

    def add(self, name: str, repost: str | None, number: int, look: Look) -> None:
        row = (name, number, repost, look.reach, look.verdict, " ".join(look.failing), look.sha256, look.at)
        self._db.execute("INSERT OR REPLACE INTO look VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def counts(self) -> list[tuple[str, Counter[str]]]:
        """Of every look when it was, and how many reposts had each verdict, or were ``gone`` or ``silent``."""
        found: dict[int, tuple[str, Counter[str]]] = {}
        with self._told_apart():
            rows = self._db.execute(
                "SELECT number, MIN(at), reach, verdict, COUNT(*) FROM look GROUP BY number, reach, verdict"
            ).fetchall()
        for number, at, reach, verdict, count in sorted(rows, key=lambda row: (row[0], row[1])):
            _, counts = found.setdefault(number, (at, Counter()))
            counts[verdict if reach == "there" and verdict else reach] += count
        return list(found.values())

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise FolderError(say("batch.folder", path=self._path, reason=error)) from error
