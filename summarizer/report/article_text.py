"""An article for an editor: who, from where, what is asked of those who repost it, then the text."""

from __future__ import annotations

import re

from rich.text import Text

from summarizer.data import Article, Duty, Message, Notice
from summarizer.messages import say
from summarizer.report.console import Sheet, Style, clean, reveal

_MANNERS = frozenset({"verbatim", "same", "same-or-labelled"})  # in which a profile asks for a duty to be done
_PEOPLE = ("authors", "correspondents", "photographers", "translators", "editors", "reviewers")


def render(article: Article, style: Style) -> str:
    """The article as text."""
    sheet = Sheet(style)
    sheet.line(article.title or sheet.tell("untitled"), "bold")
    sheet.line()
    _facts(sheet, article)
    _duties(sheet, article.notice)
    _body(sheet, article)
    if article.warnings:
        sheet.heading(sheet.tell("warnings"))
        for warning in article.warnings:
            said = warning.message_en if style.lang == "en" else warning.message
            sheet.beside(Text("! ", "yellow"), Text.assemble((f"{warning.code}  ", "dim"), clean(said)), indent=2)
    return str(sheet)


def _facts(sheet: Sheet, article: Article) -> None:
    notice = article.notice
    sheet.field("published", spaced_time(article.published))
    sheet.field("site", article.site)
    sheet.field("source", notice.source)
    sheet.field("source-url", notice.source_url)
    sheet.field("upstream", notice.upstream)
    sheet.field("original-title", notice.original_title)
    for role in _PEOPLE:
        sheet.field(role, sheet.listed(getattr(notice, role)))
    sheet.field("statement", notice.statement)
    sheet.field("link", notice.link)
    sheet.field("licence", notice.licence)
    sheet.field("url", article.url)
    if article.canonical_url != article.url:
        sheet.field("canonical-url", article.canonical_url)


def spaced_time(published: str | None) -> str | None:
    """ISO 8601 with spaces, as people read it."""
    return published and re.sub(r"T(\d\d:\d\d(?::\d\d)?)", r" \1 ", published).strip()


def _duties(sheet: Sheet, notice: Notice) -> None:
    if not notice.duties:
        return
    sheet.heading(sheet.tell("duties"))
    for duty in notice.duties:
        sheet.beside(Text("• "), duty_line(sheet, duty), indent=2)


def duty_value(duty: Duty) -> Message:
    """What exactly is asked, in brackets: an address, a name, or the manner that a profile asks for."""
    manner = duty.origin == "profile" and duty.value in _MANNERS
    return say(f"report.manner-{duty.value}") if manner else say("report.duty-value", value=reveal(duty.value or ""))


def duty_line(sheet: Sheet, duty: Duty) -> Text:
    """What is asked, the words that ask for it, and where they stand."""
    text = Text.assemble((sheet.tell(f"duty-{duty.kind.value.replace('_', '-')}"), "bold"))
    if duty.value:
        text.append(sheet.say(duty_value(duty)))
    text.append("  " + sheet.tell("quoted", words=reveal(duty.text)))
    if duty.origin != "notice":
        text.append(sheet.tell(f"origin-{duty.origin}"), "dim")
    return text


def _body(sheet: Sheet, article: Article) -> None:
    length = sum(len("".join(paragraph.split())) for paragraph in article.paragraphs)
    sheet.heading(sheet.tell("body", paragraphs=len(article.paragraphs), characters=length))
    for paragraph in article.paragraphs:
        sheet.line(paragraph, indent=2)
    captions = [image.caption for image in article.images if image.caption]
    if captions:
        sheet.heading(sheet.tell("captions"))
        for caption in captions:
            sheet.line(f"• {caption}", indent=2)
