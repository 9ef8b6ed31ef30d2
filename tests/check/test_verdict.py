"""From findings to a page's verdict, and what identifies a finding."""

from __future__ import annotations

import pytest

from summarizer.check.judge import check
from summarizer.check.verdict import page_verdict
from summarizer.data import Finding, Message, Severity, Verdict
from tests.check.handmade import notice_rows, original, repost, without


def finding(verdict: str, severity: str = "error") -> Finding:
    return Finding("X1", "x", Verdict(verdict), Severity(severity), Message("", ""))


@pytest.mark.parametrize(
    ("findings", "verdict"),
    [
        ([], "pass"),
        ([finding("pass", "info")], "pass"),
        ([finding("warn", "warning"), finding("pass", "info")], "warn"),
        ([finding("unknown"), finding("warn", "warning")], "unknown"),
        ([finding("fail"), finding("unknown")], "fail"),
        ([finding("unknown", "warning")], "warn"),
        ([finding("waived")], "pass"),
        ([finding("n/a", "info"), finding("fail")], "n/a"),
    ],
)
def test_the_worst_required_answer_decides(findings: list[Finding], verdict: str) -> None:
    assert page_verdict(findings).value == verdict


def test_fingerprints_are_stable_and_tell_findings_apart() -> None:
    bad = repost(without(notice_rows(), "本文链接"))
    first, second = (check(original(), bad).findings for _ in range(2))
    assert [one.fingerprint for one in first] == [one.fingerprint for one in second]
    assert len({one.fingerprint for one in first}) == len(first)


def test_every_finding_against_the_page_names_its_duty_where_one_asks() -> None:
    result = check(original(), repost([]))
    for one in result.findings:
        if one.rule in ("L201", "T301"):
            assert one.duty is not None
            assert result.duties[one.duty].text
