"""The counts of a job in the text format of Prometheus, for its node exporter's folder of text files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from summarizer.batch.files import write_whole
from summarizer.batch.stats import Tally

_FLAT = (
    ("status", "records_total", "Records made, by status"),
    ("verdict", "verdicts_total", "Checks, by verdict"),
    ("error", "errors_total", "Records in error, by code"),
    ("seconds", "stage_seconds_total", "Seconds of all workers, by stage"),
)
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


def write_metrics(path: Path, tally: Tally, *, items: int) -> None:
    """Write ``path`` whole, so that a scrape never meets half of it. Raises ``FolderError``."""
    write_whole(path, [line.encode() for line in _lines(tally, items)])
    os.chmod(path, 0o644)


def _lines(tally: Tally, items: int) -> Iterator[str]:
    yield from _head("items", "Inputs of the job", "gauge")
    yield f"summarizer_items {items}\n"
    for table, name, about in _FLAT:
        yield from _head(name, about, "counter")
        for key, count in sorted(tally.counts[table].items()):
            yield f"summarizer_{name}{{{table if table != 'seconds' else 'stage'}={_quoted(key)}}} {round(count, 3)}\n"
    yield from _head("findings_total", "Findings, by rule and verdict", "counter")
    for rule, counts in sorted(tally.nested["rule"].items()):
        for verdict, count in sorted(counts.items()):
            yield f"summarizer_findings_total{{rule={_quoted(rule)},verdict={_quoted(verdict)}}} {count}\n"


def _head(name: str, about: str, kind: str) -> Iterator[str]:
    yield f"# HELP summarizer_{name} {about}\n# TYPE summarizer_{name} {kind}\n"


def _quoted(value: str) -> str:
    return f'"{value.translate(_ESCAPES)}"'
