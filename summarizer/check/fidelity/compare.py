"""What was done to the original's text, sorted into kinds: the questions of all C rules answered once a check."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from summarizer.check.attribution.credits import alternatives, phrases
from summarizer.check.context import Context
from summarizer.check.fidelity.align import Alignment, Change
from summarizer.check.fidelity.bodies import alignment, original_page, repost_page
from summarizer.check.fidelity.edits import Edit, edit_of, edits, words
from summarizer.check.fidelity.names import Swap, people_in, swapped
from summarizer.check.fidelity.polarity import Turn, turned
from summarizer.check.fidelity.quantities import Quantities, names_the_day, quantities, same_quantities
from summarizer.check.fidelity.text import Body, flatten
from summarizer.data import Article
from summarizer.text.fold import simplify

_PAIRED = 40  # stretches of each page that are compared with each other
_CLAUSE = 8  # flat characters from which two stretches can be told to be the same one
_QUOTED = 2  # flat characters: less than that in a quotation may be a slip
_FIGURED = 5  # … where both hold figures
_FIGURE = re.compile(r"\d")
_TRIFLE = 3  # flat characters: shorter pieces left out or put in are wording, not content
_FURNITURE_LINE = 40  # characters; a longer line is not a label
_SPELT_OUT = 40  # flat characters of both pages: the longest numbers in words
_LABEL = 12  # characters beside an address that are its label, not an advertisement
_ADDRESS = re.compile(r"(?<![a-z])[a-z]+://[!-~]+", re.IGNORECASE)  # from a word's beginning: a long word is tried once
_NOTE_MARK = re.compile(r"[\[〔【]注?\d{1,3}[\]〕】]")
_ADDRESS_LINE = 200  # … and a line longer than this not just an address


@dataclass(slots=True)
class Comparison:
    """Everything that differs. ``omitted`` and ``inserted`` are flat ranges of the original and of the repost."""

    alignment: Alignment
    numbers: list[tuple[Edit, Quantities]] = field(default_factory=list)
    turns: list[tuple[Edit, Turn]] = field(default_factory=list)
    swaps: list[tuple[Edit, Swap]] = field(default_factory=list)
    reworded: list[Edit] = field(default_factory=list)
    misquoted: list[Edit] = field(default_factory=list)  # those among ``reworded`` that stand in somebody's own words
    qualifiers: list[tuple[int, int]] = field(default_factory=list)
    omitted: list[tuple[int, int]] = field(default_factory=list)
    inserted: list[tuple[int, int]] = field(default_factory=list)
    rewritten: int = 0  # flat characters replaced by others at such length that no single edit can be told

    @property
    def missing(self) -> int:
        """Flat characters of the original that are nowhere on the repost."""
        return sum(end - start for start, end in self.omitted)

    @property
    def kept(self) -> float:
        """The share of the original that the repost has, 0 to 1."""
        return 1 - self.missing / max(len(self.alignment.a.flat), 1)

    @property
    def glosses(self) -> int:
        """Pinyin readings that only the repost puts in."""
        return max(0, self.alignment.b.glosses - self.alignment.a.glosses)


def compare(context: Context) -> Comparison:
    """The two bodies compared; empty lists where the texts are the same."""
    result = Comparison(context.once(alignment))
    people = _people(context) if result.alignment.changes else frozenset()
    judged = set()
    for edit in edits(result.alignment):
        judged.add(edit.change)
        _sort(context, result, edit, people)
    for change in result.alignment.changes:
        if change not in judged:
            _sort_long(context, result, change)
    _sort_moved(result)
    return result


def _sort_moved(result: Comparison) -> None:
    """What was left out here and put in elsewhere with changes: another number, the sense turned round."""
    for a0, a1 in result.omitted[:_PAIRED]:
        others = [Change(a0, a1, b0, b1) for b0, b1 in result.inserted[:_PAIRED]]
        alike = [(_overlap(result.alignment, one), one) for one in others if _tells(result, one)]
        share, change = max(alike, key=lambda one: one[0], default=(0.0, None))
        if change is None or share < 0.75:
            continue
        edit = edit_of(result.alignment, change)
        found, turn = quantities(edit), turned(edit)
        if found.replaced:
            result.numbers.append((edit, found))
        elif turn:
            result.turns.append((edit, turn))


def _tells(result: Comparison, change: Change) -> bool:
    """Can these two stretches be told to be the same one? Shorter ones only by the figures in them."""
    one, other = result.alignment.a.flat[change.a0 : change.a1], result.alignment.b.flat[change.b0 : change.b1]
    figures = bool(_FIGURE.search(one) and _FIGURE.search(other))
    return change.size >= _CLAUSE or (figures and change.size >= _FIGURED)


def _sort(context: Context, result: Comparison, edit: Edit, people: frozenset[str]) -> None:
    if _harmless(result, edit):
        return
    if "\ufffd" in edit.b.text:  # lost in decoding: nobody can say what stood there (F005)
        result.reworded.append(edit)
        return
    if _displaced(result, edit) or _unlike(result, edit):
        _sort_long(context, result, edit.change)
        return
    found, turn = quantities(edit), turned(edit)
    if not (found.old or found.new) and same_quantities(edit):
        return
    day = names_the_day(edit, found)
    number = (found.replaced or (found.added and _joined_on(edit))) and not day
    if number:
        result.numbers.append((edit, found))
    swap = swapped(edit, people) if not number and not day and (turn is None or len(turn.old) == 1) else None
    if swap and (turn is None or swap.sure):
        result.swaps.append((edit, swap))
    elif turn and not (number and turn.old in ("", turn.new)):
        result.turns.append((edit, turn))
    if not (number or turn or swap):
        _sort_wording(context, result, edit)


def _sort_wording(context: Context, result: Comparison, edit: Edit) -> None:
    change = edit.change
    if edit.old and not edit.new and _qualifies(edit):
        result.qualifiers.append((change.a0, change.a1))
    if edit.old and edit.new:
        result.reworded.append(edit)
        if not set(edit.old) & set(edit.new) and change.size >= _QUOTED and result.alignment.a.quotes(change.a0):
            result.misquoted.append(edit)
    elif len(edit.old) > _TRIFLE:
        _omit(context, result, change.a0, change.a1)
    elif len(edit.new) > _TRIFLE or _own_line(result.alignment.b, change.b0, change.b1):
        _insert(context, result, change.b0, change.b1)
    else:
        result.reworded.append(edit)


def _own_line(body: Body, start: int, end: int) -> bool:
    """Is this a whole line, such as the author's name in brackets below the text?"""
    return start < end and flatten(_short_line(body, start, end)) == body.flat[start:end]


def _sort_long(context: Context, result: Comparison, change: Change) -> None:
    old, new = change.a1 - change.a0, change.b1 - change.b0
    if old and new and change.size <= _SPELT_OUT and _spelt_out(result.alignment, change):
        return
    if old and new and _overlap(result.alignment, change) >= 0.5:
        result.rewritten += max(old, new)
        edit = edit_of(result.alignment, change)
        found = quantities(edit)
        if found.replaced:
            result.numbers.append((edit, found))
        return
    if old:
        _omit(context, result, change.a0, change.a1)
    if new:
        _insert(context, result, change.b0, change.b1)


def _spelt_out(aligned: Alignment, change: Change) -> bool:
    """Is it nothing but a number in words (37.5%, 百分之三十七点五)?"""
    edit = edit_of(aligned, change, 4, 4)
    found = quantities(edit)
    return not (found.old or found.new) and same_quantities(edit)


def _overlap(aligned: Alignment, change: Change) -> float:
    one, other = aligned.a.flat[change.a0 : change.a1], aligned.b.flat[change.b0 : change.b1]
    shared = sum(min(one.count(char), other.count(char)) for char in set(one))
    return shared / max(len(one), len(other))


# ---------------------------------------------------------------- edits


def _harmless(result: Comparison, edit: Edit) -> bool:
    """A spelling that counts as the same, or a traditional (Taiwan) phrase that converts back to the original's."""
    if (not edit.old and not edit.new) or _is_footnote_mark(edit):
        return True
    if len(edit.old) == len(edit.new) and all(
        one == other or _same_spelling(one, other) for one, other in zip(edit.old, edit.new, strict=True)
    ):
        return True
    change = edit.change
    shown = result.alignment.b.text(max(0, change.b0 - 2), change.b1 + 2)
    there = result.alignment.a.flat[max(0, change.a0 - 2) : change.a1 + 2]
    return any(flatten(text) == there for convert in _converters() if (text := convert(shown)) != shown)


def _is_footnote_mark(edit: Edit) -> bool:
    """A number in brackets that the repost puts in to refer to a note: [1]."""
    changed = edit.b.changed
    around = edit.b.before[-1:] + changed + edit.b.after[:1]
    return not edit.old and any(_NOTE_MARK.fullmatch(text) for text in (changed, around, around[1:], around[:-1]))


@cache
def _converters() -> tuple[Callable[[str], str], ...]:
    """From the script and the phrases of Taiwan, and from those of Hong Kong, to those of the mainland."""
    from opencc import OpenCC

    return OpenCC("tw2sp").convert, OpenCC("hk2s").convert


@cache
def _spellings() -> frozenset[frozenset[str]]:
    groups = words()["harmless"]["same"]
    return frozenset(frozenset((one, other)) for group in groups for one in group for other in group)


def _same_spelling(one: str, other: str) -> bool:
    return frozenset((one, other)) in _spellings()


def _displaced(result: Comparison, edit: Edit) -> bool:
    """Are these whole clauses that merely stand elsewhere in the other text?"""
    if any(side.before[-1:].isalnum() and side.after[:1].isalnum() for side in (edit.a, edit.b) if side.changed):
        return False
    gone = not edit.old or (len(edit.old) > _TRIFLE and edit.old in result.alignment.b.flat)
    come = not edit.new or (len(edit.new) > _TRIFLE and edit.new in result.alignment.a.flat)
    return gone and come


def _unlike(result: Comparison, edit: Edit) -> bool:
    """Longer stretches over a clause's end that have nothing in common: one left out, another put in."""
    over = any(not char.isalnum() for side in (edit.a, edit.b) for char in side.changed.strip("%.·"))
    return (
        bool(edit.old and edit.new)
        and edit.change.size >= 8
        and over
        and _overlap(result.alignment, edit.change) < 0.25
    )


def _joined_on(edit: Edit) -> bool:
    """Is what was put in joined to text, with no mark or line end between?"""
    return edit.b.before[-1:].isalnum() or edit.b.after[:1].isalnum()


def _qualifies(edit: Edit) -> bool:
    return any(word in edit.old and (len(word) > 1 or len(edit.old) <= 3) for word in words()["qualifiers"]["words"])


# ---------------------------------------------------------------- omissions and insertions


def _omit(context: Context, result: Comparison, start: int, end: int) -> None:
    """Record what was left out, clause by clause, unless it stands elsewhere on the repost or is a byline."""
    body = result.alignment.a
    page = context.once(repost_page)
    lost = [
        piece
        for piece in _clauses(body, start, end)
        if body.flat[slice(*piece)] not in page and not _byline(body, *piece)
    ]
    if lost and _turns(body, start):
        result.qualifiers.append(lost[0])
    result.qualifiers += [piece for piece in lost if _pending().search(body.text(*piece))][:1]
    result.omitted += _joined(lost)


def _insert(context: Context, result: Comparison, start: int, end: int) -> None:
    """Record what was put in, unless the original shows it somewhere, or it is a label, a credit, a link."""
    body = result.alignment.b
    page = context.once(original_page)
    new = [
        piece
        for piece in _clauses(body, start, end)
        if body.flat[slice(*piece)] not in page
        and not _furniture(body, *piece)
        and not _headline(context, body.flat[slice(*piece)])
        and not _credits(context, body, *piece)
    ]
    result.inserted += _joined(new)


def _headline(context: Context, piece: str) -> bool:
    """Is it the original's headline again, with a word such as 转帖 before or after it?"""
    title = flatten(context.original.article.title or "") if context.original else ""
    return bool(title) and title in piece and len(piece) - len(title) <= _LABEL


def _clauses(body: Body, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a flat range between punctuation marks."""
    first = max(bisect_right(body.clauses, (start, len(body.flat))) - 1, 0)
    for low, high in body.clauses[first:]:
        if low >= end:
            return
        if high > start:
            yield max(low, start), min(high, end)


def _joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _turns(body: Body, start: int) -> bool:
    raw = body.raw[body.offsets[start] : body.offsets[start] + 6]
    return start > 0 and raw.startswith(tuple(words()["qualifiers"]["turns"]))


@cache
def _pending() -> re.Pattern[str]:
    """Words that say what is not settled yet (尚未获得批复)."""
    return re.compile("|".join(words()["qualifiers"]["pending"]))


def _short_line(body: Body, start: int, end: int) -> str:
    """The line that holds a flat range, or nothing where that is too long to be a label or an address."""
    low, high = body.raw_range(start, end)
    stop = body.raw.find("\n", high, high + _ADDRESS_LINE)
    first = body.raw.rfind("\n", max(0, low - _ADDRESS_LINE), low)
    whole = (stop >= 0 or len(body.raw) - high < _ADDRESS_LINE) and (first >= 0 or low < _ADDRESS_LINE)
    return body.raw[first + 1 : stop if stop >= 0 else len(body.raw)].strip() if whole else ""


def _byline(body: Body, start: int, end: int) -> bool:
    """Part of a dateline, a byline in brackets, or a label line: that is attribution, which other rules judge."""
    low, high = body.raw_range(start, end)
    around = body.raw[max(0, low - 2) : high + 2]
    at_edge = low < 60 or low > len(body.raw) - 80
    credit = any(word in around for word in phrases()["page"]["byline_words"])
    return (at_edge and credit and high - low <= 40) or _furniture(body, start, end)


def _furniture(body: Body, start: int, end: int) -> bool:
    line = _short_line(body, start, end)
    said = _ADDRESS.sub("", line)
    address_alone = len(said) < len(line) and len(said) <= _LABEL
    return address_alone or (len(line) <= _FURNITURE_LINE and bool(_furniture_pattern().match(line)))


def _credits(context: Context, body: Body, start: int, end: int) -> bool:
    """A line of nothing but names that both pages know, dates and the words that introduce them."""
    line = _ADDRESS.sub(" ", simplify(_short_line(body, start, end)))
    for name in sorted(context.once(_credited), key=len, reverse=True):
        line = line.replace(name, " ")
    return not any(map(str.isalnum, _introducing().sub("", line)))


def _credited(context: Context) -> frozenset[str]:
    articles = [context.repost.article, *([context.original.article] if context.original else [])]
    outlets = (name for one in articles for name in (one.notice.source, one.notice.upstream, one.site))
    return frozenset(simplify(name) for name in (*outlets, *(n for one in articles for n in _names(one))) if name)


@cache
def _introducing() -> re.Pattern[str]:
    words = alternatives(phrases()["page"]["introducing"])
    return re.compile(rf"\d{{4}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}日?|\d{{1,2}}:\d\d(?::\d\d)?|{words}")


@cache
def _furniture_pattern() -> re.Pattern[str]:
    labels = alternatives(phrases()["page"]["furniture"])
    return re.compile(
        rf"[（(【\[>*·\-\s]{{0,{_FURNITURE_LINE}}}+(?:{labels})\s*(?:[:：|｜/】）)\]>»《\s]|$)", re.IGNORECASE
    )


def _people(context: Context) -> frozenset[str]:
    articles = [context.repost.article, *([context.original.article] if context.original else [])]
    named = frozenset(name for article in articles for name in _names(article))
    return named | people_in(context.once(alignment).a.raw)


def _names(article: Article) -> Iterator[str]:
    notice = article.notice
    yield from notice.authors
    yield from notice.correspondents
    yield from notice.editors
    yield from notice.photographers
