"""The input of a job as items: a file, a folder, an address, or standard input, which is kept in the job's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from summarizer.batch.folder import JobFolder
from summarizer.config import Settings
from summarizer.data import Item
from summarizer.errors import ConfigError
from summarizer.inputs.items import Description, Kind, describe, read_items
from summarizer.messages import say

STDIN = "-"
_BLOCK = 1 << 20
_LARGEST = 52_428_800  # bytes of a sitemap or feed


def items_of(source: str, kind: Kind | None, folder: JobFolder, settings: Settings) -> Iterator[Item]:
    """The items of ``source``. Raises ``InputError``, ``FetchError``."""
    if source != STDIN:
        return read_items(source, settings, kind=kind, fetch=lambda url: _document(url, settings), without=folder.path)
    kept = folder.path / "input"
    folder.make()
    _keep(kept)
    return read_items(str(kept), settings, kind=kind, name=STDIN)


def described(source: str, kind: Kind | None, job: Path | None, settings: Settings) -> Description:
    """What ``source`` holds; it is gone through once, and nothing is written.

    Raises as ``items_of``, and ``ConfigError`` for standard input, which can be read only once.
    """
    if source == STDIN:
        raise ConfigError(say("batch.dry-stdin"))
    return describe(source, settings, kind=kind, fetch=lambda url: _document(url, settings), without=job)


def _document(url: str, settings: Settings) -> bytes:
    from summarizer.fetch.client import fetch_document

    return fetch_document(url, settings, limit=_LARGEST)


def _keep(place: Path) -> None:
    """Standard input in a file: pages in it are read back when their turn comes."""
    aside = place.with_suffix(".part")
    with aside.open("wb") as file:
        while block := sys.stdin.buffer.read(_BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(place)
