"""Writing on from articles, many at once: each article is read once, each question about it goes on from there.

Greedy, a token at a time, under the rules of each row. The output layer is cut down to the tokens that any row of the
batch may use: a vocabulary holds many that no Chinese abstract does, and the output layer is the largest of a small
model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from summarizer.summarize.cache import Beside, is_plain
from summarizer.summarize.constraints import Rules
from summarizer.summarize.int8 import Int8Linear
from summarizer.summarize.packed import packed

_FILL = 0  # any token: what only fills a row up is not looked at


class Begun(NamedTuple):
    """The tokens that an answer begins with; then comes the best token but ``passed``."""

    tokens: Sequence[int] = ()
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """One article: its tokens, questions about it (as many as the others of a batch have), the rules of the answers."""

    trunk: Sequence[int]
    questions: Sequence[Sequence[int]]
    rules: Rules
    begun: Sequence[Begun] = ()  # of each answer, where they do not begin from nothing


def greedy(model: Any, asked: Sequence[Asked], *, most: int) -> list[list[list[int]]]:
    """The tokens written for each article and question, at most ``most``, without the one that ends them.

    A row's result does not depend on the rows beside it, but for the rounding of the processor.
    """
    with torch.inference_mode():
        if is_plain(model):
            return _Writing(model, asked, most).run(most)
        return [written for one in asked for written in _Writing(model, [one], most).run(most)]


class _Rows:
    """Rows of tokens that a model reads on. ``looked`` (rows, columns) is 1 where a token stands, 0 where none does."""

    def __init__(self, model: Any, cache: Any, looked: Tensor) -> None:
        self.decoder, self.cache, self.looked = model.get_decoder(), cache, looked
        self.placed = "position_ids" in inspect.signature(self.decoder.forward).parameters

    def repeat(self, times: int) -> None:
        self.cache.batch_repeat_interleave(times)
        self.looked = self.looked.repeat_interleave(times, 0)

    def keep(self, places: Sequence[int]) -> None:
        kept = torch.tensor(places, device=self.looked.device)
        self.looked = self.looked[kept]
        self.cache.batch_select_indices(kept)

    def read(self, rows: Sequence[Sequence[int]]) -> Tensor:
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


def _begun(model: Any, one: Asked) -> tuple[_Rows, Tensor]:
    """A row for each question about ``one``, read to its end, and the last state (rows, width) of each."""
    from transformers import DynamicCache

    # Windows of attention are kept by the mask where the layers are to stand beside others, which need all.
    cache = DynamicCache() if is_plain(model) else DynamicCache(config=model.config)
    rows = _Rows(model, cache, torch.zeros(1, 0, dtype=torch.long, device=model.device))
    rows.read([one.trunk])
    rows.repeat(len(one.questions))
    begun = one.begun or [Begun()] * len(one.questions)
    return rows, rows.read([[*question, *begin.tokens] for question, begin in zip(one.questions, begun, strict=True)])


def _beside(model: Any, asked: Sequence[Asked], most: int) -> tuple[_Rows, Tensor]:
    """The same for several articles, each read alone: what stands beside an article changes nothing in it."""
    if len(asked) == 1 and not is_plain(model):
        return _begun(model, asked[0])
    read = max(len(one.trunk) + max(map(len, one.questions)) + _most_begun(one) for one in asked)
    together, looked, last = Beside(sum(len(one.questions) for one in asked), read, most), [], []
    for one in asked:
        rows, states = _begun(model, one)
        together.add(rows.cache)
        looked.append(nn.functional.pad(rows.looked, (read - rows.looked.shape[1], 0)))
        last.append(states)
    return _Rows(model, together.cache(), torch.cat(looked)), torch.cat(last)


def _most_begun(one: Asked) -> int:
    return max((len(begin.tokens) for begin in one.begun), default=0)


class _Writing:
    """The state of a batch: a row is one question about one article; rows that have ended are taken out."""

    def __init__(self, model: Any, asked: Sequence[Asked], most: int) -> None:
        self.per = len(asked[0].questions)
        self.rules = [one.rules for one in asked]
        begun = [begin for one in asked for begin in one.begun or [Begun()] * self.per]
        self.written = [list(begin.tokens) for begin in begun]
        self.passed = [begin.passed for begin in begun]  # by row, and 0 from its second token on
        self.rows = list(range(len(self.written)))
        union = torch.tensor(sorted({token for rules in self.rules for token in rules.tokens.tolist()}))
        self.places = [torch.searchsorted(union, rules.tokens) for rules in self.rules]
        self.head = _narrowed(model.get_output_embeddings(), union.to(model.device))
        self.reading, self.last = _beside(model, asked, most)

    def run(self, most: int) -> list[list[list[int]]]:
        for _ in range(most):
            chosen = self._chosen()
            if not chosen:
                break
            for n, token in chosen.items():
                self.written[self.rows[n]].append(token)
            order = self._keep(chosen)
            self.last = self.reading.read([[chosen[n]] for n in order])
        return [self.written[n : n + self.per] for n in range(0, len(self.written), self.per)]

    def _chosen(self) -> dict[int, int]:
        """The next token of each row, by its place among ``rows``; those that end have none."""
        scores = self.head(self.last).float().cpu()
        chosen = {}
        for n, (row, score) in enumerate(zip(self.rows, scores, strict=True)):
            rules, places = self.rules[row // self.per], self.places[row // self.per]
            may = rules.permitted(self.written[row])
            allowed = score[places].masked_fill(~may, float("-inf"))
            best = int(allowed.topk(min(self.passed[row], int(may.sum()) - 1) + 1).indices[-1])
            self.passed[row] = 0
            if best not in rules.ends:
                chosen[n] = int(rules.tokens[best])
        return chosen

    def _keep(self, going: Container[int]) -> list[int]:
        """Let the last rows take the places of those that have ended; where each row was before."""
        order = [n for n in range(len(self.rows)) if n in going]
        later = order[::-1]
        order = [n if n in going else later.pop(0) for n in range(len(order))]
        if len(order) < len(self.rows):
            self.rows = [self.rows[n] for n in order]
            self.reading.keep(order)
        return order


def _narrowed(head: Any, wanted: Tensor) -> Callable[[Tensor], Tensor]:
    if isinstance(head, Int8Linear):
        return packed(head.rows(wanted))
    bias = None if head.bias is None else head.bias[wanted]
    weight = head.weight[wanted]
    return lambda states: nn.functional.linear(states, weight, bias)
