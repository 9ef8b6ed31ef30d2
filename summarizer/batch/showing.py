"""What a report shows of a job folder: its records, their pages, and what later looks at its reposts found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer import pairs
from summarizer.batch.files import FolderError
from summarizer.batch.folder import JobFolder, read_records
from summarizer.batch.history import History
from summarizer.batch.recheck import CHANGES, last_changes
from summarizer.batch.reopen import Reopener
from summarizer.config import Settings
from summarizer.data import Check, Spread, Verdict
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.report.job.rows import is_sound
from summarizer.report.job.trend import Changed, Moment
from summarizer.report.pair.articles import spread_of

_MOST_REOPENED = 2000  # pairs whose pages are read once more, at some 0.1 s each
_PROBLEM = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a job, read anew each time. Raises ``InputError`` for one that cannot be read."""

    path: Path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        try:
            for record in read_records(self.path):
                if not is_sound(record):
                    raise ValueError(str(record)[:60])
                yield record
        except ValueError as error:
            raise InputError(say("job.damaged", path=self.path, reason=error), code="damaged-job") from error


class Opener:
    """The pages of a check: as they were where there is a problem to show, else as the record has them."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._reopener = Reopener(JobFolder(path), settings)
        self._left = _MOST_REOPENED

    def __call__(self, record_id: str, check: Check) -> Spread:
        spread = None
        if self._left and check.verdict in _PROBLEM:
            self._left -= 1
            spread = self._reopener.spread(record_id, check)
        return pairs.compared(spread or spread_of(check))


def looks(path: Path) -> tuple[list[Moment], list[Changed]]:
    """What each look at the reposts found, and what the last one found changed; nothing where there was none.

    Raises ``InputError`` where that cannot be read.
    """
    folder = JobFolder(path)
    if not folder.history.exists():
        return [], []
    try:
        with History(folder.history) as history:
            moments = [Moment(str(at), counts) for at, counts in history.counts()]
        return moments, [_changed(one) for one in last_changes(folder) if one["change"] in CHANGES]
    except (FolderError, OSError, ValueError, LookupError, TypeError) as error:
        raise InputError(say("job.no-history", path=folder.history, reason=error), code="damaged-job") from error


def _changed(one: dict[str, Any]) -> Changed:
    before, now = (tuple(map(str, one[at]["failing"])) for at in ("before", "now"))
    return Changed(one["change"], str(one["id"]), str(one["repost"] or ""), before, now)


def inputs(path: Path) -> int | None:
    """How many inputs the job has, where its statistics say so."""
    try:
        items = json.loads(JobFolder(path).summary.read_bytes())["items"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return items if isinstance(items, int) else None
