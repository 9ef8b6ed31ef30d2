"""``summarizer profiles test FILE``: does a profile judge its own examples as it says it does?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from rich.text import Text
from typer import Argument

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.report import json
from summarizer.report.console import Sheet, reveal

if TYPE_CHECKING:
    from summarizer.check.examples import Outcome

Name = Annotated[str, Argument(metavar="NAME|FILE", help="cli.profile", show_default=False)]


def test(call: Call, profile_name: Name) -> Exit:
    from summarizer.check.examples import run_examples
    from summarizer.check.profile import load_profile

    outcomes = list(run_examples(load_profile(profile_name)))
    if call.format == "json":
        call.put(json.render_plain([_plain(outcome) for outcome in outcomes]))
    else:
        call.put(_text(outcomes, Sheet(call.style)))
    return Exit.CLEAN if all(outcome.ok for outcome in outcomes) else Exit.FAIL


def _plain(outcome: Outcome) -> dict[str, object]:
    example = outcome.example
    pair = {"kind": example.kind, "original": example.original, "repost": example.repost}
    return pair | {"expected": example.verdict, "verdict": outcome.verdict.value, "ok": outcome.ok}


def _text(outcomes: list[Outcome], sheet: Sheet) -> str:
    failed = sum(not outcome.ok for outcome in outcomes)
    key = "examples-failed" if failed else "examples-kept"
    sheet.line(sheet.tell(key, count=len(outcomes), failed=failed), "bold red" if failed else "bold green")
    for outcome in outcomes:
        example = outcome.example
        mark = Text("✓ ", "green") if outcome.ok else Text("✗ ", "red")
        sheet.beside(mark, Text(f"{reveal(example.original)} ~ {reveal(example.repost)}"), indent=2)
        if not outcome.ok:
            said = sheet.tell("example-differs", expected=example.verdict, verdict=outcome.verdict.value)
            sheet.line(said, indent=4)
    return str(sheet)
