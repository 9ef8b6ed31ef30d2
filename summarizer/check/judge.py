"""One pair, judged: the duties compiled, every rule asked, the answers weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from summarizer.check.context import Context
from summarizer.check.duties import compile_duties, source_of
from summarizer.check.evidence_gaps import blocked, gaps, tolerable
from summarizer.check.fix import notice_block
from summarizer.check.profile import Profile, load_profile
from summarizer.check.registry import Level, Raised, Rule, Stage, rules
from summarizer.check.verdict import finding, page_verdict
from summarizer.check.view import as_readers_see
from summarizer.check.waivers import waived
from summarizer.data import Check, Finding, Reading, Verdict


def check(
    original: Reading | None,
    repost: Reading,
    *,
    profile: Profile | None = None,
    summary: str | None = None,
    resolved: Mapping[str, str | None] | None = None,
    today: date | None = None,
) -> Check:
    """Judge ``repost`` against ``original``.

    ``summary`` is an abstract published with the repost, judged by its own rules. ``resolved`` maps short links to the
    address they lead to (``None``: nowhere), for those that were followed. ``today`` decides what has expired.
    """
    context = _context(original, repost, profile or load_profile(), summary, resolved or {}, today or date.today())
    findings = tuple(_findings(context))
    verdict = page_verdict(findings)
    return Check(
        verdict=verdict,
        original=original.article if original else None,
        repost=repost.article,
        duties=context.duties,
        findings=findings,
        fix=notice_block(context) if verdict not in (Verdict.PASS, Verdict.NOT_APPLICABLE) else None,
    )


def _context(
    original: Reading | None,
    repost: Reading,
    profile: Profile,
    summary: str | None,
    resolved: Mapping[str, str | None],
    today: date,
) -> Context:
    article = original.article if original else repost.article  # the notice that a copy keeps is better than none
    source = source_of(article, profile)
    compiled = compile_duties(article, profile, source)
    return Context(
        original=original,
        repost=as_readers_see(repost, profile.options),
        profile=profile,
        duties=compiled.duties,
        requirements=compiled.requirements,
        source=source,
        summary=summary,
        resolved=resolved,
        today=today,
    )


def _findings(context: Context) -> Iterator[Finding]:
    stop = context.once(blocked)
    raised = [
        (rule, one, level)
        for rule in rules()
        if rule.stage is Stage.EVIDENCE or not stop
        for one in rule.check(context)
        if (level := _level(context, rule, one)) != "off"
    ]
    missed = any(level == "unknown" and one.absence for _, one, level in raised)
    for rule, one, level in raised:
        weighed: Level = "warn" if level == "unknown" and not missed and tolerable(rule.id, context) else level
        causes = (*one.causes, *context.once(gaps).repost) if one.absence and level == "unknown" else one.causes
        result = finding(rule, replace(one, causes=causes), weighed, context.duties)
        yield waived(context, result)


def _level(context: Context, rule: Rule, one: Raised) -> Level:
    """The rule's level, the profile's where it has one; a failure to find becomes unknown where evidence is missing.

    A profile decides how grave a rule's finding is; what the rule itself only notes stays a note.
    """
    level = one.level or rule.level
    noted = one.level == "info" and rule.level != "info"
    if level not in ("unknown", "n/a") and not noted:
        level = context.profile.severity.get(rule.id, level)
    unread = one.absence and context.once(gaps).repost
    if level in ("error", "warn") and (unread or any("\ufffd" in place.text for place in one.evidence)):
        return "unknown"
    return level
