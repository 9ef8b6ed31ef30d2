"""``summarizer batch INPUT --job DIR``: many pages or pairs, one record each; the same command again resumes."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer import Argument, Option

from summarizer.cli.command import Call
from summarizer.cli.dry_run import would
from summarizer.cli.exits import Exit
from summarizer.cli.options import AllowPrivate, Profile
from summarizer.cli.recheck import recheck as look_again
from summarizer.cli.status import status
from summarizer.cli.summarize import Length, Model
from summarizer.errors import ConfigError
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.batch.asked import Asked, Run
    from summarizer.batch.folder import JobFolder
    from summarizer.batch.job import Part
    from summarizer.batch.run import Means
    from summarizer.batch.stats import Tally
    from summarizer.inputs.items import Kind


class Engine(StrEnum):
    LOCAL = "local"
    RAY = "ray"


class FailOn(StrEnum):
    FAIL = "fail"
    UNKNOWN = "unknown"


Input = Annotated[str | None, Argument(metavar="INPUT", help="cli.batch-input", show_default=False)]
Place = Annotated[Path | None, Argument(metavar="[DIR]", help="cli.batch-status", show_default=False)]
Dir = Annotated[Path | None, Option("--job", metavar="DIR", help="cli.job", show_default=False)]
How = Annotated[Engine, Option("--engine", help="cli.engine")]
RayAddress = Annotated[
    str | None, Option("--ray-address", metavar="ADDRESS", help="cli.ray-address", show_default=False)
]
Workers = Annotated[int | None, Option("--workers", min=1, max=1024, help="cli.workers", show_default=False)]
Shard = Annotated[str, Option("--shard", metavar="K/N", help="cli.shard", show_default=False)]
Tasks = Annotated[str, Option("--tasks", metavar="TASK,...", help="cli.tasks")]
ShardSize = Annotated[int, Option("--shard-size", min=1, max=100_000, help="cli.shard-size")]
Prometheus = Annotated[Path | None, Option("--prometheus", metavar="FILE", help="cli.prometheus", show_default=False)]
Fail = Annotated[FailOn | None, Option("--fail-on", help="cli.fail-on", show_default=False)]
Format = Annotated[str | None, Option("--input-format", metavar="FORMAT", help="cli.input-format", show_default=False)]
DryRun = Annotated[bool, Option("--dry-run", help="cli.dry-run")]
Recheck = Annotated[Path | None, Option("--recheck", metavar="JOB", help="cli.recheck", show_default=False)]
LogJson = Annotated[bool, Option("--log-json", help="cli.log-json")]


def batch(
    call: Call,
    source: Input = None,
    place: Place = None,
    *,
    job: Dir = None,
    engine: How = Engine.LOCAL,
    ray_address: RayAddress = None,
    workers: Workers = None,
    shard: Shard = "1/1",
    shard_size: ShardSize = 250,
    tasks: Tasks = "parse,summarize,check",
    length: Length = "standard",
    model: Model = None,
    profile: Profile = None,
    fail_on: Fail = None,
    input_format: Format = None,
    dry_run: DryRun = False,
    log_json: LogJson = False,
    prometheus: Prometheus = None,
    recheck: Recheck = None,
    allow_private: AllowPrivate = False,
) -> Exit:
    """Exit code 0 once every input has its record, whatever the verdicts, unless ``--fail-on`` says otherwise."""
    from summarizer.batch.asked import Asked, parse_tasks
    from summarizer.batch.job import WHOLE
    from summarizer.batch.plan import fingerprint
    from summarizer.batch.run import Means

    if source == "status":
        return status(call, place or job)
    part = WHOLE if recheck else _part(shard)
    means = Means(call.settings, part, engine.value, workers, ray_address, prometheus, revalidate=recheck is not None)
    runner = _Runner(call, means, log_json)
    if recheck:
        return _exit(look_again(call, recheck, runner.work), fail_on)
    if source is None:
        return _exit(runner.resume(job), fail_on)
    asked = Asked(
        input=source,
        fingerprint=fingerprint(source, job=job),
        tasks=parse_tasks(tasks),
        length=length,
        model=call.settings.model,
        profile=call.settings.profile,
        rules=fingerprint(call.settings.profile) if Path(call.settings.profile).is_file() else None,
    )
    _refuse_early(asked)
    kind = _kind(input_format)
    if dry_run:
        from summarizer.batch.inputs import described

        call.put(would(asked, described(asked.input, kind, job, call.settings), shard_size, call))
        return Exit.CLEAN
    return _exit(runner.run(job, asked, kind, shard_size), fail_on)


@dataclass(frozen=True, slots=True)
class _Runner:
    """Plans and does jobs by the same means."""

    call: Call
    means: Means
    log_json: bool

    def run(self, job: Path | None, asked: Asked, kind: Kind | None, shard_size: int) -> Tally:
        from summarizer.batch.folder import JobFolder
        from summarizer.batch.inputs import items_of
        from summarizer.batch.plan import Plan, settle

        if job is None:
            raise ConfigError(say("batch.no-folder"))
        folder = JobFolder(job)
        items = (item for found in [asked.input] for item in items_of(found, kind, folder, self.call.settings))
        return self._done(folder, settle(folder, Plan(asked, shard_size), items))

    def resume(self, job: Path | None) -> Tally:
        """Without an input: the job that stands in the folder, as it was asked."""
        from summarizer.batch.asked import read_run
        from summarizer.batch.folder import JobFolder

        run = read_run(JobFolder(job)) if job else None
        if job is None or run is None:
            raise ConfigError(say("batch.no-input", path=job or "--job"))
        return self._done(JobFolder(job), run)

    def work(self, folder: JobFolder, run: Run) -> Tally:
        """Stopped by Ctrl-C or SIGTERM, it says how to go on, and ends the command."""
        from summarizer.batch.progress import Progress
        from summarizer.batch.run import run_job
        from summarizer.batch.stats import collect
        from summarizer.batch.views import view

        progress = Progress(view(sys.stderr, self.call.lang, quiet=self.call.quiet, log_json=self.log_json))
        with _terminable():
            try:
                return run_job(folder, run, self.means, progress)
            except KeyboardInterrupt as stop:
                done = collect(folder, range(run.shards)).records
                self.call.fail(say("batch.stopped", done=done, total=run.items))
                raise typer.Exit(Exit.TERMINATED if isinstance(stop, _Terminated) else Exit.INTERRUPTED) from None

    def _done(self, folder: JobFolder, run: Run) -> Tally:
        tally = self.work(folder, run)
        self.call.note(say("batch.done", records=tally.records, path=folder.path / "records"))
        return tally


def _refuse_early(asked: Asked) -> None:
    """What would be an error on every record is one error instead."""
    from summarizer.check.profile import load_profile
    from summarizer.summarize.lengths import window

    load_profile(asked.profile)
    window(asked.size)


def _part(given: str) -> Part:
    from summarizer.batch.job import Part

    k, _, n = given.partition("/")
    if not (k.isdecimal() and n.isdecimal() and 1 <= int(k) <= int(n)):
        raise ConfigError(say("batch.part", given=given))
    return Part(int(k), int(n))


def _kind(given: str | None) -> Kind | None:
    from summarizer.inputs.items import Kind

    try:
        return Kind(given) if given else None
    except ValueError:
        raise ConfigError(say("batch.no-such-format", given=given, known=", ".join(Kind))) from None


class _Terminated(KeyboardInterrupt):
    """SIGTERM, which ends a job as Ctrl-C does."""


@contextmanager
def _terminable() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _exit(tally: Tally, fail_on: FailOn | None) -> Exit:
    verdicts = tally.counts["verdict"]
    if fail_on is None:
        return Exit.CLEAN
    if verdicts["fail"]:
        return Exit.FAIL
    open_questions = verdicts["unknown"] + tally.counts["status"]["error"]
    return Exit.UNKNOWN if fail_on is FailOn.UNKNOWN and open_questions else Exit.CLEAN
