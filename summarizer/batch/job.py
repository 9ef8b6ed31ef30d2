"""One run of a job: which shards there are to do, who has them, and what to do when something goes wrong."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from summarizer.batch.asked import Run
from summarizer.batch.crew import Crew, Event
from summarizer.batch.files import FolderError, Lock
from summarizer.batch.folder import JobFolder
from summarizer.batch.journal import note_crash
from summarizer.batch.metrics import write_metrics
from summarizer.batch.progress import Progress
from summarizer.batch.stats import Counts, Tally, collect, write_stats
from summarizer.batch.status import begun
from summarizer.batch.store import Shelf
from summarizer.batch.supply import Supply
from summarizer.data import Message
from summarizer.messages import say

_TICK = 0.5  # seconds between two looks at the clock
_AGAIN = 2.0  # seconds until a shard that another process has is looked at again
_FRUITLESS = 5  # deaths of workers in a row with nothing in hand: they cannot work at all
_WINDOW = 64  # shards being fetched at a time: one slow host holds up only the shards it is in
_STATS = 30.0  # seconds between two writings of stats.json


@dataclass(frozen=True, slots=True)
class Part:
    """Part ``k`` of ``n`` of a job: shards k-1, k-1+n, … Each process of an array takes one part."""

    k: int = 1
    n: int = 1

    def shards(self, count: int) -> range:
        return range(self.k - 1, count, self.n)


WHOLE = Part()


@dataclass(slots=True)
class Job:
    """What one run of a job consists of."""

    folder: JobFolder
    run: Run
    part: Part
    crew: Crew
    supply: Supply
    events: queue.Queue[Event]
    progress: Progress
    shelf: Shelf
    metrics: Path | None = None
    _locks: dict[int, Lock] = field(default_factory=dict)
    _ready: deque[int] = field(default_factory=deque)
    _later: deque[tuple[float, int]] = field(default_factory=deque)  # shards that another process has
    _fetching: int = 0
    _working: int = 0
    _fruitless: int = 0
    _written: float = 0.0
    _counts: Counts = field(init=False)

    def __post_init__(self) -> None:
        self._counts = Counts(self.folder)

    def work(self) -> Tally:
        """Do what is missing of the part; the counts of all of it. Raises ``FolderError`` where it cannot go on."""
        shards = self.part.shards(self.run.shards)
        self.progress.begin(_items(self.run, shards), collect(self.folder, shards), begun(self.folder, shards))
        todo = iter([shard for shard in shards if not self.folder.is_done(shard)])
        try:
            while self._admit(todo) or self._ready or self._fetching or self._working or self._later:
                self._give()
                self._handle()
                self._note_stats()
            self._write_stats()
            tally = collect(self.folder, shards)
            self.progress.end(tally)
        finally:
            self.progress.stop()
            for lock in self._locks.values():
                lock.release()
        return tally

    def _admit(self, todo: Iterator[int]) -> bool:
        """Let shards in while there is room for them; false when there are no more."""
        while self._later and self._later[0][0] <= time.monotonic():
            self._admit_one(self._later.popleft()[1])
        while self._fetching < _WINDOW and len(self._ready) < 2 * self.crew.size:
            shard = next(todo, None)
            if shard is None:
                return False
            self._admit_one(shard)
        return True

    def _admit_one(self, shard: int) -> None:
        if self.folder.is_done(shard):  # by another process, meanwhile
            return
        lock = Lock(self.folder.lock(f"{shard:06d}"))
        if not lock.take():
            self._later.append((time.monotonic() + _AGAIN, shard))
            return
        self._locks[shard] = lock
        self._fetch(shard, ())

    def _fetch(self, shard: int, urls: tuple[str, ...]) -> None:
        if self.supply.provide(shard, urls):
            self._ready.append(shard)
        else:
            self._fetching += 1

    def _give(self) -> None:
        while self._ready and self._working < self.crew.size:
            shard = self._ready.popleft()
            self._working += 1
            self.crew.give(shard)

    def _handle(self) -> None:
        """Wait for news, and take in all there is."""
        try:
            event = self.events.get(timeout=_TICK)
            while True:
                getattr(self, f"_on_{event.kind}")(event)
                event = self.events.get_nowait()
        except queue.Empty:
            self.progress.tick()

    def _on_record(self, event: Event) -> None:
        self._fruitless = 0
        self.progress.record(event.data or {})

    def _on_ready(self, event: Event) -> None:
        self._fetching -= 1
        self._ready.append(event.shard)

    def _on_end(self, event: Event) -> None:
        self._free(event.shard)
        told = event.data or {}
        if told["end"] == "need":
            self._fetch(event.shard, tuple(told["urls"]))
            return
        lock = self._locks.pop(event.shard)
        if told["end"] == "busy":
            self._later.append((time.monotonic() + _AGAIN, event.shard))
        else:
            self.shelf.add(self.folder.pages(event.shard))
            self.folder.lock(f"{event.shard:06d}").unlink(missing_ok=True)
        lock.release()

    def _on_crash(self, event: Event) -> None:
        why = (event.data or {})["why"]
        self.progress.crash(event.shard, why)
        in_hand = False
        if event.shard >= 0:
            self._free(event.shard)
            in_hand = note_crash(self.folder.journal(event.shard), why)
            self._ready.appendleft(event.shard)
        self._fruitless = 0 if in_hand else self._fruitless + 1
        if self._fruitless >= _FRUITLESS:
            raise FolderError(say("batch.workers", why=why, folder=self.folder.path / "logs"), code="workers")

    def _on_note(self, event: Event) -> None:
        if event.message:
            self.progress.note(event.message)

    def _on_stop(self, event: Event) -> None:
        failure = event.failure
        raise FolderError(failure.message if failure else Message("", ""), code=failure.code if failure else None)

    def _free(self, shard: int) -> None:
        self._working -= 1
        self.crew.freed(shard)

    def _note_stats(self) -> None:
        if time.monotonic() - self._written > _STATS:
            self._write_stats()

    def _write_stats(self) -> None:
        """Of the whole job, whichever process does what part of it: whoever is last writes what holds."""
        self._written = time.monotonic()
        lock = Lock(self.folder.lock("stats"))
        lock.take(wait=True)
        try:
            tally = self._counts.refresh(range(self.run.shards))
            write_stats(self.folder, tally, items=self.run.items, shards=self.run.shards)
            if self.metrics:
                write_metrics(self.metrics, tally, items=self.run.items)
        finally:
            lock.release()


def _items(run: Run, shards: range) -> int:
    """How many inputs there are in ``shards``: all are full but the last of the job."""
    count = len(shards) * run.shard_size
    short = run.shards * run.shard_size - run.items
    return count - short if run.shards - 1 in shards else count
