"""Waivers: findings that a contract or an agreement takes back, until a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from summarizer.check.context import Context
from summarizer.check.profile import Waiver
from summarizer.check.registry import Raised, Stage, rule
from summarizer.data import Finding, Verdict
from summarizer.messages import say


def waived(context: Context, finding: Finding) -> Finding:
    """``finding``, with the verdict ``waived`` and the waiver's reason where one in force covers it."""
    if finding.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE):
        return finding
    for waiver in _matching(context):
        if not _expired(context, waiver) and any(fnmatchcase(finding.rule, pattern) for pattern in waiver.rules):
            key = "check.waived" if waiver.until is None else "check.waived-until"
            said = finding.message
            why = say(key, said=said.zh, said_en=said.en, reason=waiver.reason, until=waiver.until)
            return replace(finding, verdict=Verdict.WAIVED, message=why)
    return finding


@rule("W901", "waiver-expired", "warn", stage=Stage.RIGHTS)
def waiver_expired(context: Context) -> Iterator[Raised]:
    """
    What: 配置里对本页的豁免已经过期，相关规则重新生效。
        A waiver in the profile for this page has expired; its rules apply again.
    Why: 过期的豁免若悄悄失效或继续生效，都会让人误判。
        A waiver that lapses in silence, or lives on in silence, misleads.
    Bad: until = 2026-01-01（检查日期 2026-06-01） / checked on 2026-06-01
    Good: until = 2027-01-01
    Mend: 续签后更新 until，或从配置中删去该豁免。
        Renew the agreement and set a new ``until``, or delete the waiver.
    Law: 无。
        None.
    """
    for waiver in _matching(context):
        if _expired(context, waiver):
            yield Raised(say("check.W901", rules=", ".join(waiver.rules), until=waiver.until, reason=waiver.reason))


def _matching(context: Context) -> Iterator[Waiver]:
    url = context.repost.article.url or ""
    return (waiver for waiver in context.profile.waive if fnmatchcase(url, waiver.repost))


def _expired(context: Context, waiver: Waiver) -> bool:
    return waiver.until is not None and context.today > waiver.until
