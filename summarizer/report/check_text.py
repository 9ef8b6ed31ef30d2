"""A check for an editor: the verdict, then each finding with the words that show it, then what to paste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import set_cell_size
from rich.text import Text

from summarizer.data import Article, Check, Evidence, Finding, Message, Severity, Verdict
from summarizer.messages import say
from summarizer.report.article_text import duty_line
from summarizer.report.console import Lang, Sheet, Style, clean, reveal
from summarizer.report.differences import difference
from summarizer.report.names import Names

_LABEL_CELLS = {"zh": 6, "en": 8}  # three Chinese characters; "original"

# The graver first.
MARKS = {
    Verdict.FAIL: ("✗", "red"),
    Verdict.UNKNOWN: ("?", "magenta"),
    Verdict.WARN: ("!", "yellow"),
    Verdict.PASS: ("✓", "green"),
    Verdict.NOT_APPLICABLE: ("–", "dim"),
    Verdict.WAIVED: ("~", "dim"),
}


def render(check: Check, names: Names, style: Style) -> str:
    """The check as text."""
    sheet = Sheet(style)
    _headline(sheet, check)
    _page(sheet, "repost", check.repost, names.repost)
    _page(sheet, "original", check.original, names.original)
    if check.original_by != "given":
        sheet.line(sheet.tell(f"original-by-{check.original_by}"), "dim", indent=2)
    for severity, findings in grouped(check):
        sheet.heading(sheet.tell(f"severity-{severity.value}"))
        for finding in findings:
            _finding(sheet, check, finding)
    if not check.findings and check.duties:
        sheet.heading(sheet.tell("duties"))
        for duty in check.duties:
            sheet.beside(Text("• "), duty_line(sheet, duty), indent=2)
    if check.fix and check.verdict in (Verdict.FAIL, Verdict.WARN):
        sheet.panel(sheet.tell("fix"), check.fix.text)
    return str(sheet)


def render_fix(check: Check, style: Style) -> str:
    """Only what to paste, in each form in which pages are written."""
    sheet = Sheet(style)
    _headline(sheet, check)
    if check.fix is None:
        sheet.line(sheet.tell("no-fix"))
        return str(sheet)
    forms = {sheet.tell("plain-text"): check.fix.text, "Markdown": check.fix.markdown, "HTML": check.fix.html}
    for form, content in forms.items():
        if content:
            sheet.panel(form, content)
    return str(sheet)


def _headline(sheet: Sheet, check: Check) -> None:
    mark, colour = MARKS[check.verdict]
    counts = count_line(check, sheet.style.lang)
    tail = sheet.tell("counts", counts=counts) if counts else ""
    sheet.text(Text.assemble((f"{mark} {sheet.say(verdict_words(check.verdict))}", f"bold {colour}"), tail))


def verdict_words(verdict: Verdict) -> Message:
    return say(f"report.verdict-{verdict.value.replace('/', '')}")


def count_line(check: Check, lang: Lang) -> str:
    """How many findings of each grave verdict there are."""
    counted = (
        say(f"report.count-{verdict.value}", count=count).in_language(lang)
        for verdict in (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN, Verdict.WAIVED)
        if (count := sum(finding.verdict is verdict for finding in check.findings))
    )
    return ("，" if lang == "zh" else ", ").join(counted)


def grouped(check: Check) -> Iterator[tuple[Severity, list[Finding]]]:
    """Findings of each severity that has some, the graver verdicts first."""
    order = list(MARKS)
    for severity in Severity:
        found = [finding for finding in check.findings if finding.severity is severity]
        if found:
            yield severity, sorted(found, key=lambda one: order.index(one.verdict))


def _page(sheet: Sheet, key: str, article: Article | None, name: str) -> None:
    if article is None:
        sheet.field(key, sheet.tell("no-original"))
        return
    sheet.field(key, f"{article.title or sheet.tell('untitled')}{sheet.gap}{name if name != key else ''}")


def _finding(sheet: Sheet, check: Check, finding: Finding) -> None:
    mark, colour = MARKS[finding.verdict]
    name = (f"{finding.rule} ", f"bold {colour}"), (f"{finding.name}  ", "dim")
    said = Text.assemble(*name, reveal(sheet.say(finding.message), limit=1000))
    sheet.beside(Text(f"{mark} ", f"bold {colour}"), said, indent=2)
    if finding.duty is not None and finding.duty < len(check.duties):
        asked = check.duties[finding.duty].text
        sheet.beside(_label(sheet, "asked-by"), Text(sheet.tell("quoted", words=reveal(asked))), indent=4)
    for evidence in distinct(finding.evidence):
        sheet.beside(_label(sheet, f"on-{evidence.page}"), _evidence(sheet, evidence), indent=4)
    for miss in finding.near_misses:
        sheet.beside(_label(sheet, "near-miss"), _difference(reveal(miss), sheet.style), indent=4)
    if finding.fix and not check.fix:
        sheet.beside(_label(sheet, "mend"), Text(reveal(finding.fix.text), "green"), indent=4)


def distinct(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Places that look different: a link and its text are one place to a reader."""
    return list({(one.page, one.css or one.xpath, one.text, one.cause): one for one in evidence}.values())


def _label(sheet: Sheet, key: str) -> Text:
    """What a line under a finding is, in a column of its own."""
    return Text(set_cell_size(sheet.tell(key), _LABEL_CELLS[sheet.style.lang]) + "  ", "cyan")


def _evidence(sheet: Sheet, evidence: Evidence) -> Text:
    """The words, what is wrong with them, and for whoever looks into the code where they stand."""
    words = f"{sheet.tell('quoted', words=reveal(evidence.text))} " if evidence.text else ""
    cause = f"[{evidence.cause}] " if evidence.cause else ""
    return Text.assemble(words, (cause, "yellow"), (clean(evidence.css or evidence.xpath), "dim"))


def _difference(marked: str, style: Style) -> Text:
    """``[-what is gone-]`` and ``{+what is new+}``: marked so in plain text, by colour where there is some."""
    if not style.colour:
        return Text(marked)
    looks = {"same": "", "gone": "red strike", "new": "bold green"}
    return Text.assemble(*((text, looks[kind]) for kind, text in difference(marked)))
