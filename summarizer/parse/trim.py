"""Cut the edges of the body: the head above its first sentence, tools and other articles below its last.

Knowledge of what edges look like is in ``edges.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from summarizer.parse.blocks import Block, Survey
from summarizer.parse.dates import find_date
from summarizer.parse.edges import edges
from summarizer.parse.headline import key
from summarizer.parse.notice.credits import lone_label, opens_with_label, undated
from summarizer.parse.notice.phrases import plain

HEAD_REACH = 12  # lines in which the headline may stand inside the body's box
SHORT = 60  # a longer line is prose whatever it begins with
CREDIT = 40  # a credit that is longer is a sentence
_NEAR = 4  # lines in which a time may stand
_ABOVE = 20  # lines above the body's box that may show the headline
_PROMOTED = 200  # characters of a closing line in which the outlet speaks of itself
_BARE = 20  # characters of a line between headline and date that may be a name
_LABEL = 12  # characters of a label on a line of its own
_SENTENCE = re.compile("[，。！？；]")
_PROSE = 40.0  # weight of a line that is a paragraph of some length
_OPENED = 60  # prose above the headline, from which on it is a repetition
_PARAGRAPHS = 3  # paragraphs below a credit, from which on it stands in the middle of the text
_ENOUGH = 80  # prose above a line that may end the article
_STACKED = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "font", "span", "center", "strong"])


def trim(survey: Survey, first: int, last: int, weights: Sequence[float], title: str | None) -> tuple[int, int]:
    """``[first, last)`` of the lines of a body that are the text proper."""
    prose = [max(0.0, weight) for weight in weights[first:last]]
    blocks = survey.blocks[first:last]
    shown = any(key(block.text) == key(title or "") for block in survey.blocks[max(0, first - _ABOVE) : first])
    start = _start(blocks, prose, title, _OPENED if shown else max(_OPENED, 0.25 * sum(prose)))
    stop = start + _stop(survey, blocks[start:], prose[start:])
    while stop > start + 1 and _is_tail(blocks[stop - 1]):
        stop -= 1
    return first + start, first + stop


def _start(blocks: Sequence[Block], prose: Sequence[float], title: str | None, allowed: float) -> int:
    """The line after the headline, if less prose than ``allowed`` is above it, and after what is set below it."""
    own = key(title or "")
    start = 0
    above = 0.0
    for n, block in enumerate(blocks[:HEAD_REACH]):
        if own and above < allowed and key(block.text) == own:
            start = n + 1
        above += 0.0 if _is_head(block) else prose[n]
    while start < len(blocks) - 1 and (skip := _head_run(blocks, prose, start)):
        start += skip
    return start


def _head_run(blocks: Sequence[Block], prose: Sequence[float], start: int) -> int:
    """How many lines from here on are head: one that looks so, or all down to a near line that tells the time."""
    if _is_head(blocks[start]):
        return 2 if start + 2 < len(blocks) and _answers(blocks[start], blocks[start + 1]) else 1
    for n in range(start, min(start + _NEAR, len(blocks) - 1)):
        if sum(prose[start:n]) > _OPENED:
            break
        stamp = find_date(blocks[n].text) if len(blocks[n].text) <= SHORT else None
        bare = all(len(block.text) <= _BARE and not _SENTENCE.search(block.text) for block in blocks[start:n])
        if stamp and (stamp.timed or (bare and (_is_head(blocks[n]) or _is_signed(blocks[n])))):
            return n + 1 - start
    return 0


def _is_signed(block: Block) -> bool:
    """A name or an outlet beside a date, and nothing else: 塘沿 · 2025-06-04."""
    name = undated(plain(block.text)).strip(" ·|/-")
    return not _SENTENCE.search(block.text) and 1 < len(name) <= _LABEL


def _answers(label: Block, value: Block) -> bool:
    """Is this the value of a label on the line above: 来源： in one cell, the outlet in the next?"""
    short = len(label.text) <= _LABEL and len(value.text) <= _LABEL * 2
    return short and label.text.endswith((":", "：")) and not _is_head(value) and not _SENTENCE.search(value.text)


def _stop(survey: Survey, blocks: Sequence[Block], prose: Sequence[float]) -> int:
    """The first line that opens something else.

    Prose below it that stands in the same box as the prose above says that the line is only an insertion, or a heading.
    """
    stacks = [_stack(survey, block) for block in blocks]
    sums = [0.0, *accumulate(prose)]
    home, weight = _home(stacks, prose)
    below = weight
    for n, block in enumerate(blocks):
        if n and sums[n] >= _ENOUGH and (_ends(block.text) or _opens_rows(blocks[n : n + 3])):
            flat = weight > 0.9 * sums[-1] and stacks[n] == home
            credit = edges().credit.match(block.text) or edges().rights.match(block.text)
            rest = [weight for stack, weight in zip(stacks[n + 1 :], prose[n + 1 :], strict=True) if stack == home]
            goes_on = stacks[n + 1 : n + 2] == [home] and prose[n + 1] > _PROSE and not edges().credit.match(block.text)
            goes_on = goes_on or (bool(credit) and flat and sum(weight > _PROSE for weight in rest) >= _PARAGRAPHS)
            if not goes_on and ((flat and sums[n] > 0.6 * sums[-1]) or (not flat and below < 0.15 * weight)):
                return n
        if stacks[n] == home:
            below -= prose[n]
    return len(blocks)


def _ends(text: str) -> bool:
    if edges().rights.match(text) or (len(text) <= CREDIT and edges().credit.match(text)):
        return True
    return len(text) <= SHORT and bool(edges().stop.match(text))


def _opens_rows(blocks: Sequence[Block]) -> bool:
    """Two labels, each on a line of its own above its value: rows of a table of credits."""
    return len(blocks) > 2 and all(len(one.text) <= _LABEL and lone_label(plain(one.text)) for one in blocks[::2])


def _home(stacks: Sequence[int], prose: Sequence[float]) -> tuple[int, float]:
    """The box that most of the prose stands in, and how much that is."""
    weights: dict[int, float] = defaultdict(float)
    for stack, weight in zip(stacks, prose, strict=True):
        weights[stack] += weight
    return max(weights.items(), key=lambda item: item[1], default=(-1, 0.0))


def _stack(survey: Survey, block: Block) -> int:
    """The box in which a line is one of a stack: the parent of a paragraph or of a box with nothing but this line, the
    box itself where ``<br>`` breaks.
    """
    box = block.box
    here = survey.boxes[box]
    while (here.tag in _STACKED or here.last - here.first <= 1) and here.parent >= 0:
        box = here.parent
        here = survey.boxes[box]
    return box


def _is_head(block: Block) -> bool:
    if block.linked * 2 > len(block.text):
        return True
    if len(block.text) > SHORT:
        return False
    return bool(edges().head.match(block.text)) or opens_with_label(plain(block.text))


def _is_tail(block: Block) -> bool:
    if block.linked * 2.2 > len(block.text):
        return True
    if len(block.text) <= _PROMOTED and edges().promotion.match(block.text):
        return True
    return len(block.text) <= SHORT and bool(edges().tail.match(block.text))
