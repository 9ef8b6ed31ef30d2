"""Figures of one abstract: character ROUGE, length, copying. Shares are 0 to 1.

ROUGE as in Lin (2004), F1; a token is one Han character, one run of Latin letters or one number.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from summarizer.summarize.lengths import Window, measure
from summarizer.text.sentences import split

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+|[\u3400-\u9fff]")
_GRAM = 4


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def rouge(made: str, reference: str, n: int) -> float:
    one, other = (grams(tokens(text), n) for text in (made, reference))
    return _f1((one & other).total(), one.total(), other.total())


def rouge_l(made: str, reference: str) -> float:
    from rapidfuzz.distance import LCSseq

    one, other = tokens(made), tokens(reference)
    return _f1(int(LCSseq.similarity(one, other)), len(one), len(other))


def novelty(made: str, article: str) -> float:
    """The share of different 4-grams of ``made`` that are not in ``article``."""
    different = {made[i : i + _GRAM] for i in range(len(made) - _GRAM + 1)}
    return sum(gram not in article for gram in different) / max(1, len(different))


def longest_copy(made: str, article: str) -> int:
    """The longest run of characters of ``made`` that stands in ``article``; punctuation counts as it is."""
    best = 0
    for start in range(len(made)):
        while start + best < len(made) and made[start : start + best + 1] in article:
            best += 1
    return best


def keeps(made: str, room: Window) -> bool:
    return room.least <= measure(made) <= room.most


def oracle(article: str, reference: str, room: Window) -> str:
    """Sentences that together share most pairs with the reference, taken greedily: what choosing can reach."""
    sentences = split(article)
    chosen: list[int] = []
    best = 0.0
    while True:
        tried = [
            (rouge("".join(sentences[i] for i in sorted([*chosen, place])), reference, 2), -place)
            for place in range(len(sentences))
            if place not in chosen and measure("".join(sentences[i] for i in [*chosen, place])) <= room.most
        ]
        score, place = max(tried, default=(0.0, 0))
        if score <= best:
            return "".join(sentences[i] for i in sorted(chosen))
        best = score
        chosen.append(-place)


def grams(words: list[str], n: int) -> Counter[tuple[str, ...]]:
    """How often each run of ``n`` of ``words`` occurs."""
    return Counter(zip(*(words[i:] for i in range(n)), strict=False))


def _f1(shared: int, made: int, wanted: int) -> float:
    return 2 * shared / (made + wanted) if shared else 0.0
