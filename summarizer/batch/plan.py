"""The plan: the inputs of a job, numbered and cut into shards, one file each, written before any work begins."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from summarizer import __version__
from summarizer.batch.asked import Asked, Run, differences, read_run, write_run
from summarizer.batch.files import Lock, write_whole
from summarizer.batch.folder import JobFolder
from summarizer.data import Item
from summarizer.data.restore import restore
from summarizer.errors import ConfigError
from summarizer.messages import say

SHARD_SIZE = 250  # inputs: what a crash of the machine can cost, and what a worker holds in memory
_BLOCK = 1 << 20


def settle(folder: JobFolder, asked: Asked, items: Iterable[Item], *, shard_size: int = SHARD_SIZE) -> Run:
    """The plan of the job in ``folder``: the one that stands there if it answers the same question, else a new one.

    ``items`` are read only where a plan is made. Raises ``ConfigError`` where the folder holds a job that was asked
    something else, ``FolderError`` where it cannot be written.
    """
    folder.make()
    lock = Lock(folder.lock("plan"))
    lock.take(wait=True)  # another process may be planning the same job
    try:
        run = read_run(folder)
        if run is None:
            return _make(folder, asked, items, shard_size)
    finally:
        lock.release()
    changed = differences(run.asked, asked)
    if changed:
        raise ConfigError(say("batch.changed", path=folder.path, names=", ".join(changed)), code="job-changed")
    return run


def _make(folder: JobFolder, asked: Asked, items: Iterable[Item], shard_size: int) -> Run:
    count = shard = 0
    rest = iter(items)
    while part := list(islice(rest, shard_size)):
        write_whole(folder.plan(shard), (_line(replace(item, number=count + n)) for n, item in enumerate(part)))
        count += len(part)
        shard += 1
    run = Run(asked, items=count, shards=shard, shard_size=shard_size, version=__version__)
    write_run(folder, run)
    return run


def read_plan(path: Path) -> Iterator[Item]:
    """The inputs of one shard."""
    with path.open("rb") as stream:
        for line in stream:
            yield restore(Item, json.loads(line))


def _line(item: Item) -> bytes:
    kept = {name: value for name, value in item.to_dict().items() if value is not None}
    return (json.dumps(kept, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def fingerprint(source: str) -> str:
    """What tells one input from another of the same name, without reading pages: of a file its bytes, of a folder the
    names, sizes and times of its files, of an address or standard input nothing but that."""
    path = Path(source)
    digest = hashlib.sha256()
    if path.is_file():
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            state = file.stat()
            digest.update(f"{file.relative_to(path)}\0{state.st_size}\0{state.st_mtime_ns}\n".encode(errors="replace"))
    else:
        digest.update(source.encode(errors="replace"))
    return digest.hexdigest()
