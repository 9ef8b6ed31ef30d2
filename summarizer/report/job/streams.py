"""A job as JUnit and SARIF, written record by record. Both read the records more than once: totals come first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import quoteattr

from summarizer.data import Finding, Verdict
from summarizer.data.restore import restore
from summarizer.report import junit, sarif
from summarizer.report.console import Lang, clean
from summarizer.report.job.rollup import Rollup, rollup
from summarizer.report.job.rows import Plain, result_of

_TOLD = frozenset(("fail", "unknown", "warn", "waived"))  # verdicts that a run of many checks reports


def write_junit(records: Iterable[Plain], out: BinaryIO, lang: Lang) -> Rollup:
    """One suite a record; a record that is an error is a case with an error. The first suite counts by site."""
    total, counts = Rollup(), Counter[str]()
    for record in records:
        total.add(record)
        counts.update({name: int(_suite(record, lang).get(name, "0")) for name in junit.COUNTS})
    attributes = "".join(f" {name}={quoteattr(str(counts[name]))}" for name in junit.COUNTS)
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="summarizer"{attributes}>\n'.encode())
    out.write(_xml(_sites(total)))
    for record in records:
        out.write(_xml(_suite(record, lang)))
    out.write(b"</testsuites>\n")
    return total


def write_sarif(
    records: Iterable[Plain], out: BinaryIO, lang: Lang, *, version: str, explain: sarif.Explain = sarif.no_word
) -> Rollup:
    """One run: what failed, is open, was warned of or waived. Records that are errors are notifications."""
    total = rollup(records)
    rules = sorted(total.names.items())
    index = {rule: place for place, (rule, _) in enumerate(rules)}
    driver = sarif.driver_of(rules, version, lang, explain)
    head = {"tool": {"driver": driver}, "language": "en" if lang == "en" else "zh-CN"}
    picture = total.to_dict()
    head["properties"] = {"results": picture["results"], "sites": picture["sites"]}
    out.write(f'{{"$schema": {_json(sarif.SCHEMA)}, "version": "2.1.0", "runs": [{_json(head)[:-1]}, '.encode())
    out.write(b'"results": [')
    _write_all(out, (one for record in records for one in _results(record, index, lang)))
    out.write(b'], "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [')
    _write_all(out, (_notification(record, lang) for record in records if record.get("error")))
    out.write(b"]}]}]}\n")
    return total


def findings_of(record: Plain) -> list[Finding]:
    check = record.get("check") or {}
    return [restore(Finding, one) for one in check.get("findings", ())]


def _suite(record: Plain, lang: Lang) -> Element:
    name = clean(str(record["id"]))
    check = record.get("check")
    if check and not record.get("error"):
        return junit.suite(name, Verdict(check["verdict"]), findings_of(record), lang)
    case = Element("testcase", {"classname": junit.printable(name), "name": junit.printable(result_of(record))})
    error = record.get("error")
    if error:
        SubElement(case, "error", {"message": junit.printable(_message(error, lang)), "type": error["code"]})
    return junit.suite_of(name, [case])


def _sites(total: Rollup) -> Element:
    """An empty suite whose properties count the results of each reposting site."""
    suite = junit.suite_of("summarizer.sites", [])
    properties = SubElement(suite, "properties")
    for name, site in total.by_site():
        told = " ".join(f"{result}={count}" for result, count in sorted(site.results.items()))
        SubElement(properties, "property", {"name": junit.printable(name) or "-", "value": told})
    return suite


def _results(record: Plain, index: dict[str, int], lang: Lang) -> Iterator[dict[str, Any]]:
    check = record.get("check") or {}
    names = {"repost": check.get("repost") or {}, "original": check.get("original") or {}}
    pages = {page: sarif.uri(str(article.get("url") or record.get(page) or page)) for page, article in names.items()}
    for finding in findings_of(record):
        if finding.verdict.value in _TOLD:
            result = sarif.result_of(finding, index[finding.rule], pages, lang)
            result["properties"]["record"] = record["id"]
            yield result


def _notification(record: Plain, lang: Lang) -> dict[str, Any]:
    error = record["error"]
    return {
        "level": "error",
        "descriptor": {"id": error["code"]},
        "message": {"text": _message(error, lang)},
        "properties": {"record": record["id"]},
    }


def _message(error: Plain, lang: Lang) -> str:
    return str((error.get("message") or {}).get(lang) or error["code"])


def _write_all(out: BinaryIO, values: Iterable[Any]) -> None:
    for number, value in enumerate(values):
        out.write(f"{',' if number else ''}\n{_json(value)}".encode("utf-8", "replace"))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _xml(element: Element) -> bytes:
    indent(element, level=1)
    return f"  {tostring(element, encoding='unicode').rstrip()}\n".encode()
