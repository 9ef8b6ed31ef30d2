"""A profile's own examples, run: what ``summarizer profiles test FILE`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.check.link.addresses import Relation, Targets, judge
from summarizer.check.profile import Example, Profile
from summarizer.check.statement.difference import Change, compare, trimmed
from summarizer.check.statement.wording import canonical, without_label
from summarizer.data import Verdict
from summarizer.text.urls import parse, registrable_domain

_RELATIONS = {
    Relation.SAME: Verdict.PASS,
    Relation.DECLARED: Verdict.PASS,
    Relation.SISTER: Verdict.WARN,
    Relation.SHORT: Verdict.UNKNOWN,
    Relation.UNSURE: Verdict.UNKNOWN,
}
_CHANGES = {
    Change.PADDED: Verdict.WARN,
    Change.PARAPHRASED: Verdict.WARN,
    Change.KIND: Verdict.WARN,
    Change.UNREADABLE: Verdict.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example, and the verdict the profile really gives."""

    example: Example
    verdict: Verdict

    @property
    def ok(self) -> bool:
        return self.verdict.value == self.example.verdict


def run_examples(profile: Profile) -> Iterator[Outcome]:
    """Judge every ``[[example]]`` of ``profile``, in order."""
    for example in profile.example:
        judged = _address if example.kind == "address" else _statement
        yield Outcome(example, judged(example, profile))


def _address(example: Example, profile: Profile) -> Verdict:
    target = parse(example.original)
    if target is None:
        return Verdict.UNKNOWN
    domain = registrable_domain(target.host)
    source = next((one for one in profile.source.values() if {domain, target.host} & set(one.domains)), None)
    return _RELATIONS.get(judge(example.repost, Targets((target,), source)).relation, Verdict.FAIL)


def _statement(example: Example, profile: Profile) -> Verdict:
    forms = tuple(pair for source in profile.source.values() for pair in source.statement.equal_forms)
    expected = without_label(canonical(example.original, forms=forms).text)
    found = canonical(example.repost, deep=True, script=True, forms=forms).text
    if expected in found:
        return Verdict.PASS
    start, end = trimmed(expected, found)
    return _CHANGES.get(compare(expected, found[start:end]).change, Verdict.FAIL)
