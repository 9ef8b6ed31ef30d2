"""``summarizer batch status DIR``: how a job stands, whoever runs it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.errors import ConfigError
from summarizer.messages import say
from summarizer.report import json
from summarizer.report.console import Sheet

if TYPE_CHECKING:
    from summarizer.batch.status import Standing

_MOST = 8  # rules and error codes shown


def status(call: Call, path: Path | None) -> Exit:
    from summarizer.batch.status import standing

    if path is None:
        raise ConfigError(say("batch.no-folder"))
    stands = standing(path)
    call.put(json.render(stands) if call.format == "json" else _text(stands, call))
    return Exit.CLEAN


def _text(stands: Standing, call: Call) -> str:
    from summarizer.batch.progress import clock

    sheet = Sheet(call.style)
    share = f"{stands.done / stands.items:.1%}" if stands.items else "100%"
    state = say("batch.running" if stands.running else "batch.not-running")
    sheet.line(stands.job, "bold")
    sheet.line(sheet.say(say("batch.status-input", input=stands.input, tasks=",".join(stands.tasks))))
    counts = {"done": f"{stands.done:,}", "items": f"{stands.items:,}", "share": share}
    shards = {"shards_done": stands.shards_done, "shards": stands.shards, "state": state}
    sheet.line(sheet.say(say("batch.status-done", **counts, **shards)))
    if stands.rate and stands.left is not None:
        sheet.line(sheet.say(say("batch.status-rate", rate=f"{stands.rate:.1f}", left=clock(stands.left))))
    for name in ("verdict", "error"):
        _table(sheet, name, stands.stats[name])
    _table(sheet, "rule", {rule: counts.get("fail", 0) for rule, counts in stands.stats["rule"].items()})
    return str(sheet)


def _table(sheet: Sheet, name: str, counts: dict[str, Any]) -> None:
    """The most frequent, in one line."""
    most = [f"{key} {count:,}" for key, count in Counter(counts).most_common(_MOST) if count]
    if most:
        sheet.line(f"{sheet.say(say(f'batch.status-{name}'))}  {sheet.listed(most)}")
