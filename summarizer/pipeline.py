"""From a source to an article, an abstract or a check: the only module that knows all stages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.data import Abstract, Article, Check, Message, Page, Reading, Support
from summarizer.errors import FetchError, InputError, SummarizerError
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.originals.register import Register

# The parser's warnings that explain an empty article, the plainest first.
_NO_TEXT_BECAUSE = ("soft-404", "wall", "needs-js", "framed", "cut-off")

Readable = str | bytes | Path | Page

# What may pass with time, and what says that the address cannot be judged today: a check calls it unknown.
_NO_ANSWER = ("unresolved", "unreachable", "tls", "timeout", "protocol", "redirects")


# ---------------------------------------------------------------- sources (an address, a file, standard input)


def load(source: str, *, url: str | None = None, settings: Settings | None = None) -> Page:
    """The page that ``source`` names: an http(s) address, a file, or ``-`` for standard input.

    ``url`` says where a file or standard input came from. Raises ``InputError`` and ``FetchError``, also where only a
    part of the page, or an error page, could be had.
    """
    page = _get(source, url, settings or _settings())
    if page.status is not None and page.status >= 400:
        raise FetchError(say("fetch.status", url=source, status=page.status), code="status")
    if page.truncated:
        limit = f"{(settings or _settings()).max_bytes / 1_000_000:g}"
        raise FetchError(say("fetch.cut-off", url=source, limit=limit), code="cut-off")
    return page


def load_article(source: str, *, url: str | None = None, settings: Settings | None = None) -> Article:
    """The article in the page that ``source`` names. Raises as ``load``, and ``InputError`` where there is none."""
    article = parse(load(source, url=url, settings=settings))
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


def load_evidence(source: str, *, url: str | None = None, settings: Settings | None = None) -> Page:
    """The page that ``source`` names, for judging: with its style sheets and next pages, and as far as it could be had.

    An address that gives no answer gives an empty page of status 0, which a check calls unknown. Raises as ``load``
    for everything else.
    """
    from summarizer.fetch.related import with_related

    chosen = settings or _settings()
    try:
        page = _get(source, url, chosen)
    except FetchError as error:
        if error.code not in _NO_ANSWER:
            raise
        return Page(content=b"", url=source, status=0)
    return with_related(page, chosen) if is_address(source) else page


How = Literal["given", "link", "register", "none"]


class Pair(NamedTuple):
    """The two pages of one check, and how the original was come by."""

    repost: Page
    original: Page | None
    original_by: How = "given"


def load_pair(
    repost: str, original: str | None, *, urls: tuple[str | None, str | None] = (None, None), settings: Settings
) -> Pair:
    """Both pages of a check; ``urls`` say where files came from. Raises as ``load_evidence``.

    ``original`` may also be the name of a registered article. Without one, the links of the repost are followed, then
    the register is searched.
    """
    if repost == original == "-":
        raise InputError(say("input.stdin-twice"), code="stdin-twice")
    page = load_evidence(repost, url=urls[0], settings=settings)
    if original is None:
        return Pair(page, *_found(page, settings))
    registered = None if is_address(original) or Path(original).exists() else _registered(original, settings)
    if registered:
        return Pair(page, registered, "register")
    return Pair(page, load_evidence(original, url=urls[1], settings=settings))


def _found(repost: Page, settings: Settings) -> tuple[Page | None, How]:
    """The original of ``repost``: by the links its notice keeps, then by what it says, in the register."""
    article = parse(repost)
    notice = article.notice
    for url in dict.fromkeys(filter(None, (notice.link, notice.source_url, notice.upstream))):
        page = _followed(url, settings) if is_address(url) else None
        if page and _same_story(article, page):
            return page, "link"
    if settings.originals.exists():
        with open_register(settings) as register:
            for match in register.match(article.text, limit=1):
                return register.page(match.entry.id), "register"
    return None, "none"


def _followed(url: str, settings: Settings) -> Page | None:
    """The page at an address that a repost gives; one that cannot be had is no original."""
    registered = _registered(url, settings)
    if registered:
        return registered
    try:
        page = load_evidence(url, settings=settings)
    except SummarizerError:
        return None
    return page if page.content else None


def _registered(name: str, settings: Settings) -> Page | None:
    if not settings.originals.exists():
        return None
    with open_register(settings) as register:
        return register.page(name)


def _same_story(repost: Article, page: Page) -> bool:
    """Whether ``page`` holds the article that ``repost`` says it was taken from, and not a home page or a notice."""
    from summarizer.originals.signature import RELATED, containment, shingles

    ours, theirs = shingles(repost.text), shingles(parse(page).text)
    return max(containment(ours, theirs), containment(theirs, ours)) >= RELATED


def load_text(value: str, *, settings: Settings | None = None) -> str:
    """``value`` itself, or what the file of that name says. Raises ``InputError`` where there is nothing in it."""
    from summarizer.inputs.source import read_text

    return read_text(value, settings or _settings())


def is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _get(source: str, url: str | None, settings: Settings) -> Page:
    from summarizer.fetch.client import fetch
    from summarizer.inputs.content import refuse_non_page
    from summarizer.inputs.source import read_source

    if url is not None and not is_address(url):
        raise InputError(say("input.bad-page-url", url=url), code="bad-page-url")
    if not is_address(source):
        return read_source(source, settings, url=url)
    page = fetch(source, settings)
    refuse_non_page(page.content, source)
    return page


@cache
def _settings() -> Settings:
    from summarizer.config import load_settings

    return load_settings()


def as_page(page: Readable, *, url: str | None = None) -> Page:
    """A page from what the Python interface takes: markup, bytes, or the path of a saved page."""
    from summarizer.inputs.content import refuse_non_page
    from summarizer.inputs.source import read_source

    if isinstance(page, Page):
        return page
    if isinstance(page, Path):
        return read_source(page, _settings(), url=url)
    refuse_non_page(page, say("input.given"))
    return Page(content=page, url=url)


# ---------------------------------------------------------------- stages


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
    from summarizer.summarize.engine import summarize as run

    read = _article(article)
    if not read.paragraphs:
        raise InputError(say("input.no-text"), code="no-article")
    chosen = settings or _settings()
    return run(read, length=length, model=model or chosen.model, method=method, cache_dir=chosen.cache_dir)


def support(article: Article | str, abstract: str) -> Support:
    """Whether every statement of ``abstract``, whoever wrote it, is in the article."""
    from summarizer.summarize.support import support as run

    return run(_article(article).paragraphs, abstract)


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


def check_pair(pair: Pair, *, profile: str | Path = "default", summary: str | None = None) -> Check:
    """``check`` of two loaded pages, saying how the original was come by."""
    judged = check(pair.repost, pair.original, profile=profile, summary=summary)
    return replace(judged, original_by=pair.original_by)


def open_register(settings: Settings) -> Register:
    """The register of one's own articles, made if it is not there. Raises ``InputError``."""
    from summarizer.originals.register import Register

    return Register(settings.originals)


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
