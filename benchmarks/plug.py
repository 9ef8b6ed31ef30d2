"""Our parser in the shape that extractor benchmarks take: ``extract(html, url) -> dict`` of plain values."""

from __future__ import annotations

from typing import Any

from summarizer.data import Page
from summarizer.parse.page import read_article


def extract(html: str, url: str) -> dict[str, Any]:
    """Body, title, people and notice lines of one page."""
    article = read_article(Page(html, None if url == "http://example.com/" else url))
    notice = article.notice
    people = (*notice.authors, *notice.correspondents)
    return {
        "title": article.title or "",
        "text": "\n".join(article.paragraphs),
        "source": notice.source or "",
        "author": " ".join(notice.authors) or " ".join(people),
        "editor": " ".join(notice.editors),
        "publish_time": article.published or "",
        "notice": [line.text for line in notice.lines],
        "statement": notice.statement or notice.site_statement or "",
        "source_url": notice.source_url or notice.link or "",
    }
