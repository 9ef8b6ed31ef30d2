"""What a model may write: digits, Latin and rare characters of the article only, and the length that was asked for.

A draft is proved afterwards all the same (``support.py``); these rules keep a model from wasting its draft on a number
that is nowhere, a name in half, or a sentence without an end.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from summarizer.summarize.lengths import Window, measure

_PUNCTUATION = "，。、；：？！（）《》“”‘’—…·％"
_RUN = re.compile(r"[0-9A-Za-z.,%+\-/&]+")
_TAIL = re.compile(r"(?<![0-9A-Za-z.,%+\-/&])[0-9A-Za-z.,%+\-/&]*$")
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
    """What may follow, for one article and one window.

    ``tokens`` (n,), in order, are those it may use at all; masks are over these. ``ends`` are places in it.
    """

    tokenizer: Any
    window: Window
    tokens: Tensor
    ends: list[int]
    runs: frozenset[str]
    special: dict[int, str]  # places of tokens with digits or Latin letters, and the run each begins with
    _after: dict[str, Tensor] = field(default_factory=dict)  # what may follow each tail met so far

    @classmethod
    def of(cls, article: str, window: Window, *, tokenizer: Any, plain: Iterable[int], ends: Iterable[int]) -> Rules:
        """``plain``: the tokens of ``plain_tokens``; ``ends``: those that end a text."""
        usable, runs_of = set(plain), {}
        for number in set(tokenizer(article, add_special_tokens=False)["input_ids"]):
            text = unicodedata.normalize("NFKC", tokenizer.decode([number]))
            if "\n" in text:
                continue
            usable.add(number)
            if _RUN.search(text):
                lead = _RUN.match(text.strip())
                runs_of[number] = lead[0] if lead else ""
        numbers = sorted(usable | set(ends))
        place = {number: n for n, number in enumerate(numbers)}
        runs = frozenset(_RUN.findall(unicodedata.normalize("NFKC", article)))
        special = {place[number]: lead for number, lead in runs_of.items()}
        return cls(tokenizer, window, torch.tensor(numbers), [place[end] for end in ends], runs, special)

    def permitted(self, written: list[int]) -> Tensor:
        """Which of ``tokens`` (n,) may come after ``written``."""
        text = self.tokenizer.decode(written, skip_special_tokens=True)
        length, ended = measure(text), text.rstrip("”’）").endswith(_ENDS)
        enough = self.window.least + _CONTENT * (self.window.most - self.window.least)
        if (ended and length >= enough) or length >= self.window.most + _OVER:
            return self._only_end()
        may = self._in_runs(text)
        may[self.ends] = ended and length >= self.window.least
        if repeating := self._repeating(written):
            may &= ~torch.isin(self.tokens, torch.tensor(repeating))
        return may if bool(may.any()) else self._only_end()

    def _only_end(self) -> Tensor:
        only = torch.zeros(len(self.tokens), dtype=torch.bool)
        only[self.ends] = True
        return only

    def _in_runs(self, text: str) -> Tensor:
        """A number or a word is written as the article has it, from its beginning to its end."""
        found = _TAIL.search(unicodedata.normalize("NFKC", text))
        tail = found[0] if found else ""
        if tail not in self._after:
            whole = not tail or tail in self.runs or tail.rstrip(".,") in self.runs
            may = torch.full((len(self.tokens),), whole)
            for place, lead in self.special.items():
                may[place] = any(run.startswith(tail + lead) for run in self.runs) if lead else whole
            self._after[tail] = may
        return self._after[tail].clone()

    def _repeating(self, written: list[int]) -> list[int]:
        """Tokens that would write a run of tokens for the second time. (The article's own runs may be written.)"""
        last = written[-(_REPEAT - 1) :] if len(written) >= _REPEAT else None
        if last is None:
            return []
        places = range(len(written) - _REPEAT + 1)
        return [written[n + _REPEAT - 1] for n in places if written[n : n + _REPEAT - 1] == last]
