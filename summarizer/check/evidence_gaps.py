"""F001 to F010: is there enough evidence to judge, and is this a repost of this article at all?

The parser says what it could not read in warnings with stable codes; these rules weigh them. A check with a gap never
says ``fail`` for something it did not find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.check.context import Context
from summarizer.check.likeness import containment, only_abstract
from summarizer.check.link.references import references
from summarizer.check.registry import Raised, Stage, rule
from summarizer.check.statement.kept import best_kept
from summarizer.check.statement.match import match_statement
from summarizer.data import Evidence, Reading, Region
from summarizer.messages import say
from summarizer.text.urls import same

# The parser's warning codes and the rule each one calls.
CODES = {
    "fetch-failed": "F001",
    "forwards": "F001",  # the page that readers end up on was not fetched
    "soft-404": "F002",
    "wall": "F003",
    "needs-js": "F004",
    "charset-suspect": "F005",
    "cut-off": "F006",
    "framed": "F008",
    "paged": "F009",
}
# With these the page was read, but perhaps not all of it: when nothing turned out to be missing they only warn.
_PARTIAL = frozenset({"F003", "F004", "F005", "F008", "F009"})
UNLIKE = 0.3
THIN = 120
MAX_NOTICE_LINE = 120
_BARRED = re.compile(
    r"(?i)cookie|登[录陆]|验证|安全|拦截|阻断|访问|权限|forbidden|denied|captcha|40[135]|付费|订阅|会员"
)
# "作者：王?": a question mark of the wrong width inside a labelled name is a character that could not be encoded.
_LOST = re.compile(r"(?:作者|记者|来源|编辑|通讯员|摄影|译者|文)\s*[:：][^?？。]{0,40}[\u4e00-\u9fff]\?")


@dataclass(frozen=True, slots=True)
class Gaps:
    """The rules that say something of a page was not read. What was not read of the repost may hold what is missing."""

    original: tuple[str, ...]
    repost: tuple[str, ...]


def gaps(context: Context) -> Gaps:
    found = _codes(context.repost)
    unreadable = ("F005",) if context.once(damaged) and "F005" not in found else ()
    nothing = _thin(context.repost) if not found and context.once(unlike) else ()
    return Gaps(_codes(context.original), (*found, *unreadable, *nothing))


def _thin(reading: Reading) -> tuple[str, ...]:
    """A page with next to no text is no other article: something stands before it, or a script has yet to fill it."""
    text = "".join(line.text for line in reading.lines)
    if len(text) >= THIN:
        return ()
    return ("F003",) if _BARRED.search(f"{reading.article.title or ''} {text}") else ("F004",)


def blocked(context: Context) -> bool:
    """Nothing further can be said: no original, not this article, or a gap and hardly any of the article to see."""
    if context.original is None or _is_itself(context) or _is_swapped(context):
        return True
    found = context.once(gaps)
    return context.once(unlike) or bool({"F001", "F002"} & {*found.original, *found.repost})


def unlike(context: Context) -> bool:
    """Is neither text contained in the other?"""
    if context.original is None or context.once(only_abstract):
        return False
    return max(context.once(containment)) < UNLIKE


def tolerable(code: str, context: Context) -> bool:
    """Is this gap one that took nothing away that was looked for?"""
    return code in _PARTIAL and not context.once(blocked) and not context.once(damaged)


def damaged(context: Context) -> bool:
    """Do unreadable characters stand where the notice stands? ``?`` counts inside a labelled name."""
    around = (line for line in context.repost.article_lines() if line.region in (Region.HEAD, Region.NOTICE))
    lines = [line for line in around if len(line.text) <= MAX_NOTICE_LINE]
    return any("\ufffd" in line.text or _LOST.search(line.text) for line in lines)


def undecided_by_css(context: Context) -> tuple[Evidence, ...]:
    """Where the link or the statement stands, if only an unread style sheet decides whether it can be seen."""
    link, statement = context.once(references).best, context.once(match_statement)
    places = [] if not link or link.visibility.rule != "F007" else [link.evidence]
    kept = best_kept(statement) if statement else None
    if kept and kept.visibility.rule == "F007":
        places.append(kept.stream.evidence(kept.start, kept.end, cause="F007"))
    return tuple(place for group in places for place in group[:1])


def _codes(reading: Reading | None) -> tuple[str, ...]:
    warnings = reading.article.warnings if reading else ()
    return tuple(dict.fromkeys(CODES[one.code] for one in warnings if one.code in CODES))


def _raise(context: Context, code: str) -> Iterator[Raised]:
    found = context.once(gaps)
    for page, codes, reading in (
        ("repost", found.repost, context.repost),
        ("original", found.original, context.original),
    ):
        if code in codes and reading:
            yield Raised(say(f"check.{code}", page=say(f"check.{page}").zh, page_en=say(f"check.{page}").en))


def _is_itself(context: Context) -> bool:
    if context.original is None:
        return False
    one, other = context.original.article, context.repost.article
    if one.url and other.url:
        return same(one.url, other.url)
    return one.sha256 == other.sha256


def _is_swapped(context: Context) -> bool:
    """Does the "original" itself say that it was copied from the "repost"?"""
    if context.original is None or not context.repost.article.url:
        return False
    notice, here = context.original.article.notice, context.repost.article.url
    return any(stated and same(stated, here) for stated in (notice.link, notice.source_url, notice.upstream))


@rule("F001", "fetch-failed", "unknown", stage=Stage.EVIDENCE)
def fetch_failed(context: Context) -> Iterator[Raised]:
    """
    What: 页面没有取到，或没有可用来比较的原文。
        A page could not be fetched, or there is no original to compare with.
    Why: 没有读到的内容不能判合格，也不能判违规。
        What was not read can neither pass nor fail.
    Bad: robots.txt 禁止抓取，或服务器无响应。
        robots.txt forbids fetching, or the server does not answer.
    Good: 用 --original 给出原文的地址或保存的文件。
        Give the original's address or a saved copy with --original.
    Mend: 换一个可以打开的地址，或用浏览器保存网页后再检查；不要绕过 robots.txt。
        Use an address that opens, or save the page in a browser and check the file; do not bypass robots.txt.
    Law: 无。
        None.
    """
    if context.original is None:
        yield Raised(say("check.F001-original"))
    yield from _raise(context, "F001")


@rule("F002", "soft-404", "unknown", stage=Stage.EVIDENCE)
def soft_404(context: Context) -> Iterator[Raised]:
    """
    What: 服务器回答 200，页面却说“内容不存在”。
        The server answers 200, but the page says that there is nothing.
    Why: 出错页上当然找不到声明和链接，这不等于转载违规。
        An error page holds neither statement nor link; that does not make the repost wrong.
    Bad: 您访问的页面不存在或已被删除
    Good: 一篇能读到正文的文章
        A page with the article on it
    Mend: 核对地址；原文已删除时，用存档副本作为 --original。
        Check the address; where the original is gone, give an archived copy as --original.
    Law: 无。
        None.
    """
    yield from _raise(context, "F002")


@rule("F003", "wall", "unknown", stage=Stage.EVIDENCE)
def wall(context: Context) -> Iterator[Raised]:
    """
    What: 登录、验证码、付费或 Cookie 提示挡住了正文。
        A login, captcha, paywall or cookie notice stands before the article.
    Why: 墙后可能有完整的署名与声明。
        Behind the wall the attribution may be complete.
    Bad: 登录后查看全文
    Good: 打开即可读到全文的页面
        A page whose whole article can be read
    Mend: 登录后用浏览器保存网页，再检查保存的文件。
        Log in, save the page in a browser, and check the saved file.
    Law: 无。
        None.
    """
    yield from _raise(context, "F003")


@rule("F004", "needs-js", "unknown", stage=Stage.EVIDENCE)
def needs_js(context: Context) -> Iterator[Raised]:
    """
    What: 正文由脚本载入，静态页面上几乎没有文字。
        The article is loaded by a script; the static page holds hardly any text.
    Why: 浏览器里的读者看得到、程序看不到的内容，不能当作缺失。
        What readers see in a browser and the program does not cannot count as missing.
    Bad: <div id="app"></div>
    Good: 正文写在 HTML 里
        The article stands in the HTML
    Mend: 用 --render 以真实浏览器打开，或保存渲染后的网页再检查。
        Use --render, or save the rendered page and check that.
    Law: 无。
        None.
    """
    yield from _raise(context, "F004")


@rule("F005", "charset-suspect", "unknown", stage=Stage.EVIDENCE)
def charset_suspect(context: Context) -> Iterator[Raised]:
    """
    What: 字符编码有误：标注与内容不符，或有无法识别的字符。
        The character encoding is wrong: the label contradicts the bytes, or characters are unreadable.
    Why: 声明、姓名或链接里缺一个字，就无法判断它是否改动过。
        One lost character in a statement, name or link, and nobody can tell whether it was altered.
    Bad: 本文为郴\ufffd站原创文章
    Good: <meta charset="gb18030">
    Mend: 把页面编码标注改正，或用 UTF-8 重新发布。
        Correct the declared encoding, or publish in UTF-8.
    Law: 无。
        None.
    """
    if context.once(damaged):
        yield Raised(say("check.F005-damaged"))
    else:
        yield from _raise(context, "F005")


@rule("F006", "cut-off", "unknown", stage=Stage.EVIDENCE)
def cut_off(context: Context) -> Iterator[Raised]:
    """
    What: 页面只收到一部分（超过大小上限、超时或中断）。
        Only part of the page arrived (size limit, timeout, broken connection).
    Why: 署名和声明通常在文末，正是被截掉的部分。
        Attribution stands at the end, which is the part that is missing.
    Bad: 文件在 10 MB 处被截断
        A file cut at 10 MB
    Good: 完整的页面
        The whole page
    Mend: 提高 max_bytes 或 timeout，重新抓取。
        Raise max_bytes or timeout and fetch again.
    Law: 无。
        None.
    """
    yield from _raise(context, "F006")


@rule("F007", "css-unread", "unknown", stage=Stage.EVIDENCE)
def css_unread(context: Context) -> Iterator[Raised]:
    """
    What: 链接或声明是否可见，取决于没有读到的外部样式表。
        Whether the link or the statement can be seen depends on an external style sheet that was not read.
    Why: 不猜：样式表里的一行就能把它藏起来。
        No guessing: one line in that sheet can hide it.
    Bad: <p class="copyright">…</p>，样式在未抓取的 x.css 中 / styled in an unread x.css
    Good: 用 --css 一并抓取样式表，或在配置中写 assume_visible = true
        Fetch the sheets too with --css, or set assume_visible = true in the profile
    Mend: 抓取样式表后再检查。
        Fetch the style sheets and check again.
    Law: 无。
        None.
    """
    for evidence in context.once(undecided_by_css):
        yield Raised(say("check.F007"), evidence=(evidence,))


@rule("F008", "framed", "unknown", stage=Stage.EVIDENCE)
def framed(context: Context) -> Iterator[Raised]:
    """
    What: 正文在框架（iframe）里，框架内容没有读到。
        The article stands in a frame whose content was not read.
    Why: 外层页面没有正文，不能据此判断。
        The outer page does not hold the article and decides nothing.
    Bad: <iframe src="/article/1.html"></iframe>
    Good: 直接检查框架里的地址
        Check the frame's own address
    Mend: 把框架地址作为转载页地址重新检查。
        Check the frame's address as the repost.
    Law: 无。
        None.
    """
    yield from _raise(context, "F008")


@rule("F009", "paged", "unknown", stage=Stage.EVIDENCE)
def paged(context: Context) -> Iterator[Raised]:
    """
    What: 文章分成几页，后面的页没有读到。
        The article runs over several pages, and the later ones were not read.
    Why: 声明常在最后一页。
        The statement often stands on the last page.
    Bad: 只检查第 1 页 / 3
        Only page 1 of 3 was checked
    Good: 各页一并检查
        All pages are checked together
    Mend: 连同后续各页一起抓取后再检查。
        Fetch the following pages too and check again.
    Law: 无。
        None.
    """
    yield from _raise(context, "F009")


@rule("F010", "not-this-article", "n/a", stage=Stage.EVIDENCE)
def not_this_article(context: Context) -> Iterator[Raised]:
    """
    What: 这一页不是该文的转载：两边正文几乎没有相同内容，或就是原文本身。
        This page is no repost of this article: the texts share hardly anything, or it is the original itself.
    Why: 对不相干的页面判“违规”毫无意义。
        To fail an unrelated page means nothing.
    Bad: 比较两篇不同的新闻
        Comparing two different articles
    Good: 原文与它的转载
        An article and a repost of it
    Mend: 核对两个地址；原文与转载可能填反了。
        Check both addresses; original and repost may be swapped.
    Law: 无。
        None.
    """
    if context.original is None:
        return
    if _is_itself(context):
        yield Raised(say("check.F010-itself"))
    elif _is_swapped(context):
        yield Raised(say("check.F010-swapped"), level="unknown")
    elif context.once(unlike) and not any((context.once(gaps).original, context.once(gaps).repost)):
        yield Raised(say("check.F010"))
