"""A page that lies inside an input file, read back by the place that the plan noted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from summarizer.config import Settings
from summarizer.data import Page, Stored
from summarizer.errors import InputError
from summarizer.inputs import jsonl, parquet, table, warc
from summarizer.inputs.content import refuse_non_page
from summarizer.messages import say

_SINGLE = {"jsonl": jsonl.page, "csv": table.page, "parquet": parquet.page}


def load(stored: Stored, *, url: str | None, settings: Settings) -> Page:
    """The page at ``stored``; ``url`` says where it came from, if the file does not.

    Raises ``InputError``: the file is gone or has changed, the page is too large, empty, or none.
    """
    path, name = Path(stored.file), f"{stored.file}:{stored.at}"
    try:
        page = _page(stored, path, settings.max_file_bytes)
    except OSError as error:
        raise InputError(say("input.unreadable", source=path, reason=error.strerror), code="unreadable") from error
    if page is None:
        raise InputError(say("input.changed", source=name), code="changed")
    if len(page.content) > settings.max_file_bytes:
        limit = f"{settings.max_file_bytes / 1_000_000:g}"
        raise InputError(say("input.too-large", source=name, limit=limit), code="too-large")
    refuse_non_page(page.content, name)
    return page if page.url else replace(page, url=url)


def _page(stored: Stored, path: Path, limit: int) -> Page | None:
    if stored.kind == "warc":
        return warc.page(path, stored.at, limit)
    content = _SINGLE[stored.kind](path, stored.at, limit)
    return None if content is None else Page(content=content)
