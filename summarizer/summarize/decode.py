"""Writing on from articles, many at once: each article is read once, each question about it goes on from there.

Greedy, a token at a time, under the rules of each row. The output layer is cut down to the tokens that any row of the
batch may use: a vocabulary holds many that no Chinese abstract does, and the output layer is the largest of a small
model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from summarizer.summarize.constraints import Rules
from summarizer.summarize.int8 import Int8Linear

_FILL = 0  # any token: what only fills a row up is not looked at


@dataclass(frozen=True, slots=True)
class Asked:
    """One article: its tokens, questions about it (as many as the others of a batch have), the rules of the answers."""

    trunk: Sequence[int]
    questions: Sequence[Sequence[int]]
    rules: Rules


def greedy(model: Any, asked: Sequence[Asked], *, most: int) -> list[list[list[int]]]:
    """The tokens written for each article and question, at most ``most``, without the one that ends them.

    A row's result does not depend on the rows beside it, but for the rounding of the processor.
    """
    with torch.inference_mode():
        return _Writing(model, asked).run(most)


class _Writing:
    """The state of a batch: a row is one question about one article; rows that have ended are taken out."""

    def __init__(self, model: Any, asked: Sequence[Asked]) -> None:
        from transformers import DynamicCache

        self.decoder = model.get_decoder()
        self.placed = "position_ids" in inspect.signature(self.decoder.forward).parameters
        self.per = len(asked[0].questions)
        self.rules = [one.rules for one in asked]
        self.written: list[list[int]] = [[] for _ in range(len(asked) * self.per)]
        self.rows = list(range(len(self.written)))
        union = torch.tensor(sorted({token for rules in self.rules for token in rules.tokens.tolist()}))
        self.places = [torch.searchsorted(union, rules.tokens) for rules in self.rules]
        self.head = _narrowed(model.get_output_embeddings(), union.to(model.device))
        self.cache = DynamicCache(config=model.config)
        self.looked = torch.zeros(len(asked), 0, dtype=torch.long, device=model.device)
        self._read([one.trunk for one in asked])
        self.cache.batch_repeat_interleave(self.per)
        self.looked = self.looked.repeat_interleave(self.per, 0)
        self.last = self._read([question for one in asked for question in one.questions])

    def run(self, most: int) -> list[list[list[int]]]:
        for _ in range(most):
            chosen = self._chosen()
            if not chosen:
                break
            for n, token in chosen.items():
                self.written[self.rows[n]].append(token)
            self._keep(list(chosen))
            self.last = self._read([[token] for token in chosen.values()])
        return [self.written[n : n + self.per] for n in range(0, len(self.written), self.per)]

    def _chosen(self) -> dict[int, int]:
        """The next token of each row, by its place among ``rows``; those that end have none."""
        scores = self.head(self.last).float().cpu()
        chosen = {}
        for n, (row, score) in enumerate(zip(self.rows, scores, strict=True)):
            rules, places = self.rules[row // self.per], self.places[row // self.per]
            may = rules.permitted(self.written[row])
            best = int(score[places].masked_fill(~may, float("-inf")).argmax())
            if best not in rules.ends:
                chosen[n] = int(rules.tokens[best])
        return chosen

    def _keep(self, going: list[int]) -> None:
        if len(going) == len(self.rows):
            return
        self.rows = [self.rows[n] for n in going]
        kept = torch.tensor(going, device=self.looked.device)
        self.looked = self.looked[kept]
        self.cache.batch_select_indices(kept)

    def _read(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """Read ``rows`` on, filled up on the left to the longest; the last state (rows, width) of each."""
        longest, device = max(map(len, rows)), self.looked.device
        tokens = torch.tensor([[_FILL] * (longest - len(row)) + list(row) for row in rows], device=device)
        filled = torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows], device=device)
        before = self.looked.sum(1, keepdim=True)
        self.looked = torch.cat([self.looked, filled], 1)
        options: dict[str, Any] = {"attention_mask": self.looked, "past_key_values": self.cache, "use_cache": True}
        if self.placed:
            options["position_ids"] = (before + filled.cumsum(1) - 1).clamp_min(0)
        states: Tensor = self.decoder(input_ids=tokens, **options).last_hidden_state
        return states[:, -1]


def _narrowed(head: Any, wanted: Tensor) -> Callable[[Tensor], Tensor]:
    if isinstance(head, Int8Linear):
        return head.rows(wanted)
    bias = None if head.bias is None else head.bias[wanted]
    weight = head.weight[wanted]
    return lambda states: nn.functional.linear(states, weight, bias)
