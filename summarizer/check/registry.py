"""The rules of the checker: one function each, registered under its code, its docstring the user's documentation.

A rule takes the ``Context`` and yields a ``Raised`` for everything it has to say; it never sees other rules' findings.
The docstring has the sections ``What Why Bad Good Mend Law``: the first line of a section is Chinese, the lines
after it are English (an example may stand alone, when it reads the same in both).
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Literal

from summarizer.data import Evidence, Explanation, Fix, Message

if TYPE_CHECKING:
    from summarizer.check.context import Context

Level = Literal["error", "warn", "info", "unknown", "n/a", "off"]

SECTIONS = ("what", "why", "bad", "good", "mend", "law")


class Stage(IntEnum):
    """The order of judging. When ``EVIDENCE`` ends the check (not this article, a wall), nothing later runs."""

    EVIDENCE = 1
    SOURCE = 2
    LINK = 3
    STATEMENT = 4
    ATTRIBUTION = 5
    FIDELITY = 6
    RIGHTS = 7
    MACHINE = 8
    SUMMARY = 9


@dataclass(frozen=True, slots=True)
class Raised:
    """What one rule has to say once. ``level`` ``None`` means the rule's own default.

    ``absence`` marks a failure that consists in *not finding* something: where the page could not be read whole
    (F001 to F009), such a failure is turned into ``unknown``, since what was not read may hold it.
    """

    message: Message
    level: Level | None = None
    duty: int | None = None
    causes: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    near_misses: tuple[str, ...] = ()
    fix: Fix | None = None
    absence: bool = False


Check = Callable[["Context"], Iterator[Raised]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One registered rule. ``level`` is what it raises unless it, or the profile, says otherwise."""

    id: str
    name: str
    level: Level
    stage: Stage
    check: Check

    @property
    def explanation(self) -> Explanation:
        return explain(self.check)


_RULES: dict[str, Rule] = {}


def rule(code: str, name: str, level: Level, *, stage: Stage) -> Callable[[Check], Check]:
    """Register a function under ``code``, e.g. ``@rule("L201", "link-missing", "error", stage=Stage.LINK)``.

    Raises ``ValueError`` when the code is taken by another function.
    """

    def register(check: Check) -> Check:
        taken = _RULES.get(code)
        if taken and taken.check.__module__ != check.__module__:
            raise ValueError(f"rule {code} is registered twice: {taken.check.__module__} and {check.__module__}")
        _RULES[code] = Rule(code, name, level, stage, check)
        return check

    return register


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of judging. Any module of this package may register some: all are loaded."""
    package = import_module("summarizer.check")
    for module in walk_packages(package.__path__, "summarizer.check."):
        import_module(module.name)
    return tuple(sorted(_RULES.values(), key=lambda one: (one.stage, one.id)))


def find(code: str) -> Rule | None:
    """The rule with this code (``L201``) or name (``link-missing``)."""
    return next((one for one in rules() if code.upper() == one.id or code == one.name), None)


def explained(code: str) -> Explanation | None:
    """The documentation of the rule ``code``; ``None`` where there is none, as for a rule of an older job."""
    one = find(code)
    return one.explanation if one else None


def explain(check: Check) -> Explanation:
    """A rule's docstring as sections. A section that is absent is empty in both languages."""
    text = inspect.getdoc(check) or ""
    parts = re.split(r"(?m)^(What|Why|Bad|Good|Mend|Law): ?", text)
    found = {key.lower(): body for key, body in zip(parts[1::2], parts[2::2], strict=True)}
    return Explanation(**{name: _both(found.get(name, "")) for name in SECTIONS})


def _both(body: str) -> Message:
    zh, _, en = body.strip().partition("\n")
    return Message(zh=zh.strip(), en=" ".join(en.split()) or zh.strip())
