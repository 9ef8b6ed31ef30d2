"""What an editor would find odd about an article that was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

from summarizer.data import Article, Page, Warning
from summarizer.parse.headline import key
from summarizer.parse.layout import Layout
from summarizer.parse.metadata import Metadata
from summarizer.parse.wall import SHORT, warn
from summarizer.text.sources import is_vague

_LABELLED = re.compile("[:：]|责任编辑|来源|https?:|@|转载")
_TELLING = 8  # different letters of a title that may be compared
_SURE = 0.25  # of the prose of the page; a body that holds less may be the wrong one


def oddities(article: Article, layout: Layout, meta: Metadata, page: Page) -> Iterator[Warning]:
    """Missing headline, time or text; a text that may be the wrong one; dates that contradict each other."""
    if not article.paragraphs:
        yield warn("no-article")
    elif len(article.text) < SHORT:
        yield warn("body-short", length=len(article.text))
    elif layout.body and layout.body.share < _SURE:
        yield warn("body-uncertain", share=round(100 * layout.body.share))
    yield from _names(article)
    yield from _title(article, layout, meta)
    if not article.published:
        yield warn("date-missing")
    elif (arrived := _arrival(page)) and article.published[:10] > arrived:
        yield warn("date-future", date=article.published[:10], arrived=arrived)
    elif meta.published and meta.published.day != article.published[:10]:
        yield warn("dates-differ", shown=article.published[:10], given=meta.published.day)


def _title(article: Article, layout: Layout, meta: Metadata) -> Iterator[Warning]:
    """Lost characters, and a headline that is missing, not shown, or another than the page's code says."""
    if lost := article.text.count("\ufffd") + (article.title or "").count("\ufffd"):
        yield warn("characters-lost", count=lost)
    if not article.title:
        yield warn("title-missing")
    elif layout.title_line is None and article.paragraphs:
        yield warn("title-not-shown")
    elif article.title and _differs(article.title, layout, meta):
        yield warn("titles-differ", shown=article.title, given=meta.titles[0])


def _names(article: Article) -> Iterator[Warning]:
    """Who wrote it and where it comes from: nobody named, words that name nobody, a name that is none."""
    notice = article.notice
    if article.paragraphs and not (notice.source or notice.authors or notice.correspondents):
        yield warn("unsigned")
    if notice.source and is_vague(notice.source):
        yield warn("source-vague", source=notice.source)
    for name in (*notice.authors, *notice.correspondents, *notice.editors):
        if _LABELLED.search(name):
            yield warn("name-odd", name=name)


def _differs(title: str, layout: Layout, meta: Metadata) -> bool:
    """The headline that readers see and the one in the page's code share hardly anything."""
    if layout.title_line is None or not meta.titles:
        return False
    shown, given = set(key(title)), set(key(meta.titles[0]))
    return len(given) >= _TELLING and len(shown & given) < 0.3 * min(len(shown), len(given))


def _arrival(page: Page) -> str | None:
    """The day on which the server sent the page, by its own clock, and a day of grace for those far to the east."""
    stated = next((value for name, value in page.headers if name.lower() == "date"), None)
    try:
        return (parsedate_to_datetime(stated) + timedelta(days=1)).date().isoformat() if stated else None
    except (ValueError, OverflowError):
        return None
