"""Whatever names pages or pairs, as a stream of ``Item``: which format it is, and one reader for each."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from summarizer.config import Settings
from summarizer.data import Item, Noun
from summarizer.errors import InputError
from summarizer.inputs import folder, jsonl, listing, parquet, sitemap, table, warc
from summarizer.inputs.lines import encoding_of
from summarizer.inputs.row import Row, items
from summarizer.inputs.sitemap import Fetch
from summarizer.messages import say

_PROBE = 65_536  # bytes that the format is told by
_GZIP = b"\x1f\x8b"
_SHOWN = 3  # items that a description shows


class Kind(StrEnum):
    """The formats, as ``--input-format`` names them."""

    JSONL = "jsonl"
    TABLE = "csv"
    LIST = "list"
    PAGES = "pages"
    WARC = "warc"
    PARQUET = "parquet"
    SITEMAP = "sitemap"


_READERS: dict[Kind, Callable[[Path, int], Iterator[Row]]] = {
    Kind.JSONL: jsonl.read,
    Kind.TABLE: table.read,
    Kind.LIST: listing.read,
    Kind.WARC: warc.read,
    Kind.PARQUET: parquet.read,
}
_PLAIN = (Kind.JSONL, Kind.TABLE, Kind.LIST)  # a page in them is read back by its byte, which gzip does not allow
_SUFFIXES = {".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL, ".csv": Kind.TABLE, ".tsv": Kind.TABLE, ".txt": Kind.LIST}


@dataclass(frozen=True, slots=True)
class Description(Noun):
    """What an input holds, for ``--dry-run``: ``errors`` by code, some of the ``first`` items and of the ``wrong``."""

    kind: Kind
    encoding: str | None
    items: int
    addresses: int
    errors: dict[str, int]
    first: tuple[Item, ...]
    wrong: tuple[Item, ...]


def read_items(
    source: str,
    settings: Settings,
    *,
    kind: Kind | None = None,
    fetch: Fetch | None = None,
    name: str | None = None,
    without: Path | None = None,
) -> Iterator[Item]:
    """The items of ``source``, in order: a file, a folder, a pattern, or the address of a sitemap or feed.

    ``fetch`` gives the bytes at an address. ``name`` is what to call a file that was standard input; ``without`` a
    folder whose pages are none of the input's (a job's own). A row that cannot
    be understood is an item with an error. Raises ``InputError`` where nothing can be read.
    """
    if _is_address(source):
        if fetch is None:
            raise InputError(say("input.offline-address", source=source), code="offline")
        return _some(items(sitemap.read(fetch(source), source, fetch), None), source)
    chosen = kind or kind_of(source)
    if chosen is Kind.PAGES:
        return _some(folder.read(source, without), source)
    path = Path(source)
    _refuse(path)
    if chosen in _PLAIN and _is_packed(path):
        raise InputError(say("input.packed", source=source), code="packed")
    if chosen is Kind.SITEMAP:
        return _some(items(sitemap.read(sitemap.content(path), source, fetch), None), source)
    base = Path() if name else path.parent
    return _some(items(_READERS[chosen](path, settings.max_file_bytes), base), name or source)


def kind_of(source: str) -> Kind:
    """The format of a file or folder, told by what is in it, then by its name. Raises ``InputError``."""
    path = Path(source)
    if folder.is_pattern(source):
        return Kind.PAGES
    _refuse(path)
    if path.is_dir():
        return Kind.PAGES
    start = _start(path)
    if start.startswith(b"WARC/"):
        return Kind.WARC
    if start.startswith(b"PAR1"):
        return Kind.PARQUET
    if sitemap.is_one(start):
        return Kind.SITEMAP
    return _text_kind(path, start)


def _text_kind(path: Path, start: bytes) -> Kind:
    text = start.decode(encoding_of(path), "replace").lstrip("\ufeff").lstrip()
    if text.startswith("{"):
        return Kind.JSONL
    if text.startswith("<"):
        return Kind.PAGES
    line = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    if table.header_of(line):
        return Kind.TABLE
    if "\0" in text:
        raise InputError(say("input.no-format", source=path, known=", ".join(Kind)), code="no-format")
    return _SUFFIXES.get(path.suffix.lower(), Kind.LIST)


def describe(
    source: str,
    settings: Settings,
    *,
    kind: Kind | None = None,
    fetch: Fetch | None = None,
    without: Path | None = None,
) -> Description:
    """Go through all of ``source`` and count. Raises as ``read_items``."""
    address = _is_address(source)
    chosen = kind or (Kind.SITEMAP if address else kind_of(source))
    count = addresses = 0
    errors: Counter[str] = Counter()
    first: list[Item] = []
    wrong: list[Item] = []
    for item in read_items(source, settings, kind=chosen, fetch=fetch, without=without):
        count += 1
        if item.error:
            errors[item.error.code] += 1
        else:
            addresses += sum(map(_is_address, (None if item.stored else item.repost, item.original)))
        shown = wrong if item.error else first
        if len(shown) < _SHOWN:
            shown.append(item)
    encoding = encoding_of(Path(source)) if chosen in (Kind.TABLE, Kind.LIST) else None
    return Description(chosen, encoding, count, addresses, dict(errors), tuple(first), tuple(wrong))


def _is_address(named: str | None) -> bool:
    return named is not None and named.lower().startswith(("http://", "https://"))


def _is_packed(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == _GZIP


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        start = stream.read(_PROBE)
    if not start.startswith(_GZIP):
        return start
    try:
        return zlib.decompressobj(31).decompress(start, _PROBE)
    except zlib.error as error:
        raise InputError(say("input.unreadable", source=path, reason=error), code="unreadable") from error


def _refuse(path: Path) -> None:
    try:
        if not path.exists():
            raise InputError(say("input.missing", source=path), code="missing")
        if path.is_dir():
            return
        if not path.is_file():  # a pipe gives its bytes once, and a format is told by reading twice
            raise InputError(say("input.not-a-file", source=path), code="not-a-file")
        with path.open("rb"):
            pass
    except OSError as error:
        raise InputError(say("input.unreadable", source=path, reason=error.strerror), code="unreadable") from error


def _some(found: Iterator[Item], source: str) -> Iterator[Item]:
    """``found``, at least one. What is wrong with the whole input is raised at once, not when it is first looked at."""
    first = next(found, None)
    if first is None:
        raise InputError(say("input.nothing", source=source), code="empty")

    def all_items() -> Iterator[Item]:
        yield first
        yield from found

    return all_items()
