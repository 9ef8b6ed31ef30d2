"""What a repost must do: the original's own notice first, then what is known of its site, then the user's profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarizer.check.context import Requirement
from summarizer.check.profile import Profile, Require, Source
from summarizer.check.registry import Level
from summarizer.data import Article, Duty, DutyKind
from summarizer.text.urls import parse, registrable_domain

_RANK: dict[str, int] = {"warn": 1, "error": 2}
# The keys of a profile's [require] table and the duty each one states.
_KINDS = {
    "link": DutyKind.LINK,
    "statement": DutyKind.STATEMENT,
    "title": DutyKind.ORIGINAL_TITLE,
    "source": DutyKind.SOURCE,
    "author": DutyKind.AUTHOR,
    "editor": DutyKind.EDITOR,
    "prominent": DutyKind.PROMINENT,
    "permission": DutyKind.PRIOR_PERMISSION,
}


@dataclass(frozen=True, slots=True)
class Compiled:
    """All duties in order of origin, and for each kind how much it matters and which of the duties asks for it."""

    duties: tuple[Duty, ...]
    requirements: Mapping[DutyKind, Requirement]


def compile_duties(article: Article | None, profile: Profile, source: Source | None) -> Compiled:
    """The duties of whoever reposts ``article``. Without an article only the user's profile asks for something."""
    duties = list(article.notice.duties) if article else []
    requirements: dict[DutyKind, Requirement] = {}
    for index, duty in enumerate(duties):
        requirements.setdefault(duty.kind, Requirement("error", index))
    for kind, level, text, value in _asked_by_profile(article, profile, source):
        held = requirements.get(kind)
        if held is None or _RANK[level] > _RANK[held.level] or (value and not duties[held.duty].value):
            requirements[kind] = Requirement(_stricter(held, level), len(duties))
            duties.append(Duty(kind, text, None, "profile", value))
    return Compiled(tuple(duties), requirements)


def source_of(article: Article | None, profile: Profile) -> Source | None:
    """The profile entry of the site an article is on: by its address, its canonical address, or the link it states."""
    for url in (article.url, article.canonical_url, article.notice.link) if article else ():
        address = parse(url) if url else None
        domain = registrable_domain(address.host) if address else None
        for source in profile.source.values() if domain else ():
            if domain in source.domains or (address and address.host in source.domains):
                return source
    return None


def is_news(article: Article) -> bool:
    """Does the page label its source or its editor, as news does (互联网新闻信息服务管理规定 art. 15)?"""
    return bool(article.notice.source or article.notice.editors)


def _asked_by_profile(
    article: Article | None, profile: Profile, source: Source | None
) -> Iterator[tuple[DutyKind, Level, str, str | None]]:
    """Kind, level, the words to quote, and the exact manner asked for. What the user's profile turns off stays off."""
    user = _combined(profile.require, profile.require_news if article and is_news(article) else Require())
    site = (source.require if source else Require()).model_dump(exclude_none=True)
    for key, kind in _KINDS.items():
        if user.get(key) == "off" or (kind is DutyKind.STATEMENT and not (article and article.notice.statement)):
            continue
        asked = [
            (value, name) for value, name in ((site.get(key), source and source.name), (user.get(key), profile.name))
        ]
        for value, name in asked:
            if value not in (None, "off"):
                yield from _duties(key, kind, str(value), f"{name}: {key} = {value}")


def _duties(key: str, kind: DutyKind, value: str, text: str) -> Iterator[tuple[DutyKind, Level, str, str | None]]:
    level: Level = "warn" if value == "warn" else "error"
    if key == "link":
        yield DutyKind.LINK, level, text, None
        if value == "hyperlink":
            yield DutyKind.HYPERLINK, level, text, None
    else:
        yield kind, level, text, value if value in ("verbatim", "same", "same-or-labelled") else None


def _combined(general: Require, news: Require) -> dict[str, object]:
    return general.model_dump(exclude_none=True) | news.model_dump(exclude_none=True)


def _stricter(held: Requirement | None, level: Level) -> Level:
    return max(held.level if held else level, level, key=lambda one: _RANK[one])
