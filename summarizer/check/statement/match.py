"""Where the original's statement stands on the repost: kept, altered, or only where no reader meets it.

No ratio decides anything: a statement is kept when its canonical words stand there in one piece. Likeness only finds
the passage whose differences are then explained.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby, islice

from rapidfuzz.distance import LCSseq, Levenshtein

from summarizer.check.context import Context
from summarizer.check.statement.difference import Difference, compare, trimmed
from summarizer.check.statement.stream import Stream, kept_from_sight, seen_in_article, seen_outside
from summarizer.check.statement.wording import Forms, acts_in, canonical, groups_in, signs, without_label
from summarizer.data import Visibility
from summarizer.text.fold import Folded, simplify

NEAR = 0.55  # shares of a statement's characters from which a passage is looked at; it decides nothing else
MAX_PASSAGES = 12
_DOTTED = re.compile(r"(?:[\u3400-\u9fff][^\w\s]){6}")  # a mark after each of six characters


class How(StrEnum):
    """By which folds the words were found to be the same."""

    KEPT = "kept"
    SCRIPT = "script"
    DEEP = "deep"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Found:
    """One passage that is the statement, or once was. ``difference`` is set when it was altered."""

    how: How
    stream: Stream
    start: int
    end: int
    difference: Difference | None = None

    @property
    def text(self) -> str:
        return self.stream.text[self.start : self.end]

    @property
    def visibility(self) -> Visibility:
        return self.stream.visibility(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Statement:
    """What became of the statement: the passages in the article, outside it, and kept from sight."""

    expected: str
    kept: tuple[Found, ...] = ()
    altered: tuple[Found, ...] = ()
    outside: tuple[Found, ...] = ()
    hidden: tuple[Found, ...] = ()


def expected_statement(context: Context) -> str | None:
    """The original's own statement, as its page words it."""
    return context.original.article.notice.statement if context.original else None


def match_statement(context: Context) -> Statement | None:
    """Find the statement on the repost; ``None`` when the original makes none."""
    statement = expected_statement(context)
    if not statement or len(canonical(statement).text) < 6:
        return None
    wordings, forms = context.once(wordings_of), context.once(site_forms)
    seen = context.once(seen_in_article)
    kept = tuple(_exact(wordings, seen, forms))
    altered = tuple(_altered(wordings, seen, forms, kept, context.once(_makers)))
    return Statement(
        expected=statement,
        kept=kept,
        altered=altered,
        outside=() if kept else tuple(_elsewhere(wordings, context.once(seen_outside), forms)),
        hidden=() if kept else tuple(_elsewhere(wordings, context.once(kept_from_sight), forms)),
    )


def site_forms(context: Context) -> Forms:
    """The equal words that the original's site declares."""
    return context.source.statement.equal_forms if context.source else ()


def wordings_of(context: Context) -> tuple[str, ...]:
    """Canonical wordings that count as the statement: its own, and its site's other templates with the same slots."""
    statement, forms = expected_statement(context) or "", context.once(site_forms)
    own = without_label(canonical(statement, forms=forms).text)
    templates = context.source.statement.template if context.source else ()
    slots = next((slots for one in templates if (slots := _slots(one, own, forms)) is not None), None)
    if slots is None or context.original is None:
        return (own,)
    slots = {"author": "".join(context.original.article.notice.authors[:1]).lower()} | slots
    return tuple(dict.fromkeys((own, *(filled for one in templates if (filled := _filled(one, slots, forms))))))


def _slots(template: str, statement: str, forms: Forms) -> dict[str, str] | None:
    found = _template(template, forms).fullmatch(statement)
    return found.groupdict() if found else None


@lru_cache(maxsize=256)
def _template(template: str, forms: Forms) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", template)
    texts = (re.escape(canonical(piece, forms=forms).text) for piece in pieces[::2])
    names = [f"(?P<{name}>.{{1,40}}?)" for name in pieces[1::2]]
    return re.compile("".join(part for pair in zip(texts, [*names, ""], strict=True) for part in pair))


def _filled(template: str, slots: dict[str, str], forms: Forms) -> str | None:
    names = re.findall(r"\{(\w+)\}", template)
    if not all(slots.get(name) for name in names):
        return None
    return canonical(template.format_map(slots), forms=forms).text


def _elsewhere(wordings: tuple[str, ...], stream: Stream, forms: Forms) -> Iterator[Found]:
    """As ``_exact``, for text that is only looked at to say where the statement went: it may be very long."""
    squeezed = "".join(stream.text.split())
    if any(goal[at : at + 4] in squeezed for goal in wordings for at in range(len(goal) - 3)):
        yield from _exact(wordings, stream, forms)


def _exact(wordings: tuple[str, ...], stream: Stream, forms: Forms) -> Iterator[Found]:
    """The passages whose canonical text is a wording, by the shallowest folds that find one."""
    for how, deep, script in ((How.KEPT, False, False), (How.SCRIPT, False, True), (How.DEEP, True, True)):
        passages = canonical(stream.text, deep=deep, script=script, forms=forms)
        goals = tuple(simplify(one) for one in wordings) if script else wordings
        spans = sorted({span for goal in goals for span in _occurrences(passages, goal)})
        for start, end in spans:
            spaced = how is not How.DEEP and _spaced_out(stream.text[start:end])
            yield Found(How.DEEP if spaced else how, stream, start, end)
        if spans:
            return


def _occurrences(passages: Folded, goal: str) -> Iterator[tuple[int, int]]:
    at = passages.text.find(goal)
    while at >= 0:
        yield passages.span(at, at + len(goal))
        at = passages.text.find(goal, at + len(goal))


def _spaced_out(text: str) -> bool:
    """Do spaces or dots stand between most of the characters, as nobody writes but to escape a search?"""
    return text.count(" ") > max(6, len(text) // 4) or bool(_DOTTED.search(text))


def _makers(context: Context) -> frozenset[str]:
    """The original's authors, outlet and site, as canonical texts name them."""
    article = context.original.article if context.original else None
    names = (*article.notice.authors, article.notice.source, article.site) if article else ()
    return frozenset(canonical(name, deep=True, script=True).text for name in names if name)


def _altered(
    wordings: tuple[str, ...], stream: Stream, forms: Forms, kept: tuple[Found, ...], names: frozenset[str]
) -> Iterator[Found]:
    """Passages that come from the statement but are no longer it."""
    goals = tuple(simplify(one) for one in wordings)
    whole = canonical(stream.text, deep=True, script=True, forms=forms)
    for low, high in _passages(goals[0], stream, whole, kept):
        text = whole.text[low:high]
        if any(goal in text for goal in goals):
            continue
        goal = min(goals, key=lambda one: _distance(one, text))
        first, last = trimmed(goal, text)
        passage = text[first:last]
        if _coverage(goal, passage) >= NEAR or _piece_of(goal, passage) or _says_the_same(goal, passage):
            start, end = whole.span(low + first, low + last)
            yield Found(How.ALTERED, stream, start, end, compare(goal, passage, text, names))


def _passages(goal: str, stream: Stream, whole: Folded, kept: tuple[Found, ...]) -> Iterator[tuple[int, int]]:
    """Ranges of ``whole``: lines, or neighbouring lines together, that share much with ``goal``; not the ``kept``."""
    grams = {goal[at : at + 2] for at in range(len(goal) - 1)}
    lines = [
        (number, low, high)
        for number, (start, end, low, high) in enumerate(_lines(stream.text, whole))
        if _promising(goal, grams, whole.text[low:high])
        and not any(start < one.end and one.start < end for one in kept)
    ]
    groups = groupby(enumerate(lines), key=lambda pair: pair[1][0] - pair[0])
    for _, group in islice(groups, MAX_PASSAGES):
        members = [line for _, line in group]
        complete = [line for line in members if _coverage(goal, whole.text[line[1] : line[2]]) >= 0.8]
        yield from ((low, high) for _, low, high in complete)
        if not complete:
            yield members[0][1], members[-1][2]


def _lines(text: str, whole: Folded) -> Iterator[tuple[int, int, int, int]]:
    """Each line of ``text`` with content: its range there, and in the canonical text."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        yield start, end, bisect_left(whole.offsets, start), bisect_left(whole.offsets, end)
        start = end + 1


def _promising(goal: str, grams: set[str], line: str) -> bool:
    """Cheap first look: enough pairs of characters in common, and not a paragraph of the body."""
    if not 4 <= len(line) <= 8 * len(goal) + 200:
        return False
    shared = sum(gram in line for gram in grams)
    return shared >= 4 and (shared >= 0.25 * len(grams) or shared >= 0.5 * len(line))


def _distance(goal: str, text: str) -> int:
    start, end = trimmed(goal, text)
    return Levenshtein.distance(goal, text[start:end])


def _coverage(goal: str, text: str) -> float:
    """Share of ``goal`` that stands in ``text`` in order."""
    return LCSseq.similarity(goal, text) / max(len(goal), 1)


def _piece_of(goal: str, passage: str) -> bool:
    """A clause of the statement that stands alone."""
    return len(passage) >= 8 and _coverage(passage, goal) >= 0.9


def _says_the_same(goal: str, passage: str) -> bool:
    """All that the statement asks for is asked for in other words."""
    return groups_in(goal) <= groups_in(passage) and acts_in(passage) and bool(signs(passage))
