"""The plan: the inputs of a job, numbered and cut into shards, one file each, written before any work begins."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from summarizer import __version__
from summarizer.batch.asked import Asked, Run, differences, read_run, write_run
from summarizer.batch.files import Lock, write_whole
from summarizer.batch.folder import JobFolder
from summarizer.data import Item
from summarizer.data.restore import restore
from summarizer.errors import ConfigError, InputError
from summarizer.messages import say

SHARD_SIZE = 250  # inputs: what a crash of the machine can cost, and what a worker holds in memory
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan is to be made of: the question, inputs to a shard, the folder that relative paths start from."""

    asked: Asked
    shard_size: int = SHARD_SIZE
    place: str = field(default_factory=os.getcwd)


def settle(folder: JobFolder, plan: Plan, items: Iterable[Item]) -> Run:
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
            return _make(folder, plan, items)
    finally:
        lock.release()
    changed = differences(run.asked, plan.asked)
    if changed:
        raise ConfigError(say("batch.changed", path=folder.path, names=", ".join(changed)), code="job-changed")
    return run


def _make(folder: JobFolder, plan: Plan, items: Iterable[Item]) -> Run:
    count = shard = 0
    rest = iter(items)
    while part := list(islice(rest, plan.shard_size)):
        write_whole(folder.plan(shard), (_line(replace(item, number=count + n)) for n, item in enumerate(part)))
        count += len(part)
        shard += 1
    run = Run(plan.asked, count, shard, plan.shard_size, __version__, plan.place)
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


def fingerprint(source: str, *, job: Path | None = None) -> str:
    """What tells an input from another of the same name without reading its pages.

    Of a file that is its bytes; of a folder the names, sizes and times of its files, those of the ``job`` left out; of
    an address or standard input nothing but that. Raises ``InputError`` where it cannot be read.
    """
    path = Path(source)
    digest = hashlib.sha256()
    try:
        if path.is_file():
            with path.open("rb") as stream:
                while block := stream.read(_BLOCK):
                    digest.update(block)
        elif path.is_dir():
            for line in _listing(path, job.absolute() if job else None):
                digest.update(line.encode(errors="surrogateescape"))
        else:
            digest.update(source.encode(errors="surrogateescape"))
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        reason = getattr(error, "strerror", None) or error
        raise InputError(say("input.unreadable", source=source, reason=reason), code="unreadable") from error
    return digest.hexdigest()


def _listing(top: Path, skipped: Path | None) -> Iterator[str]:
    for folder, inner, names in os.walk(top):
        inner[:] = sorted(name for name in inner if Path(folder, name).absolute() != skipped)
        for name in sorted(names):
            state = os.stat(os.path.join(folder, name))
            yield f"{os.path.relpath(folder, top)}\0{name}\0{state.st_size}\0{state.st_mtime_ns}\n"
