"""Everything a rule may look at: both pages, the duties, the profile, and what other rules have already worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from summarizer.check.profile import Profile, Source
from summarizer.check.registry import Level
from summarizer.data import Duty, DutyKind, Evidence, Line, Link, Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something this repost must do: how much it matters, and the duty (an index into ``duties``) that asks for it."""

    level: Level
    duty: int


@dataclass(frozen=True, slots=True)
class Context:
    """One pair under judgement.

    ``original`` is ``None`` when there is none at hand. ``source`` is the profile entry of the site the original is
    on. ``summary`` is an abstract published with the repost. ``resolved`` maps short links to where they lead, for
    those that were followed online (``None``: a dead one).
    """

    original: Reading | None
    repost: Reading
    profile: Profile
    duties: tuple[Duty, ...] = ()
    requirements: Mapping[DutyKind, Requirement] = field(default_factory=dict)
    source: Source | None = None
    summary: str | None = None
    resolved: Mapping[str, str | None] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    _memo: dict[Callable[[Context], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, compute: Callable[[Context], T]) -> T:
        """``compute(self)``, worked out at most once a pair: how rules share matches and alignments."""
        if compute not in self._memo:
            self._memo[compute] = compute(self)
        return self._memo[compute]  # type: ignore[no-any-return]

    def requirement(self, kind: DutyKind) -> Requirement | None:
        """What is asked of this kind, by the notice, the site's profile or the user's; ``None`` when nothing is."""
        return self.requirements.get(kind)

    def duty(self, *kinds: DutyKind) -> int | None:
        """The first duty of one of these kinds, as an index; findings name it."""
        return next((self.requirements[kind].duty for kind in kinds if kind in self.requirements), None)


def on_repost(line: Line, start: int = 0, end: int | None = None, *, cause: str | None = None) -> Evidence:
    """The place of ``line.text[start:end]`` on the repost, with the declaration that hides it, if one does."""
    return _at("repost", line, start, end, cause)


def on_original(line: Line, start: int = 0, end: int | None = None) -> Evidence:
    """The place of ``line.text[start:end]`` on the original."""
    return _at("original", line, start, end, None)


def link_evidence(link: Link, *, cause: str | None = None) -> Evidence:
    """The place of a link on the repost; its text is the visible text and the address it leads to."""
    shown = f"{link.text} → {link.href}" if link.text and link.text != link.href else link.href
    return Evidence("repost", link.xpath, link.css, link.start, link.end, shown[:300], cause)


def _at(page: Any, line: Line, start: int, end: int | None, cause: str | None) -> Evidence:
    stop = len(line.text) if end is None else end
    run = next((one for one in line.runs if one.start <= start < one.end and stop <= one.end), None)
    xpath, css = (run.xpath, run.css) if run else (line.xpath, line.css)
    return Evidence(page, xpath, css, start, stop, line.text[start:stop][:300], cause)
