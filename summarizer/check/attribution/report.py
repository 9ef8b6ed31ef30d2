"""What findings about credits have in common: their level, their evidence on both pages, the line to paste."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from summarizer.check.attribution.credits import find_name
from summarizer.check.context import on_original, on_repost
from summarizer.check.registry import Level
from summarizer.data import Evidence, Fix, Line, Reading


def capped(level: Level) -> Level | None:
    """The level a duty asks for, where it is lower than the rule's own."""
    return "warn" if level == "warn" else None


def hidden_cause(line: Line | None) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The V rule that hides ``line``, and its place: why something in the page does not count."""
    if line is None:
        return (), ()
    cause = line.visibility().rule
    return ((cause,) if cause else ()), (on_repost(line, cause=cause),)


def stated(original: Reading | None, name: str) -> tuple[Evidence, ...]:
    """Where the original itself says it."""
    found = find_name(original, name) if original else []
    return tuple(on_original(one.line, one.start, one.end) for one in found[:1])


def listed(names: Iterable[str]) -> str:
    return "、".join(names)


def line_fix(label: str, value: str) -> Fix:
    """A line ``label：value`` to paste into the notice."""
    text = f"{label}：{value}"
    return Fix(html=f"<p>{escape(text)}</p>", text=text, markdown=text)
