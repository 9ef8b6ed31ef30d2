"""C501 to C509: does the repost say what the original says?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.check.attribution.credits import alternatives, in_sight, phrases
from summarizer.check.context import Context
from summarizer.check.fidelity.align import MAX_EDIT
from summarizer.check.fidelity.bodies import original_evidence, repost_evidence
from summarizer.check.fidelity.compare import Comparison, compare
from summarizer.check.fidelity.edits import Edit, Side, words
from summarizer.check.likeness import only_abstract
from summarizer.check.link.references import references
from summarizer.check.marks import marked
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.data import DutyKind, Evidence, Region
from summarizer.messages import say
from summarizer.text.numbers import Number

_BREAKS_OFF = re.compile(r"(?:…|\.{3}|。{3})[”」）)\]】]?\s*$")
_MOST = 20  # findings of one rule; a page with more is reported by the first ones
_SHOWN = 5  # places shown for one finding
_BESIDE = 8  # flat characters shown on either side of an edit, within its clause
_CONTENT = 8  # flat characters: less than that left out or put in is no content
_SPUN_EVERY = 150  # one rewording in fewer characters than this is spinning
_SPUN_LEAST = 3
_GLOSSED = 2  # one reading in brackets may explain a rare character
_DISORDER = 0.15  # the share of the kept text that stands out of order


def _pair(context: Context, edit: Edit) -> tuple[Evidence, ...]:
    """The place of an edit on both pages, with the words around it: a changed digit alone tells nobody anything."""
    change, aligned = edit.change, context.once(compare).alignment
    return (
        original_evidence(context, *aligned.a.around(change.a0, change.a1, _BESIDE)),
        repost_evidence(context, *aligned.b.around(change.b0, change.b1, _BESIDE)),
    )


def _diff(edit: Edit, old: Sequence[Number] = (), new: Sequence[Number] = ()) -> tuple[str, ...]:
    """The edited place on both pages, the change marked as in a word diff; numbers are whole, with their units."""
    a, b = edit.a, edit.b
    (low, high), (start, end) = _widened(a, old), _widened(b, new)
    before, after = a.text[max(0, low - 10) : low], a.text[high : high + 10]
    return (f"{before}{marked(a.text[low:high], b.text[start:end])}{after}".replace("\n", " "),)


def _widened(side: Side, numbers: Sequence[Number]) -> tuple[int, int]:
    """What was changed, up to the ends of the numbers that it is part of."""
    touched = [one for one in numbers if one.start <= side.end and one.end >= side.start]
    low = min([side.start, *(one.start for one in touched)])
    return low, max([side.end, *(one.end for one in touched)])


@rule("C501", "number-changed", "error", stage=Stage.FIDELITY)
def number_changed(context: Context) -> Iterator[Raised]:
    """
    What: 数字、单位或日期与原文不一致。
        A number, a unit or a date differs from the original.
    Why: 改一个数字就改了事实，而任何相似度都看不出来。
        One number changes the facts, and no similarity measure notices.
    Bad: 原文“投资400万元”，转载“投资500万元”
        400万元 in the original, 500万元 in the repost
    Good: 400万元 = 四百万元 = 4000000元
        The same amount in another writing
    Mend: 按原文改回。
        Restore the original's figure.
    Law: 互联网新闻信息服务管理规定第十五条（不得歪曲、篡改原意）。
        Provisions on Internet News Information Services art. 15 (no distortion).
    """
    for edit, found in context.once(compare).numbers[:_MOST]:
        old, new = ("、".join(one.text for one in side) for side in (found.old, found.new))
        key = "fidelity.C501" if old else "fidelity.C501-added"
        yield Raised(
            say(key, old=old, new=new),
            duty=_duty(context),
            evidence=_pair(context, edit),
            near_misses=_diff(edit, found.old, found.new),
        )


@rule("C502", "polarity-changed", "error", stage=Stage.FIDELITY)
def polarity_changed(context: Context) -> Iterator[Raised]:
    """
    What: 肯定与否定、增与减被颠倒。
        Yes became no, or up became down.
    Why: 加一个“不”或去掉一个“未”，意思就反了，相似度仍有 99%。
        One 不 more or one 未 less turns the sense round at 99 % similarity.
    Bad: 原文“未发现异常”，转载“发现异常”
        未发现异常 became 发现异常
    Good: 未发现异常 = 没有发现异常
        The same sense in other words
    Mend: 按原文改回。
        Restore the original's wording.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    for edit, turn in context.once(compare).turns[:_MOST]:
        key = (
            "fidelity.C502" if turn.old and turn.new else "fidelity.C502-added" if turn.new else "fidelity.C502-dropped"
        )
        yield Raised(
            say(key, old=turn.old, new=turn.new),
            duty=_duty(context),
            evidence=_pair(context, edit),
            near_misses=_diff(edit),
        )


@rule("C503", "name-changed", "error", stage=Stage.FIDELITY)
def name_changed(context: Context) -> Iterator[Raised]:
    """
    What: 人名、地名、机构名或作品名被换掉。
        A person, place, organisation or title was replaced.
    Why: 换了名字，说的就不是同一件事。
        With another name it is another story.
    Bad: 原文“北湖区”，转载“苏仙区”
        Another district than in the original
    Good: 全称与简称（农业农村局、农业局）只提示
        A shortened name is only pointed out
    Mend: 按原文改回。
        Restore the original's name.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    for edit, swap in context.once(compare).swaps[:_MOST]:
        yield Raised(
            say("fidelity.C503", kind=say(f"fidelity.name-{swap.kind}"), old=swap.old, new=swap.new),
            level=None if swap.sure else "warn",
            duty=_duty(context),
            evidence=_pair(context, edit),
            near_misses=_diff(edit),
        )


@rule("C504", "truncated", "warn", stage=Stage.FIDELITY)
def truncated(context: Context) -> Iterator[Raised]:
    """
    What: 原文有一部分没有转载。
        Part of the original is not there.
    Why: 删掉限定、条件或转折，等于改了原意；节选应当说明并给出全文链接。
        Cutting a condition or a "but" changes the sense; an excerpt says so and links to the whole.
    Bad: 只转前三段，没有“阅读全文”
        Three paragraphs, and no link to the rest
    Good: 节选，文末“阅读全文”链接到原文
        An excerpt that ends with a link to the full text
    Mend: 补全，或注明节选并链接原文。
        Restore the text, or mark the excerpt and link to the original.
    Law: 互联网新闻信息服务管理规定第十五条；国版办发〔2015〕3号。
        Provisions on Internet News Information Services art. 15; NCAC notice 2015 no. 3.
    """
    result = context.once(compare)
    if (result.missing < _CONTENT and not result.qualifiers) or context.once(only_abstract):
        return
    excerpt = context.once(is_excerpt)
    level: Level = "warn" if excerpt else "error" if result.qualifiers or result.kept < 0.5 else "warn"
    key = "excerpt" if excerpt else "qualifier" if result.qualifiers else "half" if result.kept < 0.5 else "some"
    pieces = (result.qualifiers + result.omitted)[:_SHOWN]
    yield Raised(
        say(
            f"fidelity.C504-{key}",
            percent=round(result.kept * 100),
            what=" / ".join(result.alignment.a.text(*piece)[:40] for piece in pieces[:3]),
        ),
        level=level if level == "error" else None,
        duty=_duty(context),
        evidence=tuple(original_evidence(context, *piece) for piece in pieces),
        absence=True,
    )


def is_excerpt(context: Context) -> bool:
    """Does the page say that the text goes on elsewhere, and lead to the original?"""
    lists = phrases()["excerpt"]
    lines = [line for line in context.repost.article_lines() if in_sight(line)]
    breaks_off = any(line.region is Region.BODY and _BREAKS_OFF.search(line.text) for line in lines)
    words = lists["more"] + (lists["more_after_dots"] if breaks_off else [])
    more = re.compile(alternatives(words), re.IGNORECASE)
    return any(more.search(line.text) for line in lines) and context.once(references).good


@rule("C505", "inserted", "warn", stage=Stage.FIDELITY)
def inserted(context: Context) -> Iterator[Raised]:
    """
    What: 正文里插入了原文没有的内容：广告、其他新闻、防采集字符。
        Text that the original does not have: advertisements, other news, anti-scraping salt.
    Why: 读者会以为那是原作者写的。
        Readers take it for the author's words.
    Bad: ……增长三成。4Np某某网 关注公众号领取优惠
        A salt and an advertisement after a sentence
    Good: 广告与正文分开，并标明“广告”
        Advertisements apart from the text and marked as such
    Mend: 删去插入的内容，或移到正文之外。
        Remove it, or move it out of the text.
    Law: 著作权法第十条第一款第四项（保护作品完整权）。
        Copyright Law art. 10(1)(4) (integrity).
    """
    result = context.once(compare)
    body = result.alignment.b
    if sum(end - start for start, end in result.inserted) > 3:
        yield Raised(
            say("fidelity.C505", what=" / ".join(body.text(*piece)[:40] for piece in result.inserted[:3])),
            duty=_duty(context),
            evidence=tuple(repost_evidence(context, *piece) for piece in result.inserted[:_SHOWN]),
        )
    if 0 < result.glosses < _GLOSSED:
        yield Raised(say("fidelity.C505-gloss", count=result.glosses))


@rule("C506", "spun", "error", stage=Stage.FIDELITY)
def spun(context: Context) -> Iterator[Raised]:
    """
    What: 换词、调序、加注拼音，改头换面。
        Synonyms, shuffled sentences, pinyin after characters: the text disguised.
    Why: “洗稿”躲得过查重，躲不过对齐；少量改字只提示。
        Spinning escapes duplicate search, not alignment; a few altered words are only pointed out.
    Bad: 国家→国度，发表→發(fā)表，段落打乱
        Word after word replaced, paragraphs shuffled
    Good: 原文照登
        The text as it was
    Mend: 恢复原文的用词和次序。
        Restore words and order.
    Law: 国版办发〔2015〕3号（不得实质性修改）；著作权法第十条。
        NCAC notice 2015 no. 3 (no substantial changes); Copyright Law art. 10.
    """
    result = context.once(compare)
    size = len(result.alignment.a.flat)
    count = len(result.reworded) + result.rewritten // 12
    disorder = _disorder(result)
    if result.glosses >= _GLOSSED:
        yield Raised(say("fidelity.C506-gloss", count=result.glosses), duty=_duty(context))
    if disorder:
        blocks, share = disorder
        level: Level = "error" if blocks >= 2 and share >= _DISORDER else "warn"
        moved = result.alignment.moved[:_SHOWN]
        yield Raised(
            say("fidelity.C506-order", count=blocks, percent=round(share * 100)),
            level=level,
            duty=_duty(context),
            evidence=tuple(repost_evidence(context, at, at + length) for _, at, length in moved),
        )
    for edit in result.misquoted[:_SHOWN]:
        yield Raised(
            say("fidelity.C506-quote", old=edit.a.changed, new=edit.b.changed),
            duty=_duty(context),
            evidence=_pair(context, edit),
            near_misses=_diff(edit),
        )
    if count > len(result.misquoted):
        worded = count >= max(_SPUN_LEAST, size / _SPUN_EVERY)
        yield Raised(
            say("fidelity.C506-words" if worded else "fidelity.C506-few", count=count),
            level="error" if worded else "warn",
            duty=_duty(context),
            evidence=tuple(place for edit in result.reworded[:_SHOWN] for place in _pair(context, edit)),
            near_misses=tuple(line for edit in result.reworded[:_SHOWN] for line in _diff(edit)),
        )


def _disorder(result: Comparison) -> tuple[int, float] | None:
    """Blocks of clauses that stand out of order, and their share of what was kept."""
    moved = sorted(result.alignment.moved)
    blocks = bool(moved) + sum(not _together(one, other) for one, other in pairwise(moved))
    length = sum(size for *_, size in moved)
    return (blocks, length / max(result.alignment.kept, 1)) if length else None


def _together(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Do these two stretches follow each other on both pages, but for an edit between them?"""
    a, b, size = one
    return 0 <= other[0] - a - size <= MAX_EDIT and 0 <= other[1] - b - size <= MAX_EDIT


@rule("C509", "modified-though-forbidden", "error", stage=Stage.FIDELITY)
def modified_though_forbidden(context: Context) -> Iterator[Raised]:
    """
    What: 声明禁止修改（或许可协议带 ND），转载却改动、节选或插入了内容。
        The notice forbids changes (or the licence is ND), and the text was changed, cut or added to.
    Why: 作者把“不得修改”作为转载的条件。
        The author made "no changes" a condition.
    Bad: CC BY-ND 文章只转一半
        Half of a CC BY-ND text
    Good: 一字不改地全文转载
        The whole text unchanged
    Mend: 恢复全文原貌，或另行取得许可。
        Restore the text, or ask for permission.
    Law: CC BY-ND 4.0 第 2(a)(1) 条；著作权法第十条第一款第三、四项。
        CC BY-ND 4.0 section 2(a)(1); Copyright Law art. 10(1)(3), (4).
    """
    duty = context.duty(DutyKind.NO_MODIFICATION)
    licence = context.original.article.notice.licence if context.original else None
    if duty is None and "nd" not in (licence or "").lower().replace("-", " ").split():
        return
    result = context.once(compare)
    changed = [original_evidence(context, one.change.a0, one.change.a1) for one in _changed(result)]
    cut = [original_evidence(context, *piece) for piece in result.omitted] if result.missing >= _CONTENT else []
    put_in = [repost_evidence(context, *piece) for piece in result.inserted if _content(result, *piece)]
    found = [*changed, *cut, *put_in]
    if found or result.rewritten or result.alignment.moved:
        yield Raised(say("fidelity.C509"), duty=duty, evidence=tuple(found[:_SHOWN]))


def _content(result: Comparison, start: int, end: int) -> bool:
    """Was this put into the text itself? A note that says it is the editor's stands beside it."""
    said = (
        result.alignment.b.text(start, end).lstrip(" 　【[（(").startswith(tuple(words()["harmless"]["editors_notes"]))
    )
    return end - start >= _CONTENT and not said


def _changed(result: Comparison) -> list[Edit]:
    pairs = [*result.numbers, *result.turns, *result.swaps]
    return [*(edit for edit, _ in pairs), *result.reworded]


def _duty(context: Context) -> int | None:
    return context.duty(DutyKind.NO_MODIFICATION)
