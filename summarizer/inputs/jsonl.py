"""JSON Lines: one object a line, its keys the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.data import Stored
from summarizer.inputs.lines import read_lines
from summarizer.inputs.row import Row, spoilt


def read(path: Path, limit: int) -> Iterator[Row]:
    """A row for each line that is not empty."""
    for line in read_lines(path, limit):
        if not line.content.strip():
            continue
        if not line.whole:
            yield spoilt(line.number, "too-long", limit=limit)
            continue
        values = _object(line.content)
        if values is None:
            yield spoilt(line.number, "bad-json")
            continue
        inside = isinstance(values.pop("html", None), str)
        yield Row(line.number, values, Stored(str(path), "jsonl", line.at) if inside else None)


def page(path: Path, at: int, limit: int) -> str | None:
    """The ``html`` of the line that begins at the byte ``at``; ``None`` where there is none any more."""
    with path.open("rb") as stream:
        stream.seek(at)
        values = _object(stream.readline(limit + 1))
    html = (values or {}).get("html")
    return html if isinstance(html, str) else None


def _object(content: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
