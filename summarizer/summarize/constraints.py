"""What a model may write: digits, Latin and rare characters of the article only, and the length that was asked for.

A draft is proved afterwards all the same (``support.py``); these rules keep a model from wasting its draft on a number
that is nowhere, a name in half, or a sentence without an end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from summarizer.summarize.lengths import Window, measure

_PUNCTUATION = "，。、；：？！（）《》“”‘’—…·％"
_RUN = re.compile(r"[0-9A-Za-z.,%+\-/&]+")
_TAIL = re.compile(r"[0-9A-Za-z.,%+\-/&]*$")
_ENDS = ("。", "！", "？")
_REPEAT = 6  # a run of so many tokens is not written twice
_CONTENT = 0.55  # of the window: from here on the first end of a sentence is the end of the abstract
_OVER = 24  # characters over the window after which nothing more is written


def plain_tokens(tokenizer: Any) -> list[int]:
    """Tokens that any abstract may use: Han characters of GB 2312, Chinese punctuation."""
    texts = tokenizer.batch_decode([[number] for number in range(len(tokenizer))])
    return [number for number, text in enumerate(texts) if text and all(map(_is_common, text))]


def _is_common(char: str) -> bool:
    if char in _PUNCTUATION:
        return True
    try:
        return "\u4e00" <= char <= "\u9fff" and bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@dataclass(slots=True)
class Rules:
    """What may follow, for one article and one window. ``allowed`` (vocabulary,) marks the tokens it may use at all."""

    tokenizer: Any
    window: Window
    ends: Sequence[int]
    allowed: Tensor
    runs: frozenset[str]
    special: dict[int, str]  # tokens with digits or Latin letters, and the run each begins with

    @classmethod
    def of(cls, article: str, window: Window, *, tokenizer: Any, plain: Tensor, ends: Sequence[int]) -> Rules:
        """``plain`` (vocabulary,) marks the tokens of ``plain_tokens``."""
        allowed = plain.clone()
        special = {}
        for number in set(tokenizer(article, add_special_tokens=False)["input_ids"]):
            text = unicodedata.normalize("NFKC", tokenizer.decode([number]))
            allowed[number] = "\n" not in text
            if _RUN.search(text):
                lead = _RUN.match(text.strip())
                special[number] = lead[0] if lead else ""
        allowed[list(ends)] = True
        runs = frozenset(_RUN.findall(unicodedata.normalize("NFKC", article)))
        return cls(tokenizer, window, ends, allowed, runs, special)

    def permitted(self, written: list[int]) -> Tensor:
        """Which tokens (vocabulary,) may come after ``written``."""
        text = self.tokenizer.decode(written, skip_special_tokens=True)
        length, ended = measure(text), text.rstrip("”’）").endswith(_ENDS)
        only_end = torch.zeros_like(self.allowed)
        only_end[list(self.ends)] = True
        enough = self.window.least + _CONTENT * (self.window.most - self.window.least)
        if (ended and length >= enough) or length >= self.window.most + _OVER:
            return only_end
        may = self._in_runs(text)
        may[list(self.ends)] = ended and length >= self.window.least
        may[self._repeating(written)] = False
        return may if bool(may.any()) else only_end

    def _in_runs(self, text: str) -> Tensor:
        """A number or a word is written as the article has it, from its beginning to its end."""
        found = _TAIL.search(unicodedata.normalize("NFKC", text))
        tail = found[0] if found else ""
        whole = not tail or tail in self.runs or tail.rstrip(".,") in self.runs
        may = self.allowed.clone() if whole else torch.zeros_like(self.allowed)
        for number, lead in self.special.items():
            may[number] = any(run.startswith(tail + lead) for run in self.runs) if lead else whole
        return may

    def _repeating(self, written: list[int]) -> list[int]:
        """Tokens that would write a run of tokens for the second time. (The article's own runs may be written.)"""
        last = written[-(_REPEAT - 1) :] if len(written) >= _REPEAT else None
        if last is None:
            return []
        places = range(len(written) - _REPEAT + 1)
        return [written[n + _REPEAT - 1] for n in places if written[n : n + _REPEAT - 1] == last]


class Constrained:
    """The rules of each row of a batch, in the shape that ``generate`` takes (a ``LogitsProcessor``)."""

    def __init__(self, rules: Sequence[Rules], start: int) -> None:
        self.rules, self.start = rules, start

    def __call__(self, tokens: Tensor, scores: Tensor) -> Tensor:
        for row, rules in enumerate(self.rules):
            may = rules.permitted(tokens[row, self.start :].tolist())
            scores[row, : len(may)].masked_fill_(~may, float("-inf"))
            scores[row, len(may) :] = float("-inf")
        return scores
