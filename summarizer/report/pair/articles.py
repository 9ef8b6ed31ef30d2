"""A check without the pages it was made from: the articles stand for their pages."""

from __future__ import annotations

from summarizer.data import Article, Check, Line, Reading, Region, Spread


def spread_of(check: Check) -> Spread:
    """``check`` with what its articles tell of the two pages: no links, nothing hidden, nothing around the article."""
    original = reading_of(check.original) if check.original else None
    return Spread(check, original, reading_of(check.repost), rebuilt=True)


def reading_of(article: Article) -> Reading:
    """The lines that an article tells of: title, paragraphs, captions, notice."""
    lines = [Line(article.title, "", "", Region.HEAD)] if article.title else []
    lines += [Line(text, "", "", Region.BODY) for text in article.paragraphs]
    lines += [Line(image.caption, "", "", Region.CAPTION) for image in article.images if image.caption]
    lines += [Line(one.text, one.span.xpath, one.span.css, Region.NOTICE) for one in article.notice.lines if one.text]
    return Reading(article, tuple(lines), (), ())
