"""What an editor would find odd about an article that was read."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.data import Article, Warning
from summarizer.parse.layout import Layout
from summarizer.parse.metadata import Metadata
from summarizer.parse.wall import SHORT, warn

_SURE = 0.25  # of the prose of the page; a body that holds less may be the wrong one


def oddities(article: Article, layout: Layout, meta: Metadata) -> Iterator[Warning]:
    """Missing headline, time or text; a text that may be the wrong one; dates that contradict each other."""
    if not article.paragraphs:
        yield warn("no-article")
    elif len(article.text) < SHORT:
        yield warn("body-short", length=len(article.text))
    elif layout.body and layout.body.share < _SURE:
        yield warn("body-uncertain", share=round(100 * layout.body.share))
    if not article.title:
        yield warn("title-missing")
    elif layout.title_line is None and article.paragraphs:
        yield warn("title-not-shown")
    if not article.published:
        yield warn("date-missing")
    elif meta.published and meta.published.day != article.published[:10]:
        yield warn("dates-differ", shown=article.published[:10], given=meta.published.day)
