"""V601 to V608: why a link, a statement or a name that is on the page is not, or hardly, met by its readers.

The parser finds the declaration that hides a stretch of text; the rules about links, statements and names reject it
and name one of these as the cause. On their own they report a hidden copy beside a visible one (which harms nobody),
and what readers meet only after a click, on paper, or on another device.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.check.context import Context
from summarizer.check.fix import notice_block
from summarizer.check.link.missing import hidden_copies
from summarizer.check.link.references import references
from summarizer.check.link.sight import met_with_effort
from summarizer.check.registry import Raised, Stage, rule
from summarizer.check.statement.stream import declaration
from summarizer.messages import say


def _second_copies(context: Context, code: str) -> Iterator[Raised]:
    """Hidden copies of a link that is also there for readers to see."""
    found = context.once(references)
    if not found.good:
        return
    for one in hidden_copies(found):
        if one.visibility.rule == code and one.visibility.origin != "HTTP header":
            yield Raised(say("check.V601", why=declaration(one.visibility)), "info", evidence=one.evidence)
            return


def _effort(context: Context, code: str) -> Iterator[Raised]:
    for seen, duty, evidence in context.once(met_with_effort):
        if seen.rule == code:
            message = say(f"check.{code}", why=declaration(seen))
            yield Raised(message, duty=duty, evidence=evidence, fix=notice_block(context))


@rule("V601", "hidden-not-rendered", "error", stage=Stage.STATEMENT)
def hidden_not_rendered(context: Context) -> Iterator[Raised]:
    """
    What: 内容不显示：display:none、visibility:hidden、hidden 属性、字号为 0。
        Not displayed: display:none, visibility:hidden, the hidden attribute, font size 0.
    Why: 源代码里有、读者看不到的署名等于没有。
        Attribution that is in the source but not on the screen is none.
    Bad: <p style="display:none">本文链接：…</p>
    Good: <p>本文链接：…</p>
    Mend: 去掉隐藏的样式。
        Remove the style that hides it.
    Law: 原文声明；互联网新闻信息服务管理规定第十五条。
        The original's notice; Provisions on Internet News Information Services art. 15.
    """
    yield from _second_copies(context, "V601")


@rule("V602", "hidden-by-geometry", "error", stage=Stage.STATEMENT)
def hidden_by_geometry(context: Context) -> Iterator[Raised]:
    """
    What: 移出屏幕、裁剪成零、1 像素大小、透明度为 0。
        Moved off the screen, clipped to nothing, one pixel large, or fully transparent.
    Why: 浏览器画了，读者看不到。
        The browser draws it; no reader sees it.
    Bad: <p style="position:absolute;left:-9999px">本文链接：…</p>
    Good: <p>本文链接：…</p>
    Mend: 去掉定位、裁剪或透明。
        Remove the positioning, clipping or transparency.
    Law: 同 V601。
        As V601.
    """
    yield from _second_copies(context, "V602")


@rule("V603", "hidden-by-colour", "error", stage=Stage.STATEMENT)
def hidden_by_colour(context: Context) -> Iterator[Raised]:
    """
    What: 文字与背景同色（对比度低于 1.3:1）；背景是图片时无法判断。
        Text in the colour of its background (contrast below 1.3:1); over an image it cannot be told.
    Why: 选中才看得见的字不是给读者看的。
        Words that appear only when selected are not meant for readers.
    Bad: <p style="color:#fff">本文链接：…</p>（白底） / (on white)
    Good: <p style="color:#333">本文链接：…</p>
    Mend: 换成与正文相同的颜色。
        Use the colour of the article's text.
    Law: 同 V601；对比度按 WCAG 2.2 的相对亮度公式。
        As V601; contrast by the relative luminance of WCAG 2.2.
    """
    yield from _second_copies(context, "V603")


@rule("V604", "hidden-container", "error", stage=Stage.STATEMENT)
def hidden_container(context: Context) -> Iterator[Raised]:
    """
    What: 只在注释、<template>、<noscript>、脚本、alt 或 title 属性里。
        Only in a comment, <template>, <noscript>, a script, or an alt or title attribute.
    Why: 浏览器不把它们当正文显示，有的解析库却会当成文字。
        Browsers do not show them, though some libraries read them as text.
    Bad: <!-- 本文链接：… -->、<template>本文链接：…</template>
    Good: <p>本文链接：…</p>
    Mend: 写成正文里的段落。
        Make it a paragraph of the article.
    Law: 同 V601。
        As V601.
    """
    yield from _second_copies(context, "V604")


@rule("V605", "folded", "warn", stage=Stage.STATEMENT)
def folded_away(context: Context) -> Iterator[Raised]:
    """
    What: 收在未展开的 <details>、选项卡或“展开全文”里。
        Folded away in a closed <details>, a tab or a "read more".
    Why: 点一下才看得到；原文要求明显位置时不算履行。
        It takes a click; where a prominent place is asked for, this will not do.
    Bad: <details><p>本文链接：…</p></details>
    Good: <details open><p>本文链接：…</p></details>
    Mend: 移到折叠区之外。
        Move it out of the fold.
    Law: 原文声明。
        The original's notice.
    """
    yield from _effort(context, "V605")


@rule("V606", "aria-hidden", "warn", stage=Stage.STATEMENT)
def aria_hidden(context: Context) -> Iterator[Raised]:
    """
    What: 看得见，但 aria-hidden 让读屏软件跳过。
        Visible, but aria-hidden keeps it from screen readers.
    Why: 视障读者得不到来源。
        Blind readers do not get the source.
    Bad: <p aria-hidden="true">本文链接：…</p>
    Good: <p>本文链接：…</p>
    Mend: 去掉 aria-hidden。
        Remove aria-hidden.
    Law: 无障碍环境建设法。
        Law on the Construction of an Accessible Environment.
    """
    yield from _effort(context, "V606")


@rule("V607", "media-only", "warn", stage=Stage.STATEMENT)
def media_only(context: Context) -> Iterator[Raised]:
    """
    What: 只在打印或某种屏幕宽度下显示。
        Shown only in print, or only at some screen widths.
    Why: 一部分读者看不到。
        Some readers do not see it.
    Bad: @media screen { .copyright { display: none } }
    Good: 各种媒体都显示
        Shown in all media
    Mend: 去掉媒体条件。
        Remove the media condition.
    Law: 原文声明。
        The original's notice.
    """
    yield from _effort(context, "V607")


@rule("V608", "css-content", "warn", stage=Stage.STATEMENT)
def css_content(context: Context) -> Iterator[Raised]:
    """
    What: 由样式表的 ::before 或 ::after 生成，看得见，不能选中复制。
        Generated by ::before or ::after in a style sheet: visible, but not to be selected or copied.
    Why: 读者复制文章时声明会丢失。
        Readers who copy the article lose it.
    Bad: .end::after { content: "本文链接：…" }
    Good: <p>本文链接：…</p>
    Mend: 写成正文里的文字。
        Write it as text of the article.
    Law: 原文声明。
        The original's notice.
    """
    yield from _effort(context, "V608")
