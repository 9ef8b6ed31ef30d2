"""Statements turned round: a negation gained or lost, an opposite put in the place of a word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import Indel

_ANCHOR = 2  # equal characters needed on each side of an edit before it says anything


def reversals(source: str, text: str) -> Iterator[tuple[int, int]]:
    """The stretches ``[start, end)`` of ``text`` that say the opposite of what ``source`` says in the same words.

    Both are folded text. An edit counts only between equal words on both sides: a free rewording is no reversal.
    """
    blocks = [block for block in Indel.opcodes(source, text).as_matching_blocks() if block.size >= _ANCHOR]
    for before, after in pairwise(blocks):
        removed = source[before.a + before.size : after.a]
        added = text[before.b + before.size : after.b]
        if _turns(removed, added):
            yield before.b + before.size - _ANCHOR, after.b + _ANCHOR


def is_negated(text: str, start: int) -> bool:
    """Whether a negator stands right before ``text[start:]``: the words after it alone say the opposite."""
    return text[:start].endswith(tuple(_negators()))


def opposites(text: str) -> Iterator[tuple[str, str]]:
    """The words of ``text`` that have an opposite, each with it. Single characters are left out: 升 is also in 晋升."""
    return ((word, other) for word, other in sorted(_opposites()) if min(len(word), len(other)) > 1 and word in text)


def _turns(removed: str, added: str) -> bool:
    if not removed or not added:
        return (removed or added) in _negators()
    return (removed, added) in _opposites()


@cache
def _negators() -> frozenset[str]:
    return frozenset(_listed()["negators"])


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [(pair[0], pair[1]) for pair in _listed()["opposites"]]
    return frozenset(pairs) | {(other, one) for one, other in pairs}


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("polarity.toml").read_text(encoding="utf-8"))
