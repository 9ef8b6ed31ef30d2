"""A403, A405, A408: are authors and editor named in their roles, and is the repost the later page?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from summarizer.check.attribution.credits import (
    Named,
    find_name,
    hidden_mention,
    in_sight,
    people_named,
    phrases,
    plain,
    undecided,
)
from summarizer.check.attribution.report import capped, hidden_cause, line_fix, listed, stated
from summarizer.check.attribution.source import names_source
from summarizer.check.context import Context, on_repost
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.data import Article, DutyKind, Region
from summarizer.messages import say

_CODE = re.compile(r"[A-Za-z]{0,6}[_-]?\d[A-Za-z\d]*")  # an editor's number: NF4425, 4425
_REAL_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]+(?:·[一-鿿]+)+|[A-Za-z]{2,}(?: [A-Za-z.]+)+")
# Work on a text that is not the writing of it: who is credited with nothing else is not named as its author.
_OTHER_WORK = frozenset({"editor", "photographer", "translator", "other_work", "interviewee", "thanked"})


def bylined(article: Article) -> tuple[str, ...]:
    """Those who wrote: authors, then correspondents, each once; names of nobody (佚名) are no names."""
    names = (*article.notice.authors, *article.notice.correspondents)
    nobody = {plain(word) for word in phrases()["people"]["anonymous"]}
    return tuple(dict.fromkeys(name for name in names if plain(name) not in nobody))


@rule("A403", "author-missing-or-changed", "error", stage=Stage.ATTRIBUTION)
def author_missing_or_changed(context: Context) -> Iterator[Raised]:
    """
    What: 原作者没有全部署名，或被换成别人；通讯员与记者的身份没有保留。
        Authors are left out or replaced by others, or a correspondent is passed off as a reporter.
    Why: 署名权；几位作者是一个集合，顺序可以变，人不能少。
        Authors have the right to be named: as a set, whose order may change and whose members may not.
    Bad: 作者：佚名
    Good: 作者：甲某 乙某（原文：乙某 甲某）
        The same two names in another order
    Mend: 按原文写出全部作者和各自身份。
        Name all authors in their roles, as the original does.
    Law: 著作权法第十条第一款第二项；互联网新闻信息服务管理规定第十五条。
        Copyright Law art. 10(1)(2); Provisions on Internet News Information Services art. 15.
    """
    asked = context.requirement(DutyKind.AUTHOR)
    if asked is None or context.original is None:
        return
    names = [name for name in bylined(context.original.article) if not names_source(context, name)]
    missing = [name for name in names if not _credited_as_writer(context, name)]
    left_open = {name: rule for name in missing if (rule := _left_open(context, name))}
    if missing and len(left_open) == len(missing) and asked.level == "error":
        cause = next(iter(left_open.values()))
        yield Raised(
            say("fidelity.A403-open", missing=listed(missing)), level="unknown", duty=asked.duty, causes=(cause,)
        )
    elif missing:
        yield from _people_missing(context, missing, asked.level, asked.duty)
    elif names:
        yield from _people_added(context, asked.duty)
    yield from _roles_lost(context, [name for name in names if name not in missing], asked.duty)


def _credited(context: Context, name: str) -> bool:
    return any(in_sight(one.line, one.start, one.end) for one in people_named(context.repost, name))


def _credited_as_writer(context: Context, name: str) -> bool:
    """Is somebody who wrote the text credited, and not as the editor alone?"""
    seen = {one.role for one in people_named(context.repost, name) if in_sight(one.line, one.start, one.end)}
    was = {one.role for one in people_named(context.original, name)} if context.original else set()
    return bool(seen - _OTHER_WORK) or bool(seen & was)


def _left_open(context: Context, name: str) -> str | None:
    named = people_named(context.repost, name)
    return next((rule for one in named if (rule := undecided(one.line, one.start, one.end))), None)


def _people_added(context: Context, duty: int) -> Iterator[Raised]:
    """Somebody credited beside the authors whom the original does not know at all."""
    original = context.original
    if original is None:
        return
    for name in context.repost.article.notice.authors:
        known = people_named(original, name) or find_name(original, name)
        right = {id(one.line) for author in bylined(original.article) for one in people_named(context.repost, author)}
        named = (one for one in people_named(context.repost, name) if id(one.line) in right)
        places = [one for one in named if one.role in ("author", "reporter")]
        if is_real_name(name) and not known and places:
            place = on_repost(places[0].line, places[0].start, places[0].end)
            yield Raised(say("fidelity.A403-added", name=name), level="warn", duty=duty, evidence=(place,))
            return


def other_byline(context: Context) -> Named | None:
    """Somebody whom the original does not know, credited as the author on a line of their own, apart from the text."""
    original = context.original
    if original is None or context.requirement(DutyKind.AUTHOR) is None or not bylined(original.article):
        return None
    authors = bylined(original.article)
    right = {id(one.line) for author in authors for one in people_named(context.repost, author)}
    for name in context.repost.article.notice.authors:
        if not is_real_name(name) or people_named(original, name) or find_name(original, name):
            continue
        for one in people_named(context.repost, name):
            apart = one.line.region is not Region.BODY and id(one.line) not in right
            if apart and one.role in ("author", "reporter") and in_sight(one.line, one.start, one.end):
                return one
    return None


def _people_missing(context: Context, missing: list[str], level: Level, duty: int) -> Iterator[Raised]:
    original = context.original
    others = [name for name in context.repost.article.notice.authors if plain(name) not in map(plain, missing)]
    nobody = {plain(word) for word in phrases()["people"]["anonymous"]}
    known = {plain(name) for name in bylined(original.article)} if original else set()
    replaced = [name for name in others if plain(name) in nobody or plain(name) not in known]
    hidden = next((line for name in missing if (line := hidden_mention(context.repost, name))), None)
    causes, evidence = hidden_cause(hidden)
    shown = [place for name in replaced[:3] for place in find_name(context.repost, name)[:1]]
    yield Raised(
        say("fidelity.A403-replaced" if replaced else "fidelity.A403", missing=listed(missing), found=listed(replaced)),
        level="error" if replaced else capped(level),
        duty=duty,
        causes=causes,
        evidence=(
            *evidence,
            *(on_repost(one.line, one.start, one.end) for one in shown),
            *(place for name in missing for place in stated(original, name)),
        ),
        fix=line_fix("作者", " ".join(bylined(original.article))) if original else None,
        absence=hidden is None and not replaced,
    )


def _roles_lost(context: Context, names: list[str], duty: int) -> Iterator[Raised]:
    """A correspondent who became a reporter, or the other way round, or both mere authors; warned about once."""
    if context.original is None:
        return
    was = {name: {one.role for one in people_named(context.original, name)} for name in names}
    told_apart = {"reporter", "correspondent"} <= set().union(*was.values(), set())
    for name in names:
        now = people_named(context.repost, name)
        lost = _lost_role(was[name], {one.role for one in now}, told_apart=told_apart)
        if lost:
            yield Raised(
                say("fidelity.A403-role", name=name, role=say(f"fidelity.role-{lost}")),
                level="warn",
                duty=duty,
                evidence=tuple(on_repost(one.line, one.start, one.end) for one in now[:1]),
            )
            return


def _lost_role(was: set[str | None], now: set[str | None], *, told_apart: bool) -> str | None:
    """The role that a person had and has no more. 记者 turned into 作者 loses one only beside 通讯员."""
    for role, other in (("correspondent", "reporter"), ("reporter", "correspondent")):
        if role not in was or other in was or role in now:
            continue
        flattened = "author" not in was and (role == "correspondent" or told_apart)
        if other in now or flattened:
            return role
    return None


@rule("A405", "editor-missing", "warn", stage=Stage.ATTRIBUTION)
def editor_missing(context: Context) -> Iterator[Raised]:
    """
    What: 没有编辑的真实姓名，或只有编号、“小编”。
        No editor's real name, or only a number or 小编.
    Why: 规定要求注明编辑真实姓名，以便追责。
        The provisions ask for the editor's real name, so that somebody answers for it.
    Bad: 责任编辑：NF4425
    Good: 责任编辑：甲某
        责任编辑: a person's name
    Mend: 注明原编辑（或本站责任编辑）的真实姓名。
        Give the real name of the original's (or your own) editor.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    asked = context.requirement(DutyKind.EDITOR)
    editors = context.original.article.notice.editors if context.original else ()
    if asked is None or not any(is_real_name(name) for name in editors):
        return
    own = context.repost.article.notice.editors
    kept = [name for name in (*editors, *own) if is_real_name(name) and _credited(context, name)]
    if kept:
        return
    yield Raised(
        say("fidelity.A405-code" if own else "fidelity.A405", editors=listed(editors), found=listed(own)),
        level="error" if asked.level == "error" else None,
        duty=asked.duty,
        evidence=tuple(place for name in editors for place in stated(context.original, name)),
        fix=line_fix("编辑", " ".join(editors)),
        absence=True,
    )


def is_real_name(name: str) -> bool:
    """A person's name, not a number (``NF4425``) or an office (``小编``)."""
    bare = re.sub(r"[_\-\s]{0,9}[A-Za-z]{0,4}\d{1,20}$", "", name.strip())
    nobody = {plain(word) for word in phrases()["people"]["anonymous"]}
    return bool(_REAL_NAME.fullmatch(bare)) and not _CODE.fullmatch(bare) and plain(bare) not in nobody


@rule("A408", "date-inverted", "warn", stage=Stage.ATTRIBUTION)
def date_inverted(context: Context) -> Iterator[Raised]:
    """
    What: 转载页的发布时间早于原文。
        The repost is dated before the original.
    Why: 可能两页填反了，也可能日期被改早以冒充首发。
        The two may be swapped, or the date was set back to look like the first.
    Bad: 原文 2024-05-06 10:00，转载 2024-05-05 08:00
        Original 2024-05-06 10:00, repost 2024-05-05 08:00
    Good: 转载时间晚于原文
        The repost is later
    Mend: 核对哪一页是原文；把发布时间改为实际时间。
        Check which page is the original; give the real time.
    Law: 互联网新闻信息服务管理规定第十五条。
        Provisions on Internet News Information Services art. 15.
    """
    one = context.original.article.published if context.original else None
    other = context.repost.article.published
    if one and other and _before(other, one):
        yield Raised(say("fidelity.A408", original=one, repost=other))


def _before(one: str, other: str) -> bool:
    """Is ``one`` surely earlier? Compared as days where either has no time (or no offset) to compare."""
    first, second = _when(one), _when(other)
    if first is None or second is None:
        return False
    if (
        isinstance(first, datetime)
        and isinstance(second, datetime)
        and (first.tzinfo is None) == (second.tzinfo is None)
    ):
        return first < second
    return _day(first) < _day(second)


def _when(text: str) -> datetime | date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
