"""The evidence file: both pages as they were, what was found, and a draft notice, in one ZIP.

The same input gives the same bytes: entries stand in a fixed order, uncompressed, with one fixed date.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
from collections.abc import Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from summarizer.data import Article, Check, Page, Verdict
from summarizer.messages import say
from summarizer.text.urls import parse

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP can hold
_READABLE = 0o644 << 16
_BLANK = "____________________"


def write_evidence(
    check: Check, original: Page | None, repost: Page, *, report: str, page: str, lang: str = "zh"
) -> bytes:
    """The ZIP for one check. ``report`` is the check as text in ``lang``, ``page`` as HTML with both pages."""
    files = dict(_snapshot("original", original)) if original else {}
    files |= dict(_snapshot("repost", repost))
    files["check.json"] = _json(check.to_dict())
    files["report.html"] = _text(page)
    files["report.txt"] = _text(report)
    files["notice.txt"] = _text(draft_notice(check, lang=lang))
    files["README.txt"] = _text(say("evidence.manifest", verdict=check.verdict.value).in_language(lang))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return _zip(files | {"SHA256SUMS": sums.encode()})


def draft_notice(check: Check, *, lang: str = "zh") -> str:
    """A notice to the host of the repost, with the items of 信息网络传播权保护条例 article 14, and blanks."""
    original, repost = check.original, check.repost
    failed = [finding for finding in check.findings if finding.verdict is Verdict.FAIL]
    findings = [f"　　　　- {one.rule} {_line(one.message.in_language(lang))}" for one in failed]
    text = say(
        "evidence.notice",
        service=_line(_host(repost)) or _BLANK,
        work=_line(original.title if original else None) or _BLANK,
        repost_title=_line(repost.title) or _BLANK,
        repost_url=_line(repost.url or repost.canonical_url) or _BLANK,
        original_url=_line(_address(original)) or _BLANK,
        published=_line(original.published if original else None) or _BLANK,
        people=_line(_people(original)) or _BLANK,
        statement=_line(original.notice.statement if original else None) or _BLANK,
        findings="\n".join(findings) or f"　　　　- {_BLANK}",
        original_sha256=original.sha256 if original else _BLANK,
        repost_sha256=repost.sha256,
        blank=_BLANK,
    )
    return text.in_language(lang)


def _snapshot(name: str, page: Page) -> Iterator[tuple[str, bytes]]:
    yield f"{name}/page", page.content.encode() if isinstance(page.content, str) else page.content
    sheets = [address for address, _ in page.stylesheets]
    source = {"url": page.url, "status": page.status, "content_type": page.content_type, "truncated": page.truncated}
    yield (
        f"{name}/source.json",
        _json(source | {"headers": [list(pair) for pair in page.headers], "stylesheets": sheets}),
    )
    for number, (_, sheet) in enumerate(page.stylesheets, start=1):
        yield f"{name}/stylesheet-{number}.css", sheet.encode()
    for number, following in enumerate(page.following, start=2):
        yield from _snapshot(f"{name}/page-{number}", following)


def _people(original: Article | None) -> str:
    if original is None:
        return ""
    notice = original.notice
    return " ".join(filter(None, (notice.source, *notice.authors, *notice.correspondents)))


def _address(original: Article | None) -> str | None:
    return (original.notice.link or original.canonical_url or original.url) if original else None


def _host(repost: Article) -> str | None:
    parsed = parse(repost.url or repost.canonical_url or "")
    return parsed.host if parsed else repost.site


def _line(value: str | None) -> str:
    """One line without control characters: page text must not lay out the notice."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cf") else c for c in value or "").split())


def _json(value: object) -> bytes:
    return _text(json.dumps(value, ensure_ascii=False, indent=2))


def _text(value: str) -> bytes:
    return (value.strip("\n") + "\n").encode("utf-8", "replace")


def _zip(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = 3, _READABLE  # the same on every system
            archive.writestr(entry, content)
    return buffer.getvalue()
