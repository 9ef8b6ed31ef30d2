"""Abstracts out of an article's own sentences: those that say what a model's drafts say.

A model that writes freely knows what matters, and joins true words in false ways; the article's sentences say what they
say. So its drafts are a guide and are not published: of all sets of sentences that fit the window, each whole or up to
the end of a clause, in the article's order, the one that shares most characters and pairs of characters with the drafts
is taken. That is how the oracle of extractive summarization is found (Nallapati et al., SummaRuNNer, 2017, section
3.2), with drafts in the place of the reference, by beam search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy

from summarizer.summarize.extractive import REPEATED, Extract, Ranking, dangles, leans, ranked
from summarizer.summarize.lengths import Window, measure
from summarizer.summarize.scores import tokens
from summarizer.text.sentences import clauses

_STOP = "。"
_PAUSES = "，；,;"
_SHORTEST = 12  # characters of what is left of a shortened sentence
_PAIRS = 2.0  # weight of shared pairs of characters, of shared characters 1
_WORTH = 0.5  # weight of what a sentence is worth without a model (``extractive.py``), of what it shares with a draft 1
_BEAM = 8
# A sentence is not closed before what turns it round, nor between words and the one whose words they are.
_TURNS = re.compile(r"但|却|不过|然而|可是|只是|而是|而非|而不|反而|除非|否则|前提|直到|尽管|虽然")
_SPEAKS = re.compile(r"说|道|称|表示|介绍|指出|认为|强调|透露|坦言|回应|回忆|解释|告诉|感慨")
# 区委书记某某，区长某某，…: those who do what comes later.
_NAMED = re.compile(
    r"(?:书记|[省市区县镇乡村处科局厅部院校所队会行社团组]长|主席|主任|总理|总统|委员|董事长|总裁|经理)[\u4e00-\u9fff]{2,4}$"
)
# …因工作调动，…: what it leads to comes later.
_LEADS_TO = re.compile(r"[^，；“]{0,8}(?:(?<!原)因(?![此素而子果])|由于|为了|随着|如果|若|虽然|尽管|即使|一旦)")
_SPOKEN = re.compile(r"(?:说|称|表示|介绍|指出|认为|强调|透露|坦言|回应|回忆|解释|感慨)$")


class Line(NamedTuple):
    """A sentence in one of its forms: its place among the sentences, its text, whether that is all of it."""

    place: int
    text: str
    whole: bool


def choose(paragraphs: Sequence[str], drafts: Sequence[str], window: Window, *, title: str | None = None) -> Extract:
    """The sentences of ``paragraphs`` that say most of ``drafts``, as many as fit; empty where none do."""
    ranking = ranked(paragraphs, title=title)
    lines = [line for line in _lines(ranking) if measure(line.text) <= window.most]
    if not lines or not any(map(tokens, drafts)):
        return Extract("", shortened=False)
    best = max(_search(ranking, lines, _Guide.of(lines, drafts), window), key=lambda one: one.rank)
    taken = [lines[n] for n in sorted(best.taken, key=lambda n: lines[n].place)]
    return Extract("".join(line.text for line in taken), not all(line.whole for line in taken))


def _lines(ranking: Ranking) -> Iterator[Line]:
    for sentence in ranking.sentences:
        if _SPOKEN.search(sentence.text.rstrip(_STOP)) and "”" not in sentence.text:
            continue  # 某某说。: the words stand in another sentence
        yield Line(sentence.place, sentence.text, whole=True)
        for end in closings(sentence.text):
            yield Line(sentence.place, sentence.text[:end] + _STOP, whole=False)


def closings(sentence: str) -> Iterator[int]:
    """Where ``sentence`` may be closed early and still says the same of what it says: characters that are kept."""
    pieces = clauses(sentence)
    if not pieces or _SPEAKS.search(pieces[-1].text[-8:]):
        return  # whose words they are comes last
    for n in range(1, len(pieces)):
        taken, rest = [piece.text for piece in pieces[:n]], pieces[n].text
        kept = sentence[: pieces[n - 1].end].rstrip(_PAUSES)
        if taken[-1][-1] in _PAUSES and len(kept) > _SHORTEST and not (dangles(taken) or _leads_on(kept, rest)):
            yield len(kept)


def _leads_on(kept: str, rest: str) -> bool:
    """Whether ``kept`` may not be told without ``rest``, which follows it."""
    quoted = kept.endswith(("”", "’")) and _SPEAKS.search(rest[:20])
    unsaid = "”" not in kept if _SPOKEN.search(kept) else _NAMED.search(kept)
    leads_to = _LEADS_TO.match(clauses(kept)[-1].text)
    return bool(_TURNS.match(rest) or quoted or unsaid or leads_to)


@dataclass(frozen=True)
class _Guide:
    """What lines share with drafts: for each draft and length of gram, how often a line holds each gram of the draft.

    ``tables``: (lines, grams) of each; ``wanted``: (grams,) how often the draft does; ``totals``: (lines,) all grams of
    a line; ``weights`` of each.
    """

    tables: list[Any]
    wanted: list[Any]
    totals: list[Any]
    weights: list[float]

    @classmethod
    def of(cls, lines: Sequence[Line], drafts: Sequence[str]) -> _Guide:
        guide = cls([], [], [], [])
        for length, weight in ((1, 1.0), (2, _PAIRS)):
            held = [_grams(line.text, length) for line in lines]
            for draft in drafts:
                grams = _grams(draft, length)
                guide.tables.append(numpy.array([[one[gram] for gram in grams] for one in held], dtype=float))
                guide.wanted.append(numpy.array(list(grams.values()), dtype=float))
                guide.totals.append(numpy.array([one.total() for one in held], dtype=float))
                guide.weights.append(weight / len(drafts))
        return guide

    def shared(self, taken: Sequence[int]) -> Any:
        """(lines,) how much ``taken`` and each line together share with the drafts: the sum of F1."""
        value = 0.0
        before = list(taken)
        for table, wanted, totals, weight in zip(self.tables, self.wanted, self.totals, self.weights, strict=True):
            both = numpy.minimum(table + table[before].sum(0), wanted).sum(1)
            value = value + weight * 2 * both / numpy.maximum(totals + totals[before].sum() + wanted.sum(), 1)
        return value


def _grams(text: str, length: int) -> Counter[tuple[str, ...]]:
    words = tokens(text)
    return Counter(zip(*(words[n:] for n in range(length)), strict=False))


class _Set(NamedTuple):
    """Lines that may stand together; ``rank``: whether they are long enough, then how much they say."""

    rank: tuple[bool, float]
    taken: tuple[int, ...]


def _search(ranking: Ranking, lines: Sequence[Line], guide: _Guide, window: Window) -> Iterator[_Set]:
    """Every set that was found on the way, beginning with none."""
    sizes = [measure(line.text) for line in lines]
    highest = max(ranking.scores) or 1.0
    worths = [
        _WORTH * ranking.scores[line.place] / highest * size / window.most
        for line, size in zip(lines, sizes, strict=True)
    ]
    beam, seen = [_Set((False, 0.0), ())], set()
    while beam:
        grown = []
        for one in beam:
            shared, size = guide.shared(one.taken), sum(sizes[n] for n in one.taken)
            worth = sum(worths[n] for n in one.taken)
            for n in range(len(lines)):
                taken = tuple(sorted((*one.taken, n)))
                if size + sizes[n] <= window.most and taken not in seen and _may_join(ranking, lines, one.taken, n):
                    seen.add(taken)
                    value = float(shared[n]) + worth + worths[n]
                    grown.append(_Set((size + sizes[n] >= window.least, value), taken))
        yield from grown
        beam = sorted(grown, key=lambda one: (-one.rank[1], one.taken))[:_BEAM]


def _may_join(ranking: Ranking, lines: Sequence[Line], taken: Sequence[int], n: int) -> bool:
    """Whether line ``n`` says something new beside ``taken``, and does not lean on what is not there."""
    places = [lines[other].place for other in taken]
    place, text = lines[n].place, lines[n].text
    alone = place > 0 and leans(text) and place - 1 not in places
    return not alone and all(place != other and ranking.alike[place, other] <= REPEATED for other in places)
