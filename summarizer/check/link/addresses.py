"""How an address on the repost relates to the addresses of the original. No network, no guessing.

Equal addresses are equal by the rules every browser follows (``text.urls``); anything beyond that (article numbers,
sister hosts, ``index.html``) counts only where the profile of the original's site says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl

from summarizer.check.context import Context
from summarizer.check.link.detours import carried, is_short, listing_words, lookalike, unwrapped
from summarizer.check.profile import Source
from summarizer.data import Article, Region
from summarizer.text.urls import Address, parse, registrable_domain


class Relation(StrEnum):
    """What an address is to the original, best first."""

    SAME = "same"
    DECLARED = "declared"  # equal because the site's profile says so
    SISTER = "sister"  # the same article number on a sister host
    SHORT = "short"  # a short link or jump page that was not followed
    UNSURE = "unsure"  # depends on the server
    BROKEN = "broken"  # would be the original, were it an address
    LOOKALIKE = "lookalike"
    OTHER = "other"  # another article of the site, or a copy elsewhere
    GENERAL = "general"  # home, channel or author page
    UNRELATED = "unrelated"


GOOD = frozenset({Relation.SAME, Relation.DECLARED, Relation.SISTER})


@dataclass(frozen=True, slots=True)
class Judged:
    """The relation, why (a key of the messages), and whether a known jump page was unwrapped on the way."""

    relation: Relation
    why: str = ""
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """The addresses at which the original stands. Empty when none is known: then nothing about links can be said."""

    addresses: tuple[Address, ...]
    source: Source | None

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.key(one) for one in self.addresses)

    def key(self, address: Address) -> str:
        return _key(address, self.source)

    def owns(self, host: str) -> bool:
        """Is this a host of the original's site?"""
        domain = registrable_domain(host)
        declared = self.source.domains if self.source else ()
        return domain in declared or any(registrable_domain(one.host) == domain for one in self.addresses)


def targets_of(context: Context) -> Targets:
    """Where the original stands: its address, the one it declares canonical, those its notice gives."""
    if context.original is None:
        return Targets((), context.source)
    article = context.original.article
    stated = [article.url, *_stated(article), *_first_published(context)]
    found = [address for url in stated if url and (address := parse(url))]
    canonical = parse(article.canonical_url) if article.canonical_url else None
    if canonical and (not found or (canonical.path != "/" and canonical.host == found[0].host)):
        found.append(canonical)
    return Targets(tuple(dict.fromkeys(found)), context.source)


def _stated(article: Article) -> Iterator[str | None]:
    yield article.notice.link
    yield article.notice.source_url if article.notice.upstream else None
    yield from (duty.value for duty in article.notice.duties if duty.value and duty.value.startswith("http"))


def _first_published(context: Context) -> Iterator[str | None]:
    """Links by which the original says that it also stands elsewhere (本文首发于 …, 同步发布于 …)."""
    reading = context.original
    for link in reading.links if reading else ():
        line = (
            reading.lines[link.line] if reading and link.line is not None and link.line < len(reading.lines) else None
        )
        if line and line.region is not Region.OUTSIDE and re.search("首发|同步发|原载", line.text):
            yield link.url


def judge(
    url: str | None, targets: Targets, resolved: Mapping[str, str | None] | None = None, *, written: str | None = None
) -> Judged:
    """The relation of ``url`` to the original, and how it differs where it is the same but ``written`` otherwise.

    ``resolved`` says where short links lead, if they were followed.
    """
    address = parse(url) if url else None
    if address is None:
        return Judged(Relation.UNRELATED)
    inner, wrapped = unwrapped(address)
    judged = replace(_relation(inner, targets), wrapped=wrapped)
    final = parse(followed(address, resolved or {}) or "")
    if final and (judged.relation not in GOOD) and judged.relation is not Relation.LOOKALIKE:
        led = _relation(final, targets)
        if led.relation in GOOD or judged.relation in (Relation.SHORT, Relation.UNSURE):
            return replace(led, why="followed" if judged.relation is Relation.UNSURE else "resolved")
        if judged.relation is Relation.GENERAL:
            return replace(judged, why="followed")
    if judged.relation is Relation.SAME and not judged.why and not wrapped:
        odd = (written or url) not in {one.href for one in targets.addresses}
        return replace(judged, why="scheme" if odd else "")
    return judged


def followed(address: Address, resolved: Mapping[str, str | None]) -> str | None:
    """Where an address leads, if it was followed; ``""`` when it leads nowhere, ``None`` when nobody followed it."""
    led = {known.key: target or "" for url, target in resolved.items() if (known := parse(url))}
    return led.get(address.key)


def article_id(address: Address, source: Source | None) -> str | None:
    """The article number in an address, by the site's patterns."""
    for pattern in source.article_id if source else ():
        for text in (address.path, f"{address.path}?{address.query}"):
            if found := _compiled(pattern).search(text):
                return found[1]
    return None


def _relation(address: Address, targets: Targets) -> Judged:
    if targets.key(address) in targets.keys:
        return Judged(Relation.SAME, _noted(address, targets))
    if any(registrable_domain(one.host) in address.userinfo for one in targets.addresses):
        return Judged(Relation.LOOKALIKE, "userinfo")
    return _same_site(address, targets) if targets.owns(address.host) else _elsewhere(address, targets)


def _elsewhere(address: Address, targets: Targets) -> Judged:
    """An address on another site than the original's."""
    if is_short(address):
        return Judged(Relation.SHORT, "short")
    copied = any(len(one.path) > 1 and one.path == address.path for one in targets.addresses)
    for domain in dict.fromkeys(registrable_domain(one.host) for one in targets.addresses):
        if why := lookalike(address.host, domain, copied=copied):
            return Judged(Relation.LOOKALIKE, why)
    if any(targets.key(one) in targets.keys for one in carried(address)):
        return Judged(Relation.SHORT, "jump")
    return Judged(Relation.OTHER, "copy") if copied else Judged(Relation.UNRELATED)


def _same_site(address: Address, targets: Targets) -> Judged:
    for target in targets.addresses:
        if address.host == target.host and (judged := _same_host(address, target, targets)):
            return judged
    number = article_id(address, targets.source)
    if address.port not in ("", "80", "443", *(one.port for one in targets.addresses)):
        return Judged(Relation.OTHER, "site")  # whatever listens there is another server
    if number and number in {article_id(one, targets.source) for one in targets.addresses}:
        return _sister(address, targets)
    return Judged(Relation.GENERAL if _is_general(address, targets) else Relation.OTHER, "site")


def _same_host(address: Address, target: Address, targets: Targets) -> Judged | None:
    """Addresses that differ in what some servers ignore: ``//``, a slash at the end, index.html, htm, a parameter."""
    declared = targets.source.same_path if targets.source else ()
    for name, ignore in _SERVER_DEPENDENT.items():
        if ignore(address.path) == ignore(target.path) and address.path != target.path:
            return Judged(Relation.DECLARED if name in declared else Relation.UNSURE, name)
    if address.path == target.path and not target.query and address.query:
        static = re.search(r"\.s?html?$", address.path) or article_id(target, targets.source)
        return Judged(Relation.DECLARED if static else Relation.UNSURE, "parameter")
    return None


def _sister(address: Address, targets: Targets) -> Judged:
    """The same article number on another host, or in another form of address."""
    source = targets.source
    for entry in source.equivalent if source else ():
        hosts = re.compile("|".join(re.escape(one).replace(r"\{station\}", "[a-z0-9_-]+") for one in entry.hosts))
        if hosts.fullmatch(address.host) and any(hosts.fullmatch(one.host) for one in targets.addresses):
            here = {_station(address.host), *(_station(one.host) for one in targets.addresses)}
            stations = here & set(source.stations if source else ())
            why = "station" if len(stations) > 1 else "sister"
            return Judged(Relation.DECLARED if entry.verdict == "pass" and why == "sister" else Relation.SISTER, why)
    if any(address.host == one.host for one in targets.addresses):
        return Judged(Relation.UNSURE, "number")
    return Judged(Relation.OTHER, "host")


def _station(host: str) -> str:
    return host.split(".", maxsplit=1)[0].removesuffix("-wap")


def _is_general(address: Address, targets: Targets) -> bool:
    """Home, channel, column or author page: no article number, and not as deep as the original."""
    if article_id(address, targets.source):
        return False
    path = address.path.rstrip("/")
    if not path or re.search(r"(?i)/(index|default)\.\w+$", path) or set(path.split("/")) & listing_words():
        return True
    depth = path.count("/")
    above = any(one.path.startswith(path + "/") for one in targets.addresses)
    shallow = depth < min((one.path.rstrip("/").count("/") for one in targets.addresses), default=1)
    return above or (shallow and not re.search(r"\d{4,}|\.s?html?$", path))


def _noted(address: Address, targets: Targets) -> str:
    """Which harmless difference an equal address has; empty when it is written as the original's own."""
    first = targets.addresses[0]
    if address.host != first.host and targets.key(address) != targets.key(first):
        return "several"
    if address in targets.addresses:
        return ""
    for target in targets.addresses:
        if address.host == target.host and (address.path, address.query) == (target.path, target.query):
            return "fragment" if address.fragment != target.fragment else "scheme"
    return "parameter"


def _key(address: Address, source: Source | None) -> str:
    if source and source.keep_params and address.query:
        kept = [pair for pair in parse_qsl(address.query) if pair[0] in source.keep_params]
        if kept:
            return f"{address.host}{address.path}?{sorted(kept)}"
    return address.key_without(source.drop_params if source else ())


_SERVER_DEPENDENT: dict[str, Callable[[str], str]] = {
    "double-slash": lambda path: re.sub("/{2,}", "/", path),
    "trailing-slash": lambda path: path.rstrip("/"),
    "index": lambda path: re.sub(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", "/", path).rstrip("/"),
    "htm-html": lambda path: re.sub(r"\.(s?)htm$", r".\1html", path),
}


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
