"""SARIF 2.1.0 (OASIS standard), for code hosts and editors: one result a finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from summarizer.data import Check, Evidence, Explanation, Finding, Message, Severity, Verdict
from summarizer.report.names import Names

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# A result's kind (section 3.27.9); where it is not "fail", its level is "none" (3.27.10).
_KINDS = {
    Verdict.PASS: "pass",
    Verdict.WARN: "fail",
    Verdict.FAIL: "fail",
    Verdict.UNKNOWN: "open",
    Verdict.NOT_APPLICABLE: "notApplicable",
    Verdict.WAIVED: "fail",
}


Explain = Callable[[str], Explanation | None]  # the documentation of a rule, by its code


def no_word(rule: str) -> Explanation | None:  # noqa: ARG001 - an ``Explain`` that explains nothing
    return None


def render(check: Check, names: Names, *, version: str, lang: str = "zh", explain: Explain = no_word) -> str:
    """One run, one result a finding. Places are XPath and CSS, since a page has no lines to count."""
    pages = {"repost": uri(names.repost), "original": uri(names.original)}
    rules = list({finding.rule: finding for finding in check.findings}.values())
    driver = driver_of([(one.rule, one.name) for one in rules], version, lang, explain)
    index = {one.rule: place for place, one in enumerate(rules)}
    run = {
        "tool": {"driver": driver},
        "language": "en" if lang == "en" else "zh-CN",
        "artifacts": [
            {"location": {"uri": place}, "roles": ["analysisTarget"]} for place in dict.fromkeys(pages.values())
        ],
        "results": [result_of(finding, index[finding.rule], pages, lang) for finding in check.findings],
        "properties": {"verdict": check.verdict.value},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def driver_of(rules: Sequence[tuple[str, str]], version: str, lang: str, explain: Explain) -> dict[str, Any]:
    """This program as the tool of a run, with the rules ``(id, name)`` that its results name (section 3.49)."""
    told = [{"id": rule, "name": name} | _described(explain(rule), lang) for rule, name in rules]
    return {"name": "summarizer", "version": version, "semanticVersion": version, "rules": told}


def _described(found: Explanation | None, lang: str) -> dict[str, Any]:
    """What code hosts show beside a result: the rule in a line, why there is one, and how to mend it."""
    if found is None:
        return {}
    texts = {"shortDescription": found.what, "fullDescription": found.why, "help": found.mend}
    return {key: _message(text, lang) for key, text in texts.items() if text.in_language(lang)}


def result_of(finding: Finding, index: int, pages: dict[str, str], lang: str) -> dict[str, Any]:
    """One finding as a SARIF result; ``pages`` has the URI of each page, ``index`` is that of its rule."""
    kind = "informational" if _only_informs(finding) else _KINDS[finding.verdict]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": kind,
        "level": _LEVELS[finding.severity] if kind == "fail" else "none",
        "message": _message(finding.message, lang),
        "locations": [_location(one, pages) for one in finding.evidence if one.page == "repost"]
        or [{"physicalLocation": {"artifactLocation": {"uri": pages["repost"]}}}],
        "properties": {"verdict": finding.verdict.value, "causes": list(finding.causes)},
    }
    related = [_location(one, pages) for one in finding.evidence if one.page == "original"]
    if related:
        result["relatedLocations"] = related
    if finding.fingerprint:
        result["partialFingerprints"] = {"summarizer/v1": finding.fingerprint}
    if finding.verdict is Verdict.WAIVED:
        result["suppressions"] = [{"kind": "external", "justification": finding.message.in_language(lang)}]
    return result


def _only_informs(finding: Finding) -> bool:
    return finding.severity is Severity.INFO and finding.verdict in (Verdict.PASS, Verdict.WARN)


def uri(name: str) -> str:
    """An address or a path as a URI reference (RFC 3986), which has ASCII only."""
    return quote(name, safe="%:/?#[]@!$&'()*+,;=-._~")


def _message(message: Message, lang: str) -> dict[str, str]:
    return {"text": message.in_language(lang)}


def _location(evidence: Evidence, pages: dict[str, str]) -> dict[str, Any]:
    return {
        "physicalLocation": {"artifactLocation": {"uri": pages[evidence.page]}},
        "logicalLocations": [{"fullyQualifiedName": evidence.xpath or evidence.css, "kind": "element"}],
        "message": {"text": evidence.text},
        "properties": {"css": evidence.css, "start": evidence.start, "end": evidence.end, "cause": evidence.cause},
    }
