"""Grounds nobody gave: a clause that says why, where the article says nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.summarize.passages import Passages, bigrams, fold
from summarizer.summarize.words import either
from summarizer.text.sentences import clauses

_LOOKED_AT = 5  # letters after 因 or 由于: the beginning of the ground
_UNHEARD = 0.7  # of their pairs: so many in no words of the article, and it gave no such ground
_ENCLOSED = 0.6  # the same for a ground that stands between two words: 受…影响, 应…要求


def ungrounded(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses of ``sentence`` that name a cause, a purpose or an occasion in words the article does not have."""
    for piece in clauses(sentence):
        if _ungrounded(fold(piece.text), article):
            yield piece.text.rstrip("，；：。")


def _ungrounded(clause: str, article: Passages) -> bool:
    for match in _enclosed().finditer(clause):
        if _unheard(match["ground"], article) >= _ENCLOSED and match.group() not in article.text:
            return True
    return any(_unheard(match["ground"], article) >= _UNHEARD for match in _opening().finditer(clause))


def _unheard(words: str, article: Passages) -> float:
    """The share of the letter pairs of ``words`` that the article does not hold; 0 for fewer than two pairs."""
    pairs = bigrams(words)
    return len(pairs - article.all_grams) / len(pairs) if len(pairs) > 1 else 0.0


@cache
def _enclosed() -> re.Pattern[str]:
    return re.compile(rf"(?:受|应|在)(?P<ground>[^,;:.\"]{{2,10}}?)(?:{either('occasion')})")


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('because')})(?P<ground>[^\W\d_]{{3,{_LOOKED_AT}}})")
