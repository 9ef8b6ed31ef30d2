"""True figures in the wrong place: said of another thing, a plan told as done, a total as new, a score reversed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from summarizer.summarize.passages import Passages, bigrams, fold
from summarizer.summarize.words import listed
from summarizer.text.numbers import Kind, Number, find_numbers, same_quantity
from summarizer.text.sentences import clauses

_SCORE = re.compile(r"(?<![\d:.])(\d{1,3})[:比](\d{1,3})(?![\d:.])")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_ROUNDED = re.compile(r"[余多]")
_FEWEST = 3  # pairs of letters around a figure, without which nothing can be said of its place
_APART = 0.2  # how much better the clause of another figure must fit
_BADLY = 0.6  # how badly that of the figure itself must
_NEW = 0.85  # of a clause: so much of it in no words of the article, and its figure cannot be of what it says


def misplaced(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses of ``sentence`` whose figures the article states of something else."""
    for piece in clauses(sentence):
        clause = fold(piece.text)
        around = bigrams(_without_figures(clause))
        if _reverses_a_score(clause, article) or any(
            _wrong(figure, clause, around, article) for figure in _figures(clause)
        ):
            yield piece.text.rstrip("，；：。")


def _wrong(figure: Number, clause: str, around: frozenset[str], article: Passages) -> bool:
    telling = len(around) >= _FEWEST and "分别" not in clause  # what belongs to what there stands in other clauses
    if telling and (_unheard_of(around, article) or _better_elsewhere(figure, around, article)):
        return True
    return _qualified_otherwise(figure, clause, article)


@lru_cache(maxsize=8192)
def _figures(text: str) -> tuple[Number, ...]:
    """Figures that count or date something; days of the week too."""
    days = tuple(
        Number(match.group(), match.start(), match.end(), Kind.NUMBER, match.group(1), "周")
        for match in _WEEKDAY.finditer(text)
    )
    return days + tuple(one for one in find_numbers(text) if not one.loose and one.kind is not Kind.NAME)


def _without_figures(text: str) -> str:
    for number in sorted(_figures(text), key=lambda one: -one.start):
        text = text[: number.start] + " " + text[number.end :]
    return text


def _unheard_of(around: frozenset[str], article: Passages) -> bool:
    return len(around - article.all_grams) >= _NEW * len(around)


def _better_elsewhere(figure: Number, around: frozenset[str], article: Passages) -> bool:
    """Whether a clause with another figure of the same sort says what the clause says, and none with this one does."""
    own, other, stated = 0.0, 0.0, False
    for (text, _), grams in zip(article.clauses, article.clause_grams, strict=True):
        there = _figures(text)
        if any(same_quantity(figure, one) for one in there):
            own, stated = max(own, article.share(around, grams)), True
        elif any(_same_sort(figure, one) for one in there):
            other = max(other, article.share(around, grams))
    if not stated and _ROUNDED.search(figure.text):
        return False  # 5.4万余 for 54635 stands beside its own number
    return own <= _BADLY and other >= own + _APART


def _same_sort(one: Number, other: Number) -> bool:
    if one.kind is not other.kind or one.unit != other.unit:
        return False
    if isinstance(one.value, tuple) and isinstance(other.value, tuple):
        return [part is None for part in one.value[1:]] == [part is None for part in other.value[1:]]
    return True


def _qualified_otherwise(figure: Number, clause: str, article: Passages) -> bool:
    """A total told as new, or a plan as done."""
    holding = [
        (text, article.sentences[place])
        for text, place in article.clauses
        if any(same_quantity(figure, one) for one in _figures(text))
    ]
    if not holding or figure.kind not in (Kind.NUMBER, Kind.PERCENT):
        return False
    if _has(clause, "fresh") and all(_has(whole, "total") and not _has(whole, "fresh") for _, whole in holding):
        return True
    planned = all(_has(text, "planned") for text, _ in holding)
    return planned and _has(clause, "done") and not _has(clause, "planned")


def _has(text: str, name: str) -> bool:
    return any(word in text for word in listed(name))


def _reverses_a_score(clause: str, article: Passages) -> bool:
    told = {match.groups() for match in _SCORE.finditer(clause)}
    stated = {match.groups() for source in article.sentences if told for match in _SCORE.finditer(source)}
    return any(pair not in stated and pair[::-1] in stated for pair in told)
