"""Clauses of an abstract that say the opposite of the sentence they were taken from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from summarizer.text.fold import folded_deep, simplify
from summarizer.text.polarity import is_negated, reversals
from summarizer.text.sentences import clauses, split

_SAME = 60.0  # partial ratio from which a clause counts as taken from a sentence; it only chooses what to compare
_SHORTEST = 5


def reversed_clauses(sentence: str, paragraphs: Sequence[str]) -> Iterator[str]:
    """The clauses of ``sentence`` that turn round what their best match in ``paragraphs`` states."""
    sources = [_fold(clause.text) for text in paragraphs for one in split(text) for clause in clauses(one)]
    for clause in clauses(sentence):
        stated = _fold(clause.text).rstrip(",;:。!?")
        if len(stated) < _SHORTEST:
            continue
        whole = [source for source in sources if stated in source]
        if whole:
            if all(is_negated(source, source.index(stated)) for source in whole):
                yield clause.text.rstrip("，；：、。")
            continue
        best = max(sources, key=lambda source: fuzz.ratio(stated, source), default="")
        if fuzz.partial_ratio(stated, best) >= _SAME and any(reversals(best, stated)):
            yield clause.text.rstrip("，；：、。")


def _fold(text: str) -> str:
    return folded_deep(simplify(text))
