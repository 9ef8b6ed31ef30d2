"""Workers as actors of a Ray cluster, over the same shards in a folder that all its machines see."""

from __future__ import annotations

import os
import queue
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from summarizer.batch.crew import Event, Order
from summarizer.batch.folder import JobFolder
from summarizer.batch.worker import prepare, run_shard
from summarizer.data import Failure, Message
from summarizer.errors import ConfigError
from summarizer.messages import say

_KNOCK = 10.0  # seconds


class Actor:
    """One worker, wherever the cluster puts it. What it is given and what it gives are plain values."""

    def __init__(self, order: str) -> None:
        self._order = Order.from_json(order)
        self._bench = prepare(self._order)

    def work(self, shard: int) -> dict[str, Any]:
        told: list[dict[str, Any]] = []
        return run_shard(self._order, self._bench, shard, told.append) | {"told": told}


class RayCrew:
    """``size`` actors (default: one for each CPU of the cluster). Raises ``ConfigError`` where there is no cluster."""

    def __init__(self, order: Order, events: queue.Queue[Event], size: int | None, address: str | None) -> None:
        self._ray = _connected(address, size)
        self.size = size or max(1, int(self._ray.cluster_resources().get("CPU", 1)))
        self._order = order
        self._events = events
        self._idle: list[Any] = []
        self._busy: dict[int, Any] = {}
        self._closing = False

    def give(self, shard: int) -> None:
        actor = self._idle.pop() if self._idle else self._start()
        self._busy[shard] = actor
        threading.Thread(target=self._wait, args=(actor, shard), daemon=True).start()

    def freed(self, shard: int) -> None:
        actor = self._busy.pop(shard, None)
        if actor is not None:
            self._idle.append(actor)

    def close(self) -> None:
        self._closing = True
        with suppress(Exception):  # a cluster that is gone has stopped already
            for actor in (*self._idle, *self._busy.values()):
                self._ray.kill(actor)
            self._ray.shutdown()

    def _start(self) -> Any:
        kind = self._ray.remote(num_cpus=1, max_restarts=0)(Actor)
        return kind.remote(self._order.to_json())

    def _wait(self, actor: Any, shard: int) -> None:
        try:
            told = self._ray.get(actor.work.remote(shard))
        except Exception as error:
            if not self._closing:
                self._busy.pop(shard, None)  # never to be given anything again
                self._events.put(Event("crash", shard, {"why": self._why(error, shard)}))
            return
        for record in told.pop("told"):
            self._events.put(Event("record", shard, record))
        if "stop" in told:
            failure = Failure(told["stop"]["code"], Message(**told["stop"]["message"]))
            self._events.put(Event("stop", failure=failure))
        else:
            self._events.put(Event("end", shard, told))

    def _why(self, error: Exception, shard: int) -> str:
        """Ray does not say which signal ended a process: one that was busy to the limit was ended by the clock."""
        journal: Path = JobFolder(self._order.folder).journal(shard)
        with suppress(OSError):
            if time.time() - journal.stat().st_mtime >= self._order.seconds:
                return "SIGALRM"
        return type(error).__name__


def _connected(address: str | None, size: int | None) -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise ConfigError(say("batch.no-ray"), code="no-ray") from error
    options: dict[str, Any] = {"address": address} if address else {"num_cpus": size, "include_dashboard": False}
    try:
        _knock(address)  # Ray itself would knock for minutes
        ray.init(log_to_driver=False, logging_level="error", configure_logging=False, **options)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        reason = str(error).strip().split("\n")[0]
        raise ConfigError(say("batch.ray-unreachable", address=address or "local", reason=reason)) from error
    return ray


def _knock(address: str | None) -> None:
    """Raises ``OSError`` where nothing listens at ``host:port``."""
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host.strip("[]"), int(port)), timeout=_KNOCK).close()
