"""L213 to L216: links that are there, but where or how a reader hardly meets them."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.check.attribution.credits import phrases
from summarizer.check.context import Context, Requirement
from summarizer.check.fix import notice_block
from summarizer.check.link.addresses import GOOD
from summarizer.check.link.images import in_image
from summarizer.check.link.missing import hidden_copies, link_duty, only, outside
from summarizer.check.link.references import Form, Reference, references
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.check.statement.kept import best_kept
from summarizer.check.statement.match import match_statement
from summarizer.check.statement.stream import declaration
from summarizer.data import DutyKind, Evidence, Region, Sight, Visibility
from summarizer.messages import say

# Rules of their own say why these are seen only with an effort.
_OWN_RULE = frozenset({"V605", "V606", "V607", "V608"})


@rule("L213", "link-in-image", "unknown", stage=Stage.LINK)
def link_in_image(context: Context) -> Iterator[Raised]:
    """
    What: 原文链接只可能在图片或二维码里。
        The link to the original can only be in an image or a QR code.
    Why: 程序不读图；图里有没有、对不对，无法判断。
        Images are not read; whether it is there and right cannot be told.
    Bad: <img src="qrcode.png" alt="扫码阅读原文">
    Good: 二维码旁另写文字链接
        A text link beside the QR code
    Mend: 用文字写出原文链接。
        Write the link as text too.
    Law: 原文声明。
        The original's notice.
    """
    found, duty = context.once(references), link_duty(context)
    if duty is None or not found.targets.addresses or found.best or hidden_copies(found):
        return
    if context.once(in_image):
        yield Raised(say("check.L213"), duty=duty, fix=notice_block(context))


@rule("L214", "link-metadata-only", "error", stage=Stage.LINK)
def link_metadata_only(context: Context) -> Iterator[Raised]:
    """
    What: 原文地址只写在 canonical、meta、JSON-LD 或 HTTP 头里。
        The original's address stands only in canonical, meta, JSON-LD or an HTTP header.
    Why: 那是写给搜索引擎的，读者看不到。
        That is for search engines; readers do not see it.
    Bad: <link rel="canonical" href="https://cz.rednet.cn/content/1/2/3.html">
    Good: canonical 之外，文末另有看得见的链接
        A visible link below the article, besides canonical
    Mend: 在文末加上看得见的原文链接。
        Add a visible link below the article.
    Law: 互联网新闻信息服务管理规定第十五条；原文声明。
        Provisions on Internet News Information Services art. 15; the original's notice.
    """
    found = context.once(references)
    if link_duty(context) is None or hidden_copies(found):
        return
    if metadata := only(found, Form.METADATA):
        names = ", ".join(dict.fromkeys(one.link.via for one in metadata if one.link))
        places = tuple(place for one in metadata[:5] for place in one.evidence)
        fix = notice_block(context)
        yield Raised(say("check.L214", names=names), duty=link_duty(context), evidence=places, fix=fix)


@rule("L215", "link-by-script", "warn", stage=Stage.LINK)
def link_by_script(context: Context) -> Iterator[Raised]:
    """
    What: 原文链接靠脚本跳转（onclick、javascript:、data-href），不是普通链接。
        The way to the original is a script (onclick, javascript:, data-href), not a link.
    Why: 关闭脚本、复制链接、读屏软件都用不了；目标不明时无法判断。
        It fails without scripts, cannot be copied, and screen readers miss it; where the target is not written down,
        nothing can be told.
    Bad: <span onclick="location.href='https://cz.rednet.cn/content/1/2/3.html'">原文</span>
    Good: <a href="https://cz.rednet.cn/content/1/2/3.html">原文</a>
    Mend: 改成带 href 的普通链接。
        Make it an ordinary link with href.
    Law: 原文声明。
        The original's notice.
    """
    found = context.once(references)
    if link_duty(context) is None or not found.targets.addresses:
        return
    for one in only(found, Form.SCRIPT)[:1]:
        level: Level = "warn" if one.relation in GOOD else "unknown"
        fix = notice_block(context)
        yield Raised(say("check.L215", code=one.url[:80]), level, link_duty(context), evidence=one.evidence, fix=fix)


@rule("L216", "not-prominent", "warn", stage=Stage.LINK)
def not_prominent(context: Context) -> Iterator[Raised]:
    """
    What: 链接或声明在正文之外（评论、相关链接、页脚），或字太小、颜色太浅。
        The link or the statement stands outside the article (comments, related links, footer), or is tiny or pale.
    Why: 读者读文章时碰不到；原文要求“明显位置”时不算履行。
        Readers of the article do not meet it; where a prominent place is asked for, this will not do.
    Bad: <p style="font-size:7px;color:#ddd">本文链接：…</p>
    Good: 正文末尾，与正文同样大小
        Right below the article, in the size of its text
    Mend: 移到文末，用正文的字号和颜色。
        Move it below the article, in the article's own size and colour.
    Law: 原文声明（“明显位置”）。
        The original's notice ("in a prominent place").
    """
    found, statement = context.once(references), context.once(match_statement)
    if link_duty(context) is not None and (around := outside(found)) and not hidden_copies(found):
        yield _misplaced(context, link_duty(context), around[0].evidence)
    duty = context.duty(DutyKind.STATEMENT)
    if statement and duty is not None and statement.outside and not (statement.kept or statement.altered):
        place = statement.outside[0]
        yield _misplaced(context, duty, place.stream.evidence(place.start, place.end))
    required = context.requirement(DutyKind.PROMINENT)
    if required and (late := _below_the_text(context, required)):
        yield Raised(say("check.L216-below"), "info", link_duty(context), evidence=late.evidence)
    for seen, asked, evidence in context.once(met_with_effort):
        if required or seen.rule not in _OWN_RULE:
            level: Level = required.level if required else "warn"
            message = say("check.L216", why=declaration(seen))
            yield Raised(message, level, asked, evidence=evidence, fix=notice_block(context))


def _below_the_text(context: Context, required: Requirement) -> Reference | None:
    """The link, where the notice asks for it above the text and it stands in the lower half or below."""
    asked = context.duties[required.duty].text
    body = [number for number, line in enumerate(context.repost.lines) if line.region is Region.BODY]
    if not body or not any(word in asked for word in phrases()["place"]["opening"]):
        return None
    good = [one for one in context.once(references).usable(*GOOD) if one.link is not None and one.link.line is not None]
    late = [one for one in good if one.link and (one.link.line or 0) > body[len(body) // 2]]
    return late[0] if late and len(late) == len(good) else None


def _misplaced(context: Context, duty: int | None, evidence: tuple[Evidence, ...]) -> Raised:
    return Raised(say("check.L216-outside"), "error", duty, evidence=evidence, fix=notice_block(context), absence=True)


def met_with_effort(context: Context) -> tuple[tuple[Visibility, int | None, tuple[Evidence, ...]], ...]:
    """The link and the statement, where even the easiest to see takes an effort: why, the duty, and the place."""
    places = []
    best, statement = context.once(references).best, context.once(match_statement)
    if best and link_duty(context) is not None:
        places.append((best.visibility, link_duty(context), best.evidence))
    kept = best_kept(statement) if statement else None
    if kept and context.duty(DutyKind.STATEMENT) is not None:
        evidence = kept.stream.evidence(kept.start, kept.end, cause=kept.visibility.rule)
        places.append((kept.visibility, context.duty(DutyKind.STATEMENT), evidence))
    return tuple(one for one in places if one[0].sight is Sight.EFFORT or one[0].rule in _OWN_RULE)
