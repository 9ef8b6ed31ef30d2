"""A job's reposts fetched and judged again: what changed since the last look, and the history of every pair."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args

from summarizer.batch.asked import Asked, Run, read_run
from summarizer.batch.files import encode, write_whole
from summarizer.batch.folder import JobFolder
from summarizer.batch.history import History, Look
from summarizer.batch.plan import Plan, read_plan, settle
from summarizer.batch.store import Store
from summarizer.data import Item, Noun
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.sources import is_address

Kind = Literal["removed", "restored", "otherwise", "gone", "back", "silent", "edited"]

CHANGES: tuple[str, ...] = get_args(Kind)
_GONE = (404, 410, 451)


@dataclass(frozen=True, slots=True)
class Change(Noun):
    """What became of one repost since the last look.

    ``removed``: what passed fails now; ``restored``: the other way round; ``otherwise``: other rules fail than before;
    ``gone``, ``back``: the page; ``silent``: no answer, which says nothing about the page; ``edited``: other bytes,
    same findings.
    """

    id: str
    repost: str | None
    change: Kind
    before: Look
    now: Look


@dataclass(frozen=True, slots=True)
class Recheck:
    """One look at the reposts of a job: a job of its own in a folder of the job's."""

    job: JobFolder
    number: int

    @property
    def folder(self) -> JobFolder:
        return JobFolder(self.job.path / "rechecks" / f"{self.number:06d}")

    @property
    def changes(self) -> Path:
        """The changes found; where the file is, the look is over."""
        return self.folder.path / "changes.jsonl"


def open_recheck(path: Path) -> tuple[Recheck, Run]:
    """The look that was not finished, or a new one, planned. Raises ``InputError`` where ``path`` holds no job."""
    job = JobFolder(path)
    run = read_run(job)
    if run is None:
        raise InputError(say("batch.no-job", path=path), code="no-job")
    recheck = next(look for number in count(1) if not (look := Recheck(job, number)).changes.exists())
    before = run.asked
    asked = Asked(
        str(path), f"{before.fingerprint} {recheck.number}", ("check",), profile=before.profile, rules=before.rules
    )
    plan = Plan(asked, run.shard_size, run.place)
    return recheck, settle(recheck.folder, plan, _reposts(job, run))


def last_changes(job: JobFolder) -> list[dict[str, Any]]:
    """The changes that the last finished look at ``job`` has found, as JSON objects of ``Change``."""
    looks = sorted(path.parent for path in (job.path / "rechecks").glob("*/changes.jsonl"))
    return list(_lines(looks[-1] / "changes.jsonl")) if looks else []


def _reposts(job: JobFolder, run: Run) -> Iterator[Item]:
    """The reposts with an address. One whose original was found is held to that one: its link may be what is gone."""
    for shard in range(run.shards):
        found = dict(_found(job.records(shard)))
        for item in read_plan(job.plan(shard)):
            address = _address(item)
            if address and not item.error:
                yield replace(
                    item, repost=address, repost_url=None, stored=None, original=item.original or found.get(item.id)
                )


def _address(item: Item) -> str | None:
    """Where the repost can be asked for, also that of a page that was given as a file."""
    return next((url for url in (item.repost, item.repost_url) if url and is_address(url)), None)


def _found(path: Path) -> Iterator[tuple[str, str]]:
    for record in _lines(path):
        original = (record["check"] or {}).get("original") or {}
        url = original.get("url")
        if url and is_address(url):
            yield record["id"], url


def conclude(recheck: Recheck) -> list[Change]:
    """Compare with the last look, remember this one, and write the changes down."""
    with History(recheck.job.history) as history:
        if not history.has(0):
            _remember(history, recheck.job, 0)
        changes = _remember(history, recheck.folder, recheck.number)
    write_whole(recheck.changes, (encode(change.to_dict()) for change in changes))
    return changes


def _remember(history: History, folder: JobFolder, number: int) -> list[Change]:
    changes = []
    with history.writing(number):
        for path in sorted((folder.path / "records").glob("*.jsonl")):
            store = Store(folder.pages(int(path.stem)))
            moment = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
            for record in _lines(path):
                now = look(record, store, moment)
                before = history.last(record["id"], number)
                history.add(record["id"], record["repost"], number, now)
                kind = difference(before, now) if before else None
                if before and kind:
                    changes.append(Change(record["id"], record["repost"], kind, before, now))
    return changes


def look(record: dict[str, Any], store: Store, moment: str) -> Look:
    """What one record says of the repost, at ``moment``."""
    check = record["check"] or {}
    findings = check.get("findings") or []
    failing = tuple(sorted({finding["rule"] for finding in findings if finding["verdict"] == "fail"}))
    page = check.get("repost") or record["article"] or {}
    return Look(_reach(record, page, store), check.get("verdict"), failing, page.get("sha256"), moment)


def _reach(record: dict[str, Any], page: dict[str, Any], store: Store) -> Literal["there", "gone", "silent"]:
    status = store.status(record["repost"] or "")
    warned = {warning["code"] for warning in page.get("warnings") or ()}
    if status in _GONE or "soft-404" in warned:
        return "gone"
    return "silent" if record["error"] or "fetch-failed" in warned else "there"


def difference(before: Look, now: Look) -> Kind | None:
    """What changed from one look to the next; ``None``: nothing."""
    if now.reach == "silent" or before.reach != now.reach:
        return {"gone": "gone", "silent": "silent", "there": "back"}[now.reach]  # type: ignore[return-value]
    if now.reach == "gone":
        return None
    if (before.verdict == "fail") != (now.verdict == "fail"):
        return "removed" if now.verdict == "fail" else "restored"
    if before.failing != now.failing:
        return "otherwise"
    return "edited" if before.sha256 != now.sha256 else None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with suppress(FileNotFoundError), path.open("rb") as stream:
        for line in stream:
            yield json.loads(line)
