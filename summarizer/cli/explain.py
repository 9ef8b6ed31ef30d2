"""``summarizer parse --explain``: why the body was chosen, and what each line of the page became."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from summarizer.report.console import Sheet, Style, reveal

if TYPE_CHECKING:
    from summarizer.parse.explain import Explanation, LineReason

_LOOKS = {"head": "cyan", "body": "", "caption": "dim", "notice": "green", "outside": "dim strike"}


def render(explanation: Explanation, style: Style) -> str:
    """The choice of the body first, then one line for each line of the page, with its part and its role."""
    sheet = Sheet(style)
    sheet.line(explanation.article.title or sheet.tell("untitled"), "bold")
    sheet.line()
    sheet.field("site", explanation.site)
    sheet.field("title-candidates", " / ".join(reveal(title) for title in explanation.titles))
    sheet.field("metadata-date", explanation.metadata_date)
    if explanation.body:
        key = "body-known" if explanation.known else "body-chosen"
        sheet.field("body-place", sheet.tell(key, place=explanation.body.css, share=f"{explanation.share:.0%}"))
    sheet.heading(sheet.tell("lines"))
    for line in explanation.lines:
        sheet.text(_line(sheet, line), indent=2)
    return str(sheet)


def _line(sheet: Sheet, line: LineReason) -> Text:
    region = line.region.value
    words = Text(reveal(line.text, limit=60), _LOOKS.get(region, ""))
    roles = Text(f"  → {', '.join(line.roles)}", "yellow") if line.roles else Text("")
    return Text(f"{region:<8}{line.weight:>7.1f}  ", "dim") + words + roles
