"""P701 to P707: permission, prohibition, commerce, share-alike, embargo. What a page cannot prove stays unknown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

from summarizer.check.attribution.credits import alternatives, in_sight, phrases, plain
from summarizer.check.context import Context, on_original, on_repost
from summarizer.check.fidelity.compare import compare
from summarizer.check.profile import Grant
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.data import DutyKind, Evidence, Line, Region, Sight
from summarizer.messages import say
from summarizer.text.fold import folded, simplify
from summarizer.text.numbers import Kind, find_numbers

_ASKS = (DutyKind.WRITTEN_PERMISSION, DutyKind.PRIOR_PERMISSION, DutyKind.PAYMENT)
_REPOSTING = re.compile("转载|转贴|转帖|转发|摘编|刊登|刊载|使用|引用")
_REPUBLISHED = 0.3  # the share of the text from which a page republishes it


def granted(context: Context) -> bool:
    """Is a permission on file that covers this repost of this original today?"""
    return any(_covers(grant, context) and not _expired(grant, context) for grant in context.profile.grant)


def _covers(grant: Grant, context: Context) -> bool:
    original = context.original.article if context.original else None
    addresses = (
        [url or "" for url in (original.url, original.canonical_url, original.notice.link)] if original else [""]
    )
    here = context.repost.article.url or ""
    return fnmatchcase(here, grant.repost) and any(fnmatchcase(url, grant.original) for url in addresses)


def _expired(grant: Grant, context: Context) -> bool:
    return grant.until is not None and context.today > grant.until


def _asking(context: Context, duty: int) -> tuple[Evidence, ...]:
    """The words on the original that ask for it."""
    words = plain(context.duties[duty].text)
    lines = context.original.lines if context.original and context.duties[duty].span else ()
    return tuple(on_original(line) for line in lines if words and words in plain(line.text))[:1]


@rule("P701", "permission-unproved", "unknown", stage=Stage.RIGHTS)
def permission_unproved(context: Context) -> Iterator[Raised]:
    """
    What: 原文要求事先（或书面）授权、付酬，而配置里没有相应的授权记录。
        The original asks for permission (or payment), and no grant is on file.
    Why: 网页上看不出有没有授权；不能判合格，也不能判侵权。
        A page cannot show whether permission was given: neither pass nor fail.
    Bad: 原文“未经授权不得转载”，配置中没有 [[grant]]
        No [[grant]] in the profile for a text that asks for permission
    Good: [[grant]] original = "https://news.example/*", reason = "合同 2026-17", until = 2027-01-01
    Mend: 取得授权后在配置中登记 [[grant]]，写明依据和有效期。
        Get permission, then record it as a [[grant]] with its reason and expiry.
    Law: 著作权法第二十四条、第二十六条；国版办发〔2015〕3号。
        Copyright Law arts. 24, 26; NCAC notice 2015 no. 3.
    """
    duty = context.duty(*_ASKS)
    if duty is None or granted(context):
        return
    expired = next((one for one in context.profile.grant if _covers(one, context)), None)
    level: Level | None = "error" if context.profile.options.strict_permission else None
    key = "fidelity.P701-expired" if expired else "fidelity.P701"
    yield Raised(
        say(key, words=context.duties[duty].text, until=expired.until if expired else ""),
        level=level,
        duty=duty,
        evidence=_asking(context, duty),
    )


@rule("P702", "forbidden", "error", stage=Stage.RIGHTS)
def forbidden(context: Context) -> Iterator[Raised]:
    """
    What: 原文禁止转载，转载页却登了正文。
        The original forbids reposting, and the page republishes it.
    Why: 声明“禁止转载”的，法定许可也不适用。
        Where reposting is forbidden no statutory licence applies.
    Bad: 原文“谢绝转载”，全文照登
        谢绝转载, and the whole text is there
    Good: 只写摘要并链接原文，或另行取得授权
        A summary with a link, or permission on file
    Mend: 撤下正文，改为摘要加链接；或取得授权并登记。
        Take the text down and link to it, or get permission and record it.
    Law: 著作权法第三十五条第二款；第五十三条。
        Copyright Law arts. 35(2), 53.
    """
    duty = context.duty(DutyKind.FORBIDDEN)
    if duty is None or granted(context) or context.once(compare).kept < _REPUBLISHED:
        return
    words = context.duties[duty].text
    outright = context.duties[duty].origin != "site" or _REPOSTING.search(simplify(words))
    yield Raised(
        say("fidelity.P702", words=words),
        level=None if outright else "unknown",  # 版权所有，翻版必究 in a footer warns; it does not say that nobody may
        duty=duty,
        evidence=_asking(context, duty),
    )


@rule("P703", "non-commercial", "warn", stage=Stage.RIGHTS)
def commercial_use(context: Context) -> Iterator[Raised]:
    """
    What: 原文只许非商业使用，转载页带广告或收费。
        The original allows non-commercial use only; the page carries advertisements or charges.
    Why: 是否商业使用由人判断；广告和付费墙是线索。
        Whether a use is commercial is for people to judge; advertisements and paywalls are signs.
    Bad: CC BY-NC 文章下方投放广告
        Advertisements below a CC BY-NC text
    Good: 无广告的转载页
        A page without them
    Mend: 去掉该页的广告和收费，或取得商业授权。
        Remove them from this page, or get a commercial licence.
    Law: CC BY-NC 4.0 第 1(i) 条。
        CC BY-NC 4.0 section 1(i).
    """
    duty = context.duty(DutyKind.NON_COMMERCIAL, DutyKind.COMMERCIAL_PERMISSION)
    if duty is None or granted(context):
        return
    signs = list(_commerce(context))
    if signs:
        words = context.duties[duty].text
        yield Raised(
            say("fidelity.P703", words=words, sign=signs[0][0]), duty=duty, evidence=tuple(e for _, e in signs[:3])
        )


def _commerce(context: Context) -> Iterator[tuple[str, Evidence]]:
    signs = phrases()["rights"]
    words, labels = re.compile(alternatives(signs["commercial"])), set(signs["commercial_labels"])
    for line in context.repost.lines:
        text = folded(simplify(line.text)) if len(line.text) <= 60 and line.region is not Region.BODY else ""
        match = words.search(text)
        if match or plain(text) in labels or text.startswith(("广告:", "推广:")):
            yield match.group() if match else text[:10], on_repost(line)
    scripts = re.compile(alternatives(phrases()["rights"]["ad_scripts"]))
    for line in context.repost.hidden:
        match = scripts.search(line.text.lower())
        if match:
            yield match.group(), on_repost(line, match.start(), match.end())
    for link in context.repost.links:
        match = scripts.search((link.url or "").lower())
        if match:
            yield match.group(), Evidence("repost", link.xpath, link.css, link.start, link.end, link.href[:300])


@rule("P705", "share-alike-unstated", "warn", stage=Stage.RIGHTS)
def share_alike_unstated(context: Context) -> Iterator[Raised]:
    """
    What: 原文要求以相同方式共享，转载页没有写明许可协议。
        The original is share-alike, and the repost does not state the licence.
    Why: 读者要知道这份转载同样可以按该协议使用。
        Readers must know that the copy may be used under the same licence.
    Bad: CC BY-SA 文章，转载页没有任何协议说明
        A CC BY-SA text, and no licence on the repost
    Good: 本文以 CC BY-SA 4.0 协议转载
        The licence and its version, as on the original
    Mend: 写明与原文相同的许可协议及链接。
        State the same licence, with its link.
    Law: CC BY-SA 4.0 第 3(b) 条。
        CC BY-SA 4.0 section 3(b).
    """
    duty = context.duty(DutyKind.SHARE_ALIKE)
    licence = context.original.article.notice.licence if context.original else None
    if duty is None or granted(context) or _states_licence(context, licence or "by-sa"):
        return
    yield Raised(
        say("fidelity.P705", licence=licence or "CC BY-SA"), duty=duty, evidence=_asking(context, duty), absence=True
    )


def _states_licence(context: Context, licence: str) -> bool:
    kind = re.sub(r"(?i)^cc|(?<![\d.])[\d.]+$", "", plain(licence)) or plain(licence)
    lines = [line for line in context.repost.article_lines() if in_sight(line)]
    named = any(kind in plain(line.text) or "相同方式共享" in simplify(line.text) for line in lines)
    return named or any(
        f"/licenses/{kind[:2]}-{kind[2:]}" in (link.url or "") and link.visibility.sight is not Sight.HIDDEN
        for link in context.repost.links
    )


@rule("P707", "embargo", "warn", stage=Stage.RIGHTS)
def embargo_broken(context: Context) -> Iterator[Raised]:
    """
    What: 原文写明了解禁日期，转载早于该日期。
        The original names an embargo, and the repost is older than its end.
    Why: 解禁前发布会失信于供稿方，也可能泄密。
        Publishing early breaks faith with the supplier.
    Bad: “2026年5月1日前不得发布”，4月29日已登出
        Embargoed until 1 May, published on 29 April
    Good: 解禁后发布
        Published after the embargo
    Mend: 撤下，到期再发。
        Take it down until then.
    Law: 合同约定；著作权法第十条第一款第一项（发表权）。
        Contract; Copyright Law art. 10(1)(1) (publication).
    """
    until = _embargo(context)
    published = context.repost.article.published
    if until and published and published[:10] < until[0].isoformat():
        yield Raised(say("fidelity.P707", until=until[0], published=published), evidence=(on_original(until[1]),))


def _embargo(context: Context) -> tuple[date, Line] | None:
    """The last day named on a line of the original's notice that speaks of an embargo."""
    words = re.compile(alternatives(phrases()["rights"]["embargo"]))
    for line in context.original.article_lines() if context.original else ():
        if line.region is Region.BODY or len(line.text) > 200 or not words.search(folded(simplify(line.text))):
            continue
        dates = [one.value for one in find_numbers(line.text) if one.kind is Kind.DATE and isinstance(one.value, tuple)]
        full = [value for value in dates if all(value)]
        if full:
            year, month, day = (part or 1 for part in full[-1])
            try:
                return date(year, month, day), line
            except ValueError:
                return None
    return None
