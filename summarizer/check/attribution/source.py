"""A401, A402, A406, A407: is the original's source named where a reader meets it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Hamming

from summarizer.check.attribution.credits import (
    Named,
    find_name,
    hidden_mention,
    in_sight,
    labelled_sources,
    phrases,
    plain,
    undecided,
)
from summarizer.check.attribution.report import capped, hidden_cause, line_fix, stated
from summarizer.check.context import Context, on_repost
from summarizer.check.link.references import references
from summarizer.check.registry import Raised, Stage, rule
from summarizer.data import DutyKind, Link, Region
from summarizer.messages import say
from summarizer.text.fold import simplify
from summarizer.text.sources import is_vague
from summarizer.text.stations import station_at
from summarizer.text.urls import Address, join, parse, registrable_domain

_SEVERAL = re.compile(r"[与和及、/|]")  # 首发于 A 与 B: either will do
_OWNER = re.compile(r"(?:©|\(c\)|copyright|^)[\s\d–-]*([一-鿿A-Za-z]{2,12})\s*版权所有", re.IGNORECASE)


def expected_sources(context: Context) -> tuple[str, ...]:
    """Names that name the original's source, the one it prints first: its own label, its site, all known aliases."""
    article = context.original.article if context.original else None
    if article is None:
        return ()
    printed = [name for name in (article.notice.source, article.site, article.notice.upstream) if name and plain(name)]
    parts = [part for name in printed for part in _SEVERAL.split(name) if len(plain(part)) > 1]
    return tuple(dict.fromkeys([*printed, *parts, *_aliases(context)]))


def _aliases(context: Context) -> list[str]:
    source = context.source
    if source is None:
        return []
    stations = [station for station in source.stations.values() if station] or [""]
    return [
        name.replace("{station}", station)
        for name in (source.name, *source.aliases)
        for station in (stations if "{station}" in name else [""])
    ]


def names_source(context: Context, name: str) -> bool:
    """Does ``name`` name the original's source? A longer form of a known name does (``红网时刻 郴州``)."""
    given = plain(name)
    for expected in map(plain, expected_sources(context)):
        before, found, _ = given.partition(expected)
        if given and (given == expected or (len(expected) > 1 and found and not _not_given(before))):
            return True
        if len(given) >= 3 and expected.startswith(given):
            return True
    return False


def _not_given(before: str) -> bool:
    """Does what stands before an outlet's name deny that it is the source, or name the outlet for something else?"""
    return plain(before).endswith(tuple(phrases()["source"]["not_given"]))


def is_self(context: Context, name: str) -> bool:
    """Does the reposter name itself: ``本站``, its own site's name, its own host?"""
    given, own = plain(name), _own_names(context)
    own = own | {plain(word) for word in phrases()["source"]["own"]}
    return given in own or any(given.removesuffix(tail) in own for tail in phrases()["source"]["site_tails"])


def _own_names(context: Context) -> set[str]:
    article = context.repost.article
    address = parse(article.url) if article.url else None
    names = {plain(article.site)} if article.site else set()
    names |= context.once(site_names)
    if address:
        domain = registrable_domain(address.host)
        names |= {plain(address.host), plain(domain)}
        names |= {
            plain(name)
            for source in context.profile.source.values()
            if domain in source.domains
            for name in (source.name, *source.aliases)
        }
    return names - {""}


def site_names(context: Context) -> set[str]:
    """What the repost's site calls itself: in the links to its home page, and before 版权所有 in its footer."""
    base = context.repost.article.url
    home = parse(join(base, "/") or "") if base else None
    titles = {link.text for link in context.repost.links if home and _leads_home(link, home)}
    footers = {
        match.group(1)
        for line in context.repost.lines
        if line.region is Region.OUTSIDE and (match := _OWNER.search(line.text))
    }
    generic = {plain(word) for word in phrases()["source"]["generic_sites"]}
    return {plain(name) for name in titles | footers if len(plain(name)) > 1} - generic


def _leads_home(link: Link, home: Address) -> bool:
    address = parse(link.url or "") if link.via == "a" else None
    return address is not None and address.path in ("", "/") and address.host == home.host


@rule("A401", "source-missing", "error", stage=Stage.ATTRIBUTION)
def source_missing(context: Context) -> Iterator[Raised]:
    """
    What: 转载页正文区没有注明来源。
        The article on the repost does not say where it comes from.
    Why: 读者要知道是谁采写的；来源要能追溯。
        Readers must see who reported it, and the source must be traceable.
    Bad: 发布时间：2024-05-06 10:00（没有“来源：”）
        Published 2024-05-06 10:00, and no 来源
    Good: 来源：红网
    Mend: 在标题下或文末写明“来源：原单位名称”。
        State 来源 and the outlet's name below the title or at the end.
    Law: 互联网新闻信息服务管理规定第十五条；著作权法实施条例第十九条。
        Provisions on Internet News Information Services art. 15; Implementing Regulations of the Copyright Law art. 19.
    """
    asked = context.requirement(DutyKind.SOURCE)
    if asked is None or not expected_sources(context) or context.once(source_lines):
        return
    name = expected_sources(context)[0]
    hidden = hidden_mention(context.repost, name)
    causes, evidence = hidden_cause(hidden)
    left_open = _left_open(context)
    if left_open:
        causes = (left_open,)
    yield Raised(
        say("fidelity.A401", source=name),
        level="unknown" if left_open and asked.level == "error" else capped(asked.level),
        duty=asked.duty,
        causes=causes,
        evidence=(*evidence, *stated(context.original, name)),
        fix=line_fix("来源", name),
        absence=hidden is None,
    )


def _left_open(context: Context) -> str | None:
    """The rule because of which it cannot be told whether a reader sees the right source that is there."""
    named = (one for one in labelled_sources(context.repost) if names_source(context, one.name))
    return next((rule for one in named if (rule := undecided(one.line, one.start, one.end))), None)


def source_lines(context: Context) -> tuple[Named, ...]:
    """The credits of a source on the repost: the labelled ones, else unlabelled mentions of an expected name."""
    labelled = tuple(one for one in labelled_sources(context.repost) if in_sight(one.line, one.start, one.end))
    own = tuple(one for one in labelled if one.role != "asked")
    return own or labelled or tuple(_mentions(context))


def _mentions(context: Context) -> Iterator[Named]:
    """An expected name above or below the body counts without a label; in the title or in prose it does not."""
    title = plain(context.repost.article.title or "")
    for name in expected_sources(context):
        for one in find_name(context.repost, name):
            apart = one.line.region != "body" and plain(one.line.text) != title
            if apart and in_sight(one.line, one.start, one.end) and not _not_given(one.line.text[: one.start]):
                yield one


@rule("A402", "source-vague-or-self", "error", stage=Stage.ATTRIBUTION)
def source_vague_or_self(context: Context) -> Iterator[Raised]:
    """
    What: 来源写成“网络”“综合”“本站”等，或写成转载者自己。
        The source given is 网络, 综合, 本站 …, or the reposter itself.
    Why: 含糊的来源等于没有来源；写自己则是冒充原创。
        A vague source names nobody; naming oneself claims the work.
    Bad: 来源：网络
    Good: 来源：红网
    Mend: 把来源改为原单位名称。
        Replace it by the name of the original outlet.
    Law: 著作权法第二十四条；法院认为仅注明“来源于网络”不构成指明出处。
        Copyright Law art. 24; courts hold that 来源于网络 names no source.
    """
    asked = context.requirement(DutyKind.SOURCE)
    named = context.once(source_lines)
    if asked is None or not expected_sources(context) or any(names_source(context, one.name) for one in named):
        return
    for one in named:
        key = "vague" if is_vague(one.name) else "self" if is_self(context, one.name) else None
        if key:
            name = expected_sources(context)[0]
            yield Raised(
                say(f"fidelity.A402-{key}", found=one.name, source=name),
                duty=asked.duty,
                evidence=(on_repost(one.line, one.start, one.end), *stated(context.original, name)),
                fix=line_fix("来源", name),
            )
            return


@rule("A406", "source-intermediate", "warn", stage=Stage.ATTRIBUTION)
def source_intermediate(context: Context) -> Iterator[Raised]:
    """
    What: 来源写的是中间转载者，没有写原单位。
        The source named is a site in between, not the original outlet.
    Why: 来源应追溯到首发单位；链条每过一手就少一层信息。
        The source should lead to whoever published first; every hand in between loses some of it.
    Bad: 来源：某门户（原文出自红网）；只改一两个字的近似名称（来源：江网）判为不通过
        来源: a portal, while the text comes from 红网; a name off by a character (江网) fails
    Good: 来源：红网，经某门户转载
        来源: 红网, by way of the portal
    Mend: 写原单位名称；中间转载者可另行注明。
        Name the original outlet; the site in between may be named as well.
    Law: 互联网新闻信息服务管理规定第十五条（来源可追溯）。
        Provisions on Internet News Information Services art. 15 (traceable sources).
    """
    asked = context.requirement(DutyKind.SOURCE)
    named = context.once(source_lines)
    if asked is None or not expected_sources(context):
        return
    station = next((one for one in named if _is_other_station(context, one.name)), None)
    if station and len(named) == 1:
        place = on_repost(station.line, station.start, station.end)
        message = say("fidelity.A406-station", found=station.name, source=expected_sources(context)[0])
        yield Raised(message, level="warn", duty=asked.duty, evidence=(place,))
    between = [one for one in named if not _known(context, one.name)]
    if not between:
        yield from _vague_beside(context, named, asked.duty)
        return
    right = any(names_source(context, one.name) for one in named)
    if len(between) < len(named) and not right:
        return  # A402 speaks
    chain = all(_is_chain(one) for one in between) and context.once(references).good
    source = expected_sources(context)[0]
    altered = not right and _is_altered(context, between[0].name)
    traceable = (right or chain) and not altered
    key = "fidelity.A406-altered" if altered else "fidelity.A406-linked" if traceable else "fidelity.A406"
    yield Raised(
        say(key, found=between[0].name, source=source),
        level="error" if altered else "info" if traceable else None,
        duty=asked.duty,
        evidence=(on_repost(between[0].line, between[0].start, between[0].end),),
        fix=None if traceable else line_fix("来源", source),
    )


def _vague_beside(context: Context, named: tuple[Named, ...], duty: int) -> Iterator[Raised]:
    """A label that names nobody (来源：网络) beside the one that names the original: readers get two answers."""
    vague = next((one for one in named if one.role == "source" and is_vague(one.name)), None)
    if vague and any(names_source(context, one.name) for one in named):
        message = say("fidelity.A406-vague", found=vague.name, source=expected_sources(context)[0])
        yield Raised(message, duty=duty, evidence=(on_repost(vague.line, vague.start, vague.end),))


def _is_altered(context: Context, name: str) -> bool:
    """Is it the original's name with a character or two replaced (江网时刻 for 红网时刻), or denied (非红网时刻)?"""
    given = plain(name)
    return any(
        (len(expected) > 1 and expected in given and _not_given(given.partition(expected)[0]))
        or (len(given) == len(expected) >= 3 and 0 < Hamming.distance(given, expected) <= 1 + (len(expected) > 7))
        for expected in map(plain, expected_sources(context))
    )


def _known(context: Context, name: str) -> bool:
    return names_source(context, name) or is_vague(name) or is_self(context, name)


def _is_other_station(context: Context, name: str) -> bool:
    """Does it name another station of the same group than the original is on (红网长沙站 for 红网郴州站)?"""
    article = context.original.article if context.original else None
    address = parse(article.url or "") if article else None
    stations = context.source.stations if context.source else {}
    own = station_at(address.host, stations) if address else None
    printed = plain("".join((article.notice.source or "", article.notice.statement or ""))) if article else ""
    others = (station for station in stations.values() if station != own and station not in printed)
    return own is not None and own not in plain(name) and any(station in plain(name) for station in others)


def _is_chain(named: Named) -> bool:
    """Is it introduced as where the copy was taken (转自), not as its source (来源)?"""
    before = named.line.text[max(0, named.start - 12) : named.start].rstrip(" :：|｜/")
    return simplify(before).endswith(tuple(phrases()["source"]["chain_labels"]))


@rule("A407", "source-not-listed", "info", stage=Stage.ATTRIBUTION)
def source_notlisted(context: Context) -> Iterator[Raised]:
    """
    What: 来源不在你提供的稿源名单里。
        The source is not on the list of sources that you gave.
    Why: 新闻单位只能转载名单内单位的稿件；名单会变，由你提供。
        News units may repost only from listed units; the list changes, so you supply it.
    Bad: 来源：某自媒体
        来源: a private account
    Good: 来源：名单内的新闻单位
        来源: a unit on the list
    Mend: 换用名单内单位的稿件，或更新名单文件。
        Use a listed unit's report, or update the list.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    path = context.profile.options.listed_sources
    names = expected_sources(context)
    if path is None or not names:
        return
    try:
        listed = {plain(name) for line in path.read_text(encoding="utf-8").splitlines() for name in line.split("\t")}
    except (OSError, UnicodeDecodeError):
        yield Raised(say("fidelity.A407-unread", path=path), level="warn")
        return
    if not listed & {plain(name) for name in names}:
        yield Raised(say("fidelity.A407", source=names[0], path=path.name), duty=context.duty(DutyKind.SOURCE))
