"""CSV and TSV with a header row: in UTF-8, with or without a byte order mark, or in GB 18030."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.data import Stored
from summarizer.errors import InputError
from summarizer.inputs.lines import Line, encoding_of, read_lines
from summarizer.inputs.row import COLUMNS, NOTES, Row, spoilt
from summarizer.messages import say

_DELIMITERS = (",", "\t", ";")
_LEAST = 131_072  # csv refuses longer cells unless told
_MOST_LINES = 200_000  # of one record: empty lines take memory too


class _Shape(NamedTuple):
    """What all rows of a table have in common."""

    names: list[str]
    delimiter: str
    encoding: str


def read(path: Path, limit: int) -> Iterator[Row]:
    """A row for each record below the header. Raises ``InputError`` where the header names no page, or nonsense."""
    shape, lines = _opened(path, limit)
    unknown = [name for name in shape.names if name not in COLUMNS and not name.startswith(NOTES)]
    if unknown:
        known = ", ".join(COLUMNS)
        raise InputError(say("input.unknown-column", source=path, name=unknown[0][:80], known=known), code="no-header")
    twice = next((name for name in COLUMNS if shape.names.count(name) > 1), None)
    if twice:
        raise InputError(say("input.twice", source=path, name=twice), code="no-header")
    for first, cells in _records(lines, shape, limit):
        yield _row(first, cells, shape, path)


def page(path: Path, at: int, limit: int) -> str | None:
    """The ``html`` of the record that begins at the byte ``at``; ``None`` where there is none any more."""
    shape, _ = _opened(path, limit)
    _, cells = next(_records(read_lines(path, limit, at), shape, limit), (None, None))
    if not isinstance(cells, list) or "html" not in shape.names or len(cells) != len(shape.names):
        return None
    return cells[shape.names.index("html")]


def header_of(line: str) -> tuple[list[str], str] | None:
    """``(columns, delimiter)`` of a header row; ``None`` where it names no column that holds a page."""
    for delimiter in _DELIMITERS:
        try:
            names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:  # a cell without end, lines that end in CR alone
            continue
        if {"repost", "url", "html"} & set(names):
            return names, delimiter
    return None


def _opened(path: Path, limit: int) -> tuple[_Shape, Iterator[Line]]:
    """The header, and the lines below it."""
    encoding = encoding_of(path)
    lines = read_lines(path, limit)
    first = next((line for line in lines if line.content.strip()), None)
    header = header_of(first.content.decode(encoding, "replace")) if first else None
    if header is None:
        raise InputError(say("input.no-header", source=path, known=", ".join(COLUMNS)), code="no-header")
    return _Shape(*header, encoding), lines


def _row(first: Line, cells: list[str] | str, shape: _Shape, path: Path) -> Row:
    if isinstance(cells, str):
        return spoilt(first.number, cells, encoding=shape.encoding, limit=len(first.content))
    if len(cells) != len(shape.names):
        return spoilt(first.number, "cells", found=len(cells), wanted=len(shape.names))
    values: dict[str, object] = dict(zip(shape.names, cells, strict=True))
    inside = bool(values.pop("html", None))
    return Row(first.number, values, Stored(str(path), "csv", first.at) if inside else None)


def _records(lines: Iterator[Line], shape: _Shape, limit: int) -> Iterator[tuple[Line, list[str] | str]]:
    """Each record: its first line, and its cells or the code of what is wrong with it.

    A quoted cell may go over several lines. Where that leads to nonsense (a quote that nobody closed), the first line
    alone is wrong, and those after it are read for themselves: no row is lost in another.
    """
    again: deque[Line] = deque()
    while (line := again.popleft() if again else next(lines, None)) is not None:
        if not line.content.strip():
            continue
        if not line.whole:
            yield line, "too-long"
            continue
        held = [line] if again else _together(line, lines, shape, limit)
        cells = _cells(b"\n".join(one.content for one in held), shape)
        if len(held) > 1 and not _sensible(cells, shape):
            again.extend(held[1:])
            cells = _cells(line.content, shape)
        yield line, cells


def _sensible(cells: list[str] | str, shape: _Shape) -> bool:
    """Whether a record of several lines can be meant so: only pages and notes go over lines, addresses do not."""
    if isinstance(cells, str) or len(cells) != len(shape.names):
        return False
    named = zip(shape.names, cells, strict=True)
    return not any("\n" in cell for name, cell in named if name != "html" and not name.startswith(NOTES))


def _together(line: Line, lines: Iterator[Line], shape: _Shape, limit: int) -> list[Line]:
    """The lines of one record: while a quoted cell is open, the next line belongs to it."""
    held, size = [line], len(line.content)
    is_open = _opens(line.content, shape.delimiter.encode(), is_open=False)
    while is_open and size <= limit and len(held) < _MOST_LINES:
        more = next(lines, None)
        if more is None:
            break
        held.append(more)
        size += len(more.content)
        is_open = more.whole and _opens(more.content, shape.delimiter.encode(), is_open=True)
    return held


def _opens(content: bytes, delimiter: bytes, *, is_open: bool) -> bool:
    """Whether a quoted cell is open at the end of a line. A quote opens at the beginning of a cell only.

    No character of UTF-8 or GB 18030 has the byte of a quote or of a delimiter inside.
    """
    place = 0
    while True:
        if is_open:
            place = content.find(b'"', place)
            if place < 0:
                return True
            is_open = content[place + 1 : place + 2] == b'"'  # two quotes are one, and the cell goes on
            place += 2 if is_open else 1
        elif place == 0 and content.startswith(b'"'):
            is_open, place = True, 1
        else:
            place = content.find(delimiter + b'"', place)
            if place < 0:
                return False
            is_open, place = True, place + 2


def _cells(content: bytes, shape: _Shape) -> list[str] | str:
    csv.field_size_limit(max(_LEAST, len(content) + 1))
    try:
        return next(csv.reader([content.decode(shape.encoding)], delimiter=shape.delimiter), [])
    except UnicodeDecodeError:
        return "undecodable"
    except csv.Error:
        return "bad-row"
