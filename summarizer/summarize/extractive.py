"""The extractive way: sentences of the article that say most of it, in their order, within a length.

A sentence counts for what other sentences repeat of it (PageRank over the cosine similarity of character bigrams:
Mihalcea and Tarau, TextRank, 2004; Erkan and Radev, LexRank, 2004), for standing early (news puts first what matters
most) and for what it shares with the title. Of all sets of sentences that fit, the one of the greatest total is taken,
each sentence paying for what the set already says (Carbonell and Goldstein, maximal marginal relevance, 1998).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from summarizer.summarize.base import Draft, Method
from summarizer.summarize.closing import closings, leans, without_words
from summarizer.summarize.frames import Frame, frames, misread
from summarizer.summarize.lengths import Window, measure
from summarizer.summarize.trim import trimmed
from summarizer.text.fold import simplify
from summarizer.text.sentences import split

_DAMPING = 0.85  # Brin and Page, 1998
_ROUNDS = 30
_FEWEST = 6  # letters of a sentence that says something: not 图片, not a cry
_MOST = 120  # sentences that are ranked: the first ones of a longer article, and every later one in equal steps
# Weights: around these, the training references tell no setting from another.
_CENTRALITY, _POSITION, _TITLE = 1.0, 1.0, 0.6
_FADE = 3.0  # sentences after which the worth of a place has halved
_REPEATED = 0.5  # cosine above which two sentences say the same
_SPOKEN = 0.4  # taken from a sentence that is nothing but somebody's words
# It asks, bids, calls, trails off, or is a heading or a signature, without a stop; somebody goes on to somebody else.
_NO_NEWS = re.compile(
    r"^(?:敬?请|让我们|欢迎|(?:一起)?来看|(?:下面|接下来)(?:请|连线|来看|有请)|(?:主持人|记者|问|答)[:：])"
    r"|[？?！!…\w]$|[？?！!][”」』]$|\.\.$|(?:敬请|请)[^，。]{2,8}。$"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """The abstract, and whether any sentence was shortened."""

    text: str
    shortened: bool

    @property
    def method(self) -> Method:
        return "compressive" if self.shortened else "extractive"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may be chosen, and its place among those; ``grams``: pairs of letters, ``norm``: their length.

    ``frame``: what it is told under (``frames.py``); ``leaning``: on the one before it; ``idle``: it tells no news;
    ``mute``: it only says who speaks.
    """

    text: str
    place: int
    grams: Counter[str]
    norm: float
    frame: Frame
    leaning: bool
    idle: bool
    mute: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences, what each is worth, and how alike each two are: (n, n), 0 to 1, 0 for a sentence and itself."""

    sentences: Sequence[Sentence]
    scores: Sequence[float]
    alike: Any

    def is_new(self, place: int, taken: Collection[int]) -> bool:
        """Whether the sentence there says something that those ``taken`` do not."""
        return place not in taken and all(self.alike[place, other] <= _REPEATED for other in taken)

    def is_unclear(self, place: int, taken: Collection[int]) -> bool:
        """Whether, beside ``taken``, it leans on what is not there, or it or the one after it would be misread."""
        one = self.sentences[place]
        if one.leaning and place > 0 and place - 1 not in taken:
            return True
        if one.frame.introduced is not None and one.frame.introduced not in self._numbers(taken):
            return True
        before = max((other for other in taken if other < place), default=None)
        after = min((other for other in taken if other > place), default=None)
        return self._misread(place, before) or (after is not None and self._misread(after, place))

    def _numbers(self, taken: Collection[int]) -> set[int]:
        return {self.sentences[other].frame.number for other in taken}

    def _misread(self, place: int, before: int | None) -> bool:
        if place == (0 if before is None else before + 1):
            return False  # as it stands in the article
        return misread(self.sentences[place].frame, None if before is None else self.sentences[before].frame)


def extract(paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Extract:
    """An abstract of ``window`` characters out of the sentences of ``paragraphs``; empty where there are none."""
    ranking = ranked(paragraphs, title=title)
    sentences = ranking.sentences
    if not sentences:
        return _beginning(paragraphs, window)
    chosen = _choose(ranking, window)
    if measure("".join(chosen.values())) < window.least:
        _fill(ranking, chosen, window)
    if not chosen:
        return _beginning(paragraphs, window)
    shortened = any(text != sentences[place].text for place, text in chosen.items())
    return Extract("".join(chosen[place] for place in sorted(chosen)), shortened)


def ranked(paragraphs: Sequence[str], *, title: str | None = None) -> Ranking:
    """The sentences of ``paragraphs``, and what each is worth."""
    sentences = _sentences(paragraphs)
    alike = _alike(sentences)
    return Ranking(sentences, _scores(sentences, alike, title) if sentences else [], alike)


def _beginning(paragraphs: Sequence[str], window: Window) -> Extract:
    """The beginning of a text that has no sentences that could be chosen from: no punctuation, or nothing but signs."""
    whole = " ".join(paragraphs)
    return Extract(whole[: window.most - 1] + "…", shortened=True) if measure(whole) else Extract("", shortened=False)


def _sentences(paragraphs: Sequence[str]) -> list[Sentence]:
    """What may be chosen: each different sentence without its dateline, byline and hearsay."""
    parted = [list(filter(None, map(trimmed, split(paragraph)))) for paragraph in paragraphs]
    framed: dict[str, Frame] = {}
    for text, frame in zip(chain(*parted), frames(parted), strict=True):
        framed.setdefault(text, frame)
    unique = [text for text in framed if _letters(text) >= _FEWEST] or list(framed)
    if len(unique) > _MOST:
        step = (len(unique) - _MOST // 2) / (_MOST - _MOST // 2)
        unique = unique[: _MOST // 2] + [unique[_MOST // 2 + int(i * step)] for i in range(_MOST - _MOST // 2)]
    return [_sentence(text, place, framed[text]) for place, text in enumerate(unique)]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _sentence(text: str, place: int, frame: Frame) -> Sentence:
    grams = _grams(text)
    norm = math.sqrt(sum(count * count for count in grams.values()))
    plain = simplify(text)
    idle, mute = bool(_NO_NEWS.search(plain)), without_words(plain)
    return Sentence(text, place, grams, norm, frame, leans(plain), idle, mute)


def _grams(text: str) -> Counter[str]:
    letters = "".join(char if char.isalnum() else " " for char in text.lower())
    return Counter(letters[i : i + 2] for i in range(len(letters) - 1) if " " not in letters[i : i + 2])


def _similarity(one: Sentence, other: Sentence) -> float:
    """How alike two sentences are, 0 to 1: the cosine of their pairs of letters."""
    shared = one.grams.keys() & other.grams.keys()
    if not shared:
        return 0.0
    return sum(one.grams[gram] * other.grams[gram] for gram in shared) / (one.norm * other.norm)


def _alike(sentences: Sequence[Sentence]) -> Any:
    import numpy

    alike = numpy.zeros((len(sentences), len(sentences)))
    for i, one in enumerate(sentences):
        for other in sentences[i + 1 :]:
            alike[i, other.place] = alike[other.place, i] = _similarity(one, other)
    return alike


def _scores(sentences: Sequence[Sentence], alike: Any, title: str | None) -> list[float]:
    heading = _sentence(title or "", -1, Frame())
    central = _centrality(alike)
    highest = max(central) or 1.0
    return [
        _CENTRALITY * rank / highest
        + _POSITION / (1 + sentence.place / _FADE)
        + _TITLE * _similarity(sentence, heading)
        for sentence, rank in zip(sentences, central, strict=True)
    ]


def _centrality(weights: Any) -> list[float]:
    import numpy

    count = len(weights)
    totals = weights.sum(axis=1, keepdims=True)
    steps = numpy.divide(weights, totals, out=numpy.full_like(weights, 1 / count), where=totals > 0)
    rank = numpy.full(count, 1 / count)
    for _ in range(_ROUNDS):
        rank = (1 - _DAMPING) / count + _DAMPING * rank @ steps
    return [float(value) for value in rank]


def _choose(ranking: Ranking, window: Window) -> dict[int, str]:
    """Sentences by worth for as long as there is room, leaving out what is said already.

    One that could be misread, or tells no news, is taken only where there would be too little without it. Where the
    best one is itself too long, its opening clauses are taken, since nothing else says as much.
    """
    chosen: dict[int, str] = {}
    sentences = ranking.sentences
    while True:
        length = measure("".join(chosen.values()))
        room = window.most - length
        order = _order(ranking, chosen)
        best = next((place for place in order if measure(sentences[place].text) <= room), None)
        if not chosen and order and best != order[0]:
            opening = _opening(sentences[order[0]].text, room)
            if measure(opening) >= window.least:
                return {order[0]: opening}
        if best is None or (length >= window.least and _is_doubtful(ranking, best, chosen)):
            return chosen
        chosen[best] = sentences[best].text


def _order(ranking: Ranking, chosen: dict[int, str]) -> list[int]:
    """The places that may still be taken, best first, the doubtful ones last."""
    fresh = [one for one in ranking.sentences if ranking.is_new(one.place, chosen) and not one.mute]

    def rank(one: Sentence) -> tuple[bool, float, int]:
        spoken = _SPOKEN if one.text.startswith("“") else 0.0
        return _is_doubtful(ranking, one.place, chosen), spoken - ranking.scores[one.place], one.place

    return [one.place for one in sorted(fresh, key=rank)]


def _is_doubtful(ranking: Ranking, place: int, chosen: dict[int, str]) -> bool:
    """Whether the sentence there is better not told beside ``chosen``."""
    return ranking.sentences[place].idle or ranking.is_unclear(place, chosen)


def _fill(ranking: Ranking, chosen: dict[int, str], window: Window) -> None:
    """Use the room that whole sentences leave for the opening clauses of the best sentence that is too long."""
    room = window.most - measure("".join(chosen.values()))
    for place in _order(ranking, chosen):
        opening = _opening(ranking.sentences[place].text, room)
        if opening:
            chosen[place] = opening
            return


def _opening(sentence: str, room: int) -> str:
    """As much of ``sentence`` as fits ``room`` and can stand for itself, closed by a full stop."""
    ends = [end for end in closings(sentence) if measure(sentence[:end]) < room]
    return sentence[: ends[-1]] + "。" if ends else ""


class Extractive:
    """The extractive way as a ``Summarizer``: no model, nothing to load."""

    def draft(self, paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Draft:
        made = extract(paragraphs, window, title=title)
        return Draft(made.text, made.method)
