"""Ways of showing progress: a bar on a terminal, a line every 30 seconds elsewhere, JSON lines for log collectors."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from summarizer.batch.progress import State, View, listed, numbers, sentence
from summarizer.data import Message
from summarizer.messages import say
from summarizer.report.console import Lang

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_EVERY = 30.0  # seconds between two lines


def view(stream: TextIO, lang: Lang, *, quiet: bool, log_json: bool) -> View:
    """The view for where the talk goes."""
    if log_json:
        return JsonLines(stream)
    if quiet:
        return Silent()
    return Bar(stream, lang) if stream.isatty() else Lines(stream, lang)


class Silent:
    def show(self, state: State) -> None: ...
    def crash(self, shard: int, why: str) -> None: ...
    def note(self, message: Message) -> None: ...
    def close(self, state: State | None) -> None: ...


class Lines:
    """A line every 30 seconds, and one at the end."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang
        self._next = time.monotonic() + _EVERY

    def show(self, state: State) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._put(sentence(state, self._lang))

    def crash(self, shard: int, why: str) -> None:
        self.note(say("batch.crash", shard=shard, why=why))

    def note(self, message: Message) -> None:
        self._put(message.in_language(self._lang))

    def close(self, state: State | None) -> None:
        if state:
            self._put(sentence(state, self._lang))

    def _put(self, text: str) -> None:
        self._stream.write(f"summarizer: {text}\n")
        self._stream.flush()


class JsonLines:
    """``begin``, ``progress``, ``crash``, ``note``, ``end`` or ``stop``: a JSON object a line, with its time in UTC."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._event = "begin"
        self._next = 0.0

    def show(self, state: State) -> None:
        if time.monotonic() >= self._next:
            self._put(self._event, **numbers(state))
            self._event, self._next = "progress", time.monotonic() + _EVERY

    def crash(self, shard: int, why: str) -> None:
        self._put("crash", shard=shard, why=why)

    def note(self, message: Message) -> None:
        self._put("note", message=message.to_dict())

    def close(self, state: State | None) -> None:
        self._put("end" if state else "stop", **(numbers(state) if state else {}))

    def _put(self, event: str, **values: Any) -> None:
        moment = datetime.now(UTC).isoformat(timespec="milliseconds")
        self._stream.write(json.dumps({"time": moment, "event": event} | values, ensure_ascii=False) + "\n")
        self._stream.flush()


class Bar:
    """A bar with rate, remaining time and counts."""

    def __init__(self, stream: TextIO, lang: Lang) -> None:
        self._stream = stream
        self._lang = lang
        self._bar: RichProgress | None = None

    def show(self, state: State) -> None:
        if self._bar is None:
            self._bar = self._opened(state)
        rate = say("batch.rate", rate=f"{state.rate:.1f}").in_language(self._lang)
        self._bar.update(self._task, completed=state.done, rate=rate, counts=listed(state.counts))

    def crash(self, shard: int, why: str) -> None:
        self.note(say("batch.crash", shard=shard, why=why))

    def note(self, message: Message) -> None:
        if self._bar:
            self._bar.console.print(message.in_language(self._lang), markup=False)

    def close(self, state: State | None) -> None:
        if self._bar:
            if state:
                self.show(state)
            self._bar.stop()
            self._bar = None

    def _opened(self, state: State) -> RichProgress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = ("{task.fields[rate]}", "{task.fields[counts]}")
        bar = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            *(TextColumn(column, markup=False) for column in columns),
            console=Console(file=self._stream),
            refresh_per_second=4,
        )
        self._task = bar.add_task("", total=state.total, completed=state.done, rate="", counts="")
        bar.start()
        return bar
