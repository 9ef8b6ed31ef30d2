"""A worker process: an order on the first line of standard input, a shard's number on each later one.

It answers in JSON lines on what was its standard output, and ends when its standard input does: with its job.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import queue
import resource
import signal
import sys
import threading
from contextlib import suppress
from typing import Any, BinaryIO

from summarizer.batch.crew import Order
from summarizer.batch.folder import JobFolder
from summarizer.batch.shard import Outcome, work
from summarizer.batch.work import Bench, failure


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the job decides
    faulthandler.enable()
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what a library prints is no answer
    lines = _listen()
    order = Order.from_json(lines.get())
    try:
        bench = prepare(order)
    except Exception as error:  # a model that cannot be loaded: no record could be made
        _say(channel, {"stop": failure(error).to_dict()})
        return
    while True:
        shard = int(lines.get())
        _say(channel, run_shard(order, bench, shard, lambda told: _say(channel, told)))


def prepare(order: Order) -> Bench:
    """Bound the memory of this process, and load what every record needs before the clock of the first one runs."""
    with suppress(OSError):  # on another machine it may not be there
        os.chdir(order.place)
    bench = Bench(order.asked, order.settings)
    if not bench.model:
        _bound_memory(order.settings.max_worker_bytes)
    bench.warm()
    _collect_less()
    return bench


def run_shard(order: Order, bench: Bench, shard: int, tell: Any) -> dict[str, Any]:
    """What became of the shard, as the job hears it."""
    try:
        outcome: Outcome = work(JobFolder(order.folder), shard, bench, tell, limit=order.seconds)
    except Exception as error:  # not of a record: of the folder, or our own
        return {"stop": failure(error).to_dict()}
    return {"end": outcome.state, "urls": list(outcome.urls), "rss": _resident()}


def _listen() -> queue.SimpleQueue[str]:
    """The lines of standard input. At its end the process ends, whatever it is busy with: its job is gone."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    stream = os.fdopen(os.dup(0), "r", encoding="utf-8")
    sys.stdin = open(os.devnull, encoding="utf-8")  # an input named "-" finds nothing  # noqa: SIM115

    def read() -> None:
        for line in stream:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _say(channel: BinaryIO, told: dict[str, Any]) -> None:
    try:
        channel.write(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    except BrokenPipeError:
        os._exit(0)


def _bound_memory(limit: int) -> None:
    """A page that asks for too much then gets a MemoryError, not the whole machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))


def _collect_less() -> None:
    """What is loaded by now stays: no collection need walk it again. A page makes more objects than the usual limit
    of 700, nearly all of which go when their counts do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def _resident() -> int:
    """The peak of resident memory in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
