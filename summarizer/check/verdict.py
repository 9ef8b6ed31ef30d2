"""From what rules raised to findings, and from findings to the page's verdict."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from summarizer.check.registry import Level, Raised, Rule
from summarizer.data import Duty, Finding, Severity, Verdict

# What a level means for one finding.
MEANING: dict[str, tuple[Verdict, Severity]] = {
    "error": (Verdict.FAIL, Severity.ERROR),
    "warn": (Verdict.WARN, Severity.WARNING),
    "info": (Verdict.PASS, Severity.INFO),
    "unknown": (Verdict.UNKNOWN, Severity.ERROR),
    "n/a": (Verdict.NOT_APPLICABLE, Severity.INFO),
}


def finding(rule: Rule, raised: Raised, level: Level, duties: tuple[Duty, ...]) -> Finding:
    """One finding at this level; its fingerprint is the same for as long as rule, duty and places are."""
    verdict, severity = MEANING[level]
    return Finding(
        rule=rule.id,
        name=rule.name,
        verdict=verdict,
        severity=severity,
        message=raised.message,
        duty=raised.duty,
        causes=raised.causes,
        evidence=raised.evidence,
        near_misses=raised.near_misses,
        fix=raised.fix,
        fingerprint=_fingerprint(rule, raised, duties),
    )


def page_verdict(findings: Iterable[Finding]) -> Verdict:
    """``n/a`` for what is no repost of this article; else the worst of fail, required unknown, warn; else pass."""
    verdicts = {(one.verdict, one.severity) for one in findings}
    alone = {verdict for verdict, _ in verdicts}
    if Verdict.NOT_APPLICABLE in alone:
        return Verdict.NOT_APPLICABLE
    if (Verdict.FAIL, Severity.ERROR) in verdicts:
        return Verdict.FAIL
    if (Verdict.UNKNOWN, Severity.ERROR) in verdicts:
        return Verdict.UNKNOWN
    return Verdict.WARN if alone & {Verdict.WARN, Verdict.FAIL, Verdict.UNKNOWN} else Verdict.PASS


def _fingerprint(rule: Rule, raised: Raised, duties: tuple[Duty, ...]) -> str:
    asked = duties[raised.duty].kind.value if raised.duty is not None else ""
    places = sorted(f"{one.page}|{one.xpath}|{one.text}" for one in raised.evidence)
    return hashlib.sha256("\n".join((rule.id, asked, *places)).encode()).hexdigest()[:16]
