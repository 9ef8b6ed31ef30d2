"""T307 and T310: words of the reposter's own that claim the article or take back what its notice asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.check.attribution.people import other_byline
from summarizer.check.attribution.source import site_names
from summarizer.check.context import Context, on_repost
from summarizer.check.registry import Raised, Stage, rule
from summarizer.check.statement.difference import Change
from summarizer.check.statement.match import Found, Statement, match_statement
from summarizer.check.statement.stream import original_text, seen_in_article
from summarizer.check.statement.wording import (
    answers,
    canonical,
    contrary_patterns,
    knowledge,
    shortens,
    signs,
)
from summarizer.data import DutyKind, Line, Region, Sight
from summarizer.messages import say
from summarizer.text.fold import BACKWARDS, folded_deep, runs_backwards, simplify

MAX_LINE = 160
MAX_BADGE = 30
# A shorter word that leads home (资讯, 财经) may be a channel's name.
MIN_LINKED = 3
# What follows a kept statement on its own line is read this far for words that take it back.
AFTERTHOUGHT = 24
# Lines below the article that may still speak of it.
NEAR = 2
# "云溪在线 版权所有", "Copyright © 2026 云溪在线": who holds the rights to the reposter's site.
_HOLDER = re.compile(
    r"(?:^|[|,.:;)\s©])([\u4e00-\u9fff]{2,12}?)(?:网站)?版权所有|(?:©|copyright)[\d-]*([\u4e00-\u9fff]{2,12})"
)
# A piece of a licence's short name that is lacking, in a line that shows changes: ccby[-ncnd-]40.
_LICENCE_LOST = re.compile(r"\[-(?:(?:[^\]\[]|\[(?!-))*(?:ccby|cc0|by(?:nc|nd|sa))|(?:nc|nd|sa)+(?:\d|-))")
_STRUCK = re.compile(r"/(?:del|s|strike)(?:\[|/|$)")
# A line without any of these neither claims nor contradicts anything.
_SPEAKING = (
    "原创",
    "独家",
    "首发",
    "自采",
    "采写",
    "撰写",
    "转载",
    "转发",
    "使用",
    "引用",
    "复制",
    "传播",
    "版权",
    "著作权",
    "知识产权",
    "声明",
    "条款",
    "要求",
    "句话",
    "拥有",
    "享有",
    "权利",
    "讯",
    "并非",
    "并不是",
    "绝非",
    "记者",
)


@rule("T307", "originality-claimed", "error", stage=Stage.STATEMENT)
def originality_claimed(context: Context) -> Iterator[Raised]:
    """
    What: 转载页自称“本站原创”，或挂着“原创”标记。
        The repost calls itself original work, or carries an "original" badge.
    Why: 把别人的文章说成自己写的。
        It passes off somebody else's article as its own.
    Bad: 来源：本站原创
    Good: 来源：红网
    Mend: 去掉“原创”字样，写明真正的来源。
        Remove the claim and name the true source.
    Law: 著作权法第五十三条（制作、出售假冒他人署名的作品等）；互联网新闻信息服务管理规定第十五条。
        Copyright Law art. 53; Provisions on Internet News Information Services art. 15.
    """
    for line, text in context.once(_words):
        claims = contrary_patterns("own_claim", context.once(own_names))
        if any(pattern.search(text) for pattern in claims) and _short_enough(line):
            yield Raised(say("check.T307", text=line.text[:60]), evidence=(on_repost(line),))
    yield from _badge_in_title(context)
    yield from _own_dateline(context)
    if other := context.once(other_byline):
        place = on_repost(other.line, other.start, other.end)
        yield Raised(say("check.T307-byline", name=other.name), level="warn", evidence=(place,))


def _badge_in_title(context: Context) -> Iterator[Raised]:
    """The original's title with a claim put before or after it: …【原创】."""
    title = context.original.article.title if context.original else None
    plain = canonical(title or "", deep=True, script=True).text
    for line, text in context.once(_words) if plain else ():
        before, found, after = text.partition(plain)
        badges = [side.strip("[]{}«»《》【】「」 ") for side in (before, after)] if found else []
        claims = contrary_patterns("own_claim", context.once(own_names))
        if line.region is Region.HEAD and any(pattern.search(one) for one in badges if one for pattern in claims):
            yield Raised(say("check.T307", text=line.text[:60]), evidence=(on_repost(line),))


def _own_dateline(context: Context) -> Iterator[Raised]:
    """The reposter's name where the agency's stood at the beginning of the report."""
    patterns = contrary_patterns("own_dateline", context.once(own_names))
    for line in context.repost.lines if patterns else ():
        opening = canonical(line.text[:MAX_BADGE], deep=True, script=True).text if line.region is Region.BODY else ""
        found = next((match for pattern in patterns if (match := pattern.search(opening))), None)
        if found and found[0] not in canonical(context.once(original_text).text, deep=True, script=True).text:
            yield Raised(say("check.T307", text=line.text[:MAX_BADGE]), evidence=(on_repost(line),))
            return


@rule("T310", "statement-overridden", "error", stage=Stage.STATEMENT)
def statement_overridden(context: Context) -> Iterator[Raised]:
    """
    What: 转载者自己的声明与原文声明相抵触：改称版权归己、须经己方许可、可随意转载，或宣布原声明无效。
        The reposter's own notice contradicts the original's: it claims the rights, asks for its own permission,
        frees the text, or voids the statement.
    Why: 原声明虽在，却被架空。
        The statement is still there, but taken back.
    Bad: 未经本站授权不得转载、以上声明无效
    Good: 版权归原作者所有
    Mend: 删去自己的那条声明，或写明它不适用于转载文章。
        Remove that notice, or say that it does not apply to reposted articles.
    Law: 信息网络传播权保护条例第五条；著作权法第五十二条。
        Regulations on the Right of Communication through Information Networks art. 5; Copyright Law art. 52.
    """
    for line, text in context.once(_words):
        if any(pattern.search(text) for pattern in contrary_patterns("contrary", context.once(own_names))):
            message = say("check.T310", text=line.text[:80])
            yield Raised(message, duty=context.duty(DutyKind.STATEMENT, DutyKind.LINK), evidence=(on_repost(line),))
    yield from _taken_back(context)
    yield from _turned_round(context)


def _turned_round(context: Context) -> Iterator[Raised]:
    """The original's statement need not be kept, but is shown with another licence, or saying the opposite."""
    statement = context.once(match_statement) if context.duty(DutyKind.STATEMENT) is None else None
    for found in statement.altered if statement and not statement.kept else ():
        difference = found.difference
        licence = difference is not None and _LICENCE_LOST.search(difference.shown)
        reversed_ = difference is not None and difference.change is Change.REVERSED and difference.found
        if difference and (reversed_ or licence):
            evidence = found.stream.evidence(found.start, found.end)
            yield Raised(say("check.T310", text=found.text[:80]), evidence=evidence, near_misses=(difference.shown,))


def _taken_back(context: Context) -> Iterator[Raised]:
    """A kept or reworded statement that the words around it on the same line turn round."""
    statement = context.once(match_statement)
    for found in (*statement.kept, *_reworded(statement)) if statement else ():
        before = canonical(found.stream.line_before(found.start)).text[-AFTERTHOUGHT:]
        after = canonical(found.stream.line_after(found.end)).text[:AFTERTHOUGHT]
        refused = "-" in signs(f"{before[-6:]}附上")[-1:] or any(mark != "+" for mark in signs(_asked(after)))
        void = (
            _voids(before)
            or _voids(after)
            or _dismissed(context, found.stream.line_after(found.end))
            or _disowned(context, after)
            or _answered(found)
        )
        beside = found.stream.line_before(found.start)[-2:] + found.stream.line_after(found.end)[:2]
        crossed = any(mark in beside for mark in knowledge()["polarity"]["crosses"])
        struck = (
            crossed
            or "line-through" in (found.visibility.declaration or "").lower()
            or any(_STRUCK.search(place.xpath) for place in found.stream.evidence(found.start, found.end))
        )
        turned = runs_backwards(found.stream.line_before(found.start)) or BACKWARDS in found.text
        if refused or void or struck or turned:
            message = say("check.T310", text=(before + " … " + after).strip(" …"))
            evidence = found.stream.evidence(found.start, found.end)
            yield Raised(message, duty=context.duty(DutyKind.STATEMENT), evidence=evidence)


def _voids(side: str) -> bool:
    """Whether words beside a statement take it back, and do not speak of something else."""
    others = re.compile(knowledge()["polarity"]["others"])
    places = ((side.find(word), word) for word in knowledge()["polarity"]["voiding"])
    return any(at >= 0 and not others.search(side[:at]) for at, _ in places)


def _dismissed(context: Context, after: str) -> bool:
    """Whether the rest of the statement's own line points back at it and sets it aside."""
    text = canonical(after[:MAX_LINE], deep=True, script=True).text
    return any(pattern.search(text) for pattern in contrary_patterns("contrary", context.once(own_names)))


def _answered(found: Found) -> bool:
    """Is the statement answered with no, or drawn into a longer word (本声明摘要)?"""
    after = folded_deep(found.stream.line_after(found.end)[: 2 * AFTERTHOUGHT])
    return answers(after) or shortens(after)


def _disowned(context: Context, after: str) -> bool:
    """Does the reposter say right after the statement that it has nothing to do with it?"""
    return any(pattern.search(after) for pattern in contrary_patterns("disowning", context.once(own_names)))


def _reworded(statement: Statement) -> Iterator[Found]:
    """Passages that ask for what the statement asks for, only otherwise."""
    same = (Change.PARAPHRASED, Change.PADDED)
    yield from (one for one in statement.altered if one.difference and one.difference.change in same)


def _asked(text: str) -> str:
    """``text`` if it speaks of keeping or naming something, as a statement's duties do; else nothing."""
    return text if any(word in text for word in ("附", "注明", "标明", "标注", "保留", "遵守", "署名")) else ""


def own_names(context: Context) -> tuple[str, ...]:
    """What the reposter calls itself: its site's name, in links to its home page and before 版权所有 in its footer."""
    article = context.repost.article
    lines = (line.text for line in context.repost.lines if line.region is Region.OUTSIDE)
    outside = (simplify(folded_deep(text)) for text in lines if "权" in text or "權" in text or "©" in text)
    found = (match[1] or match[2] for text in outside for match in _HOLDER.finditer(text))
    theirs = "".join(canonical(name, script=True).text for name in _original_names(context))
    names = dict.fromkeys(canonical(name, script=True).text for name in (article.site or "", *found))
    names |= dict.fromkeys(name for name in sorted(context.once(site_names)) if len(name) >= MIN_LINKED)
    return tuple(name for name in names if len(name) >= 2 and name not in theirs)


def _original_names(context: Context) -> Iterator[str]:
    """Names that belong to the original, and are therefore not the reposter's own."""
    article = context.original.article if context.original else None
    if article:
        yield from (name for name in (article.site, article.notice.source, *article.notice.authors) if name)
    if context.source:
        yield from (context.source.name, *context.source.aliases)


def _words(context: Context) -> tuple[tuple[Line, str], ...]:
    return tuple(_own_words(context))


def _own_words(context: Context) -> Iterator[tuple[Line, str]]:
    """Displayed lines of the repost, canonical, that neither the original has nor the statement occupies.

    Of what stands around the article only lines that speak of the article count: footers speak of their whole site.
    """
    statement = context.once(match_statement)
    stream = context.once(seen_in_article)
    taken = {id(piece.line) for span in _spans(statement) for piece, _, _ in stream.inside(*span)}
    beside = {id(line) for line in _beside(context, statement)}
    for line in context.repost.lines:
        if len(line.text) > MAX_LINE or line.region is Region.CAPTION or id(line) in taken:
            continue
        letters = simplify(folded_deep(line.text))
        if not any(word in letters for word in _SPEAKING) or line.visibility().sight is Sight.HIDDEN:
            continue
        text = canonical(line.text, deep=True, script=True).text
        if re.search(knowledge()["contrary"]["scoped"], text):
            continue
        about = line.region is not Region.OUTSIDE or _points_here(text) or id(line) in beside
        if about and not _theirs(context, text):
            yield line, text


def _points_here(text: str) -> bool:
    return any(word in text for word in knowledge()["contrary"]["this"])


def _beside(context: Context, statement: Statement | None) -> Iterator[Line]:
    """Lines beside the article that speak of it: a label above, and words right below that point at it."""
    lines = context.repost.lines
    inside = [at for at, line in enumerate(lines) if line.region is not Region.OUTSIDE]
    if not inside or not statement:
        return
    first, last = inside[0], inside[-1]
    above = lines[first - 1] if first else None
    if above and len(above.text) <= MAX_BADGE and first - 1 not in {link.line for link in context.repost.links}:
        yield above
    for line in lines[last + 1 : last + 1 + NEAR]:
        if any(word in line.text for word in knowledge()["contrary"]["pointing"]):
            yield line


def _theirs(context: Context, text: str) -> bool:
    """Does the original say so too? Short words must be a line of their own there."""
    lines = context.once(_original_lines)
    return text in lines or (len(text) >= 16 and any(text in line for line in lines))


def _original_lines(context: Context) -> frozenset[str]:
    lines = context.once(original_text).text.split("\n")
    speaking = (line for line in lines if any(word in line for word in _SPEAKING))
    return frozenset(canonical(line, deep=True, script=True).text for line in speaking)


def _spans(statement: Statement | None) -> Iterator[tuple[int, int]]:
    if statement:
        yield from ((one.start, one.end) for one in (*statement.kept, *statement.altered))


def _short_enough(line: Line) -> bool:
    """In the body only a line of its own is a claim; a sentence of the article may well speak of originality."""
    return line.region is not Region.BODY or len(line.text) <= MAX_BADGE
