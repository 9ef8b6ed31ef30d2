"""A job as a folder to look at: ``index.html`` with the picture and the table, beside it the page of every check."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from summarizer.data import Abstract, Check, Spread
from summarizer.data.restore import restore
from summarizer.messages import say
from summarizer.report import standalone
from summarizer.report.console import Lang, reveal
from summarizer.report.job.rollup import Rollup
from summarizer.report.job.rows import RESULTS, Plain, Row, row_of
from summarizer.report.job.trend import Changed, Moment, trend
from summarizer.report.names import Names
from summarizer.report.pair import page as pair_page

MAX_ROWS = 20_000  # of the table; beyond, the graver ones
_SHELF = 500  # pages in one folder
_BARS = 12  # of one chart
_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Opener = Callable[[str, Check], Spread]  # the record's id, its check


@dataclass(frozen=True, slots=True)
class Paper:
    """How a report is written: its name and language, the program's version.

    ``history`` is what each look at the reposts found, ``changes`` what the last of them found otherwise than the one
    before. ``rules`` says in a sentence what each rule looks for; one without is called by its name.
    """

    name: str
    lang: Lang
    version: str
    history: Sequence[Moment] = ()
    rules: Mapping[str, str] = field(default_factory=dict)
    changes: Sequence[Changed] = ()


class _Line(NamedTuple):
    """A row of the table; ``number`` is its place in the input, ``page`` whether it has a page of its own.

    ``key`` is the record's id as it is written in the job.
    """

    gravity: int
    number: int
    row: Row
    page: bool
    key: str


def write_html(records: Iterable[Plain], folder: Path, paper: Paper, open_spread: Opener) -> Rollup:
    """Write ``index.html`` and ``pairs/`` into ``folder``. Memory: the rows that the table shows.

    ``open_spread`` gives a check the lines and differences of its pages. Records that are added meanwhile are left
    out. Raises ``OSError`` where the folder cannot be written.
    """
    total, lines = _collected(records, paper.lang)
    folder.mkdir(parents=True, exist_ok=True)
    numbers: dict[str, list[int]] = {}
    for line in lines:
        if line.page:
            numbers.setdefault(line.key, []).append(line.number)
    for record in records:
        waiting = numbers.get(str(record["id"])) if record.get("check") else None
        if waiting:
            file = folder / page_path(waiting.pop(0))
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_pair(record, paper, open_spread), encoding="utf-8")
    (folder / "index.html").write_text(render(total, lines, paper), encoding="utf-8")
    return total


def page_path(number: int) -> str:
    """Where the page of record ``number`` lies, as the table's script has it too."""
    return f"pairs/{number // _SHELF:04d}/{number:06d}.html"


def render(total: Rollup, lines: Sequence[_Line], paper: Paper) -> str:
    """``index.html``."""
    tell = standalone.tell(paper.lang)
    body = (
        standalone.environment()
        .get_template("job.html")
        .render(
            paper=paper,
            total=total,
            tell=tell,
            results=[(result, total.results[result]) for result in RESULTS if total.results[result]],
            css=lambda result: result.replace("/", ""),
            charts=(_rules_chart(total, paper), _sites_chart(total)),
            trend=trend(paper.history),
            kinds=Counter(change.kind for change in paper.changes),
            reveal=reveal,
            left_out=total.records - len(lines),
            data=Markup(_data(total, lines, paper)),  # noqa: S704 - escaped there
        )
    )
    parts = standalone.assets("base.css", "job.css", "job.js")
    return standalone.document(body, title=f"{paper.name} · summarizer", lang=paper.lang, parts=parts)


def _collected(records: Iterable[Plain], lang: Lang) -> tuple[Rollup, list[_Line]]:
    """The roll-up, and the rows for the table in the order of the input."""
    total = Rollup()
    lines: list[_Line] = []
    for number, record in enumerate(records):
        total.add(record)
        row = row_of(record, lang)
        lines.append(_Line(RESULTS.index(row.result), number, row, bool(record.get("check")), str(record["id"])))
        if len(lines) >= 2 * MAX_ROWS:
            lines = sorted(lines)[:MAX_ROWS]
    return total, sorted(sorted(lines)[:MAX_ROWS], key=lambda line: line.number)


def _pair(record: Plain, paper: Paper, open_spread: Opener) -> str:
    try:
        check = restore(Check, record["check"])
        spread = open_spread(str(record["id"]), check)
        if record.get("abstract"):
            made = restore(Abstract, record["abstract"])
            spread = replace(spread, abstract=made, abstract_of="repost")
    except ValueError as error:
        said = say("job.damaged-record", id=record["id"], reason=error).in_language(paper.lang)
        body = str(Markup.escape(said))
        return standalone.document(body, title=paper.name, lang=paper.lang, parts=pair_page.assets())
    names = Names.of(check, repost=record.get("repost"), original=record.get("original"))
    return pair_page.render(spread, names, version=paper.version, lang=paper.lang)


# ---------------------------------------------------------------- charts


def _rules_chart(total: Rollup, paper: Paper) -> dict[str, Any]:
    bars = [(rule, f"{rule} {_called(rule, total, paper)}", counts) for rule, counts in total.by_rule()]
    return _chart("rule", bars, ("fail", "unknown", "warn"))


def _called(rule: str, total: Rollup, paper: Paper) -> str:
    return paper.rules.get(rule) or total.names[rule]


def _sites_chart(total: Rollup) -> dict[str, Any]:
    bars = [(name, name, site.results) for name, site in total.by_site()]
    return _chart("site", bars, RESULTS)


def _chart(kind: str, bars: list[tuple[str, str, Any]], results: Sequence[str]) -> dict[str, Any]:
    """Stacked bars, all to one scale of 0 to 100."""
    shown = bars[:_BARS]
    longest = max((counts.total() for *_, counts in shown), default=1)
    rows = []
    for key, label, counts in shown:
        parts, at = [], 0.0
        for result in results:
            if counts[result]:
                width = 100 * counts[result] / longest
                parts.append((result, counts[result], round(at, 2), round(width, 2)))
                at += width
        rows.append({"key": key, "label": label, "parts": parts, "count": counts.total()})
    return {"kind": kind, "rows": rows, "others": len(bars) - len(shown)}


# ---------------------------------------------------------------- the table's data


def _data(total: Rollup, lines: Sequence[_Line], paper: Paper) -> str:
    """What the script shows, as JSON that nothing in it can end: ``<``, ``>`` and ``&`` are escaped."""
    tell = standalone.tell(paper.lang)
    sites = {name: place for place, (name, _) in enumerate(total.by_site())}
    rules = {rule: place for place, (rule, _) in enumerate(total.by_rule())}
    table = {
        "results": [[result, tell(f"job.result-{result.replace('/', '')}")] for result in RESULTS],
        "sites": list(sites),
        "rules": [[rule, _called(rule, total, paper)] for rule in rules],
        "rows": [_cells(line, sites, rules) for line in lines],
        "shelf": _SHELF,
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _cells(line: _Line, sites: dict[str, int], rules: dict[str, int]) -> list[Any]:
    row = line.row
    found = [rules[rule] for rule in f"{row.failed} {row.unknown} {row.warned}".split() if rule in rules]
    said = row.message or row.error_message
    number = line.number if line.page else -1 - line.number
    return [number, row.id, line.gravity, row.title, sites[row.site], found, row.repost, row.original, said[:200]]
