"""What is done and what is planned, all and some: the word of one kind where the article has that of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from summarizer.summarize.passages import Passages, fold
from summarizer.summarize.words import either, listed
from summarizer.text.sentences import clauses

_LONGEST, _SHORTEST = 6, 2  # letters after the word that are looked for in the article
_TELLING = 3  # of them, before a denial can be told from the turn of a phrase
# (the word in the abstract, what the article must say instead of it)
_KINDS = (("is_done", "is_planned"), ("is_planned", "is_done"), ("all_of", "some_of"), ("some_of", "all_of"))


def otherwise(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses that tell a plan as done, some as all, or the reverse, of words the article has in one way only."""
    for piece in clauses(sentence):
        clause = fold(piece.text)
        if any(_other_kind(clause, said, instead, article) for said, instead in _KINDS):
            yield piece.text.rstrip("，；：。")


def negated(sentence: str, article: Passages) -> Iterator[str]:
    """The clauses that deny what the article states in the same words."""
    for piece in clauses(sentence):
        clause = fold(piece.text)
        if _denies(clause, article):
            yield piece.text.rstrip("，；：。")


def _denies(clause: str, article: Passages) -> bool:
    for match in _word("denying").finditer(clause):
        words = clause[match.end() : match.end() + _LONGEST]
        holding = _holding(words, article, least=_TELLING)
        if holding and not any(_has(text, "any_denial") for text in holding):
            return True
    return False


def _other_kind(clause: str, said: str, instead: str, article: Passages) -> bool:
    for match in _word(said).finditer(clause):
        holding = _holding(clause[match.end() : match.end() + _LONGEST], article)
        if holding and all(_has(text, instead) and not _has(text, said) for text in holding):
            return True
    return False


def _holding(words: str, article: Passages, *, least: int = _SHORTEST) -> list[str]:
    """The article's clauses that hold the longest beginning of ``words`` that any holds."""
    for size in range(len(words), least - 1, -1):
        if not words[:size].isalnum():
            continue
        found = [text for text, _ in article.clauses if words[:size] in text]
        if found:
            return found
    return []


def _has(text: str, kind: str) -> bool:
    return any(word in text for word in listed(kind))


@cache
def _word(kind: str) -> re.Pattern[str]:
    return re.compile(either(kind))
