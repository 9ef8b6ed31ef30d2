"""From a page to an article, from articles to an abstract or a check: the module that joins the stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.data import Abstract, Article, Check, Message, Page, Reading, Support
from summarizer.errors import InputError, ModelError
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.config import Settings

Readable = str | bytes | Path | Page


def as_page(page: Readable, *, url: str | None = None) -> Page:
    """A page from what the Python interface takes: markup, bytes, or the path of a saved page."""
    from summarizer.config import default_settings
    from summarizer.inputs.content import refuse_non_page
    from summarizer.inputs.source import read_source

    if isinstance(page, Page):
        return page
    if isinstance(page, Path):
        return read_source(page, default_settings(), url=url)
    refuse_non_page(page, say("input.given"))
    return Page(content=page, url=url)


def parse(page: Readable, *, url: str | None = None) -> Article:
    """The article of a page: title, body, people, notice. A page without one gives no paragraphs, and says why.

    ``page`` is markup, bytes (decoded here), the path of a saved page, or a ``Page``; ``url`` says where it came from.
    Raises ``InputError`` where it is empty or no page.
    """
    from summarizer.parse.page import read_article

    return read_article(as_page(page, url=url))


def read(page: Readable, *, url: str | None = None) -> Reading:
    """The article with all that a reader of the page sees, or is kept from seeing."""
    from summarizer.parse.page import read_page

    return read_page(as_page(page, url=url))


def summarize(
    article: Article | str,
    *,
    length: str | int = "standard",
    model: str | None = None,
    method: str = "auto",
    settings: Settings | None = None,
) -> Abstract:
    """An abstract of ``article`` (or of plain text), with the paragraphs that bear out each of its sentences.

    ``length`` is ``short``, ``standard``, ``long`` or a number of characters; ``model`` a name, a path or a hub id;
    ``method`` is ``auto``, ``abstractive`` or ``extractive``. Raises ``InputError`` where there is no text,
    ``ModelError`` where a model that was asked for cannot be had.
    """
    return summarize_all([article], length=length, model=model, method=method, settings=settings)[0]


def summarize_all(
    articles: Sequence[Article | str],
    *,
    length: str | int = "standard",
    model: str | None = None,
    method: str = "auto",
    settings: Settings | None = None,
) -> list[Abstract]:
    """``summarize`` of each of ``articles``; a model writes several at a time."""
    from summarizer.config import default_settings
    from summarizer.summarize.engine import summarize_all as run

    read = list(map(_article, articles))
    if not all(article.paragraphs for article in read):
        raise InputError(say("input.no-text"), code="no-article")
    chosen = settings or default_settings()
    return run(read, length=length, model=model or chosen.model, method=method, cache_dir=chosen.cache_dir)


def prepare(
    tell: Callable[[Message], None],
    *,
    model: str | None = None,
    method: str = "auto",
    settings: Settings | None = None,
) -> None:
    """Build the model that ``summarize`` would write with, if it is one of ours and not built yet.

    That takes minutes, once; ``tell`` is given a sentence for each step. Raises ``ModelError`` where it cannot be had.
    """
    from summarizer.config import default_settings
    from summarizer.summarize.engine import prepare as run

    chosen = settings or default_settings()
    run(method, model or chosen.model, chosen.cache_dir, tell)


def support(
    article: Article | str, abstract: str, *, model: str | None = None, settings: Settings | None = None
) -> Support:
    """Whether every statement of ``abstract``, whoever wrote it, is in the article.

    ``model``: a name of the catalogue whose judge is to read it too, which sees more and takes seconds. Raises
    ``ModelError`` where that model cannot be had or has no judge.
    """
    from summarizer.summarize.support import doubted
    from summarizer.summarize.support import support as run

    read = _article(article)
    paragraphs = read.paragraphs
    proved = run(paragraphs, abstract)
    if model is None or not proved.sentences:
        return proved
    from summarizer.config import default_settings
    from summarizer.summarize.loader import load_summarizer

    whole = "".join(one.sentence for one in proved.sentences)
    using = load_summarizer(model, cache_dir=(settings or default_settings()).cache_dir)
    if not using.judges:
        raise ModelError(say("summarize.no-judge", model=model))
    place = using.doubts(paragraphs, [whole], read.title)[0]
    return proved if place is None else doubted(proved, place)


def check(
    repost: Readable,
    original: Readable | None = None,
    *,
    repost_url: str | None = None,
    original_url: str | None = None,
    profile: str | Path = "default",
    summary: str | None = None,
) -> Check:
    """Whether ``repost`` keeps what ``original`` asks of those who repost it.

    Both are markup, bytes, paths of saved pages or ``Page``. ``profile`` is a name or the path of a TOML file;
    ``summary`` an abstract published with the repost, which is judged too. Raises ``InputError``, ``ConfigError``.
    """
    from summarizer.check.judge import check as run
    from summarizer.check.profile import load_profile

    rules = load_profile(profile)
    first = None if original is None else read(original, url=original_url)
    return run(first, read(repost, url=repost_url), profile=rules, summary=summary)


def _article(article: Article | str) -> Article:
    """Plain text as an article: paragraphs stand on lines of their own."""
    from hashlib import sha256

    from summarizer.data import Decode, Notice

    if isinstance(article, Article):
        return article
    paragraphs = tuple(line for line in (" ".join(raw.split()) for raw in article.splitlines()) if line)
    digest = sha256(article.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        url=None,
        canonical_url=None,
        site=None,
        title=None,
        published=None,
        language=None,
        paragraphs=paragraphs,
        images=(),
        notice=Notice(),
        warnings=(),
        decode=Decode("utf-8"),
        sha256=digest,
    )
