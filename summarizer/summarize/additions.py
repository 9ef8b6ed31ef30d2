"""Small additions: a member of a list, or a second deed after 并, that the article has no word of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.summarize.passages import Passages, bigrams, fold
from summarizer.text.sentences import clauses

_AND = re.compile(r"[并](?!不|非|未|无|将|且|已|表示|称|说)(?P<deed>[^\W\d_]{3,12})[,;:。.!?]*$")
_UNHEARD = 0.75  # of the pairs of letters of a deed: so many in no words of the article
_MEMBER = re.compile(r"[^\W_]{2,12}")


def added(sentence: str, article: Passages) -> Iterator[str]:
    """The members of lists, and the clauses, of ``sentence`` that say what the article has no word of."""
    for piece in clauses(sentence):
        match = _AND.search(fold(piece.text))
        if match and _unheard(match["deed"], article) >= _UNHEARD:
            yield piece.text.rstrip("，；：。")
        yield from _unlisted(piece.text, article)


def _unlisted(clause: str, article: Passages) -> Iterator[str]:
    """Inner members of ``甲、乙、丙`` that the article does not hold in part, where it holds their neighbours."""
    members = clause.split("、")
    for before, member, after in zip(members, members[1:], members[2:], strict=False):
        known = fold(before)[-2:] in article.text and fold(after)[:2] in article.text
        if known and _MEMBER.fullmatch(member) and _unheard(fold(member), article) == 1.0:
            yield member


def _unheard(words: str, article: Passages) -> float:
    pairs = bigrams(words)
    return len(pairs - article.all_grams) / len(pairs) if pairs else 0.0
