"""Inputs of a job, until every kind of input can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from summarizer.data import Failure, Item
from summarizer.errors import InputError
from summarizer.messages import say


def read_items(source: str, *, job: Path | None = None) -> Iterator[Item]:
    """A folder of pages (those of the ``job`` left out), JSONL, or a list of addresses and paths."""
    path = Path(source)
    if path.is_dir():
        pages = (
            file for file in sorted(path.rglob("*.html")) if not job or job.absolute() not in file.absolute().parents
        )
        for number, file in enumerate(pages):
            yield Item(number, str(file.relative_to(path)), repost=str(file))
        return
    if not path.is_file():
        raise InputError(say("input.missing", source=source), code="missing")
    with path.open(encoding="utf-8", errors="replace") as stream:
        for number, line in enumerate(line for line in stream if line.strip() and not line.startswith("#")):
            yield _row(number, line.strip())


def _row(number: int, line: str) -> Item:
    if not line.startswith("{"):
        return Item(number, str(number), repost=line)
    try:
        row = json.loads(line)
        names = ("original", "repost_url", "original_url")
        given = {name: row[name] for name in names if row.get(name)}
        return Item(number, str(row.get("id", number)), repost=row.get("repost") or row.get("url"), **given)
    except (ValueError, TypeError, AttributeError) as error:
        message = say("batch.spoilt", path=f"#{number}", reason=error)
        return Item(number, str(number), error=Failure("bad-row", message))
