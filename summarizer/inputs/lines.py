"""A file by lines, with where each begins: bounded, whatever the file holds."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

_PROBE = 1 << 18  # bytes that the encoding is told by
_BOM = codecs.BOM_UTF8


class Line(NamedTuple):
    """``number`` from 1, the byte ``at`` which it begins, its bytes; ``whole`` is false where it was over the limit."""

    number: int
    at: int
    content: bytes
    whole: bool


def read_lines(path: Path, limit: int, start: int = 0) -> Iterator[Line]:
    """The lines of a file without their ends. One longer than ``limit`` bytes gives its beginning, and not whole.

    With ``start`` those from that byte on, counted from there.
    """
    with path.open("rb") as stream:
        if start or stream.read(len(_BOM)) != _BOM:
            stream.seek(start)
        number, at = 1, stream.tell()
        while content := stream.readline(limit + 1):
            whole = content.endswith(b"\n") or len(content) <= limit
            length = len(content) if whole else len(content) + _skip(stream)
            yield Line(number, at, content.rstrip(b"\r\n"), whole)
            number, at = number + 1, at + length


def _skip(stream: BinaryIO) -> int:
    """Read on to the end of the line; how many bytes that were."""
    skipped = 0
    while more := stream.readline(1 << 20):
        skipped += len(more)
        if more.endswith(b"\n"):
            break
    return skipped


def encoding_of(path: Path) -> str:
    """UTF-8 where the beginning of the file is UTF-8, else GB 18030, in which Chinese spreadsheets are saved."""
    with path.open("rb") as stream:
        start = stream.read(_PROBE)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start, final=len(start) < _PROBE)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
