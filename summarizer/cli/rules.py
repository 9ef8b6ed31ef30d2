"""``summarizer rules [ID]``: the rules of the checker; one of them explained, with a bad and a good example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Argument

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.errors import ConfigError
from summarizer.messages import say
from summarizer.report import json
from summarizer.report.console import Sheet

if TYPE_CHECKING:
    from summarizer.check.registry import Rule

RuleId = Annotated[str | None, Argument(metavar="ID", help="cli.rule-id", show_default=False)]


def rules(call: Call, rule: RuleId = None) -> Exit:
    from summarizer.check import registry

    one = registry.find(rule) if rule else None
    if rule and one is None:
        raise ConfigError(say("cli.no-such-rule", rule=rule))
    if call.format == "json":
        call.put(json.render_plain(_plain(one) if one else [_plain(each) for each in registry.rules()]))
        return Exit.CLEAN
    sheet = Sheet(call.style)
    if one:
        _explain(sheet, one)
    else:
        _list(sheet, registry.rules())
    call.put(str(sheet))
    return Exit.CLEAN


def _plain(rule: Rule) -> dict[str, object]:
    return {"id": rule.id, "name": rule.name, "level": rule.level, "explanation": rule.explanation.to_dict()}


def _list(sheet: Sheet, registered: tuple[Rule, ...]) -> None:
    for rule in registered:
        sheet.line(f"{rule.id}  {rule.name:<28} {rule.level:<8} {sheet.say(rule.explanation.what)}")


def _explain(sheet: Sheet, rule: Rule) -> None:
    sheet.line(f"{rule.id} {rule.name} ({rule.level})", "bold")
    for section in ("what", "why", "bad", "good", "mend", "law"):
        said = sheet.say(getattr(rule.explanation, section))
        if said:
            sheet.line()
            sheet.field(f"rule-{section}", said)
