"""The layout of a job folder, and reading what is in it. ``docs/reference/job-folder.md`` describes it for users."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.batch.files import make_folder
from summarizer.errors import InputError
from summarizer.messages import say

_PARTS = ("plan", "records", "stats", "work", "pages", "locks", "logs")


@dataclass(frozen=True, slots=True)
class JobFolder:
    """Where each thing of a job lies. A shard is done exactly when its file of records is there."""

    path: Path

    def make(self) -> None:
        """Raises ``FolderError`` where it cannot be made."""
        for part in _PARTS:
            make_folder(self.path / part)

    @property
    def run(self) -> Path:
        return self.path / "run.toml"

    @property
    def summary(self) -> Path:
        return self.path / "stats.json"

    @property
    def history(self) -> Path:
        return self.path / "history.sqlite"

    def plan(self, shard: int) -> Path:
        return self.path / "plan" / f"{shard:06d}.jsonl"

    def records(self, shard: int) -> Path:
        return self.path / "records" / f"{shard:06d}.jsonl"

    def stats(self, shard: int) -> Path:
        return self.path / "stats" / f"{shard:06d}.json"

    def journal(self, shard: int) -> Path:
        """What is done of a shard that is not done: lines of ``journal.Journal``."""
        return self.path / "work" / f"{shard:06d}.jsonl"

    def pages(self, shard: int) -> Path:
        """What was fetched for a shard."""
        return self.path / "pages" / f"{shard:06d}.jsonl"

    def lock(self, name: str) -> Path:
        return self.path / "locks" / name

    def is_done(self, shard: int) -> bool:
        return self.records(shard).exists()


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of the job in the folder ``path`` that are done so far, in the order of the input.

    Each is the JSON of a ``Record``. The job may be running meanwhile. Raises ``InputError`` where there is no job.
    """
    if not JobFolder(path).run.exists():
        raise InputError(say("batch.no-job", path=path), code="no-job")
    for part in sorted((path / "records").glob("*.jsonl")):
        with part.open("rb") as stream:
            for line in stream:
                yield json.loads(line)
