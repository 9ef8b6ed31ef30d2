"""JUnit XML, for build servers: one test case a finding."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from summarizer.data import Check, Finding, Verdict
from summarizer.report.names import Names

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(check: Check, names: Names, *, lang: str = "zh") -> str:
    """One suite for one check. ``fail`` is a failure, ``unknown`` an error, ``n/a`` and ``waived`` are skipped."""
    name = names.repost
    cases = [_case(name, finding, lang) for finding in check.findings] or [_whole(name, check)]
    failures = sum(case.find("failure") is not None for case in cases)
    errors = sum(case.find("error") is not None for case in cases)
    skipped = sum(case.find("skipped") is not None for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": errors, "skipped": skipped}
    suite = Element("testsuite", {"name": _xml(name), **{key: str(value) for key, value in counts.items()}})
    suite.extend(cases)
    root = Element("testsuites", {"name": "summarizer", **{key: str(value) for key, value in counts.items()}})
    root.append(suite)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: str, finding: Finding, lang: str) -> Element:
    message = _xml(finding.message.in_language(lang))
    case = Element("testcase", {"classname": _xml(suite), "name": f"{finding.rule} {finding.name}"})
    if finding.verdict is Verdict.FAIL:
        SubElement(case, "failure", {"message": message, "type": finding.rule}).text = _evidence(finding)
    elif finding.verdict is Verdict.UNKNOWN:
        SubElement(case, "error", {"message": message, "type": finding.rule}).text = _evidence(finding)
    elif finding.verdict in (Verdict.NOT_APPLICABLE, Verdict.WAIVED):
        SubElement(case, "skipped", {"message": message})
    else:
        SubElement(case, "system-out").text = message
    return case


def _whole(suite: str, check: Check) -> Element:
    """A check without findings is one case that passes."""
    return Element("testcase", {"classname": _xml(suite), "name": check.verdict.value})


def _evidence(finding: Finding) -> str:
    return _xml("\n".join(f"{one.page} {one.css or one.xpath}: {one.text}" for one in finding.evidence))


def _xml(text: str) -> str:
    """``text`` without the characters that XML 1.0 has no place for."""
    return _NOT_XML.sub("", text)
