"""What a finished check can be taken away as."""

from __future__ import annotations

from summarizer.check.registry import explained
from summarizer.desk.checks import Run
from summarizer.report import formats
from summarizer.report.console import Lang, Style
from summarizer.report.evidence import write_evidence

# name in the address: (format, media type, name of the file that is saved, or None to show it)
KINDS: dict[str, tuple[str, str, str | None]] = {
    "report": ("html", "text/html; charset=utf-8", None),
    "report.html": ("html", "text/html; charset=utf-8", "report.html"),
    "check.json": ("json", "application/json", "check.json"),
    "check.sarif": ("sarif", "application/sarif+json", "check.sarif"),
    "check.xml": ("junit", "application/xml", "check.xml"),
    "evidence.zip": ("zip", "application/zip", "evidence.zip"),
}
# The report shown inside the desk: its own policy stands in the page, and only the desk may frame it.
_FRAMED = {"content-security-policy": "frame-ancestors 'self'"}


def export(run: Run, kind: str, lang: Lang) -> tuple[bytes, str, dict[str, str]]:
    """``(content, media type, headers)`` of a finished check; ``kind`` is a key of ``KINDS``."""
    form, media_type, name = KINDS[kind]
    headers = {"content-disposition": f'attachment; filename="{name}"'} if name else _FRAMED
    if run.check is None or run.pair is None or run.spread is None:
        raise ValueError(kind)
    style = Style(lang=lang)
    if form == "zip":
        text = formats.render(run.check, "text", style, run.names)
        page = formats.render_spread(run.spread, style, run.names)
        packed = write_evidence(run.check, run.pair.original, run.pair.repost, report=text, page=page, lang=lang)
        return packed, media_type, headers
    if form == "html":
        content = formats.render_spread(run.spread, style, run.names)
    else:
        content = formats.render(run.check, form, style, run.names, explained)
    return content.encode("utf-8", "replace"), media_type, headers
