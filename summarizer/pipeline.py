"""From a source to an article, an abstract or a check: the only module that knows all stages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.data import Abstract, Article, Check, Page, Reading, Support

if TYPE_CHECKING:
    from summarizer.config import Settings


def load(source: str, *, url: str | None = None, settings: Settings | None = None) -> Page:
    """The page that ``source`` names: an http(s) address, a file, or ``-`` for standard input.

    ``url`` says where a file or standard input came from. Raises ``InputError`` and ``FetchError``.
    """
    raise NotImplementedError


def as_page(page: str | bytes | Path | Page, *, url: str | None = None) -> Page:
    """A page from what the Python interface takes: markup, bytes, or the path of a saved page."""
    raise NotImplementedError


def parse(page: str | bytes | Path | Page, *, url: str | None = None) -> Article:
    from summarizer.parse.page import read_article

    return read_article(as_page(page, url=url))


def read(page: str | bytes | Path | Page, *, url: str | None = None) -> Reading:
    from summarizer.parse.page import read_page

    return read_page(as_page(page, url=url))


def summarize(
    article: Article | str, *, length: str | int = "standard", model: str | None = None, method: str = "auto"
) -> Abstract:
    raise NotImplementedError


def support(article: Article | str, abstract: str) -> Support:
    raise NotImplementedError


def check(
    repost: str | bytes | Path | Page,
    original: str | bytes | Path | Page | None = None,
    *,
    repost_url: str | None = None,
    original_url: str | None = None,
    profile: str | Path = "default",
) -> Check:
    raise NotImplementedError
