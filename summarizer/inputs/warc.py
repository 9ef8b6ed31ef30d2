"""Web archives: WARC, plain or with each record in a gzip member of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.data import Page, Stored
from summarizer.inputs.row import Row, spoilt

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_PRIVATE = ("set-cookie", "authorization")
_BLOCK = 1 << 16
_DECODED: Any = {"parse_http": True, "auto_decode": "all"}  # chunks and compression are undone


def read(path: Path, _limit: int) -> Iterator[Row]:
    """A row for each response that is a page. One that breaks off in the middle, or is no record, is said."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number = 0
    with path.open("rb") as stream:
        # Not decoded: what is far larger unpacked makes the library lose the beginning of the next record.
        records = iter(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True))
        while True:
            number += 1
            try:
                record = next(records, None)
            except Exception as error:  # what a broken archive raises is not documented
                yield spoilt(number, "bad-warc", reason=type(error).__name__)
                return
            if record is None:
                break
            if _is_page(record):
                target = record.headers.get("WARC-Target-URI") or ""
                values = {"repost": target.strip("<>")}
                yield Row(number, values, Stored(str(path), "warc", record.stream_pos))
        if _breaks_off(path):
            yield spoilt(number, "cut-off")


def page(path: Path, at: int, limit: int) -> Page | None:
    """The page of the record at the byte ``at``, with the headers it came with, at most ``limit`` bytes of it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with path.open("rb") as stream:
        stream.seek(at)
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, **_DECODED):
            content = record.reader.read(limit + 1)
            return _page(record, content[:limit], truncated=len(content) > limit)
    return None


def _page(record: Any, content: bytes, *, truncated: bool) -> Page:
    headers = record.http_headers
    pairs = tuple((name.lower(), value) for name, value in headers.items() if name.lower() not in _PRIVATE)
    return Page(
        content=content,
        url=(record.headers.get("WARC-Target-URI") or "").strip("<>") or None,
        content_type=headers.get("Content-Type"),
        status=headers.status_code,
        headers=pairs,
        truncated=truncated,
    )


def _is_page(record: Any) -> bool:
    if record.http_headers is None:
        return False
    kind = (record.http_content_type or "").lower()
    return not kind or kind in _PAGE_TYPES


def _breaks_off(path: Path) -> bool:
    """Whether a gzip file ends in the middle of a member: what comes last is then missing, and no reader says so."""
    import zlib

    with path.open("rb") as stream:
        if stream.read(2) != b"\x1f\x8b":
            return False
        stream.seek(0)
        inflate, is_open = zlib.decompressobj(31), False
        while block := stream.read(_BLOCK):
            while block:
                try:
                    inflate.decompress(block, _BLOCK)
                except zlib.error:
                    return True
                is_open = not inflate.eof
                block = inflate.unconsumed_tail if is_open else inflate.unused_data
                inflate = inflate if is_open else zlib.decompressobj(31)
        return is_open
