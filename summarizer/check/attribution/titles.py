"""A404: does the repost carry the original's title, or say what it was?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from summarizer.check.attribution.credits import alternatives, in_sight, phrases, plain
from summarizer.check.attribution.report import line_fix
from summarizer.check.context import Context, on_repost
from summarizer.check.fidelity.align import align
from summarizer.check.fidelity.edits import edits
from summarizer.check.fidelity.names import swapped
from summarizer.check.fidelity.polarity import turned
from summarizer.check.fidelity.quantities import quantities
from summarizer.check.fidelity.text import Body
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.data import DutyKind, Line, Region
from summarizer.messages import say
from summarizer.text.fold import simplify
from summarizer.text.numbers import find_numbers

_SEPARATOR = re.compile(r"\s*[_|｜\-—–]+\s*|\s{2,}")
_SURE_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[_|｜]+\s*|(?<!\s)\s+[\-—–]+\s+")  # — may join the two halves of a title
_PREFIX = re.compile(r"^\s*[【\[（(〔][^】\]）)〕]{1,12}[】\]）)〕]\s*")  # 【红网】, [图]
_CUT = re.compile(r"(?:…|⋯|\.{3}|。{3})\s*$")
_LEAST = 4  # letters; less is no title
_LEAST_CUT = 6  # letters that must be left of a title that was cut with …


@rule("A404", "title-changed", "warn", stage=Stage.ATTRIBUTION)
def title_changed(context: Context) -> Iterator[Raised]:
    """
    What: 标题与原文不同，又没有注明原标题；改动数字、人名或正反的，判违规。
        The title differs and the original title is not given; where a number, name or the sense differs, it fails.
    Why: 规定要求注明原标题，不得歪曲、篡改标题原意。
        The provisions ask for the original title and forbid distorting it.
    Bad: 原标题“全年增长5%”，转载标题“全年下降5%”
        5 % up became 5 % down
    Good: 新标题，并注明“原标题：……”；或原标题加站名后缀
        A new title with 原标题：…, or the same title with the site's name after it
    Mend: 用回原标题，或在正文前写“原标题：……”。
        Use the original title, or state 原标题：… before the text.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    asked = context.requirement(DutyKind.ORIGINAL_TITLE)
    wanted = context.original.article.title if context.original else None
    if asked is None or not wanted or len(plain(wanted)) < _LEAST:
        return
    shown = context.once(shown_titles)
    if any(same_title(wanted, title) for title, _ in shown):
        return
    only_same = context.duties[asked.duty].value == "same"
    labelled = context.once(labelled_titles)
    place = tuple(on_repost(line) for _, line in shown[:1] if line)
    if any(same_title(wanted, title) for title, _ in labelled) and not only_same:
        yield Raised(say("fidelity.A404-labelled", original=wanted), level="info", duty=asked.duty, evidence=place)
        return
    if not shown:
        yield Raised(say("fidelity.A404-missing", original=wanted), duty=asked.duty, absence=True)
        return
    title = shown[0][0]
    what = meaning_changed(wanted, title)
    strict = (
        only_same
        or context.duties[asked.duty].origin == "notice"
        or context.requirement(DutyKind.NO_MODIFICATION) is not None
    )
    level: Level | None = "error" if what or strict else None
    yield Raised(
        say("fidelity.A404-meaning" if what else "fidelity.A404", original=wanted, repost=title, what=what),
        level=level,
        duty=asked.duty,
        evidence=place,
        fix=None if only_same else line_fix("原标题", wanted),
    )


def shown_titles(context: Context) -> list[tuple[str, Line | None]]:
    """What may be the repost's title: the parser's, then every line above the body that could be one."""
    labels = _labels()
    heads = [line for line in context.repost.lines if line.region is Region.HEAD and in_sight(line)]
    found: list[tuple[str, Line | None]] = []
    title = context.repost.article.title
    if title:
        found.append((title, next((line for line in heads if plain(title) in plain(line.text)), None)))
    found += [
        (line.text, line) for line in heads if 4 <= len(line.text) <= 80 and not labels.search(simplify(line.text))
    ]
    found += [(f"{one.text} {other.text}", one) for one, other in pairwise(heads[:6])]  # a title broken in two lines
    return found


def labelled_titles(context: Context) -> list[tuple[str, Line]]:
    """What the article region names as the original title (原标题：…)."""
    found = []
    for line in context.repost.article_lines():
        match = _labels().search(simplify(line.text)) if in_sight(line) else None  # simplified in place
        if match:
            found.append((line.text[match.end() :].strip(' 《》“”"」「：:）)】'), line))
    return found


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(phrases()['title']['labels'])})\s*[:：|｜为]?\s*", re.IGNORECASE)


def same_title(wanted: str, given: str) -> bool:
    """Equal but for punctuation, script, width, a site's name behind it, a decoration (组图), or a cut with ``…``."""
    one = plain(wanted)
    for text in _readings(given):
        other = plain(text)
        if other == one or (other and _undecorated(other) == _undecorated(one)):
            return True
        if _CUT.search(text) and len(other) >= _LEAST_CUT and one.startswith(other):
            return True
    return any(plain(text) == plain(given) for text in _readings(wanted, _SURE_SEPARATOR)[1:])


def _readings(title: str, separator: re.Pattern[str] = _SEPARATOR) -> list[str]:
    """The title as it stands, and without what may be a site's or a channel's name behind it."""
    readings = [title, _PREFIX.sub("", title)]
    ends = [match.start() for match in separator.finditer(title)]
    readings += [title[:end] for end in reversed(ends) if len(plain(title[:end])) >= _LEAST_CUT]
    return readings


def _undecorated(letters: str) -> str:
    words = alternatives([plain(word) for word in phrases()["title"]["decorations"]])
    stripped = re.sub(rf"^(?:{words})|(?:{words})$", "", letters)
    return stripped or letters


def meaning_changed(wanted: str, given: str) -> str:
    """Which of number, name or sense an otherwise similar title changes (in both languages' short form), or nothing."""
    one, other = Body([_readings(wanted)[0]]), Body([given])
    old, new = ({n.key for n in find_numbers(body.raw) if not n.loose} for body in (one, other))
    aligned = align(one, other)
    if aligned.kept < 0.4 * max(len(one.flat), 1):
        return ""
    kinds = set()
    for edit in edits(aligned):
        if turned(edit):
            kinds.add("正反 sense")
        if quantities(edit).replaced:
            kinds.add("数字 number")
        swap = swapped(edit)
        if swap and swap.sure:
            kinds.add("名称 name")
    if old and new and not old & new:
        kinds.add("数字 number")
    return "、".join(sorted(kinds))
