"""Clauses of an abstract that say the opposite of the sentence they were taken from."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from summarizer.summarize.passages import Passages, fold
from summarizer.text.polarity import is_negated, opposites, reversals
from summarizer.text.sentences import clauses

_SAME = 60.0  # partial ratio from which a clause counts as taken from a sentence; it only chooses what to compare
_SHORTEST = 5
_TOLD = 0.3  # share of a clause's words from which a sentence may be the one it was taken from


def reversed_clauses(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses of ``sentence`` that turn round what their best match in ``article`` states."""
    sources = [text for text, _ in article.clauses]
    for clause in clauses(sentence):
        stated = fold(clause.text).rstrip(",;:。!?")
        if len(stated) < _SHORTEST:
            continue
        whole = [source for source in sources if stated in source]
        if whole:
            if all(is_negated(source, source.index(stated)) for source in whole):
                yield clause.text.rstrip("，；：、。")
            continue
        found = process.extractOne(stated, sources, scorer=fuzz.ratio)
        best = found[0] if found else ""
        if fuzz.partial_ratio(stated, best) >= _SAME and any(reversals(best, stated)):
            yield clause.text.rstrip("，；：、。")


def contrary_clauses(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses of ``sentence`` with a word in whose place every sentence they can come from has its opposite."""
    for clause in clauses(sentence):
        stated = fold(clause.text)
        pairs = list(opposites(stated))
        sources = [article.sentences[place] for place in article.closest(stated, least=_TOLD)] if pairs else []
        if sources and any(all(other in one and word not in one for one in sources) for word, other in pairs):
            yield clause.text.rstrip("，；：、。")
