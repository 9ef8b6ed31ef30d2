"""One shard, from its plan to its file of records: the unit of work, of commit and of resume."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

from summarizer.batch.files import encode, write_whole
from summarizer.batch.folder import JobFolder
from summarizer.batch.journal import BusyError, Journal
from summarizer.batch.plan import read_plan
from summarizer.batch.stats import Tally
from summarizer.batch.store import Store
from summarizer.batch.work import Bench, Made, MissingError
from summarizer.data import Abstract, Article, Failure, Item, Record
from summarizer.messages import say
from summarizer.summarize.base import AT_ONCE

Tell = Callable[[dict[str, Any]], None]

_TRIES = 2  # an item that ends its process so often is to blame
_TRIES_KILLED = 3  # a kill may come from outside: the system short of memory, or a person


@dataclass(frozen=True, slots=True)
class Outcome:
    """``done``; ``need``: pages at ``urls`` have to be fetched first; ``busy``: another process has this shard."""

    state: Literal["done", "need", "busy"]
    urls: tuple[str, ...] = ()


def work(folder: JobFolder, shard: int, bench: Bench, tell: Tell, *, limit: float) -> Outcome:
    """Do what is missing of ``shard``; ``limit`` is in seconds an input. ``tell`` hears of every record made.

    Raises ``FolderError`` where the job folder cannot be used.
    """
    if folder.is_done(shard):
        return Outcome("done")
    try:
        journal = Journal(folder.journal(shard))
    except BusyError:
        return Outcome("busy")
    with closing(journal):
        outcome = _Shard(folder, shard, bench, journal).work(tell, limit)
    if outcome.state == "done":
        folder.journal(shard).unlink(missing_ok=True)
    return outcome


class _Shard:
    def __init__(self, folder: JobFolder, shard: int, bench: Bench, journal: Journal) -> None:
        self._folder = folder
        self._number = shard
        self._bench = bench
        self._journal = journal
        self._items = list(read_plan(folder.plan(shard)))
        self._store = Store(folder.pages(shard))
        self._articles: dict[int, Article] = {}  # those that wait for the model, as far as this process has read them

    def work(self, tell: Tell, limit: float) -> Outcome:
        for index, item in enumerate(self._items):
            if not self._journal.has_record(index):
                self._make(index, item, limit, tell)
        if self._store.missing:
            return Outcome("need", tuple(self._store.missing))
        for group in self._groups():
            self._write_abstracts(group, limit, tell)
        self._commit()
        return Outcome("done")

    def _make(self, index: int, item: Item, limit: float, tell: Tell) -> None:
        blamed = self._blamed((index,))
        if blamed:
            error = Record(item.id, "error", item.repost, item.original, error=blamed)
            self._put(index, Made(error, None, {}), tell)
            return
        with self._journal.hand((index,), limit):
            try:
                made = self._bench.make(item, self._store)
            except MissingError:
                self._journal.lay_down()
                return
        if made.waiting:
            self._articles[index] = made.waiting
        self._put(index, made, tell)

    def _put(self, index: int, made: Made, tell: Tell) -> None:
        record = made.record
        self._journal.put(index, record.to_dict(), made.seconds, waits=made.waiting is not None)
        if not made.waiting:
            tell({"status": record.status, "verdict": record.check.verdict.value if record.check else None})

    def _groups(self) -> Iterator[tuple[int, ...]]:
        """What waits for the model, alike lengths together: it writes several abstracts in little more time than one.

        A group that ended its process is taken one by one, to find the one that is to blame.
        """
        waiting = [index for index in range(len(self._items)) if self._journal.waits(index)]
        waiting.sort(key=lambda index: sum(map(len, self._article(index).paragraphs)))
        for start in range(0, len(waiting), AT_ONCE):
            group = tuple(waiting[start : start + AT_ONCE])
            alone = [(index,) for index in group]
            crashed = any(self._journal.crashes[one] for one in (group, *alone))
            yield from alone if crashed else [group]

    def _write_abstracts(self, group: tuple[int, ...], limit: float, tell: Tell) -> None:
        """The second stage, apart from the first: an article that ends the model keeps its check."""
        blamed = self._blamed(group) if len(group) == 1 else None
        if blamed:
            self._add(group[0], blamed, 0.0, tell)
            return
        articles = [self._article(index) for index in group]
        began = time.perf_counter()
        with self._journal.hand(group, limit * len(group)):
            written = self._bench.abstracts(articles)
        spent = (time.perf_counter() - began) / len(group)
        for index, one in zip(group, written, strict=True):
            self._add(index, one, spent, tell)

    def _add(self, index: int, written: Abstract | Failure, seconds: float, tell: Tell) -> None:
        kind = "error" if isinstance(written, Failure) else "abstract"
        self._journal.add(index, kind, written.to_dict(), {"summarize": seconds})
        record, _ = self._journal.finished(index)
        tell({"status": record["status"], "verdict": (record["check"] or {}).get("verdict")})

    def _article(self, index: int) -> Article:
        if index not in self._articles:
            self._articles[index] = self._bench.article(self._items[index], self._store)
        return self._articles[index]

    def _blamed(self, group: tuple[int, ...]) -> Failure | None:
        """Why these items get no other try, if so."""
        why = self._journal.reasons.get(group, "")
        if self._journal.crashes[group] < (_TRIES_KILLED if why == "SIGKILL" else _TRIES):
            return None
        key = "time" if why == "SIGALRM" else "crashed"
        return Failure(key, say(f"batch.{key}", why=why))

    def _commit(self) -> None:
        """Counts first, records last: where the file of records is, everything is."""
        tally = Tally()
        for record, seconds in self._finished():
            tally.add(record, seconds)
        write_whole(self._folder.stats(self._number), [encode(tally.to_dict())])
        write_whole(self._folder.records(self._number), (encode(record) for record, _ in self._finished()))

    def _finished(self) -> Iterator[tuple[dict[str, Any], dict[str, float]]]:
        return (self._journal.finished(index) for index in range(len(self._items)))
