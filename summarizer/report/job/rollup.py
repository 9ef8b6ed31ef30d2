"""What a job comes to: counts by result, by rule and by reposting site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from summarizer.report.job.rows import RESULTS, Plain, grave_rules, result_of, site_of

SITE_COLUMNS = ("site", "records", *RESULTS, "rules")


@dataclass(slots=True)
class Site:
    """The results of one reposting site, and how often each rule was broken, open or warned of there."""

    results: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        return self.results.total()


@dataclass(slots=True)
class Rollup:
    """Counts that grow record by record: memory for the sites and rules, none for the records."""

    results: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)  # of rules
    sites: dict[str, Site] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def records(self) -> int:
        return self.results.total()

    def add(self, record: Plain) -> None:
        result = result_of(record)
        site = self.sites.setdefault(site_of(record), Site())
        self.results[result] += 1
        site.results[result] += 1
        if record.get("error"):
            self.errors[str(record["error"].get("code"))] += 1
        check = record.get("check") or {}
        for rule, verdict in grave_rules(check):
            self.rules.setdefault(rule, Counter())[verdict] += 1
            site.rules[rule] += 1
        for finding in check.get("findings", ()):
            self.names[finding["rule"]] = finding["name"]

    def by_site(self) -> list[tuple[str, Site]]:
        """The sites, those with most that failed first."""
        order = ("fail", "unknown", "error", "warn")
        return sorted(
            self.sites.items(),
            key=lambda item: (*(-item[1].results[one] for one in order), -item[1].records, item[0]),
        )

    def by_rule(self) -> list[tuple[str, Counter[str]]]:
        """The rules, the most often broken first."""
        return sorted(self.rules.items(), key=lambda item: (-item[1]["fail"], -item[1].total(), item[0]))

    def to_dict(self) -> dict[str, Any]:
        """The picture as JSON."""
        return {
            "records": self.records,
            "results": {name: self.results[name] for name in RESULTS if self.results[name]},
            "rules": [{"rule": rule, "name": self.names[rule], **counts} for rule, counts in self.by_rule()],
            "sites": [dict(zip(SITE_COLUMNS, site_cells(*item), strict=True)) for item in self.by_site()],
            "errors": dict(sorted(self.errors.items())),
        }


def rollup(records: Iterable[Plain]) -> Rollup:
    result = Rollup()
    for record in records:
        result.add(record)
    return result


def site_cells(name: str, site: Site) -> tuple[str | int, ...]:
    """One row of the table of sites, in the order of ``SITE_COLUMNS``; rules as ``L201 12, T301 3``."""
    rules = sorted(site.rules.items(), key=lambda item: (-item[1], item[0]))
    told = ", ".join(f"{rule} {count}" for rule, count in rules)
    return name, site.records, *(site.results[result] for result in RESULTS), told
