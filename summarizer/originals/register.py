"""One's own articles in an SQLite file: added once, looked up by address or by what a page says.

The file is in WAL mode, so that many readers and one writer work side by side, and carries its schema version.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from filelock import FileLock

from summarizer.data import Article, Noun, Page
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.originals.signature import RELATED, bands, containment, shingles

# Each script brings a file from one version to the next; a file's version is its PRAGMA user_version.
_MIGRATIONS = (
    """
    CREATE TABLE article (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT, title TEXT, published TEXT,
        text BLOB NOT NULL, page BLOB NOT NULL, headers TEXT NOT NULL, sha256 TEXT NOT NULL
    );
    CREATE TABLE band (
        key INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, PRIMARY KEY (key, article)
    ) WITHOUT ROWID;
    CREATE INDEX band_article ON band (article);
    CREATE INDEX article_url ON article (url);
    """,
)
_CANDIDATES = 20  # articles compared in full
_CROWD = 500  # articles looked at for one band: a band that more share is boilerplate and tells nothing
_BUSY = 30.0  # seconds to wait for another writer


@dataclass(frozen=True, slots=True)
class Entry(Noun):
    """One registered article."""

    id: str
    url: str | None
    title: str | None
    published: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Match(Noun):
    """A registered article that a page reposts: the share of the page found in it, and of it found in the page."""

    entry: Entry
    page_in_original: float
    original_in_page: float


class Register:
    """A register file, made when it is not there. Use as a context manager.

    Raises ``InputError`` where the file is no register, or one of a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._migrate()
        except (sqlite3.Error, OSError) as error:
            raise InputError(say("originals.unusable", path=path, reason=error), code="register") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add(self, article: Article, page: Page, *, name: str | None = None) -> str:
        """Register ``article`` under ``name`` (by default its address, or the hash of its bytes); returns the name.

        An article of the same name is replaced. Raises ``InputError`` where the file cannot be written.
        """
        url = article.canonical_url or article.url
        entry = name or url or article.sha256[:16]
        content = page.content.encode() if isinstance(page.content, str) else page.content
        row = (entry, url, article.title, article.published, _pack(article.text.encode()), _pack(content))
        keys = bands(shingles(article.text))
        with self._writing() as cursor:
            cursor.execute("DELETE FROM article WHERE id = ?", (entry,))
            cursor.execute(
                "INSERT INTO article (id, url, title, published, text, page, headers, sha256) VALUES (?,?,?,?,?,?,?,?)",
                (*row, json.dumps(_headers(page)), article.sha256),
            )
            number = cursor.lastrowid
            cursor.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", ((key, number) for key in keys))
        return entry

    def remove(self, name: str) -> bool:
        """Forget one article; false when there is none of this name. Raises as ``add``."""
        with self._writing() as cursor:
            return cursor.execute("DELETE FROM article WHERE id = ?", (name,)).rowcount > 0

    def page(self, name: str) -> Page | None:
        """The page of the article registered under this name or address, as it was when it was added."""
        found = self._db.execute(
            "SELECT url, page, headers FROM article WHERE id = ? OR url = ? ORDER BY id = ? DESC, number DESC LIMIT 1",
            (name, name, name),
        ).fetchone()
        if not found:
            return None
        url, content, headers = found
        kept = json.loads(headers)
        return Page(content=zlib.decompress(content), url=kept["url"] or url, content_type=kept["content_type"])

    def __iter__(self) -> Iterator[Entry]:
        for row in self._db.execute(f"SELECT {_ENTRY} FROM article ORDER BY number"):  # noqa: S608
            yield Entry(*row)

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM article").fetchone()[0])

    def match(self, text: str, *, limit: int = 5) -> tuple[Match, ...]:
        """The registered articles that a page with this text reposts, in full or in part, best first."""
        grams = shingles(text)
        found = [self._compare(grams, number) for number in self._candidates(bands(grams))]
        related = [match for match in found if max(match.page_in_original, match.original_in_page) >= RELATED]
        related.sort(key=lambda match: (-(match.page_in_original + match.original_in_page), match.entry.id))
        return tuple(related[:limit])

    def _candidates(self, keys: Iterable[int]) -> list[int]:
        shared: dict[int, int] = {}
        for key in keys:
            same = self._db.execute("SELECT article FROM band WHERE key = ? LIMIT ?", (key, _CROWD)).fetchall()
            for (number,) in same if len(same) < _CROWD else ():
                shared[number] = shared.get(number, 0) + 1
        return sorted(shared, key=lambda number: (-shared[number], number))[:_CANDIDATES]

    def _compare(self, grams: frozenset[str], number: int) -> Match:
        row = self._db.execute(f"SELECT {_ENTRY}, text FROM article WHERE number = ?", (number,)).fetchone()  # noqa: S608
        theirs = shingles(zlib.decompress(row[-1]).decode())
        return Match(Entry(*row[:-1]), round(containment(grams, theirs), 4), round(containment(theirs, grams), 4))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Cursor]:
        """All that is written here, or nothing."""
        try:
            with closing(self._db.cursor()) as cursor:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                cursor.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):  # SQLite may have rolled it back already
                self._db.execute("ROLLBACK")
            raise InputError(say("originals.unusable", path=self.path, reason=error), code="register") from error

    def _migrate(self) -> None:
        version = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if version > len(_MIGRATIONS):
            raise InputError(say("originals.newer", path=self.path, version=version), code="register")
        if version == len(_MIGRATIONS):
            return
        with FileLock(f"{self.path}.lock", timeout=_BUSY):
            self._set_up()

    def _set_up(self) -> None:
        """Bring the file to this version. SQLite would not wait for another that brings it to WAL mode meanwhile."""
        self._db.execute("PRAGMA journal_mode = WAL")
        with closing(self._db.cursor()) as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
            # Another process may have come first while this one waited.
            done = int(cursor.execute("PRAGMA user_version").fetchone()[0])
            for script in _MIGRATIONS[done:]:
                for statement in filter(str.strip, script.split(";")):
                    cursor.execute(statement)
            cursor.execute(f"PRAGMA user_version = {len(_MIGRATIONS)}")
            cursor.execute("COMMIT")


_ENTRY = "id, url, title, published, sha256"


def _pack(content: bytes) -> bytes:
    return zlib.compress(content, 6)


def _headers(page: Page) -> dict[str, Any]:
    return {"url": page.url, "content_type": page.content_type}
