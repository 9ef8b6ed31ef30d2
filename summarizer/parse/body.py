"""Find the subtree that holds the body.

Every line gets a weight: prose (long, full-width punctuation, no links) counts for its length, lists of links count
against. A line lends its weight to the boxes around it, less the farther they are; the heaviest box is the core. Boxes
around the core replace it while they add more prose than clutter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from summarizer.parse.blocks import Block, Box, Survey
from summarizer.parse.edges import edges
from summarizer.parse.tree import INLINE

_PUNCTUATION = re.compile(r"[，。；：？！、“”《》…—,;?!]")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DECAY = 0.7
_LEAST = 20.0  # prose in a known body; an empty shell has none
_BESIDE = 150.0  # prose of an article that has more comments than text
_UNDER = 12  # lines between a headline and its text
_REACH = 6  # boxes above a line that it counts for


@dataclass(frozen=True, slots=True)
class Body:
    """The box of the body, its lines ``[first, last)``, its share of the prose, whether a site's selector named it."""

    box: int
    first: int
    last: int
    share: float
    known: bool = False


def weigh(block: Block) -> float:
    """How much a line speaks for a body: its unlinked characters if it is prose, below zero for links."""
    length = len(block.text)
    if block.linked * 2 > length:
        return -min(length, 20.0)
    marks = len(_PUNCTUATION.findall(block.text))
    plain = length - block.linked
    if edges().rights.match(block.text):
        return -1.0
    if not marks:
        return plain * 0.3 if plain > 16 else -1.0
    return plain * min(1.0, 0.4 + 12 * marks / length)


def known_body(survey: Survey, selectors: Iterable[str], weights: Sequence[float]) -> Body | None:
    """The box that the first selector with prose inside names, where the site's template is known."""
    prose = [0.0, *accumulate(max(0.0, weight) for weight in weights)]
    if not survey.boxes or not prose[-1]:
        return None
    numbers = {box.node.mem_id: number for number, box in enumerate(survey.boxes)}
    for selector in selectors:
        found = [numbers[node.mem_id] for node in survey.boxes[0].node.css(selector) if node.mem_id in numbers]
        number = max(found, key=lambda n: _held(survey.boxes[n], prose), default=None)
        if number is not None and (held := _held(survey.boxes[number], prose)) > _LEAST:
            box = survey.boxes[number]
            return Body(number, box.first, box.last, held / prose[-1], known=True)
    return None


def _held(box: Box, prose: Sequence[float]) -> float:
    return prose[box.last] - prose[box.first]


def find_body(survey: Survey, weights: Sequence[float]) -> Body | None:
    """The box that holds the body, ``None`` on a page without prose."""
    prose = [0.0, *accumulate(max(0.0, weight) for weight in weights)]
    if not prose[-1]:
        return None
    scores = _scores(survey, weights)
    core = max(scores, key=lambda box: (scores[box], -box))
    sums = [0.0, *accumulate(weights)]
    box = _widen(survey, core, sums, prose)
    first, last = survey.boxes[box].first, survey.boxes[box].last
    return Body(box, first, last, (prose[last] - prose[first]) / prose[-1])


def below(survey: Survey, weights: Sequence[float], line: int) -> Body | None:
    """The body among the lines below ``line``, where that is the headline of a text that loses to what stands above."""
    found = find_body(survey, [min(0.0, weight) if n <= line else weight for n, weight in enumerate(weights)])
    if found is None:
        return None
    first = max(found.first, line + 1)
    enough = sum(max(0.0, weight) for weight in weights[first : found.last]) > _LEAST
    return replace(found, first=first) if enough and first - line <= _UNDER else None


def weigh_all(survey: Survey) -> tuple[list[float], frozenset[int]]:
    """The weight of every line, and the lines in boxes named after comments, shares or other articles: they have none.

    A name is believed only where the box does not hold most of the prose of the page; that of comments also then, if
    there is enough prose beside them.
    """
    weights = [weigh(block) for block in survey.blocks]
    prose = [0.0, *accumulate(max(0.0, weight) for weight in weights)]
    noise: set[int] = set()
    done = 0
    for box in survey.boxes:
        if box.first >= done and box.last > box.first and _is_noise(box, _held(box, prose), prose[-1]):
            noise.update(range(box.first, box.last))
            done = box.last
    return [min(0.0, weight) if n in noise else weight for n, weight in enumerate(weights)], frozenset(noise)


def _is_noise(box: Box, held: float, whole: float) -> bool:
    names = names_of(box)
    if held < 0.6 * whole and (box.tag in edges().tags or not names.isdisjoint(edges().boxes)):
        return True
    return whole - held > _BESIDE and not names.isdisjoint(edges().readers)


def names_of(box: Box) -> frozenset[str]:
    """The words of its class and id."""
    attributes = box.node.attributes
    return _words(f"{attributes.get('class') or ''} {attributes.get('id') or ''}") if attributes else frozenset()


@lru_cache(maxsize=4096)
def _words(names: str) -> frozenset[str]:
    """``articleComment main_nav`` -> ``article comment main nav``."""
    return frozenset(word.lower() for word in _WORD.findall(names[:200]))


def _scores(survey: Survey, weights: Sequence[float]) -> dict[int, float]:
    scores: dict[int, float] = {}
    boxes = survey.boxes
    for block, weight in zip(survey.blocks, weights, strict=True):
        box, share = block.box, 1.0
        for _ in range(_REACH):
            scores[box] = scores.get(box, 0.0) + weight * share
            if boxes[box].tag not in INLINE:
                share *= _DECAY
            box = boxes[box].parent
            if box < 0:
                break
    return scores


def _widen(survey: Survey, core: int, sums: Sequence[float], prose: Sequence[float]) -> int:
    """Take the box around while what it adds is mostly prose, and enough of it."""
    best = core
    here = survey.boxes[core]
    for box in survey.ancestors(core)[1:]:
        outer = survey.boxes[box]
        inside = prose[here.last] - prose[here.first]
        added = prose[outer.last] - prose[outer.first] - inside
        net = sums[outer.last] - sums[outer.first] - (sums[here.last] - sums[here.first])
        if added > 0.15 * inside and net > 0.6 * added:
            best, here = box, outer
    return best
