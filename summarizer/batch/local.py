"""Workers as processes of this machine: started fresh, told apart by pipes, replaced when one dies."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from summarizer.batch.crew import Event, Order
from summarizer.data import Failure, Message

_GRACE = 2.0  # seconds a worker gets to end by itself


class LocalCrew:
    """``size`` worker processes, each with the CPUs' share of threads for its model."""

    def __init__(self, order: Order, events: queue.Queue[Event], size: int, logs: Path) -> None:
        self.size = size
        self._order = order
        self._events = events
        self._logs = logs
        self._idle: list[_Worker] = []
        self._numbers = iter(range(size))
        self._busy: dict[int, _Worker] = {}

    def give(self, shard: int) -> None:
        worker = self._idle.pop() if self._idle else self._start(next(self._numbers))
        while not worker.give(shard):
            worker = self._start(worker.number)
        self._busy[shard] = worker

    def freed(self, shard: int) -> None:
        """The worker of ``shard`` is through, or dead: it or a fresh one is free again."""
        worker = self._busy.pop(shard)
        if worker.spent(self._order.settings.max_worker_bytes):
            worker.close()
            worker = self._start(worker.number)
        self._idle.append(worker)

    def close(self) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.close()

    def _start(self, number: int) -> _Worker:
        log = self._logs / f"worker-{os.getpid()}-{number}.log"
        return _Worker(number, self._order, self._events, log, threads=max(1, cpus() // self.size))


class _Worker:
    def __init__(self, number: int, order: Order, events: queue.Queue[Event], log: Path, *, threads: int) -> None:
        self.number = number
        self._log = log
        self._events = events
        self._resident = 0
        self._closing = False
        self._lock = threading.Lock()  # of the next two: a worker dies with a shard or without, never in between
        self._shard = -1
        self._dead = False
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "summarizer.batch.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(threads),
            )
        self._send(order.to_json())
        threading.Thread(target=self._hear, daemon=True).start()

    def give(self, shard: int) -> bool:
        """Whether the worker took it: a dead one does not."""
        with self._lock:
            if self._dead:
                return False
            self._shard = shard
        self._send(str(shard))
        return True

    def spent(self, limit: int) -> bool:
        """Dead, or so grown that a fresh one is better."""
        return self._dead or self._resident > limit // 2

    def close(self) -> None:
        self._closing = True
        with suppress(OSError):
            _pipe(self._process.stdin).close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with suppress(OSError):
            if not self._log.stat().st_size:
                self._log.unlink()

    def _send(self, line: str) -> None:
        with suppress(BrokenPipeError):  # a dead worker is heard of by the end of what it says
            stream = _pipe(self._process.stdin)
            stream.write(line.encode() + b"\n")
            stream.flush()

    def _hear(self) -> None:
        for line in _pipe(self._process.stdout):
            told = json.loads(line)
            if "status" in told:
                self._events.put(Event("record", self._shard, told))
            elif "end" in told:
                self._end(told)
            elif "stop" in told:
                failure = Failure(told["stop"]["code"], Message(**told["stop"]["message"]))
                self._events.put(Event("stop", failure=failure))
        code = self._process.wait()
        with self._lock:
            self._dead, shard = True, self._shard
        if not self._closing:
            self._events.put(Event("crash", shard, {"why": _why(code)}))

    def _end(self, told: dict[str, Any]) -> None:
        self._resident = told["rss"]
        with self._lock:
            shard, self._shard = self._shard, -1
        self._events.put(Event("end", shard, told))


def cpus() -> int:
    """The CPUs this process may use, which containers and schedulers restrict."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _environment(threads: int) -> dict[str, str]:
    """The modules that this process finds, and none from the current folder (-P)."""
    path = os.pathsep.join(filter(None, sys.path))
    return os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": str(threads), "TOKENIZERS_PARALLELISM": "false"}


def _why(code: int) -> str:
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:  # never: all three are pipes
        raise RuntimeError
    return stream
