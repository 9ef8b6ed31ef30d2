"""Find the subtree that holds the body.

Every line gets a weight: prose (long, full-width punctuation, no links) counts for its length, lists of links count
against. A line lends its weight to the boxes around it, less the farther they are; the heaviest box is the core. Boxes
around the core replace it while they add more prose than clutter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from summarizer.parse.blocks import Block, Survey
from summarizer.parse.tree import INLINE

_PUNCTUATION = re.compile(r"[，。；：？！、“”《》…—,;?!]")
_DECAY = 0.7
_REACH = 6  # boxes above a line that it counts for


@dataclass(frozen=True, slots=True)
class Body:
    """The box of the body, its lines ``[first, last)``, and its share of the prose of the page."""

    box: int
    first: int
    last: int
    share: float


def weigh(block: Block) -> float:
    """How much a line speaks for a body: its unlinked characters if it is prose, below zero for links."""
    length = len(block.text)
    if block.linked * 2 > length:
        return -min(length, 20.0)
    marks = len(_PUNCTUATION.findall(block.text))
    plain = length - block.linked
    if not marks:
        return plain * 0.3 if plain > 16 else -1.0
    return plain * min(1.0, 0.4 + 12 * marks / length)


def find_body(survey: Survey) -> Body | None:
    """The box that holds the body, ``None`` on a page without prose."""
    weights = [weigh(block) for block in survey.blocks]
    scores = _scores(survey, weights)
    if not scores:
        return None
    core = max(scores, key=lambda box: (scores[box], -box))
    sums = [0.0, *accumulate(weights)]
    prose = [0.0, *accumulate(max(0.0, weight) for weight in weights)]
    box = _widen(survey, core, sums, prose)
    first, last = survey.boxes[box].first, survey.boxes[box].last
    return Body(box, first, last, (prose[last] - prose[first]) / prose[-1])


def _scores(survey: Survey, weights: list[float]) -> dict[int, float]:
    scores: dict[int, float] = {}
    boxes = survey.boxes
    for block, weight in zip(survey.blocks, weights, strict=True):
        if weight <= 0:
            continue
        box, share = block.box, 1.0
        for _ in range(_REACH):
            scores[box] = scores.get(box, 0.0) + weight * share
            if boxes[box].tag not in INLINE:
                share *= _DECAY
            box = boxes[box].parent
            if box < 0:
                break
    return scores


def _widen(survey: Survey, core: int, sums: list[float], prose: list[float]) -> int:
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
