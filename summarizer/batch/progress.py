"""How far a job is: a bar on a terminal, a line every 30 seconds elsewhere, JSON lines for log collectors."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any, Protocol, TextIO

from summarizer.batch.stats import Tally
from summarizer.messages import say
from summarizer.report.console import Lang

_EVERY = 30.0  # seconds between two lines


class View(Protocol):
    """One way of showing progress."""

    def show(self, state: State) -> None: ...
    def crash(self, shard: int, why: str) -> None: ...
    def close(self, state: State) -> None: ...


class State:
    """How far the job is, and how fast it goes."""

    def __init__(self, total: int, tally: Tally) -> None:
        self.total = total
        self.before = tally.records
        self.done = tally.records
        self.counts: Counter[str] = Counter(tally.counts["verdict"])
        self.counts["error"] = tally.counts["status"]["error"]
        self._began = time.monotonic()

    @property
    def rate(self) -> float:
        """Records a second of this run."""
        return (self.done - self.before) / max(time.monotonic() - self._began, 1e-6)

    @property
    def left(self) -> float | None:
        """Seconds, if it goes on so; ``None`` before anything is done."""
        return (self.total - self.done) / self.rate if self.done > self.before else None

    def add(self, told: dict[str, Any]) -> None:
        self.done += 1
        if told["verdict"]:
            self.counts[told["verdict"]] += 1
        if told["status"] == "error":
            self.counts["error"] += 1


class Progress:
    """What the job says about itself, passed on to a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._state = State(0, Tally())

    def begin(self, total: int, tally: Tally) -> None:
        self._state = State(total, tally)
        self._view.show(self._state)

    def record(self, told: dict[str, Any]) -> None:
        self._state.add(told)
        self._view.show(self._state)

    def crash(self, shard: int, why: str) -> None:
        self._view.crash(shard, why)

    def tick(self) -> None:
        self._view.show(self._state)

    def end(self, tally: Tally) -> None:
        self._state.done = tally.records
        self._view.close(self._state)


class Silent:
    def show(self, state: State) -> None: ...
    def crash(self, shard: int, why: str) -> None: ...
    def close(self, state: State) -> None: ...


class Lines:
    """A line every 30 seconds."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang
        self._next = time.monotonic() + _EVERY

    def show(self, state: State) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._line(state)

    def crash(self, shard: int, why: str) -> None:
        self._put(say("batch.crash", shard=shard, why=why).in_language(self._lang))

    def close(self, state: State) -> None:
        self._line(state)

    def _line(self, state: State) -> None:
        self._put(sentence(state, self._lang))

    def _put(self, text: str) -> None:
        self._stream.write(f"summarizer: {text}\n")
        self._stream.flush()


class JsonLines:
    """The same events as one JSON object a line, with the time in UTC."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = 0.0

    def show(self, state: State) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._put("progress", **numbers(state))

    def crash(self, shard: int, why: str) -> None:
        self._put("crash", shard=shard, why=why)

    def close(self, state: State) -> None:
        self._put("end", **numbers(state))

    def _put(self, event: str, **values: Any) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._stream.write(json.dumps({"time": moment, "event": event} | values, ensure_ascii=False) + "\n")
        self._stream.flush()


def numbers(state: State) -> dict[str, Any]:
    left = None if state.left is None else round(state.left)
    return {
        "done": state.done,
        "total": state.total,
        "rate": round(state.rate, 2),
        "left": left,
        "counts": dict(state.counts),
    }


def sentence(state: State, lang: Lang) -> str:
    """``1,200 of 5,000, 66.1 a second, 0:00:57 left; fail 12, pass 1,180``."""
    counts = ", ".join(f"{name} {count:,}" for name, count in sorted(state.counts.items()) if count)
    left = "-" if state.left is None else clock(state.left)
    said = say("batch.progress", done=f"{state.done:,}", total=f"{state.total:,}", rate=f"{state.rate:.1f}", left=left)
    return said.in_language(lang) + (f"; {counts}" if counts else "")


def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
