"""Files that are there whole or not at all, and locks that end with the process that holds them."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.errors import InputError
from summarizer.messages import say


class FolderError(InputError):
    """The job folder cannot be used: read-only, full, gone. The job stops, and can be resumed."""

    code = "job-folder"


def write_whole(path: Path, parts: Iterable[bytes]) -> None:
    """Write aside, flush to the disk, rename: after a crash at any moment there is the old file or the new one.

    One process at a time may write a given path. Raises ``FolderError``.
    """
    aside = path.with_name(f".{path.name}.part")
    with told_apart(path):
        with aside.open("wb") as stream:
            for part in parts:
                stream.write(part)
            flush(stream)
        aside.replace(path)
        flush_folder(path.parent)


def flush(stream: BinaryIO) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Make the names in ``folder`` last, as far as its file system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    with told_apart(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def told_apart(path: Path) -> Iterator[None]:
    """Turn what a file system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        message = say("batch.folder", path=path, reason=error.strerror or error)
        raise FolderError(message) from error


class Lock:
    """The right to do something with a file, held until ``release`` or the end of the process, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self, *, wait: bool = False) -> bool:
        """Whether the lock is ours now; with ``wait`` it will be. Raises ``FolderError``."""
        with told_apart(self._path):
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                os.close(handle)
                return False
            self._handle = handle
        return True

    def release(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def encode(value: dict[str, Any]) -> bytes:
    """One line of JSON. Lone surrogates, which UTF-8 has no bytes for, come as U+FFFD."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()
