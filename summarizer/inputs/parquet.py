"""Parquet, read by row groups; needs the extra ``[parquet]``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.data import Stored
from summarizer.errors import InputError
from summarizer.inputs.row import COLUMNS, LONGEST, NOTES, Row, spoilt
from summarizer.messages import say

_ROWS = 1000  # at a time
_BLOCK = 1 << 20  # bytes of a column that are unpacked at a time


def read(path: Path, _limit: int) -> Iterator[Row]:
    """A row for each row. Raises ``InputError`` where it is no Parquet file, or has no column that names a page."""
    file = _opened(path, once=COLUMNS)
    names = file.schema_arrow.names
    unknown = [name for name in names if name not in COLUMNS and not name.startswith(NOTES)]
    if unknown or not {"repost", "url", "html"} & set(names):
        known = ", ".join(COLUMNS)
        message = say("input.unknown-column", source=path, name=unknown[0][:80], known=known) if unknown else None
        raise InputError(message or say("input.no-header", source=path, known=known), code="no-header")
    wanted = [name for name in names if name in COLUMNS and name != "html"]
    first = 0
    for group in range(file.num_row_groups):
        number = first
        try:
            for values in _values(file, group, wanted):
                yield Row(number + 1, values, Stored(str(path), "parquet", number) if "html" in names else None)
                number += 1
        except _broken() as error:
            yield spoilt(number + 1, "bad-parquet", reason=_reason(error))
        first += file.metadata.row_group(group).num_rows


def _values(file: Any, group: int, wanted: list[str]) -> Iterator[dict[str, object]]:
    """The values of each row of a group, its page left out. Raises as pyarrow does, also for more than may be."""
    if not wanted:
        yield from ({} for _ in range(file.metadata.row_group(group).num_rows))
        return
    for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group], columns=wanted, use_threads=False):
        columns = {name: _shortened(batch.column(name)) for name in batch.schema.names}
        for row in range(batch.num_rows):
            yield {name: column[row].as_py() for name, column in columns.items()}


def _shortened(column: Any) -> Any:
    """``column`` with a NUL, which no row may hold, for what is longer than any address, path or id.

    A long value that stands in many rows is one in the file and must not become many here.
    """
    import pyarrow as pa
    from pyarrow import compute

    if not pa.types.is_dictionary(column.type):
        return column
    values = column.dictionary
    short = compute.if_else(compute.greater(compute.binary_length(values), 4 * LONGEST), "\0", values)
    return pa.DictionaryArray.from_arrays(column.indices, short.cast(values.type))


def page(path: Path, at: int, _limit: int) -> str | bytes | None:
    """The ``html`` of the row ``at``; ``None`` where there is none. Raises ``InputError``."""
    try:
        value = _pages(str(path), path.stat().st_mtime_ns).at(at)
    except _broken() as error:
        _pages.cache_clear()
        raise _unreadable(path, error) from error
    return value if isinstance(value, str | bytes) else None


class _Pages:
    """The pages of a file one after the other: those of a shard stand together, and one at a time is in memory."""

    def __init__(self, path: Path) -> None:
        self._file = _opened(path)
        self._group = self._next = -1  # of the row that comes next

    def at(self, row: int) -> object:
        """The page in the row, counted from 0. Where one group is broken, those of others can be had."""
        group = 0
        while group < self._file.num_row_groups and row >= self._file.metadata.row_group(group).num_rows:
            row -= self._file.metadata.row_group(group).num_rows
            group += 1
        if group == self._file.num_row_groups:
            return None
        if group != self._group or row < self._next:
            options = {"batch_size": 1, "row_groups": [group], "columns": ["html"], "use_threads": False}
            self._group, self._next, self._rest = group, 0, self._file.iter_batches(**options)
        batch = next(self._rest)
        for _ in range(row - self._next):
            batch = next(self._rest)
        self._next = row + 1
        return batch.column("html")[0].as_py()


@lru_cache(1)
def _pages(path: str, _changed: int) -> _Pages:
    return _Pages(Path(path))


def _opened(path: Path, *, once: tuple[str, ...] = ()) -> Any:
    """The file; values of the columns ``once`` are held once, whatever rows they stand in. Raises ``InputError``."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(say("input.extra", source=path, extra="parquet"), code="extra") from error
    try:
        names = [name for name in ParquetFile(path).schema_arrow.names if name in once]
        return ParquetFile(path, buffer_size=_BLOCK, read_dictionary=names)
    except _broken() as error:
        raise _unreadable(path, error) from error


def _broken() -> tuple[type[Exception], ...]:
    """What pyarrow raises on bytes that are not what they should be: for bad UTF-8 ``ValueError``, and so on."""
    from pyarrow import ArrowException

    return ArrowException, OSError, ValueError, OverflowError, LookupError, StopIteration


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(say("input.unreadable", source=path, reason=_reason(error)), code="unreadable")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
