"""What the register holds, and what it matched, for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from summarizer.data import Noun
from summarizer.report.console import Sheet, Style, reveal


def render_entries(entries: Sequence[Noun], kind: str, style: Style) -> str:
    """One article a line; as ``json`` an array."""
    if kind == "json":
        return _json(entries)
    sheet = Sheet(style)
    for entry in entries:
        _entry(sheet, entry.to_dict())
    sheet.line(sheet.tell("originals-count", count=len(entries)), "dim")
    return str(sheet)


def render_matches(matches: Sequence[Noun], kind: str, style: Style) -> str:
    """Best first, with how much of each stands in the other."""
    if kind == "json":
        return _json(matches)
    sheet = Sheet(style)
    for match in (one.to_dict() for one in matches):
        _entry(sheet, match["entry"])
        shares = {"page": f"{match['page_in_original']:.0%}", "original": f"{match['original_in_page']:.0%}"}
        sheet.line(sheet.tell("originals-match", **shares), "dim", indent=2)
    if not matches:
        sheet.line(sheet.tell("originals-none"))
    return str(sheet)


def _entry(sheet: Sheet, entry: dict[str, str | None]) -> None:
    parts = (entry["id"], entry["title"], entry["published"], entry["url"] if entry["url"] != entry["id"] else None)
    sheet.line("  ".join(reveal(part) for part in parts if part))


def _json(nouns: Iterable[Noun]) -> str:
    return json.dumps([noun.to_dict() for noun in nouns], ensure_ascii=False, indent=2) + "\n"
