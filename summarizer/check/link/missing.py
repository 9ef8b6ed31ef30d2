"""L201 to L206 and L210: is there a visible way from the repost to the original, and does it lead there?"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.check.context import Context
from summarizer.check.fix import notice_block
from summarizer.check.link.addresses import GOOD, Relation
from summarizer.check.link.images import in_image
from summarizer.check.link.references import Form, Reference, References, references
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.check.statement.stream import declaration
from summarizer.data import DutyKind, Sight
from summarizer.messages import say

_NEAR = (Relation.BROKEN, Relation.LOOKALIKE, Relation.OTHER, Relation.GENERAL)


def link_duty(context: Context) -> int | None:
    """The duty that asks for a link to the article, if one does."""
    return context.duty(DutyKind.LINK, DutyKind.HYPERLINK)


def explained(context: Context) -> bool:
    """Is the lack of a good link already the matter of a rule that says what stands in its place?"""
    found = context.once(references)
    near = any(one.leads_astray or (one.usable and _names_original(one)) for one in found.every)
    elsewhere = any(only(found, form) for form in (Form.SCRIPT, Form.METADATA)) or outside(found)
    return near or bool(elsewhere) or context.once(in_image)


def _names_original(one: Reference) -> bool:
    return one.relation in _NEAR or (one.labelled and one.relation is Relation.UNRELATED)


def only(found: References, form: Form) -> tuple[Reference, ...]:
    """References of this form, where no visible link or address leads to the original."""
    if found.best:
        return ()
    return tuple(one for one in found.every if one.form is form and _leads(one) and _displayed(one))


def outside(found: References) -> tuple[Reference, ...]:
    """Good references that stand around the article, not in it, where the article has none."""
    if found.best:
        return ()
    around = (one for one in found.every if one.form in (Form.ANCHOR, Form.TEXT) and not one.in_article)
    return tuple(one for one in around if one.relation in GOOD and _displayed(one))


def _leads(one: Reference) -> bool:
    return one.relation in GOOD or (one.form is Form.SCRIPT and one.labelled)


def _displayed(one: Reference) -> bool:
    return one.form is Form.METADATA or one.visibility.sight is not Sight.HIDDEN


def hidden_copies(found: References) -> tuple[Reference, ...]:
    """Good references that no reader meets."""
    kept = (one for one in found.every if one.relation in GOOD and one.visibility.sight is Sight.HIDDEN)
    return tuple(one for one in kept if one.form in (Form.ANCHOR, Form.TEXT))


def _lacking(context: Context) -> References | None:
    """The references of a repost that owes a link and has no good one; ``None`` for every other."""
    found = context.once(references)
    if link_duty(context) is None or not found.targets.addresses or found.best:
        return None
    return found


@rule("L201", "link-missing", "error", stage=Stage.LINK)
def link_missing(context: Context) -> Iterator[Raised]:
    """
    What: 转载页的文章部分没有读者看得见的原文链接或网址。
        The article part of the repost has no visible link or address of the original.
    Why: 链接是来源可追溯的依据；藏起来的链接等于没有。
        The link is what makes the source traceable; a hidden one is none.
    Bad: <p style="display:none">本文链接：https://cz.rednet.cn/content/1/2/3.html</p>
    Good: <p>本文链接：<a href="https://cz.rednet.cn/content/1/2/3.html">https://cz.rednet.cn/content/1/2/3.html</a></p>
    Mend: 在文末写出原文链接，让读者看得见、点得开。
        Put the original's link below the article, where readers see it and can click it.
    Law: 互联网新闻信息服务管理规定第十五条（来源可追溯）；原文声明。
        Provisions on Internet News Information Services art. 15 (traceable source); the original's notice.
    """
    duty, found = link_duty(context), context.once(references)
    if duty is None:
        return
    if not found.targets.addresses:
        yield Raised(say("check.L201-target"), level="unknown", duty=duty)
    elif found.best:
        sight = found.best.visibility
        if sight.sight is Sight.UNKNOWN:
            rules = (sight.rule,) if sight.rule else ()
            message = say("check.L201-unsure", why=declaration(sight))
            yield Raised(message, level="unknown", duty=duty, causes=rules, evidence=found.best.evidence)
    elif hidden := hidden_copies(found):
        causes = tuple(dict.fromkeys(one.visibility.rule for one in hidden if one.visibility.rule))
        evidence = tuple(place for one in hidden[:5] for place in one.evidence)
        message = say("check.L201-hidden", why=declaration(hidden[0].visibility))
        yield Raised(message, duty=duty, causes=causes, evidence=evidence, fix=notice_block(context))
    elif not explained(context):
        yield Raised(say("check.L201"), duty=duty, fix=notice_block(context), absence=True)


@rule("L202", "link-not-clickable", "warn", stage=Stage.LINK)
def link_not_clickable(context: Context) -> Iterator[Raised]:
    """
    What: 原文网址只是文字，不能点击。
        The original's address is only text and cannot be clicked.
    Why: 原文要求“链接”时，文字网址勉强可用；要求“超链接”时不算履行。
        Where a link is asked for, an address to copy will just do; where a hyperlink is asked for, it will not.
    Bad: 本文链接：https://cz.rednet.cn/content/1/2/3.html（纯文字） / (plain text)
    Good: <a href="https://cz.rednet.cn/content/1/2/3.html">本文链接</a>
    Mend: 给网址加上 <a href="…">。
        Wrap the address in <a href="…">.
    Law: 原文声明。
        The original's notice.
    """
    best = context.once(references).best
    if link_duty(context) is None or best is None or best.form is not Form.TEXT or best.relation not in GOOD:
        return
    required = context.requirement(DutyKind.HYPERLINK)
    level: Level = required.level if required and best.visibility.sight is not Sight.UNKNOWN else "warn"
    duty = required.duty if required else link_duty(context)
    yield Raised(
        say("check.L202", url=best.url), level=level, duty=duty, evidence=best.evidence, fix=notice_block(context)
    )


@rule("L203", "link-text-href-differ", "error", stage=Stage.LINK)
def link_text_href_differ(context: Context) -> Iterator[Raised]:
    """
    What: 显示的是原文网址，点击却去了别处。
        The original's address is shown, but a click leads elsewhere.
    Why: 这是欺骗：读者以为自己到了原文。
        It deceives: readers believe they reach the original.
    Bad: <a href="https://ad.example.com/">https://cz.rednet.cn/content/1/2/3.html</a>
    Good: <a href="https://cz.rednet.cn/content/1/2/3.html">https://cz.rednet.cn/content/1/2/3.html</a>
    Mend: 把 href 改成显示的网址。
        Make href the address that is shown.
    Law: 信息网络传播权保护条例第五条（不得改变权利管理电子信息）。
        Regulations on the Right of Communication through Information Networks art. 5 (rights management information).
    """
    found = context.once(references)
    for one in found.every:
        if one.leads_astray:
            level: Level = "warn" if found.good else "error"
            message = say("check.L203", shown=one.text, url=one.url)
            yield Raised(message, level, link_duty(context), evidence=one.evidence, fix=notice_block(context))


@rule("L204", "link-too-general", "error", stage=Stage.LINK)
def link_too_general(context: Context) -> Iterator[Raised]:
    """
    What: 链接只到原站首页、频道、栏目或作者主页。
        The link only leads to the site's home, a channel, a column or the author's page.
    Why: 读者从首页找不到这篇文章，来源不可追溯。
        From there a reader does not find the article.
    Bad: <a href="https://cz.rednet.cn/">来源：红网</a>
    Good: <a href="https://cz.rednet.cn/content/1/2/3.html">来源：红网</a>
    Mend: 换成文章本身的地址。
        Use the address of the article itself.
    Law: 原文声明；互联网新闻信息服务管理规定第十五条。
        The original's notice; Provisions on Internet News Information Services art. 15.
    """
    yield from _near(context, Relation.GENERAL, "L204")


@rule("L205", "link-other-article", "error", stage=Stage.LINK)
def link_other_article(context: Context) -> Iterator[Raised]:
    """
    What: 链接到的是另一篇文章，或只到中间转载页。
        The link leads to another article, or only to a page in between.
    Why: 原文没有得到指明；中间页消失后就无从追溯。
        The original is not named; when the page in between goes, so does the trace.
    Bad: 原文链接：https://cz.rednet.cn/content/1/2/4.html（原文是 3.html） / (the original is 3.html)
    Good: 原文链接：https://cz.rednet.cn/content/1/2/3.html
    Mend: 换成原文的地址；来自中间页的，改用它注明的上游地址。
        Use the original's address; where you copied from a page in between, use the upstream address it names.
    Law: 原文声明。
        The original's notice.
    """
    yield from _near(context, Relation.OTHER, "L205")
    found = _lacking(context)
    for one in found.usable(Relation.UNRELATED) if found and not found.usable(Relation.BROKEN) else ():
        if one.labelled and not one.deceptive:
            message = say("check.L205-middle", url=one.url)
            yield Raised(message, duty=link_duty(context), evidence=one.evidence, fix=notice_block(context))
            return


@rule("L206", "link-lookalike", "error", stage=Stage.LINK)
def link_lookalike(context: Context) -> Iterator[Raised]:
    """
    What: 链接的域名只是看起来像原站。
        The link's domain only looks like the original's.
    Why: rednet.cn.evil.com、用户名骗术、形近字母都把读者带到别处。
        Sub-domain, user-name and homoglyph tricks lead readers elsewhere.
    Bad: https://cz.rednet.cn@evil.example/、https://cz.rednet.cn.evil.example/
    Good: https://cz.rednet.cn/content/1/2/3.html
    Mend: 换成原站真正的地址。
        Use the real address.
    Law: 原文声明；反不正当竞争法。
        The original's notice; Anti-Unfair Competition Law.
    """
    found = context.once(references)
    for one in found.usable(Relation.LOOKALIKE):
        level: Level = "warn" if found.good else "error"
        message = say("check.L206", url=one.url, why=say(f"check.lookalike-{one.judged.why}").zh,
                      why_en=say(f"check.lookalike-{one.judged.why}").en)  # fmt: skip
        yield Raised(message, level, link_duty(context), evidence=one.evidence, fix=notice_block(context))


@rule("L210", "link-malformed", "error", stage=Stage.LINK)
def link_malformed(context: Context) -> Iterator[Raised]:
    """
    What: 原文网址写坏了：全角符号、夹空格或零宽字符、[.] 等，既点不开也复制不了。
        The original's address is spoilt: full-width marks, spaces, zero-width characters, [.]; it cannot
        be followed or copied.
    Why: 看上去有链接，读者却到不了原文。
        It looks like a link, yet no reader gets there.
    Bad: https：／／cz.rednet.cn／content、cz[.]rednet[.]cn
    Good: https://cz.rednet.cn/content/1/2/3.html
    Mend: 用半角字符写出完整网址，并加上 <a href>。
        Write the whole address in plain characters and link it.
    Law: 原文声明。
        The original's notice.
    """
    yield from _near(context, Relation.BROKEN, "L210")


def _near(context: Context, relation: Relation, code: str) -> Iterator[Raised]:
    """The first visible reference of this relation, where a link is owed and none is good."""
    found = _lacking(context)
    if found and relation in (Relation.OTHER, Relation.GENERAL) and found.usable(Relation.BROKEN):
        return  # what is cut out of a spoilt address is not another address
    for one in found.usable(relation) if found else ():
        if one.deceptive:
            continue
        message = say(f"check.{code}", url=one.url)
        yield Raised(message, duty=link_duty(context), evidence=one.evidence, fix=notice_block(context))
        return
