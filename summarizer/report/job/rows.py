"""One record as one row of a table: what an editor sorts and filters by, without the articles themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from summarizer.data import Verdict
from summarizer.report.console import clean
from summarizer.text.urls import parse, registrable_domain

Plain = Mapping[str, Any]  # the JSON object of a Record

# The graver first. A record without a check has its status for a result.
RESULTS = ("fail", "unknown", "error", "warn", "pass", "waived", "n/a", "ok", "skipped")
_GRAVE = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)
_LONGEST = 1000  # characters of a cell


@dataclass(frozen=True, slots=True)
class Row:
    """All cells are text, empty where there is nothing to say. ``site`` is the registrable domain of the repost."""

    id: str
    result: str
    site: str
    title: str
    repost: str
    failed: str
    unknown: str
    warned: str
    message: str
    original: str
    original_title: str
    source: str
    authors: str
    published: str
    abstract: str
    error: str
    error_message: str
    sha256: str


COLUMNS = tuple(one.name for one in fields(Row))


def is_sound(record: Any) -> bool:
    """Whether ``record`` has what reports look at: a job folder may have been damaged or written by anyone."""
    if not isinstance(record, dict) or not isinstance(record.get("id"), str):
        return False
    parts = [record.get(name) or {} for name in ("check", "article", "abstract", "error")]
    if not all(isinstance(part, dict) for part in parts):
        return False
    check, *_, error = parts
    findings = check.get("findings", [])
    return (
        (not check or isinstance(check.get("verdict"), str))
        and (not error or isinstance(error.get("code"), str))
        and isinstance(findings, list)
        and all(isinstance(one, dict) and one.keys() >= _TEXTS for one in findings)
    )


_TEXTS = frozenset(("rule", "name", "verdict", "message"))


def row_of(record: Plain, lang: str = "zh") -> Row:
    """``record`` as a row; rule ids stand side by side, ``L201 T301``."""
    check = record.get("check") or {}
    page = record.get("article") or check.get("repost") or {}
    original = check.get("original") or {}
    notice = page.get("notice") or {}
    error = record.get("error") or {}
    cells = {
        "id": record.get("id"),
        "result": result_of(record),
        "site": site_of(record),
        "title": page.get("title"),
        "repost": page.get("url") or record.get("repost"),
        **{name: " ".join(rules_of(check, verdict)) for name, verdict in _VERDICTS.items()},
        "message": _gravest(check, lang),
        "original": original.get("url") or record.get("original"),
        "original_title": original.get("title"),
        "source": notice.get("source"),
        "authors": " ".join(notice.get("authors") or ()),
        "published": page.get("published"),
        "abstract": (record.get("abstract") or {}).get("abstract"),
        "error": error.get("code"),
        "error_message": (error.get("message") or {}).get(lang),
        "sha256": page.get("sha256"),
    }
    return Row(**{name: clean(str(value or ""))[:_LONGEST] for name, value in cells.items()})


_VERDICTS = {"failed": "fail", "unknown": "unknown", "warned": "warn"}


def result_of(record: Plain) -> str:
    """The verdict of the check; without one the status."""
    check = record.get("check")
    result = str(check["verdict"] if check else record.get("status"))
    return result if result in RESULTS else "error"


def site_of(record: Plain) -> str:
    """The registrable domain that the repost stands on; empty where its address is not known."""
    page = record.get("article") or (record.get("check") or {}).get("repost") or {}
    address = parse(str(page.get("url") or record.get("repost") or ""))
    if address is None or not address.host:
        return ""
    return registrable_domain(address.host) or address.host


def rules_of(check: Plain, verdict: str) -> list[str]:
    """The rules under which something was found with this verdict, each once."""
    return list(dict.fromkeys(one["rule"] for one in check.get("findings", ()) if one["verdict"] == verdict))


def grave_rules(check: Plain) -> Iterator[tuple[str, str]]:
    """``(rule, verdict)`` of all that is wrong, open or warned of, each once."""
    for verdict in _GRAVE:
        yield from ((rule, verdict.value) for rule in rules_of(check, verdict.value))


def _gravest(check: Plain, lang: str) -> str:
    """What the gravest finding says."""
    for verdict in _GRAVE:
        for one in check.get("findings", ()):
            if one["verdict"] == verdict.value:
                return str(one["message"][lang])
    return ""
