"""L207, L208, L209, L211, L212: how the link that was accepted, or nearly so, differs from the original's address."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.check.context import Context
from summarizer.check.fix import notice_block
from summarizer.check.link.addresses import GOOD, Relation, followed, judge
from summarizer.check.link.missing import link_duty
from summarizer.check.link.references import Reference, references
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.messages import say
from summarizer.text.urls import parse

_MINOR_RELS = frozenset({"nofollow", "ugc", "sponsored", "noreferrer", "noopener"})


def _best(context: Context, *relations: Relation) -> Reference | None:
    """The reference that answers for the link, where it is of one of these relations."""
    best = context.once(references).best
    return best if best and best.relation in relations else None


@rule("L207", "link-wrapped", "info", stage=Stage.LINK)
def link_wrapped(context: Context) -> Iterator[Raised]:
    """
    What: 链接经过平台的跳转页，目标正是原文。
        The link passes through a platform's jump page; its target is the original.
    Why: 知乎、掘金等平台自动改写外链，不是转载者的过错。
        Platforms rewrite outgoing links by themselves; that is no fault of the reposter.
    Bad: https://link.zhihu.com/?target=https%3A%2F%2Fad.example.com
    Good: https://link.zhihu.com/?target=https%3A//cz.rednet.cn/content/1/2/3.html
    Mend: 可以的话直接写原文地址。
        Use the address itself where the platform lets you.
    Law: 无。
        None.
    """
    best = _best(context, *GOOD)
    if best and best.judged.wrapped and best.judged.why != "resolved":
        yield Raised(say("check.L207", url=best.url), duty=link_duty(context), evidence=best.evidence)


@rule("L208", "link-short", "unknown", stage=Stage.LINK)
def link_short(context: Context) -> Iterator[Raised]:
    """
    What: 原文链接是短链接或不认识的跳转页，不联网看不出通向哪里。
        The link is a short link or an unknown jump page; offline nobody can tell where it leads.
    Why: 短链接随时可能改向或失效，来源就追溯不到了。
        A short link can change or die any day, and the trace with it.
    Bad: https://t.cn/A6abcd
    Good: https://cz.rednet.cn/content/1/2/3.html
    Mend: 换成完整地址；或用 --online 跟随一次。
        Use the full address; or follow it once with --online.
    Law: 互联网新闻信息服务管理规定第十五条（来源可追溯）。
        Provisions on Internet News Information Services art. 15 (traceable source).
    """
    if link_duty(context) is None:
        return
    if best := _best(context, Relation.SHORT):
        message = say("check.L208", url=best.url)
        yield Raised(message, duty=link_duty(context), evidence=best.evidence, fix=notice_block(context))
    elif (best := _best(context, *GOOD)) and best.judged.why == "resolved":
        message = say("check.L208-resolved", url=best.url)
        yield Raised(message, "warn", link_duty(context), evidence=best.evidence, fix=notice_block(context))


@rule("L209", "link-equivalent", "info", stage=Stage.LINK)
def link_equivalent(context: Context) -> Iterator[Raised]:
    """
    What: 链接与原文地址写法不同，说明按哪一条等同规则判断。
        The link is written differently from the original's address; this says by which equivalence it was judged.
    Why: http/https、大小写、跟踪参数不影响到达；姊妹域名只在配置声明后等同；//、末尾斜杠取决于服务器。
        Scheme, case and tracking parameters do not matter; sister hosts count where the profile says so; what a server
        does with // or a final slash cannot be told.
    Bad: https://cz.rednet.cn//content/1/2/3.html（无法判断） / (cannot tell)
    Good: http://CZ.rednet.cn:80/content/1/2/3.html?from=timeline（等同） / (equal)
    Mend: 改成原文页面上给出的地址。
        Use the address that the original states.
    Law: 无。
        None.
    """
    if link_duty(context) is None:
        return
    best = _best(context, *GOOD, Relation.UNSURE)
    why = best.judged.why if best else ""
    if best and best.shown and best.shown.why == "shortened":
        why = why or "shortened"
    if best is None or why in ("", "resolved"):
        return
    level: Level = {Relation.UNSURE: "unknown", Relation.SISTER: "warn"}.get(best.relation, "info")  # type: ignore[assignment]
    reason = say(f"check.equal-{why}")
    message = say("check.L209", url=best.url, why=reason.zh, why_en=reason.en)
    fix = notice_block(context) if level != "info" else None
    yield Raised(message, level, link_duty(context), evidence=best.evidence, fix=fix)


@rule("L211", "link-rel", "info", stage=Stage.LINK)
def link_rel(context: Context) -> Iterator[Raised]:
    """
    What: 原文链接带有 nofollow、ugc、sponsored 或 noreferrer。
        The link carries nofollow, ugc, sponsored or noreferrer.
    Why: 只影响搜索引擎和来路统计，读者照样到得了原文。
        That concerns search engines and statistics; readers get there all the same.
    Bad: <a rel="nofollow" href="…">原文</a>（原文明确要求可被收录时） / (where indexing was agreed)
    Good: <a href="https://cz.rednet.cn/content/1/2/3.html">原文</a>
    Mend: 合同另有要求时去掉 rel。
        Remove rel where a contract asks for it.
    Law: 无。
        None.
    """
    best = _best(context, *GOOD)
    marks = sorted(_MINOR_RELS & set(best.link.rel)) if best and best.link else []
    if best and marks:
        yield Raised(say("check.L211", rel=" ".join(marks)), duty=link_duty(context), evidence=best.evidence)


@rule("L212", "link-dead", "warn", stage=Stage.LINK)
def link_dead(context: Context) -> Iterator[Raised]:
    """
    What: 链接写得对，但原文现在打不开（404、410 或已移走）。
        The link is right, but the original cannot be opened any more (404, 410, moved).
    Why: 转载者没有错，但读者追溯不到来源。
        The reposter is not to blame, yet readers lose the trace.
    Bad: 原文已删除，转载页没有其他线索。
        The original is deleted and the repost offers nothing else.
    Good: 另附存档地址。
        An archived copy is linked too.
    Mend: 补上存档页地址。
        Add the address of an archived copy.
    Law: 无。
        None.
    """
    best = _best(context, *GOOD)
    gone = context.original and any(one.code == "gone" for one in context.original.article.warnings)
    if best and (gone or _moved(context, best)):
        yield Raised(say("check.L212", url=best.url), duty=link_duty(context), evidence=best.evidence)


def _moved(context: Context, best: Reference) -> bool:
    """Was the link followed, and did it lead nowhere, or no longer to the article?"""
    address = parse(best.url)
    led = followed(address, context.resolved) if address else None
    if led is None or best.judged.why in ("resolved", "followed"):
        return False
    return judge(led, context.once(references).targets).relation not in (*GOOD, Relation.UNSURE)
