"""How far a job is: what it tells whoever watches it."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any, Protocol

from summarizer.batch.stats import Tally
from summarizer.data import Message
from summarizer.messages import say
from summarizer.report.console import Lang


class State:
    """How far the job is, and how fast it goes. ``begun``: records of shards that are not done yet."""

    def __init__(self, total: int, tally: Tally, begun: int = 0) -> None:
        self.total = total
        self.before = self.done = tally.records + begun
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


class View(Protocol):
    """One way of showing progress."""

    def show(self, state: State) -> None:
        """To be called as often as there is news; what is shown is up to the view."""
        ...

    def crash(self, shard: int, why: str) -> None: ...

    def note(self, message: Message) -> None: ...

    def close(self, state: State | None) -> None:
        """The end; without a state that of a job that was stopped."""
        ...


class Progress:
    """What the job says about itself, passed on to a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._state: State | None = None

    def begin(self, total: int, tally: Tally, begun: int) -> None:
        self._state = State(total, tally, begun)
        self.tick()

    def record(self, told: dict[str, Any]) -> None:
        if self._state:
            self._state.add(told)

    def crash(self, shard: int, why: str) -> None:
        self._view.crash(shard, why)

    def note(self, message: Message) -> None:
        self._view.note(message)

    def tick(self) -> None:
        if self._state:
            self._view.show(self._state)

    def end(self, tally: Tally) -> None:
        if self._state:
            self._state.done = tally.records
            self._view.close(self._state)
            self._state = None

    def stop(self) -> None:
        """The job ends before its end."""
        if self._state:
            self._view.close(None)


def numbers(state: State) -> dict[str, Any]:
    left = None if state.left is None else round(state.left)
    counts = {name: count for name, count in sorted(state.counts.items()) if count}
    return {"done": state.done, "total": state.total, "rate": round(state.rate, 2), "left": left, "counts": counts}


def sentence(state: State, lang: Lang) -> str:
    """``1,200 of 5,000 done, 66.1 a second, 0:00:57 left; fail 12, pass 1,180``."""
    left = "-" if state.left is None else clock(state.left)
    said = say("batch.progress", done=f"{state.done:,}", total=f"{state.total:,}", rate=f"{state.rate:.1f}", left=left)
    counts = listed(state.counts)
    return said.in_language(lang) + (f"; {counts}" if counts else "")


def listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items()) if count)


def clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
