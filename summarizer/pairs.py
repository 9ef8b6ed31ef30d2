"""The two pages of a check, and where the original comes from when none is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer import pipeline
from summarizer.data import Article, Check, Comparison, Page, Reading, Region, Spread, Verdict
from summarizer.errors import ConfigError, FetchError, InputError, SummarizerError
from summarizer.messages import say
from summarizer.sources import is_address, load_evidence
from summarizer.text.urls import same

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.fetch.web import Web
    from summarizer.originals.register import Register

_OPEN = ("L208", "L209")  # what following a link can settle: a short link, an address that a server may redirect
_MAX_FOLLOWED = 10  # links of one repost

How = Literal["given", "link", "register", "none"]


class Pair(NamedTuple):
    """The two pages of one check, and how the original was come by."""

    repost: Page
    original: Page | None
    original_by: How = "given"
    readings: tuple[Reading | None, Reading | None] = (
        None,
        None,
    )  # of both pages, where finding the original made them


def load_pair(
    repost: str | Page,
    original: str | None,
    *,
    urls: tuple[str | None, str | None] = (None, None),
    settings: Settings,
    web: Web | None = None,
) -> Pair:
    """Both pages of a check; ``urls`` say where files came from, ``web`` where pages that are fetched come from.

    ``original`` may also be the name of a registered article. Without one, the links of the repost are followed, then
    the register is searched. Raises as ``load_evidence``.
    """
    if repost == original == "-":
        raise InputError(say("input.stdin-twice"), code="stdin-twice")
    page = load_evidence(repost, url=urls[0], settings=settings, web=web) if isinstance(repost, str) else repost
    if original is None:
        return _found(page, settings, web)
    registered = None if is_address(original) or Path(original).exists() else _registered(original, settings)
    if registered:
        return Pair(page, registered, "register")
    return Pair(page, load_evidence(original, url=urls[1], settings=settings, web=web))


def _found(repost: Page, settings: Settings, web: Web | None) -> Pair:
    """``repost`` with its original: by the links its notice keeps, then by what it says, in the register."""
    reading = pipeline.read(repost)
    notice = reading.article.notice
    for url in dict.fromkeys(filter(None, (notice.link, notice.source_url, notice.upstream))):
        page = _followed(url, settings, web) if is_address(url) else None
        original = pipeline.read(page) if page else None
        if original and _same_story(reading.article, original.article):
            return Pair(repost, page, "link", (reading, original))
    if settings.originals.exists():
        with open_register(settings) as register:
            for match in register.match(reading.article.text, limit=1):
                return Pair(repost, register.page(match.entry.id), "register", (reading, None))
    return Pair(repost, None, "none", (reading, None))


def _followed(url: str, settings: Settings, web: Web | None) -> Page | None:
    """The page at an address that a repost gives; one that cannot be had is no original."""
    registered = _registered(url, settings)
    if registered:
        return registered
    try:
        page = load_evidence(url, settings=settings, web=web)
    except SummarizerError:
        return None
    return page if page.content else None


def _registered(name: str, settings: Settings) -> Page | None:
    if not settings.originals.exists():
        return None
    with open_register(settings) as register:
        return register.page(name)


def _same_story(repost: Article, other: Article) -> bool:
    """Whether ``other`` is the article that ``repost`` says it was taken from, and not a home page or a notice."""
    from summarizer.originals.signature import RELATED, containment, shingles

    ours, theirs = shingles(repost.text), shingles(other.text)
    return max(containment(ours, theirs), containment(theirs, ours)) >= RELATED


def check_pair(
    pair: Pair,
    *,
    profile: str | Path = "default",
    summary: str | None = None,
    online: Settings | None = None,
    read_original: Callable[[Page], Reading] = pipeline.read,
) -> Check:
    """``check`` of two loaded pages, saying how the original was come by.

    ``read_original`` may remember what it has read: originals repeat. With ``online``, a link of which only the network
    knows where it leads (a short link) is followed once. Raises ``ConfigError`` for the profile.
    """
    return open_pair(pair, profile=profile, summary=summary, online=online, read_original=read_original).check


def open_pair(
    pair: Pair,
    *,
    profile: str | Path = "default",
    summary: str | None = None,
    online: Settings | None = None,
    read_original: Callable[[Page], Reading] = pipeline.read,
) -> Spread:
    """``check_pair`` with both pages opened beside it; ``compared`` says how their texts differ. Raises alike."""
    from summarizer.check.judge import check
    from summarizer.check.profile import load_profile

    rules = load_profile(profile)
    known_repost, known_original = pair.readings
    original = known_original or (read_original(pair.original) if pair.original else None)
    repost = known_repost or pipeline.read(pair.repost)
    judged = check(original, repost, profile=rules, summary=summary)
    if online and any(finding.rule in _OPEN and finding.verdict is Verdict.UNKNOWN for finding in judged.findings):
        judged = check(original, repost, profile=rules, summary=summary, resolved=_resolved(repost, online))
    spread = Spread(replace(judged, original_by=pair.original_by), original, repost)
    if summary is None:
        return spread
    support = pipeline.support((original or repost).article, summary)
    return replace(spread, abstract=support, abstract_of="original" if original else "repost")


def compared(spread: Spread) -> Spread:
    """``spread`` with the differences between its two pages."""
    from summarizer.check.fidelity.facing import compare_pages

    differences = compare_pages(spread.original, spread.repost) if spread.original else Comparison()
    return replace(spread, comparison=differences)


def rendered(pair: Pair) -> Pair:
    """``pair`` with the repost as a real Chromium leaves it. Raises ``ConfigError`` where there is none."""
    from summarizer.parse.sight.render import settled

    page = settled(pair.repost)
    if page is None:
        raise ConfigError(say("input.no-browser"), code="no-browser")
    return pair._replace(repost=page, readings=(None, pair.readings[1]))


def _resolved(repost: Reading, settings: Settings) -> dict[str, str | None]:
    """Where the links of the article lead in the end, ``None``: to nothing. One that gives no answer stays open."""
    from summarizer.fetch.client import fetch

    found: dict[str, str | None] = {}
    wanted = (link.url for link in repost.links if link.region is not Region.OUTSIDE)
    for url in [url for url in dict.fromkeys(wanted) if url and is_address(url)][:_MAX_FOLLOWED]:
        try:
            page = fetch(url, settings)
        except FetchError as error:
            if error.reached and not same(error.reached, url):
                found[url] = error.reached  # the last host is silent, but where the link leads is known
            continue
        found[url] = page.url if page.status is not None and page.status < 400 else None
    return found


def open_register(settings: Settings) -> Register:
    """The register of one's own articles, made if it is not there. Raises ``InputError``."""
    from summarizer.originals.register import Register

    return Register(settings.originals)
