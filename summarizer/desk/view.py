"""The desk's pages as HTML. Everything from outside is escaped."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from summarizer.data import Message
from summarizer.desk.checks import ENDED, Run, Step
from summarizer.messages import say
from summarizer.report.check_text import MARKS, count_line, verdict_words
from summarizer.report.console import Lang, clean

OWN_PROFILES = ("default", "news-cn", "lenient", "strict")
STEPS = (Step.PAGES, Step.JUDGING, Step.ABSTRACT)


@dataclass(frozen=True, slots=True)
class View:
    """How pages are written: in which language, below which path."""

    lang: Lang
    base: str  # "/TOKEN"

    def home(
        self, runs: list[Run], profiles: tuple[str, ...], *, typed: Mapping[str, str], error: Message | None = None
    ) -> str:
        """The form, with what was ``typed`` into it before, and the recent checks."""
        return self._page("home", runs=runs, profiles=profiles, typed=typed, error=error)

    def running(self, run: Run) -> str:
        return self._page("running", run=run)

    def result(self, run: Run) -> str:
        return self._page("result", run=run)

    def failed(self, run: Run) -> str:
        return self._page("failed", run=run)

    def line(self, run: Run) -> str:
        """One row of the list of recent checks: the mark and the words of its verdict, or where it stands."""
        if run.check is None:
            return say(f"desk.step-{run.step.value}").in_language(self.lang)
        return f"{MARKS[run.check.verdict][0]} {verdict_words(run.check.verdict).in_language(self.lang)}"

    def _page(self, name: str, **values: Any) -> str:
        def tell(key: str, **slots: object) -> str:
            return say(f"desk.{key}", **slots).in_language(self.lang)

        helpers: dict[str, Any] = {
            "view": self,
            "base": self.base,
            "lang": self.lang,
            "tell": tell,
            "steps": STEPS,
            "ended": ENDED,
            "called": lambda profile: _called(profile).in_language(self.lang),
            "in_language": lambda message: message.in_language(self.lang),
            "counts": lambda check: count_line(check, self.lang),
            "clock": lambda seconds: time.strftime("%H:%M", time.localtime(seconds)),
            "css": lambda verdict: verdict.value.replace("/", ""),
        }
        return clean(_environment().get_template(f"{name}.html").render(**helpers, **values))


def _called(profile: str) -> Message:
    """What a profile of ours is for; one of the user's own is called what it is called."""
    return say(f"desk.profile-{profile}") if profile in OWN_PROFILES else Message(profile, profile)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("summarizer.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plus_one"] = lambda number: number + 1  # paragraphs count from 0 in JSON, from 1 for people
    return environment
