"""How much of what an article keeps coming back to stands in an abstract: to choose among drafts that are all true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from summarizer.text.sentences import split


def coverage(paragraphs: Sequence[str], abstract: str) -> float:
    """Share, 0 to 1, of the article's pairs of characters that recur, each counted by the sentences that hold it."""
    sentences = [sentence for paragraph in paragraphs for sentence in split(paragraph)]
    held = Counter(pair for sentence in sentences for pair in _pairs(sentence))
    recurring = {pair: count for pair, count in held.items() if count > 1}
    total = sum(recurring.values())
    return sum(recurring.get(pair, 0) for pair in _pairs(abstract)) / total if total else 0.0


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1) if text[n : n + 2].isalnum()}
