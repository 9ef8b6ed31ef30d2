"""Abstracts out of an article's own sentences: those that say what a model's drafts say.

A model that writes freely knows what matters, and joins true words in false ways; the article's sentences say what they
say. So its drafts are a guide and are not published: of all sets of sentences that fit the window, each whole or up to
the end of a clause, in the article's order, the one that shares most characters and pairs of characters with the drafts
is taken. That is how the oracle of extractive summarization is found (Nallapati et al., SummaRuNNer, 2017, section
3.2), with drafts in the place of the reference, by beam search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy

from summarizer.summarize.base import WORTH
from summarizer.summarize.closing import closings
from summarizer.summarize.extractive import Extract, Ranking, ranked
from summarizer.summarize.lengths import Window, measure
from summarizer.summarize.scores import grams, tokens

_STOP = "。"
_PAIRS = 2.0  # weight of shared pairs of characters, of shared characters 1
_BEAM = 8
_LONG = 0.4  # of the window: a longer sentence may be closed early


class Line(NamedTuple):
    """A sentence in one of its forms: its place among the sentences, its text, whether that is all of it."""

    place: int
    text: str
    whole: bool


def choose(
    paragraphs: Sequence[str],
    drafts: Sequence[str],
    window: Window,
    *,
    title: str | None = None,
    worth: float = WORTH,
    stops: Sequence[str] | None = None,
) -> Extract:
    """The sentences of ``paragraphs`` that say most of ``drafts``, as many as fit; empty where none do.

    ``worth``: the weight of what a sentence is worth without a model (``extractive.py``), of what it shares with a
    draft 1. ``stops``: as in ``Draft``; a sentence is closed early only there, and anywhere where it is ``None``.
    """
    ranking = ranked(paragraphs, title=title)
    lines = [line for line in _lines(ranking, window, stops) if measure(line.text) <= window.most]
    if not lines or not any(map(tokens, drafts)):
        return Extract("", shortened=False)
    best = max(_search(ranking, lines, list(_guides(lines, drafts)), window, worth), key=lambda one: one.rank)
    taken = [lines[n] for n in sorted(best.taken, key=lambda n: lines[n].place)]
    return Extract("".join(line.text for line in taken), not all(line.whole for line in taken))


def _lines(ranking: Ranking, window: Window, stops: Sequence[str] | None) -> Iterator[Line]:
    """Every sentence, and what a long one says if it is closed early; readers would rather have it whole."""
    for sentence in ranking.sentences:
        if sentence.mute or sentence.idle:
            continue
        yield Line(sentence.place, sentence.text, whole=True)
        if measure(sentence.text) > _LONG * window.most:
            for end in closings(sentence.text):
                kept = sentence.text[:end]
                if stops is None or any(before.endswith(kept) for before in stops):
                    yield Line(sentence.place, kept + _STOP, whole=False)


class _Guide(NamedTuple):
    """What lines share with one draft in grams of one length, and the weight of that.

    ``table``: (lines, grams), how often a line holds each gram of the draft; ``wanted``: (grams,), how often the draft
    does; ``totals``: (lines,), all grams of a line.
    """

    weight: float
    table: Any
    wanted: Any
    totals: Any


def _guides(lines: Sequence[Line], drafts: Sequence[str]) -> Iterator[_Guide]:
    for length, weight in ((1, 1.0), (2, _PAIRS)):
        held = [grams(tokens(line.text), length) for line in lines]
        totals = numpy.array([one.total() for one in held], dtype=float)
        for draft in drafts:
            counts = grams(tokens(draft), length)
            table = numpy.array([[one[gram] for gram in counts] for one in held], dtype=float)
            yield _Guide(weight / len(drafts), table, numpy.array(list(counts.values()), dtype=float), totals)


def _shared(guides: Sequence[_Guide], taken: Sequence[int]) -> Any:
    """(lines,) how much ``taken`` and each line together share with the drafts: the sum of F1."""
    value, before = 0.0, list(taken)
    for weight, table, wanted, totals in guides:
        both = numpy.minimum(table + table[before].sum(0), wanted).sum(1)
        value = value + weight * 2 * both / numpy.maximum(totals + totals[before].sum() + wanted.sum(), 1)
    return value


class _Set(NamedTuple):
    """Lines that may stand together; ``rank``: whether they are long enough, then how much they say."""

    rank: tuple[bool, float]
    taken: tuple[int, ...]


def _search(
    ranking: Ranking, lines: Sequence[Line], guides: Sequence[_Guide], window: Window, weight: float
) -> Iterator[_Set]:
    """Every set that was found on the way, beginning with none."""
    sizes = [measure(line.text) for line in lines]
    highest = max(ranking.scores) or 1.0
    worths = [
        weight * ranking.scores[line.place] / highest * size / window.most
        for line, size in zip(lines, sizes, strict=True)
    ]
    grown, seen = [_Set((False, 0.0), ())], set[tuple[int, ...]]()
    while grown:
        yield from grown
        beam, grown = sorted(grown, key=lambda one: (-one.rank[1], one.taken))[:_BEAM], []
        for one in beam:
            shared, size = _shared(guides, one.taken), sum(sizes[n] for n in one.taken)
            worth = sum(worths[n] for n in one.taken)
            for n in range(len(lines)):
                taken = tuple(sorted((*one.taken, n)))
                if size + sizes[n] <= window.most and taken not in seen and _may_join(ranking, lines, one.taken, n):
                    seen.add(taken)
                    value = float(shared[n]) + worth + worths[n]
                    grown.append(_Set((size + sizes[n] >= window.least, value), taken))


def _may_join(ranking: Ranking, lines: Sequence[Line], taken: Sequence[int], n: int) -> bool:
    """Whether line ``n`` says something new beside ``taken``, and can be understood there."""
    places = [lines[other].place for other in taken]
    place = lines[n].place
    if not ranking.is_new(place, places) or ranking.is_unclear(place, places):
        return False
    whole = {lines[other].place: lines[other].whole for other in (*taken, n)}
    return all(whole.get(one - 1, True) for one in whole if ranking.sentences[one].leaning)
