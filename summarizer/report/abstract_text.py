"""An abstract as it may be published: the text, its label and credit; then how it was made and what bears it out."""

from __future__ import annotations

from rich.text import Text

from summarizer.data import Abstract, SentenceSupport, Support
from summarizer.messages import say
from summarizer.report.console import Sheet, Style, clean, reveal


def render(abstract: Abstract, style: Style) -> str:
    """The abstract as text."""
    sheet = Sheet(style)
    if abstract.title:
        sheet.line(abstract.title, "bold")
        sheet.line()
    sheet.line(abstract.abstract)
    sheet.line()
    if abstract.label:
        sheet.line(abstract.label, "dim")
    credit = "  ".join(part for part in (abstract.credit.source, abstract.credit.link) if part)
    sheet.field("credit", credit)
    sheet.field("method", _method(sheet, abstract))
    sheet.field("length", sheet.tell("length-value", characters=abstract.length, seconds=f"{abstract.seconds:.2f}"))
    _support(sheet, abstract.support)
    return str(sheet)


def render_support(support: Support, style: Style) -> str:
    """Verdict first, then each sentence with what bears it out, or what in it nothing does."""
    sheet = Sheet(style)
    borne = sum(1 for sentence in support.sentences if not sentence.unsupported)
    key, look = ("supported", "bold green") if support.ok else ("unsupported", "bold red")
    sheet.line(sheet.tell(key, borne=borne, sentences=len(support.sentences)), look)
    _support(sheet, support.sentences)
    return str(sheet)


def _method(sheet: Sheet, abstract: Abstract) -> str:
    said = sheet.tell(f"method-{abstract.method}")
    if abstract.model:
        key = "method-model" if abstract.method == "abstractive" else "method-chosen"
        said += sheet.tell(key, name=abstract.model.name)
    if abstract.fallback_reason:
        said += sheet.tell("method-because", reason=_reason(sheet, abstract.fallback_reason))
    return said


def _reason(sheet: Sheet, code: str) -> str:
    """The reason in words; one that has none is given as it is."""
    try:
        return sheet.say(say(f"summarize.reason-{code}"))
    except KeyError:
        return clean(code)


def _support(sheet: Sheet, sentences: tuple[SentenceSupport, ...]) -> None:
    if not sentences:
        return
    sheet.heading(sheet.tell("support"))
    for sentence in sentences:
        numbers = sheet.listed(str(index + 1) for index in sentence.paragraphs) or "—"
        mark = Text("✗ ", "red") if sentence.unsupported else Text("✓ ", "green")
        where = Text(sheet.tell("paragraphs", numbers=numbers), "dim")
        sheet.beside(mark, Text.assemble(clean(sentence.sentence), where), indent=2)
        if sentence.unsupported:
            missing = sheet.listed(reveal(item) for item in sentence.unsupported)
            sheet.line(sheet.tell("not-in-article", missing=missing), "red", indent=4)
        if sentence.nearest:
            sheet.line(sheet.tell("article-says", sentence=clean(sentence.nearest)), "dim", indent=4)
