"""``summarizer batch --recheck JOB``: the reposts of a job once more, and what changed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.command import Call
from summarizer.messages import say
from summarizer.report import json
from summarizer.report.console import Sheet, reveal

if TYPE_CHECKING:
    from collections.abc import Callable

    from summarizer.batch.asked import Run
    from summarizer.batch.folder import JobFolder
    from summarizer.batch.recheck import Change
    from summarizer.batch.stats import Tally


def recheck(call: Call, path: Path, work: Callable[[JobFolder, Run], Tally]) -> Tally:
    """``work`` does the job that the look is; the counts of it."""
    from summarizer.batch.recheck import conclude, open_recheck

    opened, run = open_recheck(path)
    tally = work(opened.folder, run)
    changes = conclude(opened)
    call.put(json.render(changes) if call.format == "json" else _text(changes, tally.records, call))
    return tally


def _text(changes: list[Change], looked: int, call: Call) -> str:
    sheet = Sheet(call.style)
    for change in changes:
        kind = sheet.say(say(f"batch.change-{change.change}"))
        rules = sorted({*change.before.failing} ^ {*change.now.failing})
        sheet.line("  ".join(filter(None, (kind, reveal(change.repost or change.id), " ".join(rules)))))
    kinds = Counter(change.change for change in changes)
    named = sheet.listed(f"{sheet.say(say(f'batch.change-{kind}'))} {count:,}" for kind, count in kinds.most_common())
    sheet.line(
        sheet.say(say("batch.rechecked", looked=f"{looked:,}", changed=f"{len(changes):,}"))
        + (f"  {named}" if named else "")
    )
    return str(sheet)
