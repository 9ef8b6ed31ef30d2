"""From what a user names (an address, a file, standard input) to pages and articles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import pipeline
from summarizer.data import Article, Message, Page
from summarizer.errors import FetchError, InputError
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.fetch.web import Web

# What may pass with time, and what says that the address cannot be judged today: a check calls it unknown.
_NO_ANSWER = ("unresolved", "unreachable", "tls", "timeout", "protocol", "redirects", "robots", "host-away")

# The parser's warnings that explain an empty article, the plainest first.
_NO_TEXT_BECAUSE = ("soft-404", "wall", "needs-js", "framed", "cut-off")


def load(source: str, *, url: str | None = None, settings: Settings, web: Web | None = None) -> Page:
    """The page that ``source`` names: an http(s) address, a file, or ``-`` for standard input.

    ``url`` says where a file or standard input came from, ``web`` where fetched pages come from. Raises
    ``InputError`` and ``FetchError``, also where only a part of the page, or an error page, could be had.
    """
    web = web or _network(settings)
    page = _get(source, url, settings, web)
    if page.status is not None and page.status >= 400:
        raise FetchError(say("fetch.status", url=source, status=page.status), code="status")
    if page.truncated:
        raise FetchError(say("fetch.cut-off", url=source, limit=f"{settings.max_bytes / 1_000_000:g}"), code="cut-off")
    return _with_following(page, settings, web) if is_address(source) else page


def load_article(source: str, *, url: str | None = None, settings: Settings) -> Article:
    """The article in the page that ``source`` names. Raises as ``load``, and ``InputError`` where there is none."""
    article = pipeline.parse(load(source, url=url, settings=settings))
    if not article.paragraphs:
        raise no_article(source, article)
    return article


def no_article(source: str, article: Article) -> InputError:
    """That the page ``source`` has no article, and why, where the parser knows."""
    because = next((one for one in article.warnings if one.code in _NO_TEXT_BECAUSE), None)
    if because is None:
        return InputError(say("input.no-article", source=source), code="no-article")
    reason = Message(because.message, because.message_en)
    return InputError(say("input.no-article-because", source=source, reason=reason), code="no-article")


def load_evidence(source: str, *, url: str | None = None, settings: Settings, web: Web | None = None) -> Page:
    """The page that ``source`` names, for judging: with its style sheets and next pages, and as far as it could be had.

    An address that gives no answer gives an empty page of status 0, which a check calls unknown. Raises as ``load``
    for everything else.
    """
    from summarizer.fetch.related import with_related
    from summarizer.inputs.saved import with_saved_sheets

    web = web or _network(settings)
    try:
        page = _get(source, url, settings, web)
    except FetchError as error:
        if error.code not in _NO_ANSWER:
            raise
        return Page(content=b"", url=source, status=0)
    if not is_address(source):
        return page if source == "-" else with_saved_sheets(page, source, settings)
    return _with_following(with_related(page, settings, web), settings, web)


def load_text(value: str, *, settings: Settings) -> str:
    """``value`` itself, or what the file of that name says. Raises ``InputError`` where there is nothing in it."""
    from summarizer.inputs.source import read_text

    return read_text(value, settings)


def is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _network(settings: Settings) -> Web:
    from summarizer.fetch.web import Direct

    return Direct(settings)


def _get(source: str, url: str | None, settings: Settings, web: Web) -> Page:
    from summarizer.inputs.content import refuse_non_page
    from summarizer.inputs.source import read_source

    if url is not None and not is_address(url):
        raise InputError(say("input.bad-page-url", url=url), code="bad-page-url")
    if not is_address(source):
        if "://" in source and not Path(source).exists():
            raise InputError(say("input.scheme", source=source), code="scheme")
        return read_source(source, settings, url=url)
    page = web.page(source)
    if page.status is None or page.status < 400:  # what comes with an error status is judged by the status
        refuse_non_page(page.content, source)
    return page


def _with_following(page: Page, settings: Settings, web: Web) -> Page:
    """``page``, fetched, with the later pages of its article. One that cannot be had is missed by the parser."""
    from summarizer.parse.following import next_address

    seen = {page.url}
    while len(page.following) < settings.max_following:
        address = next_address(page)
        if address is None or address in seen:
            break
        seen.add(address)
        try:
            following = web.page(address)
        except FetchError:
            break
        if following.status != 200 or following.truncated:
            break
        page = replace(page, following=(*page.following, following))
    return page
