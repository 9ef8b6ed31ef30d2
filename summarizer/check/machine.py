"""M801 to M804: what the page tells machines. Recorded and compared; it never satisfies a reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.check.attribution.credits import plain
from summarizer.check.context import Context, link_evidence
from summarizer.check.link.addresses import GOOD
from summarizer.check.link.references import Form, references
from summarizer.check.registry import Raised, Stage, rule
from summarizer.data import Link
from summarizer.messages import say
from summarizer.text.urls import parse, registrable_domain

_LICENCE = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z\-]+)", re.IGNORECASE)
_ORIGIN = frozenset({"original-source", "syndication-source", "article:original_source", "dc.source", "dcterms.source"})


def _machine_links(context: Context) -> Iterator[Link]:
    return (link for link in context.repost.links if link.via in ("canonical", "meta", "json-ld", "header"))


@rule("M801", "machine-link", "info", stage=Stage.MACHINE)
def machine_link(context: Context) -> Iterator[Raised]:
    """
    What: 页面元数据（canonical、original-source、JSON-LD）指向原文。
        Metadata (canonical, original-source, JSON-LD) leads to the original.
    Why: 对搜索引擎有用，读者看不到，不能代替可见的链接。
        Useful to search engines, unseen by readers: no substitute for a visible link.
    Bad: 只有 <link rel="canonical" href="原文">，正文没有链接
        Only rel=canonical, and no link in the article
    Good: 两者都有
        Both
    Mend: 保留元数据，另加可见链接。
        Keep it, and add a visible link.
    Law: schema.org isBasedOn；Google 2023 年起不建议对转载用 canonical。
        schema.org isBasedOn; since 2023 Google advises against canonical for syndication.
    """
    found = [one for one in context.once(references).every if one.form is Form.METADATA and one.relation in GOOD]
    if found:
        via = "、".join(dict.fromkeys(one.link.via for one in found if one.link))
        yield Raised(say("fidelity.M801", via=via), evidence=found[0].evidence[:1])


@rule("M802", "machine-rights", "info", stage=Stage.MACHINE)
def machine_rights(context: Context) -> Iterator[Raised]:
    """
    What: 元数据里写有许可或使用条款。
        Metadata states a licence or terms of use.
    Why: 便于程序识别；以页面可见的声明为准。
        Programs read it; what readers see decides.
    Bad: 元数据写 CC BY，页面写“禁止转载”
        CC BY in metadata, 禁止转载 on the page
    Good: 与可见声明一致
        In agreement with what is shown
    Mend: 无须修改。
        Nothing to do.
    Law: schema.org license、usageInfo；IPTC usageTerms；RSL 1.0。
        schema.org license, usageInfo; IPTC usageTerms; RSL 1.0.
    """
    found = [link for link in _machine_links(context) if "license" in link.rel or _LICENCE.search(link.href)]
    if found:
        yield Raised(say("fidelity.M802", href=found[0].href[:120]), evidence=(link_evidence(found[0]),))


@rule("M803", "machine-link-elsewhere", "warn", stage=Stage.MACHINE)
def machine_link_elsewhere(context: Context) -> Iterator[Raised]:
    """
    What: 元数据声明的原始出处不是这篇原文。
        Metadata names another original than this one.
    Why: 搜索引擎会把首发归给别人。
        Search engines will credit somebody else.
    Bad: <meta name="original-source" content="https://portal.example/…">
    Good: <meta name="original-source" content="原文地址">
    Mend: 把该项改为原文地址，或删去。
        Set it to the original's address, or remove it.
    Law: 信息网络传播权保护条例第五条（权利管理电子信息）。
        Regulation on the Right of Network Dissemination art. 5 (rights management information).
    """
    right = {one.link.href for one in context.once(references).every if one.link and one.relation in GOOD}
    own = parse(context.repost.article.url or "")
    for link in _machine_links(context):
        address = parse(link.url or "")
        if not _ORIGIN & set(link.rel) or address is None or link.href in right or context.original is None:
            continue
        if own and registrable_domain(own.host) == registrable_domain(address.host):
            continue
        yield Raised(say("fidelity.M803", href=link.href[:120]), evidence=(link_evidence(link),))
        return


@rule("M804", "machine-licence-differs", "warn", stage=Stage.MACHINE)
def machine_licence_differs(context: Context) -> Iterator[Raised]:
    """
    What: 元数据里的许可协议与原文的不同。
        The licence in metadata is not the original's.
    Why: 程序会按错误的协议再利用。
        Programs will reuse the text under the wrong licence.
    Bad: 原文 CC BY-NC，转载页元数据写 CC BY
        CC BY-NC on the original, CC BY in the repost's metadata
    Good: 两处都是 CC BY-NC 4.0
        CC BY-NC 4.0 in both
    Mend: 把元数据里的协议改为原文的协议。
        Set it to the original's licence.
    Law: 信息网络传播权保护条例第五条。
        Regulation on the Right of Network Dissemination art. 5.
    """
    licence = context.original.article.notice.licence if context.original else None
    wanted = _letters(licence or "")
    for link in _machine_links(context):
        match = _LICENCE.search(link.href)
        if match and wanted and _letters(match.group(1)) != wanted:
            yield Raised(
                say("fidelity.M804", original=licence, found=match.group(1).upper()), evidence=(link_evidence(link),)
            )
            return


def _letters(licence: str) -> str:
    """``CC-BY-NC-SA-4.0`` and ``by-nc-sa`` alike: ``byncsa``; nothing for what is no Creative Commons licence."""
    match = re.search(r"by(?:nc)?(?:sa|nd)?|cc0|zero", plain(licence))
    return match.group().replace("zero", "cc0") if match else ""
