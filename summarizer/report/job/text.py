"""A job at a glance on a terminal: how many of each result, which rules, which sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from summarizer.messages import say
from summarizer.report.check_text import MARKS
from summarizer.report.console import Sheet, Style, clean, fitted, reveal
from summarizer.report.job.page import Paper
from summarizer.report.job.rollup import Rollup
from summarizer.report.job.rows import RESULTS
from summarizer.report.job.trend import LOOKS

_SHOWN = 15  # rules, and sites
_BAR = 24  # cells
_KIND = 20  # cells of "edited, same findings"
_LOOKS = {verdict.value: colour for verdict, (_, colour) in MARKS.items()} | {"error": "magenta", "ok": "green"}


def render(total: Rollup, paper: Paper, style: Style) -> str:
    """Counts by result, then the rules most often broken, then the sites where most failed."""
    sheet = Sheet(style)
    count = say("job.total", count=f"{total.records:,}").in_language(style.lang)
    sheet.text(Text.assemble((clean(paper.name), "bold"), (f"  {count}", "dim")))
    sheet.line()
    results = [(_result(name, style), Counter({name: total.results[name]})) for name in RESULTS if total.results[name]]
    _bars(sheet, results, total.records)
    rules = [(f"{rule} {paper.rules.get(rule) or total.names[rule]}", counts) for rule, counts in total.by_rule()]
    _section(sheet, "by-rule", rules)
    unknown = say("job.no-site").in_language(style.lang)
    _section(sheet, "by-site", [(name or unknown, site.results) for name, site in total.by_site()])
    _looks(sheet, paper)
    return str(sheet)


def _looks(sheet: Sheet, paper: Paper) -> None:
    """One line a look at the reposts, then what the last one found changed."""
    lang = sheet.style.lang
    if len(paper.history) > 1:
        sheet.heading(say("job.trend").in_language(lang))
        for moment in paper.history[-_SHOWN:]:
            told = (f"{_result(name, sheet.style)} {count}" for name in LOOKS if (count := moment.results.get(name)))
            sheet.beside(Text(f"{clean(moment.when[:16]).replace('T', ' ')}  ", "dim"), Text("  ".join(told)), indent=2)
    if paper.changes:
        sheet.heading(say("job.changes").in_language(lang))
        for change in paper.changes[:_SHOWN]:
            rules = " ".join(change.before) or "–", " ".join(change.now) or "–"
            kind = fitted(say(f"batch.change-{change.kind}").in_language(lang), _KIND)
            line = Text.assemble(reveal(change.repost or change.id), (f"  {rules[0]} → {rules[1]}", "dim"))
            sheet.beside(Text(f"{kind}  ", "cyan"), line, indent=2)


def _section(sheet: Sheet, key: str, bars: Sequence[tuple[str, Counter[str]]]) -> None:
    if not bars:
        return
    sheet.heading(say(f"job.{key}").in_language(sheet.style.lang))
    shown = bars[:_SHOWN]
    _bars(sheet, shown, max(counts.total() for _, counts in shown))
    if len(bars) > _SHOWN:
        left = say("job.others-text", count=len(bars) - _SHOWN).in_language(sheet.style.lang)
        sheet.line(left, "dim", indent=2)


def _bars(sheet: Sheet, bars: Sequence[tuple[str, Counter[str]]], whole: int) -> None:
    """One line a bar: label, number, a bar in the colours of the results."""
    widest = max((cell_len(label) for label, _ in bars), default=0)
    room = min(widest, max(12, sheet.style.width - _BAR - 16))
    digits = max((len(f"{counts.total():,}") for _, counts in bars), default=1)
    for label, counts in bars:
        number = (f"{counts.total():>{digits},}  ", "bold")
        sheet.text(Text.assemble(f"{fitted(label, room)}  ", number, _bar(counts, whole)), indent=2)


def _bar(counts: Counter[str], whole: int) -> Text:
    """At least one cell for what is there at all."""
    bar = Text()
    for name in RESULTS:
        if counts[name]:
            bar.append("█" * max(1, round(_BAR * counts[name] / whole)), _LOOKS.get(name, "dim"))
    return bar


def _result(name: str, style: Style) -> str:
    return say(f"job.result-{name.replace('/', '')}").in_language(style.lang)
