"""How a job stands, read from its folder alone: from another terminal, or another machine, while it runs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.batch.asked import Run, read_run
from summarizer.batch.files import Lock
from summarizer.batch.folder import JobFolder
from summarizer.batch.stats import Tally, collect
from summarizer.data import Noun
from summarizer.errors import InputError
from summarizer.messages import say

_RECENT = 600.0  # seconds over which the rate is taken


@dataclass(frozen=True, slots=True)
class Standing(Noun):
    """``done`` counts records of unfinished shards too; ``stats`` only those of finished ones."""

    job: str
    input: str
    tasks: tuple[str, ...]
    items: int
    done: int
    shards: int
    shards_done: int
    running: bool
    rate: float | None  # records a second, lately
    left: int | None  # seconds, if it goes on so
    stats: dict[str, Any]


def standing(path: Path) -> Standing:
    """Raises ``InputError`` where there is no job in ``path``."""
    folder = JobFolder(path)
    run = read_run(folder)
    if run is None:
        raise InputError(say("batch.no-job", path=path), code="no-job")
    tally = collect(folder, range(run.shards))
    finished = [shard for shard in range(run.shards) if folder.is_done(shard)]
    done = tally.records + begun(folder, range(run.shards))
    running = _running(folder)
    rate = _rate(folder, run, finished) if running else None
    return Standing(
        job=str(path),
        input=run.asked.input,
        tasks=run.asked.tasks,
        items=run.items,
        done=done,
        shards=run.shards,
        shards_done=len(finished),
        running=running,
        rate=rate,
        left=round((run.items - done) / rate) if rate else None,
        stats=_short(tally),
    )


def begun(folder: JobFolder, shards: range) -> int:
    """How many records there are of shards that are not done."""
    count = 0
    for path in (folder.path / "work").glob("*.jsonl"):
        shard = int(path.stem)
        if shard in shards and not folder.is_done(shard):
            count += _records(path)
    return count


def _records(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(line.startswith(b'{"item"') and not line.endswith(b'"waits":true}\n') for line in stream)
    except FileNotFoundError:  # done this very moment
        return 0


def _running(folder: JobFolder) -> bool:
    """Whether some process has a shard in hand."""
    for path in (folder.path / "work").glob("*.jsonl"):
        lock = Lock(path)
        if not lock.take():
            return True
        lock.release()
    return False


def _rate(folder: JobFolder, run: Run, finished: list[int]) -> float | None:
    now = time.time()
    moments = [folder.records(shard).stat().st_mtime for shard in finished]
    recent = [moment for moment in moments if now - moment < _RECENT]
    return round(len(recent) * run.shard_size / max(now - min(recent), 1.0), 2) if recent else None


def _short(tally: Tally) -> dict[str, Any]:
    """The counts without those by host, which may be many."""
    return {name: table for name, table in tally.to_dict().items() if name != "host"}
