"""Counts of a job: by status, verdict, rule, host and error, and the seconds each stage took."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from summarizer.batch.files import write_whole
from summarizer.batch.folder import JobFolder

_TABLES = ("status", "verdict", "error", "seconds")  # of counts
_NESTED = ("rule", "host")  # of tables of counts
_MAX_HOSTS = 1000  # in stats.json; the others are counted together


class Tally:
    """Counts that grow record by record, and can be put together."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in _TABLES}
        self.nested: dict[str, dict[str, Counter[str]]] = {name: {} for name in _NESTED}

    @property
    def records(self) -> int:
        return self.counts["status"].total()

    def add(self, record: dict[str, Any], seconds: dict[str, float] | None = None) -> None:
        check = record["check"]
        self.counts["status"][record["status"]] += 1
        self.counts["seconds"].update(seconds or {})
        result = check["verdict"] if check else record["status"]
        if check:
            self.counts["verdict"][check["verdict"]] += 1
            for finding in check["findings"]:
                self._nested("rule", finding["rule"])[finding["verdict"]] += 1
        if record["error"]:
            self.counts["error"][record["error"]["code"]] += 1
        self._nested("host", host_of(record))[result] += 1

    def merge(self, table: dict[str, Any]) -> None:
        """Add what ``to_dict`` of another gave."""
        for name in _TABLES:
            self.counts[name].update(table.get(name, {}))
        for name in _NESTED:
            for key, counts in table.get(name, {}).items():
                self._nested(name, key).update(counts)

    def to_dict(self) -> dict[str, Any]:
        flat = {name: dict(sorted(counts.items())) for name, counts in self.counts.items()}
        flat["seconds"] = {name: round(value, 3) for name, value in flat["seconds"].items()}
        nested = {
            name: {key: dict(sorted(self.nested[name][key].items())) for key in sorted(self.nested[name])}
            for name in _NESTED
        }
        return {"records": self.records, **flat, **nested}

    def _nested(self, table: str, key: str) -> Counter[str]:
        return self.nested[table].setdefault(key, Counter())


def host_of(record: dict[str, Any]) -> str:
    """The host the page came from; empty where that is not known."""
    page = record["article"] or (record["check"] or {}).get("repost") or {}
    try:
        return urlsplit(page.get("url") or record["repost"] or "").hostname or ""
    except ValueError:
        return ""


class Counts:
    """The counts of all shards of a job that are done, those of each read once."""

    def __init__(self, folder: JobFolder) -> None:
        self._folder = folder
        self._seen: set[int] = set()
        self.tally = Tally()

    def refresh(self, shards: Iterable[int]) -> Tally:
        """Add those of ``shards`` that were done meanwhile; from the records themselves where their counts are lost."""
        for shard in shards:
            if shard not in self._seen and self._folder.is_done(shard):
                self._seen.add(shard)
                self._add(shard)
        return self.tally

    def _add(self, shard: int) -> None:
        try:
            self.tally.merge(json.loads(self._folder.stats(shard).read_bytes()))
        except (OSError, ValueError):
            _recount(self.tally, self._folder.records(shard))


def collect(folder: JobFolder, shards: Iterable[int]) -> Tally:
    """The counts of those of ``shards`` that are done."""
    return Counts(folder).refresh(shards)


def _recount(tally: Tally, path: Path) -> None:
    with path.open("rb") as stream:
        for line in stream:
            tally.add(json.loads(line))


def write_stats(folder: JobFolder, tally: Tally, *, items: int, shards: int) -> None:
    """``stats.json``: all that is done of ``items`` inputs in ``shards`` shards."""
    table = tally.to_dict()
    table["host"] = _most(table["host"])
    text = json.dumps({"items": items, "shards": shards, **table}, ensure_ascii=False, indent=2)
    write_whole(folder.summary, [text.encode(), b"\n"])


def _most(hosts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    if len(hosts) <= _MAX_HOSTS:
        return hosts
    order = sorted(hosts, key=lambda host: (-sum(hosts[host].values()), host))
    others: Counter[str] = Counter()
    for host in order[_MAX_HOSTS:]:
        others.update(hosts[host])
    return {host: hosts[host] for host in order[:_MAX_HOSTS]} | {"*": dict(sorted(others.items()))}
