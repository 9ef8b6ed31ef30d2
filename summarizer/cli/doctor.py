"""``summarizer doctor``: what is installed, which model is built, what the machine offers, what is missing."""

from __future__ import annotations

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.report import doctor_text, json


def doctor(call: Call) -> Exit:
    """Exit code 2 where something that everybody needs is missing."""
    from summarizer.doctor import State, examine

    items = examine(call.settings)
    if call.format == "json":
        call.put(json.render_plain([item.to_dict() for item in items]))
    else:
        rows = [(item.group, item.name, item.state.value, item.found, item.remedy) for item in items]
        call.put(doctor_text.render(rows, call.style))
    return Exit.ERROR if any(item.state is State.PROBLEM for item in items) else Exit.CLEAN
