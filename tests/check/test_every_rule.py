"""Every rule of the table is called by an edge case, and weighs there what the table says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from summarizer.check.registry import rules
from summarizer.data import Check, Verdict
from tests.pairs import EDGE, judge

# The default severity of each rule, as the table of rules states it; W901 is the finding that an expired waiver is.
DEFAULTS = {
    "unknown": "F001 F002 F003 F004 F005 F006 F007 F008 F009 L208 L213 P701",
    "n/a": "F010",
    "info": "S101 S103 L207 L209 L211 T302 T311 A407 M801 M802",
    "warn": "S102 S104 S105 L202 L212 L215 L216 T306 T308 T309 A404 A405 A406 A408 C504 C505 V605 V606 V607 V608"
    " P703 P705 P707 M803 M804 G903 G904 G905 W901",
    "error": "L201 L203 L204 L205 L206 L210 L214 T301 T303 T304 T305 T307 T310 A401 A402 A403 C501 C502 C503 C506 C509"
    " V601 V602 V603 V604 P702 G901 G902",
}
SEVERITY = {code: level for level, codes in DEFAULTS.items() for code in codes.split()}
WEIGHS = {"error": Verdict.FAIL, "warn": Verdict.WARN, "info": Verdict.PASS, "unknown": Verdict.UNKNOWN}
# These explain why a link or a statement was rejected: they weigh as causes.
CAUSES = frozenset({"V601", "V602", "V603", "V604"})
SHARED = ("verdict", "rule", "profile", "profile_name", "original", "values")
MOST = 40  # variants that name a rule and are tried for it


@cache
def _naming() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """For every code the variants that name it as theirs, with a family to try each in."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for path in sorted(EDGE.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            shared = {key: case[key] for key in SHARED if key in case}
            for variant in case["variants"].values():
                whole = shared | variant
                for code in whole["rule"]:
                    found.setdefault(code, []).append((case["families"][0], whole))
    return found


def _results(code: str, folder: Path) -> Iterator[Check]:
    return (judge(family, variant, folder) for family, variant in _naming().get(code, [])[:MOST])


def _weighs(result: Check, code: str, wanted: Verdict) -> bool:
    if code in CAUSES:
        return any(code in one.causes for one in result.findings if one.verdict is wanted)
    return any(one.rule == code and one.verdict is wanted for one in result.findings)


def test_the_table_is_what_is_registered() -> None:
    assert {one.id: one.level for one in rules()} == SEVERITY


@pytest.mark.parametrize("code", sorted(SEVERITY))
def test_a_case_calls_the_rule_with_its_default_weight(code: str, tmp_path: Path) -> None:
    wanted = WEIGHS.get(SEVERITY[code], Verdict.NOT_APPLICABLE)
    assert any(_weighs(result, code, wanted) for result in _results(code, tmp_path))
