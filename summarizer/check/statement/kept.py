"""T301 to T306 and T308 to T311: is the original's statement kept, and if not, what was done to it?"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.check.context import Context
from summarizer.check.fix import notice_block
from summarizer.check.link.images import statement_in_image
from summarizer.check.registry import Level, Raised, Stage, rule
from summarizer.check.statement.difference import Change
from summarizer.check.statement.match import Found, How, Statement, match_statement
from summarizer.check.statement.stream import declaration
from summarizer.data import DutyKind, Sight
from summarizer.messages import say


def _owed(context: Context) -> Statement | None:
    """What became of the statement, where the repost has to keep it."""
    return context.once(match_statement) if context.duty(DutyKind.STATEMENT) is not None else None


def best_kept(found: Statement) -> Found | None:
    """The kept passage that is easiest to see."""
    order = list(Sight)
    return min(found.kept, key=lambda one: order.index(one.visibility.sight), default=None)


def plainly_kept(found: Statement) -> bool:
    best = best_kept(found)
    return best is not None and best.visibility.sight is Sight.SEEN


def _kept(context: Context, *ways: How) -> Found | None:
    statement = _owed(context)
    best = best_kept(statement) if statement else None
    return best if best and best.how in ways else None


def _altered(context: Context, *changes: Change) -> Found | None:
    """The altered passage that stands for the statement: only where none is kept, the worst change first."""
    statement = _owed(context)
    if not statement or plainly_kept(statement):
        return None
    order = list(Change)
    worst = min(
        (one for one in statement.altered if one.difference),
        key=lambda one: order.index(one.difference.change) if one.difference else len(order),
        default=None,
    )
    return worst if worst and worst.difference and worst.difference.change in changes else None


def _raise_altered(context: Context, found: Found | None, code: str, level: Level | None = None) -> Iterator[Raised]:
    if found is None or found.difference is None:
        return
    difference = found.difference
    was, became = difference.expected, difference.found
    change = "changed" if was and became else "put-in" if became else "taken-out"
    yield Raised(
        say(f"check.{code}", was=was, became=became, change=say(f"check.{change}", was=was, became=became)),
        level,
        context.duty(DutyKind.STATEMENT),
        evidence=found.stream.evidence(found.start, found.end, cause=found.visibility.rule),
        near_misses=(difference.shown,),
        fix=notice_block(context) if code != "T309-twice" else None,  # the altered copy has to go; nothing is lacking
    )


@rule("T301", "statement-missing", "error", stage=Stage.STATEMENT)
def statement_missing(context: Context) -> Iterator[Raised]:
    """
    What: 原文要求保留的声明，在转载页的文章部分看不到。
        The statement that the original asks to keep cannot be seen in the article part of the repost.
    Why: 原文写明“附上本声明”；藏在样式、注释、属性里的声明读者看不到。
        The original says to keep it; readers do not see what is hidden in styles, comments or attributes.
    Bad: <!-- 本文为郴州站原创文章，转载请附上原文出处链接和本声明。 -->
    Good: <p>本文为郴州站原创文章，转载请附上原文出处链接和本声明。</p>
    Mend: 在文末原样写上声明。
        Put the statement below the article, word for word.
    Law: 原文声明；信息网络传播权保护条例第五条。
        The original's notice; Regulations on the Right of Communication through Information Networks art. 5.
    """
    statement, duty = _owed(context), context.duty(DutyKind.STATEMENT)
    if statement is None:
        return
    if best := best_kept(statement):
        seen = best.visibility
        if seen.sight is Sight.UNKNOWN:
            yield Raised(
                say("check.T301-unsure", why=declaration(seen)),
                "unknown",
                duty,
                causes=(seen.rule,) if seen.rule else (),
                evidence=best.stream.evidence(best.start, best.end, cause=seen.rule),
            )
    elif unreadable := _altered(context, Change.UNREADABLE):
        message = say("check.T301-unreadable")
        evidence = unreadable.stream.evidence(unreadable.start, unreadable.end)
        shown = (unreadable.difference.shown,) if unreadable.difference else ()
        yield Raised(message, "unknown", duty, causes=("F005",), evidence=evidence, near_misses=shown)
    elif statement.hidden:
        yield _hidden(context, statement.hidden[0])
    elif not statement.altered and not statement.outside:
        if context.once(statement_in_image):
            yield Raised(say("check.T301-image"), "unknown", duty, fix=notice_block(context))
        else:
            yield Raised(say("check.T301"), duty=duty, fix=notice_block(context), absence=True)


def _hidden(context: Context, found: Found) -> Raised:
    seen = found.visibility
    return Raised(
        say("check.T301-hidden", why=declaration(seen)),
        duty=context.duty(DutyKind.STATEMENT),
        causes=(seen.rule or "V604",),
        evidence=found.stream.evidence(found.start, found.end, cause=seen.rule or "V604"),
        fix=notice_block(context),
    )


@rule("T302", "statement-kept", "info", stage=Stage.STATEMENT)
def statement_kept(context: Context) -> Iterator[Raised]:
    """
    What: 声明原样保留（只有全半角、引号、空白、换行和列明的等义字不同）。
        The statement is kept; only width, quotation marks, white space, line breaks and listed equal words may differ.
    Why: 这些差别来自排版，不改变声明。
        Such differences come from typesetting and change nothing.
    Bad: 转载无需附上原文出处链接和本声明
    Good: 本文为郴州站原创文章,转载请附上原文出处链接及本声明
    Mend: 无需处理。
        Nothing to do.
    Law: 原文声明。
        The original's notice.
    """
    if found := _kept(context, How.KEPT):
        evidence = found.stream.evidence(found.start, found.end)
        yield Raised(say("check.T302"), duty=context.duty(DutyKind.STATEMENT), evidence=evidence)


@rule("T303", "statement-reversed", "error", stage=Stage.STATEMENT)
def statement_reversed(context: Context) -> Iterator[Raised]:
    """
    What: 声明被改成相反的意思：要求变成了不要求、随意或禁止，或只对一部分转载要求（商业转载请……）。
        The statement was turned round: what was asked for is now refused, optional, forbidden, or asked of some only.
    Why: 只差一两个字，相似度仍有 95% 以上，意思却相反。
        A character or two, over 95 % alike, and the opposite meaning.
    Bad: 转载无需附上原文出处链接和本声明
    Good: 转载请附上原文出处链接和本声明
    Mend: 恢复原声明。
        Restore the statement.
    Law: 信息网络传播权保护条例第五条、第十八条第三项（故意改变权利管理电子信息）。
        Regulations on the Right of Communication through Information Networks art. 5, 18(3).
    """
    yield from _raise_altered(context, _altered(context, Change.REVERSED), "T303")


@rule("T304", "statement-cut", "error", stage=Stage.STATEMENT)
def statement_cut(context: Context) -> Iterator[Raised]:
    """
    What: 声明少了一项：链接、声明、来源、作者或协议的要求被删去。
        The statement lost a clause: link, statement, source, author or licence.
    Why: 后来的转载者不会知道那一项要求。
        Whoever copies the copy will not know of that duty.
    Bad: 本文为郴州站原创文章，转载请附上原文出处。
    Good: 本文为郴州站原创文章，转载请附上原文出处链接和本声明。
    Mend: 补回删去的部分。
        Put the lost part back.
    Law: 信息网络传播权保护条例第五条、第十八条第三项。
        Regulations on the Right of Communication through Information Networks art. 5, 18(3).
    """
    yield from _raise_altered(context, _altered(context, Change.CUT), "T304")


@rule("T305", "statement-slot-changed", "error", stage=Stage.STATEMENT)
def statement_slot_changed(context: Context) -> Iterator[Raised]:
    """
    What: 声明里的站名、作者、许可协议或文章性质换了。
        The station, author, licence or kind of text in the statement was changed.
    Why: 换一个名字，权利就归到了别人名下。
        One other name, and the rights are somebody else's.
    Bad: 本文为长沙站原创文章（原文为郴州站） / (the original says 郴州站)
    Good: 本文为郴州站原创文章
    Mend: 恢复原来的名称；“原创”改成“转载”只警告，因为对转载页属实，但已不是原声明。
        Restore the name. 原创 turned into 转载 only warns: true of the copy, but no longer that statement.
    Law: 信息网络传播权保护条例第五条、第十八条第三项。
        Regulations on the Right of Communication through Information Networks art. 5, 18(3).
    """
    yield from _raise_altered(context, _altered(context, Change.SLOT), "T305")
    yield from _raise_altered(context, _altered(context, Change.KIND), "T305-kind", "warn")


@rule("T306", "statement-paraphrased", "warn", stage=Stage.STATEMENT)
def statement_paraphrased(context: Context) -> Iterator[Raised]:
    """
    What: 要求都在，措辞换了。
        All that is asked for is there, in other words.
    Why: “本声明”指的是那句原话；合同或配置要求逐字时算违规。
        "This statement" means those words; where a profile asks for them verbatim, this fails.
    Bad: 郴州站原创，转发时请注明原文链接并保留此声明
    Good: 本文为郴州站原创文章，转载请附上原文出处链接和本声明。
    Mend: 换回原话。
        Use the original words.
    Law: 原文声明。
        The original's notice.
    """
    index = context.duty(DutyKind.STATEMENT)
    verbatim = index is not None and context.duties[index].value == "verbatim"
    level: Level | None = "error" if verbatim else None
    yield from _raise_altered(context, _altered(context, Change.PARAPHRASED), "T306", level)


@rule("T308", "statement-obfuscated", "warn", stage=Stage.STATEMENT)
def statement_obfuscated(context: Context) -> Iterator[Raised]:
    """
    What: 声明看起来没变，字符却被动过：零宽字符、部首字、逐字空格。
        The statement looks the same, but its characters do not: zero-width characters, radicals, a space after each.
    Why: 读者看得懂，搜索和比对却找不到，多是为了躲避检索。
        Readers see it, searches do not: mostly done to escape them.
    Bad: 本\u200b文\u200b为郴州站原创⽂章
    Good: 本文为郴州站原创文章
    Mend: 用普通字符重写。
        Write it with ordinary characters.
    Law: 原文声明。
        The original's notice.
    """
    if found := _kept(context, How.DEEP):
        evidence = found.stream.evidence(found.start, found.end)
        message = say("check.T308")
        yield Raised(message, duty=context.duty(DutyKind.STATEMENT), evidence=evidence, fix=notice_block(context))


@rule("T309", "statement-padded", "warn", stage=Stage.STATEMENT)
def statement_padded(context: Context) -> Iterator[Raised]:
    """
    What: 声明中间插了别的字，或页面上另有一份改动过的声明。
        Words were put into the statement, or an altered copy of it stands beside the true one.
    Why: 广告和防抓取的字样会让人读错要求。
        Advertisements and anti-scraping salt make the duties hard to read.
    Bad: 转载请附上4Np某某网原文出处链接和本声明
    Good: 转载请附上原文出处链接和本声明
    Mend: 删去插入的字和改动过的那一份。
        Remove the insertion, or the altered copy.
    Law: 原文声明。
        The original's notice.
    """
    yield from _raise_altered(context, _altered(context, Change.PADDED), "T309")
    statement = _owed(context)
    if statement and plainly_kept(statement) and statement.altered:
        yield from _raise_altered(context, statement.altered[0], "T309-twice")


@rule("T311", "statement-script", "info", stage=Stage.STATEMENT)
def statement_script(context: Context) -> Iterator[Raised]:
    """
    What: 声明改用了繁体（或简体），内容不变。
        The statement is in traditional (or simplified) script; the words are the same.
    Why: 繁简转换不改变要求。
        Script conversion changes no duty.
    Bad: 轉載無需附上原文出處鏈接和本聲明
    Good: 本文為郴州站原創文章，轉載請附上原文出處鏈接和本聲明。
    Mend: 无需处理。
        Nothing to do.
    Law: 原文声明。
        The original's notice.
    """
    if found := _kept(context, How.SCRIPT):
        evidence = found.stream.evidence(found.start, found.end)
        yield Raised(say("check.T311"), duty=context.duty(DutyKind.STATEMENT), evidence=evidence)
