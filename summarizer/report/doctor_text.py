"""What ``doctor`` found, for people: one line a thing, what to do below it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.cells import set_cell_size

from summarizer.data import Message
from summarizer.messages import say
from summarizer.report.console import Sheet, Style

# (group, name, state, found, remedy) of each thing that was looked at
Row = tuple[str, str, str, str | None, Message | None]

_MARKS = {"ok": ("✓", "green"), "optional": ("·", "dim"), "problem": ("✗", "bold red")}
_NAMED = ("cpu", "memory", "gpu", "config", "cache", "originals")
_NAME_CELLS = 18


def render(rows: Sequence[Row], style: Style) -> str:
    """Groups in the order given. Packages that are all as they should be are one line."""
    sheet = Sheet(style)
    for group, found in groupby(rows, key=lambda row: row[0]):
        sheet.heading(sheet.say(say(f"doctor.group-{group}")))
        members = list(found)
        if group == "packages" and all(state == "ok" for _, _, state, _, _ in members):
            _line(sheet, "ok", sheet.say(say("doctor.packages-fine", count=len(members))))
            continue
        for _, name, state, value, remedy in members:
            shown = sheet.say(say(f"doctor.name-{name}")) if name in _NAMED else name
            _line(sheet, state, f"{set_cell_size(shown, _NAME_CELLS)}  {value or sheet.say(say('doctor.none'))}")
            if remedy:
                sheet.line(f"→ {sheet.say(remedy)}", "" if state == "problem" else "dim", indent=4)
    problems = sum(row[2] == "problem" for row in rows)
    sheet.line()
    sheet.line(sheet.say(say("doctor.problems", count=problems) if problems else say("doctor.fine")), "bold")
    return str(sheet)


def _line(sheet: Sheet, state: str, text: str) -> None:
    mark, look = _MARKS[state]
    sheet.line(f"{mark} {text}", look if state == "problem" else "", indent=2)
