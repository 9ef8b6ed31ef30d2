"""What is done of one shard, line by line, so that neither a crash nor a kill costs more than the item in hand.

Items are named by their place in the shard, from 0. A line is one of::

    {"begin": [3]}                     item 3 is in hand; ``[]``: none is
    {"crash": [3], "why": "SIGSEGV"}   the process that had it in hand died of itself
    {"item": 3, "record": {…}, "seconds": {…}, "waits": true}   its record; its article waits for a model
    {"item": 3, "abstract": {…}} or {"item": 3, "error": {…}}   what came of the waiting article

A line that a kill has cut short is cut off when the journal is opened again.
"""

from __future__ import annotations

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from summarizer.batch.files import Lock, encode, told_apart

Group = tuple[int, ...]


class BusyError(Exception):
    """Another process is at work on this shard."""


class Journal:
    """The journal of one shard, ours alone while it is open. Raises ``BusyError`` and ``FolderError``."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock(path)
        if not self._lock.take():
            raise BusyError
        self._waiting: set[int] = set()
        self.crashes: Counter[Group] = Counter()
        self.reasons: dict[Group, str] = {}
        self.in_hand: Group = ()
        self._records: dict[int, int] = {}  # item -> where its line begins
        self._added: dict[int, int] = {}
        with told_apart(path):
            self._stream = path.open("r+b")
            self._load()

    def close(self) -> None:
        try:
            with told_apart(self._path):  # what a full disk refused is tried again here
                self._stream.close()
        finally:
            self._lock.release()

    def has_record(self, item: int) -> bool:
        return item in self._records

    def waits(self, item: int) -> bool:
        """Whether an article waits for its abstract."""
        return item in self._waiting and item not in self._added

    @contextmanager
    def hand(self, items: Sequence[int], limit: float) -> Iterator[None]:
        """Work on ``items``. After ``limit`` seconds the kernel ends the process, whatever it does (SIGALRM)."""
        self._write({"begin": list(items)})
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def lay_down(self) -> None:
        """Nothing is in hand, though no record was made."""
        self._write({"begin": []})

    def put(self, item: int, record: dict[str, Any], seconds: dict[str, float], *, waits: bool) -> None:
        line = {"item": item, "record": record, "seconds": seconds, "waits": waits}
        self._records[item] = self._write(line)
        if waits:
            self._waiting.add(item)

    def add(self, item: int, kind: str, value: dict[str, Any], seconds: dict[str, float]) -> None:
        """The ``abstract`` of an article that waited, or the ``error`` that it came to."""
        self._added[item] = self._write({"item": item, kind: value, "seconds": seconds})

    def crash(self, why: str) -> bool:
        """Note that the process that had this journal open died of itself, and whether it had anything in hand."""
        if self.in_hand:
            self._write({"crash": list(self.in_hand), "why": why})
        return bool(self.in_hand)

    def finished(self, item: int) -> tuple[dict[str, Any], dict[str, float]]:
        """The record of an item, with what was added to it, and the seconds it took."""
        line = self._read(self._records[item])
        record: dict[str, Any] = line["record"]
        added = self._read(self._added[item]) if item in self._added else {"seconds": {}}
        if "abstract" in added:
            record["abstract"] = added["abstract"]
        if "error" in added:
            record |= {"status": "error", "error": added["error"]}
        return record, line["seconds"] | added["seconds"]

    def _write(self, line: dict[str, Any]) -> int:
        with told_apart(self._path):
            at = self._stream.seek(0, os.SEEK_END)
            self._stream.write(encode(line))
            self._stream.flush()
        return at

    def _read(self, at: int) -> dict[str, Any]:
        with told_apart(self._path):
            self._stream.seek(at)
            line: dict[str, Any] = json.loads(self._stream.readline())
        return line

    def _load(self) -> None:
        at = 0
        for raw in self._stream:
            try:
                line = json.loads(raw) if raw.endswith(b"\n") else None
            except ValueError:  # a machine that lost power may leave anything
                line = None
            if not isinstance(line, dict):
                break
            self._note(line, at)
            at += len(raw)
        self._stream.truncate(at)

    def _note(self, line: dict[str, Any], at: int) -> None:
        if "begin" in line:
            self.in_hand = tuple(line["begin"])
        elif "crash" in line:
            group = tuple(line["crash"])
            self.crashes[group] += 1
            self.reasons[group] = line["why"]
            self.in_hand = ()
        else:
            self._note_result(line, at)

    def _note_result(self, line: dict[str, Any], at: int) -> None:
        item = line["item"]
        self.in_hand = tuple(other for other in self.in_hand if other != item)
        if "record" not in line:
            self._added[item] = at
            return
        self._records[item] = at
        if line["waits"]:
            self._waiting.add(item)


def note_crash(path: Path, why: str) -> bool:
    """Say in the journal at ``path`` that its process died, and whether it had an item in hand."""
    try:
        journal = Journal(path)
    except BusyError:  # another has taken the work up already
        return True
    with closing(journal):
        return journal.crash(why)
