"""A model that reads an abstract against its article and says what it doubts.

It was trained on true abstracts and on twins of them with one error (``models/train/``). Its head has three outputs:
one at each token (does an error stand here?), one at the end of each sentence, one after the whole abstract.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from summarizer.summarize.base import Place
from summarizer.summarize.heads import Head
from summarizer.summarize.prompts import Prompt
from summarizer.summarize.trees import Branch, Tree

TOKEN, SENTENCE, WHOLE = 0, 1, 2  # outputs of the head
_ENDS = "。！？"


@dataclass(frozen=True, slots=True)
class Reading:
    """``doubt`` of the whole, 0 to 1; ``worst``: characters from, to, where it is greatest."""

    doubt: float
    worst: Place


@dataclass(frozen=True)
class Judge:
    """``head`` on the states of a model that is asked as ``prompt`` says; above ``limit`` it doubts."""

    head: Head
    prompt: Prompt
    limit: float

    @classmethod
    def of(cls, model: Any, prompt: Prompt, adapter: Path, limit: float) -> Judge:
        """Raises ``ValueError`` or ``KeyError`` where ``adapter`` is not one of this model."""
        return cls(Head.of(model, adapter), prompt, limit)

    def doubted(self, reading: Reading) -> Place | None:
        """Where an abstract that was read so is most in doubt; ``None`` where it may be published."""
        return reading.worst if reading.doubt > self.limit else None

    def read(self, article: str, abstracts: Sequence[str]) -> list[Reading]:
        """What it thinks of each abstract; they are read together, the article once."""
        found = [self.prompt.proof(abstract) for abstract in abstracts]
        tree = Tree(tuple(self.prompt.trunk(article)), tuple(Branch(tuple(tokens)) for tokens, _ in found))
        outputs, readings, at = self.head.read(tree), [], len(tree.trunk)
        for abstract, (tokens, ends) in zip(abstracts, found, strict=True):
            readings.append(_reading(abstract, outputs[at : at + len(tokens)], ends))
            at += len(tokens)
        return readings


def ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence of ``text`` ends at its first ``end`` characters: there the head's second output is read."""
    return text[end - 1 : end] in _ENDS


def _reading(abstract: str, outputs: Tensor, ends: list[tuple[int, int]]) -> Reading:
    """``outputs`` (tokens, 3) of one abstract, and where each of its tokens ends."""
    sentences = [place for place, end in ends if ends_sentence(abstract, end)] or [ends[-1][0]]
    token, n = max((float(outputs[place, TOKEN]), n) for n, (place, _) in enumerate(ends))
    score = float(outputs[-1, WHOLE]) + float(outputs[sentences, SENTENCE].max()) + token
    begin = ends[n - 1][1] if n else 0
    return Reading(1 / (1 + math.exp(-score / 3)), (begin, ends[n][1]))
