"""The guard: does the article bear out an abstract, sentence by sentence?

Each sentence is traced to the paragraphs that hold its words. What it states must stand in the article: numbers, dates
and percentages by value, Latin words, quoted titles and names by letter. No clause may reverse a negation or a
direction of the words it was taken from, give words to another speaker, a figure to another thing, or pair lists
otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from summarizer.data import SentenceSupport, Support
from summarizer.summarize.additions import added
from summarizer.summarize.figures import misplaced
from summarizer.summarize.grounds import ungrounded
from summarizer.summarize.modality import negated, otherwise
from summarizer.summarize.names import find_names
from summarizer.summarize.pairing import mispaired
from summarizer.summarize.passages import Passages, bigrams, fold
from summarizer.summarize.polarity import contrary_clauses, reversed_clauses
from summarizer.summarize.speakers import misattributed
from summarizer.text.numbers import Kind, Number, Value, find_numbers
from summarizer.text.sentences import clauses, split

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.+\-]*")
_SMALL_COUNT = re.compile(r"[两三四五六七八九十][人名位家个区队国地省市县校方]?")
_ODD = re.compile(r"[余多]")
_NEARLY = Decimal("1.1")  # what 余 and 多 may leave out
_ENOUGH = 0.9  # of what one sentence shares with the article, the share its traced paragraphs must hold together
_MOST_TRACED = 3
# Each yields the words of a sentence of the abstract that put what the article says otherwise, or say more.
_CHECKS = (
    reversed_clauses,
    contrary_clauses,
    otherwise,
    negated,
    misattributed,
    misplaced,
    mispaired,
    ungrounded,
    added,
)


@dataclass(frozen=True)
class _Source:
    """The article as the guard looks things up in it."""

    paragraphs: tuple[str, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple(map(fold, self.paragraphs))

    @cached_property
    def folded(self) -> str:
        return "\n".join(self.texts)

    @cached_property
    def numbers(self) -> frozenset[tuple[Kind, Value]]:
        return frozenset((number.kind, number.value) for number in find_numbers("\n".join(self.paragraphs)))

    @cached_property
    def passages(self) -> Passages:
        return Passages.of(self.paragraphs)

    @cached_property
    def grams(self) -> tuple[frozenset[str], ...]:
        return tuple(map(bigrams, self.texts))


def support(paragraphs: Sequence[str], abstract: str) -> Support:
    """Whether ``paragraphs`` bear out every sentence of ``abstract``, whoever wrote it.

    ``ok`` only if nothing is unsupported; an empty abstract states nothing and is not ok.
    """
    source = _Source(tuple(paragraphs))
    judged = tuple(_judge(source, sentence) for sentence in split(abstract))
    return _summed(judged)


def doubted(proved: Support, place: tuple[int, int]) -> Support:
    """``proved`` with the clause at ``place`` (characters from, to) as unsupported: a model doubts it."""
    judged, at = [], 0
    for one in proved.sentences:
        inside = at <= place[0] < at + len(one.sentence)
        clause = _clause(one.sentence, place[0] - at) if inside else ""
        more = () if not clause or clause in one.unsupported else (clause,)
        judged.append(replace(one, unsupported=(*one.unsupported, *more)))
        at += len(one.sentence)
    return _summed(tuple(judged))


def _summed(judged: tuple[SentenceSupport, ...]) -> Support:
    good = sum(1 for one in judged if not one.unsupported)
    return Support(ok=bool(judged) and good == len(judged), score=good / max(1, len(judged)), sentences=judged)


def _clause(sentence: str, place: int) -> str:
    found = (piece.text.rstrip("，；：。") for piece in clauses(sentence) if piece.start <= place < piece.end)
    return next(found, sentence)


def _judge(source: _Source, sentence: str) -> SentenceSupport:
    traced = _trace(source, sentence)
    missing = [*_missing(source, sentence), *_contradicted(source, sentence)]
    if not traced:
        missing.append(sentence)  # shares no words with the article: nothing bears it out
    nearest = _nearest(source, sentence, traced) if missing else None
    return SentenceSupport(sentence, traced, tuple(dict.fromkeys(missing)), nearest)


def _nearest(source: _Source, sentence: str, traced: Sequence[int]) -> str | None:
    """The article's sentence that shares most with ``sentence``, out of the paragraphs it was traced to."""
    grams = bigrams(fold(sentence))
    candidates = [one for place in traced for one in split(source.paragraphs[place])]
    return max(candidates, key=lambda one: len(grams & bigrams(fold(one))), default=None)


def _missing(source: _Source, sentence: str) -> Iterator[str]:
    """Numbers, dates, Latin words, titles and names of ``sentence`` that the article does not hold."""
    for number in find_numbers(sentence):
        if not (_counts_what_is_listed(number) or _holds(source, number)):
            yield number.text
    for word in _LATIN.findall(sentence):
        if fold(word) not in source.folded:
            yield word
    for name in find_names(sentence):
        if fold(name) not in source.folded:
            yield name


def _contradicted(source: _Source, sentence: str) -> Iterator[str]:
    """Clauses of ``sentence`` that put what the article says otherwise than it does; none in its own sentences."""
    if fold(sentence) not in source.passages.sentences:
        for finds in _CHECKS:
            yield from finds(sentence, source.passages)


def _holds(source: _Source, number: Number) -> bool:
    """By value, whatever it counts (1.4万名 for 1.4万人), or by letter."""
    stated = (number.kind, number.value) in source.numbers or fold(number.text) in source.folded
    return number.loose or stated or _pieced_together(source, number) or _rounded_down(source, number)


def _pieced_together(source: _Source, number: Number) -> bool:
    """9月24日 where the article has 24日 alone and 9月 elsewhere: the editor says which month is meant."""
    if number.kind is not Kind.DATE or not isinstance(number.value, tuple):
        return False
    parts = [(place, part) for place, part in enumerate(number.value) if part is not None]
    dates = [value for kind, value in source.numbers if kind is Kind.DATE and isinstance(value, tuple)]
    finest = parts[-1]
    alone = any(date[finest[0]] == finest[1] and not any(date[: finest[0]]) for date in dates)
    return len(parts) > 1 and alone and all(any(date[place] == part for date in dates) for place, part in parts[:-1])


def _rounded_down(source: _Source, number: Number) -> bool:
    """5.4万余名 for 54635: what follows the digits given is left out, and 余 or 多 says so."""
    value = number.value
    if not (isinstance(value, Decimal) and _ODD.search(number.text)):
        return False
    return any(
        kind is number.kind and isinstance(other, Decimal) and value < other < value * _NEARLY
        for kind, other in source.numbers
    )


def _counts_what_is_listed(number: Number) -> bool:
    """两人, 三家: an editor may count people or bodies that the article lists."""
    return bool(_SMALL_COUNT.fullmatch(number.text))


def _trace(source: _Source, sentence: str) -> tuple[int, ...]:
    """The fewest paragraphs (at most three) that together hold nearly all the words the sentence shares with any."""
    folded = fold(sentence)
    whole = next((place for place, text in enumerate(source.texts) if folded in text), None)
    if whole is not None:
        return (whole,)
    grams = bigrams(folded)
    shared = [grams & theirs for theirs in source.grams]
    reachable = len(frozenset().union(*shared))
    if reachable < max(2, len(grams) // 5):
        return ()
    chosen: list[int] = []
    held: frozenset[str] = frozenset()
    while len(chosen) < _MOST_TRACED and len(held) < _ENOUGH * reachable:
        best = max(range(len(shared)), key=lambda i: (len(shared[i] - held), -i))
        chosen.append(best)
        held |= shared[best]
    return tuple(sorted(chosen))
