"""The checks of one desk: asked for in the browser, run in threads, kept for a while.

Each runs through the same functions as ``summarizer check`` and ``summarizer summarize``. What was checked stays in
memory only: the pages are gone when the desk is closed.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from threading import Lock
from typing import TYPE_CHECKING, Literal

from summarizer import pairs, pipeline
from summarizer.data import Abstract, Check, Message, Spread
from summarizer.errors import SummarizerError
from summarizer.messages import say
from summarizer.report.names import Names

if TYPE_CHECKING:
    from summarizer.config import Settings

KEPT = 20  # finished checks; each holds its two pages
WAITING = 8  # checks that may wait for their turn
_AT_ONCE = 2


class Step(StrEnum):
    WAITING = "waiting"
    PAGES = "pages"
    JUDGING = "judging"
    ABSTRACT = "abstract"
    DONE = "done"
    FAILED = "failed"


ENDED = (Step.DONE, Step.FAILED)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. ``repost`` and ``original`` are addresses, paths of files sent along, or a register's names.

    ``names`` are what a person calls them; an ``original`` that is ``None`` is looked for.
    """

    repost: str
    original: str | None
    names: tuple[str, str]
    urls: tuple[str | None, str | None] = (None, None)
    profile: str = "default"


@dataclass(slots=True)
class Run:
    """One check, from when it was asked for. Written by the thread that runs it, read by the pages that show it."""

    id: str
    asked: Request
    at: float  # seconds since the epoch
    step: Step = Step.WAITING
    error: Message | None = None
    pair: pairs.Pair | None = None
    spread: Spread | None = None
    abstract: Abstract | None = None
    no_abstract: Message | None = None

    @property
    def check(self) -> Check | None:
        return self.spread.check if self.spread else None

    @property
    def names(self) -> Names:
        repost, original = self.asked.names
        if self.check is None:
            return Names(repost, original)
        return Names.of(self.check, repost=repost, original=original or None)


class DeskFullError(Exception):
    """More checks are waiting than may."""


@dataclass(slots=True)
class Checks:
    """The checks of one desk, newest first. Safe to use from several threads."""

    settings: Settings
    _runs: OrderedDict[str, Run] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_AT_ONCE, "check"))

    def start(self, asked: Request, *, after: Callable[[], None] = lambda: None) -> Run:
        """Begin a check; ``after`` is called when it is through, just before it says so. Raises ``DeskFullError``."""
        run = Run(secrets.token_urlsafe(9), asked, time.time())
        with self._lock:
            if sum(one.step not in ENDED for one in self._runs.values()) >= WAITING + _AT_ONCE:
                raise DeskFullError
            self._runs[run.id] = run
            for old in [one.id for one in self._runs.values() if one.step in ENDED][:-KEPT]:
                del self._runs[old]
        self._threads.submit(self._run, run, after)
        return run

    def get(self, run_id: str) -> Run | None:
        with self._lock:
            return self._runs.get(run_id)

    def recent(self) -> list[Run]:
        with self._lock:
            return list(reversed(self._runs.values()))

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _run(self, run: Run, after: Callable[[], None]) -> None:
        try:
            self._steps(run)
        except SummarizerError as error:
            run.error = error.message
        except Exception as error:  # a thread's exception would be seen by nobody
            run.error = say("cli.internal", kind=type(error).__name__, reason=str(error)[:300])
        after()
        run.step = Step.FAILED if run.error else Step.DONE

    def _steps(self, run: Run) -> None:
        asked = run.asked
        run.step = Step.PAGES
        run.pair = pairs.load_pair(asked.repost, asked.original, urls=asked.urls, settings=self.settings)
        run.step = Step.JUDGING
        spread = run.spread = pairs.compared(pairs.open_pair(run.pair, profile=asked.profile))
        run.step = Step.ABSTRACT
        try:
            of: Literal["original", "repost"] = "original" if spread.original else "repost"
            run.abstract = pipeline.summarize((spread.original or spread.repost).article, settings=self.settings)
            run.spread = replace(spread, abstract=run.abstract, abstract_of=of)
        except SummarizerError as error:
            run.no_abstract = error.message
