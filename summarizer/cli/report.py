"""``summarizer report DIR``: a job, finished or running, as people and programs read it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from typer import Argument, Option

from summarizer.cli import output
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.errors import InputError
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.batch.showing import Records
    from summarizer.report.job.page import Paper
    from summarizer.report.job.rollup import Rollup

Job = Annotated[Path, Argument(metavar="DIR", help="cli.report-job", show_default=False)]
Output = Annotated[Path | None, Option("--output", "-o", metavar="PATH", help="cli.report-output", show_default=False)]


def report(call: Call, job: Job, *, output: Output = None) -> Exit:
    """Exit code 0 whatever the verdicts: the report was made."""
    from summarizer.batch.showing import Records, inputs

    records = Records(job)
    next(iter(records), None)  # that there is no job is said before anything is written
    try:
        total, paths = _WRITERS[call.format](_Work(call, records, job, output))
    except BrokenPipeError:
        raise
    except OSError as error:
        path = error.filename or output or job
        raise InputError(say("input.unwritable", path=path, reason=error.strerror), code="unwritable") from error
    if paths:
        told = ", ".join(str(path) for path in paths)
        call.note(say("job.written", paths=told, count=f"{total.records:,}"))
    items = inputs(job)
    if items is not None and total.records < items:
        call.note(say("job.still-running", items=f"{items:,}", records=f"{total.records:,}"))
    return Exit.CLEAN


@dataclass(frozen=True, slots=True)
class _Work:
    call: Call
    records: Records
    job: Path
    output: Path | None

    def target(self, default: str) -> Path:
        """Where a report that is no text goes."""
        return self.output or self.job / default


Done = tuple["Rollup", list[Path]]


def _text(work: _Work) -> Done:
    from summarizer.report.job import text
    from summarizer.report.job.rollup import rollup

    total = rollup(work.records)
    return total, _put(work, text.render(total, _paper(work), work.call.style))


def _json(work: _Work) -> Done:
    from summarizer.batch.showing import looks
    from summarizer.report.job.rollup import rollup
    from summarizer.report.json import render_plain

    total = rollup(work.records)
    history = [{"when": one.when, "results": dict(one.results)} for one in looks(work.job)[0]]
    return total, _put(work, render_plain(total.to_dict() | {"history": history}))


def _put(work: _Work, text: str) -> list[Path]:
    if work.output is None:
        work.call.put(text)
        return []
    with output.whole(work.output) as part:
        part.write_text(text, encoding="utf-8")
    return [work.output]


def _html(work: _Work) -> Done:
    from summarizer.batch.showing import Opener
    from summarizer.report.job.page import write_html

    folder = work.target("report")
    return write_html(work.records, folder, _paper(work), Opener(work.job, work.call.settings)), [folder / "index.html"]


def _csv(work: _Work) -> Done:
    from summarizer.report.job.tables import write_csv, write_sites_csv

    total, paths = _streamed(work, lambda out: write_csv(work.records, out, work.call.lang))
    if work.output is None:
        return total, []
    beside = work.output.with_suffix(".sites.csv")
    with output.whole(beside) as part, part.open("wb") as out:
        write_sites_csv(total, out)
    return total, [*paths, beside]


def _junit(work: _Work) -> Done:
    from summarizer.report.job.streams import write_junit

    return _streamed(work, lambda out: write_junit(work.records, out, work.call.lang))


def _sarif(work: _Work) -> Done:
    from summarizer.check.registry import explained
    from summarizer.report.formats import version
    from summarizer.report.job.streams import write_sarif

    lang = work.call.lang
    return _streamed(work, lambda out: write_sarif(work.records, out, lang, version=version(), explain=explained))


def _streamed(work: _Work, write: Callable[[BinaryIO], Rollup]) -> Done:
    """To standard output as it comes, or to a file that is there only when it is whole."""
    if work.output is None:
        sys.stdout.flush()
        total = write(sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return total, []
    with output.whole(work.output) as part, part.open("wb") as out:
        total = write(out)
    return total, [work.output]


def _xlsx(work: _Work) -> Done:
    from summarizer.report.job.tables import write_xlsx

    path = work.target("report.xlsx")
    with output.whole(path) as part:
        total = write_xlsx(work.records, part, work.call.lang)
    return total, [path]


def _parquet(work: _Work) -> Done:
    from summarizer.report.job.tables import write_parquet

    path = work.target("report.parquet")
    beside = path.with_suffix(".sites.parquet")
    with output.whole(path) as part, output.whole(beside) as sites:
        total = write_parquet(work.records, part, sites, work.call.lang)
    return total, [path, beside]


def _paper(work: _Work) -> Paper:
    from summarizer.batch.showing import looks
    from summarizer.check import registry
    from summarizer.report.formats import version
    from summarizer.report.job.page import Paper

    lang = work.call.lang
    rules = {rule.id: rule.explanation.what.in_language(lang).rstrip("。.") for rule in registry.rules()}
    history, changes = looks(work.job)
    return Paper(work.job.resolve().name, lang, version(), history, rules, changes)


_WRITERS: dict[str, Callable[[_Work], Done]] = {
    "text": _text,
    "json": _json,
    "html": _html,
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "junit": _junit,
    "sarif": _sarif,
}
