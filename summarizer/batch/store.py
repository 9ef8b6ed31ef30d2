"""What was fetched for one shard, kept in the job folder: a second run asks the network for nothing it has.

A line of the file is one answer: ``{"asked": address, "page": {…}, "body": base64 of zlib}`` or ``{"asked": address,
"error": {"code", "message"}}``. The job appends, the workers read.
"""

from __future__ import annotations

import base64
import json
import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from summarizer.batch.files import encode, told_apart
from summarizer.batch.folder import JobFolder
from summarizer.batch.work import MissingError
from summarizer.data import Message, Page
from summarizer.errors import FetchError

_PARTS = ("url", "content_type", "status", "headers", "truncated")
_SHEET_KINDS = ("", "text/css", "text/plain")


class Store:
    """The pages of one shard, as the ``Web`` that its inputs are loaded from. ``missing``: what is not there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._places = {line["asked"]: begin for line, begin, _ in _lines(path)}
        self.missing: dict[str, None] = {}

    def page(self, url: str) -> Page:
        if url not in self._places:
            self.missing[url] = None
            raise MissingError
        with told_apart(self._path), self._path.open("rb") as stream:
            stream.seek(self._places[url])
            line = json.loads(stream.readline())
        if "error" in line:
            raise FetchError(Message(**line["error"]["message"]), code=line["error"]["code"])
        return _page(line)

    def status(self, url: str) -> int | None:
        """The HTTP status of the answer; 0 where there was none, ``None`` where the address was never asked."""
        if url not in self._places:
            return None
        try:
            return self.page(url).status
        except FetchError:
            return 0

    def texts(self, urls: list[str]) -> Iterator[tuple[str, bytes]]:
        absent = [url for url in urls if url not in self._places]
        if absent:
            self.missing.update(dict.fromkeys(absent))
            raise MissingError
        for url in urls:
            try:
                page = self.page(url)
            except FetchError:
                continue
            kind = (page.content_type or "").partition(";")[0].strip().lower()
            if page.status == 200 and not page.truncated and isinstance(page.content, bytes) and kind in _SHEET_KINDS:
                yield url, page.content


def mend(path: Path) -> set[str]:
    """The addresses whose pages are in the file at ``path``. A line that a kill has cut short is cut off.

    Addresses that gave no page are left out: another run asks them again. Raises ``FolderError``.
    """
    whole, pages = 0, set()
    for line, _, end in _lines(path):
        whole = end
        if "page" in line:
            pages.add(line["asked"])
    if path.exists() and path.stat().st_size > whole:
        with told_apart(path):
            os.truncate(path, whole)
    return pages


def keep(path: Path, answers: Iterable[tuple[str, Page | FetchError]]) -> None:
    """Append answers. One process at a time. Raises ``FolderError``."""
    with told_apart(path), path.open("ab") as stream:
        for asked, answer in answers:
            stream.write(encode({"asked": asked} | _entry(answer)))


def _entry(answer: Page | FetchError) -> dict[str, Any]:
    if isinstance(answer, FetchError):
        return {"error": {"code": answer.code, "message": answer.message.to_dict()}}
    content = answer.content.encode() if isinstance(answer.content, str) else answer.content
    body = base64.b64encode(zlib.compress(content)).decode("ascii")
    return {"page": {part: getattr(answer, part) for part in _PARTS}, "body": body}


def _page(line: dict[str, Any]) -> Page:
    table = line["page"] | {"headers": tuple((name, value) for name, value in line["page"]["headers"])}
    return Page(content=zlib.decompress(base64.b64decode(line["body"])), **table)


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each line, where it begins and where it ends, as far as they are whole."""
    if not path.exists():
        return
    at = 0
    with told_apart(path), path.open("rb") as stream:
        for raw in stream:
            try:
                line = json.loads(raw) if raw.endswith(b"\n") else None
            except ValueError:  # a machine that lost power may leave anything
                line = None
            if line is None:
                return
            yield line, at, at + len(raw)
            at += len(raw)


class Shelf:
    """Keeps what was fetched within a limit: the pages of shards that are done go first, the oldest of them first."""

    def __init__(self, folder: JobFolder, limit: int) -> None:
        self._limit = limit
        kept = [path for path in (folder.path / "pages").glob("*.jsonl") if folder.is_done(int(path.stem))]
        self._kept = deque(sorted(kept, key=lambda path: (path.stat().st_mtime_ns, path.name)))
        self._size = sum(path.stat().st_size for path in self._kept)

    def add(self, path: Path) -> None:
        """The shard whose pages are in ``path`` is done."""
        if path.exists():
            self._kept.append(path)
            self._size += path.stat().st_size
        while self._size > self._limit and self._kept:
            oldest = self._kept.popleft()
            with suppress(OSError):
                self._size -= oldest.stat().st_size
                oldest.unlink()
