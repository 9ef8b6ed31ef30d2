"""JUnit XML, for build servers: one test case a finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from summarizer.data import Check, Finding, Verdict
from summarizer.report.names import Names

COUNTS = ("tests", "failures", "errors", "skipped")
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(check: Check, names: Names, *, lang: str = "zh") -> str:
    """One suite for one check. ``fail`` is a failure, ``unknown`` an error, ``n/a`` and ``waived`` are skipped."""
    only = suite(names.repost, check.verdict, check.findings, lang)
    root = Element("testsuites", {"name": "summarizer", **{name: only.get(name, "0") for name in COUNTS}})
    root.append(only)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def suite(name: str, verdict: Verdict, findings: Sequence[Finding], lang: str) -> Element:
    """The ``testsuite`` of one check; one without findings is one case that passes."""
    whole = Element("testcase", {"classname": printable(name), "name": verdict.value})
    return suite_of(name, [_case(name, finding, lang) for finding in findings] or [whole])


def suite_of(name: str, cases: Sequence[Element]) -> Element:
    """A ``testsuite`` that counts its cases."""
    outcomes = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    counts = {key: str(sum(case.find(tag) is not None for case in cases)) for key, tag in outcomes.items()}
    result = Element("testsuite", {"name": printable(name), "tests": str(len(cases)), **counts})
    result.extend(cases)
    return result


def _case(suite: str, finding: Finding, lang: str) -> Element:
    message = printable(finding.message.in_language(lang))
    case = Element("testcase", {"classname": printable(suite), "name": f"{finding.rule} {finding.name}"})
    if finding.verdict is Verdict.FAIL:
        SubElement(case, "failure", {"message": message, "type": finding.rule}).text = _evidence(finding)
    elif finding.verdict is Verdict.UNKNOWN:
        SubElement(case, "error", {"message": message, "type": finding.rule}).text = _evidence(finding)
    elif finding.verdict in (Verdict.NOT_APPLICABLE, Verdict.WAIVED):
        SubElement(case, "skipped", {"message": message})
    else:
        SubElement(case, "system-out").text = message
    return case


def _evidence(finding: Finding) -> str:
    return printable("\n".join(f"{one.page} {one.css or one.xpath}: {one.text}" for one in finding.evidence))


def printable(text: str) -> str:
    """``text`` without the characters that XML 1.0 has no place for."""
    return _NOT_XML.sub("", text)
