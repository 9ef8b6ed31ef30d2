"""Parquet, read by row groups; needs the extra ``[parquet]``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.data import Stored
from summarizer.errors import InputError
from summarizer.inputs.row import COLUMNS, NOTES, Row, spoilt
from summarizer.messages import say

_ROWS = 1000  # at a time


def read(path: Path, _limit: int) -> Iterator[Row]:
    """A row for each row. Raises ``InputError`` where it is no Parquet file, or has no column that names a page."""
    file = _opened(path)
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
            for batch in file.iter_batches(batch_size=_ROWS, row_groups=[group], columns=wanted or ["html"]):
                for values in batch.to_pylist():
                    values.pop("html", None)
                    yield Row(number + 1, values, Stored(str(path), "parquet", number) if "html" in names else None)
                    number += 1
        except _broken() as error:
            yield spoilt(number + 1, "bad-parquet", reason=_reason(error))
        first += file.metadata.row_group(group).num_rows


def page(path: Path, at: int, _limit: int) -> str | bytes | None:
    """The ``html`` of the row ``at``; ``None`` where there is none. Raises ``InputError``."""
    file = _opened(path)
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        if at < rows:
            try:
                value = _group(str(path), path.stat().st_mtime_ns, group)[at].as_py()
            except _broken() as error:
                raise _unreadable(path, error) from error
            return value if isinstance(value, str | bytes) else None
        at -= rows
    return None


@lru_cache(1)  # rows of a shard stand together
def _group(path: str, _changed: int, group: int) -> Any:
    return _opened(Path(path)).read_row_group(group, columns=["html"])["html"]


def _opened(path: Path) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError(say("input.extra", source=path, extra="parquet"), code="extra") from error
    try:
        return ParquetFile(path)
    except _broken() as error:
        raise _unreadable(path, error) from error


def _broken() -> tuple[type[Exception], ...]:
    """What pyarrow raises on bytes that are not what they should be; bad UTF-8 is a ``ValueError``."""
    from pyarrow import ArrowException

    return ArrowException, OSError, ValueError, OverflowError, IndexError


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(say("input.unreadable", source=path, reason=_reason(error)), code="unreadable")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
