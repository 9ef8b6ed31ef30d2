"""The next page of an article that runs over several."""

from __future__ import annotations

from summarizer.data import Page
from summarizer.parse.page import parse_page, planted
from summarizer.parse.wall import next_page, onward


def next_address(page: Page) -> str | None:
    """The address of the page after the last of ``page`` and its following pages; ``None`` where there is none."""
    last = page.following[-1] if page.following else page
    if onward(planted(last), last.url) is None:
        return None  # most pages are told so without laying them out
    piece = parse_page(last).pieces[0]
    return next_page(piece.tree, piece.layout, last.url)
