"""Writing on from articles, many at once: each article is read once, each question about it goes on from there.

Greedy, a token at a time, under the rules of each row. The output layer is cut down to the tokens that any row of the
batch may use: a vocabulary holds many that no Chinese abstract does, and the output layer is the largest of a small
model.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from summarizer.summarize.cache import Beside, flush, has_window, is_plain
from summarizer.summarize.constraints import Rules
from summarizer.summarize.int8 import Int8Linear
from summarizer.summarize.lookup import Lookup
from summarizer.summarize.packed import packed, together

_HOPE = 8  # tokens that are guessed at first
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
    echo: float = 0.0  # added to the logit of the token with which the article goes on
    instead: Mapping[int, int] = field(default_factory=dict)  # places in the trunk, and what might have stood there


class Answered(NamedTuple):
    """What was written about one article.

    ``written``: the tokens for each question, without the one that ends them; ``instead``: the log probability of each
    token that might have stood in the article, among all that may be written.
    """

    written: list[list[int]]
    instead: list[float]


def greedy(model: Any, asked: Sequence[Asked], *, most: int) -> list[Answered]:
    """What is written about each article, at most ``most`` tokens an answer.

    A row's result does not depend on the rows beside it, but for the rounding of the processor.
    """
    with torch.inference_mode():
        if is_plain(model):
            return _Writing(model, asked, most).run()
        return [answered for one in asked for answered in _Writing(model, [one], most).run()]


class _Rows:
    """Rows of tokens that a model reads on. ``looked`` (rows, columns) is 1 where a token stands, 0 where none does."""

    def __init__(self, model: Any, cache: Any, looked: Tensor) -> None:
        self.decoder, self.cache, self.looked = model.get_decoder(), cache, looked
        self.placed = "position_ids" in inspect.signature(self.decoder.forward).parameters
        self.windowed = has_window(model)
        self.fresh = 1  # columns that were read last

    def repeat(self, times: int) -> None:
        self.cache.batch_repeat_interleave(times)
        self.looked = self.looked.repeat_interleave(times, 0)

    def keep(self, places: Sequence[int]) -> None:
        kept = torch.tensor(places, device=self.looked.device)
        self.looked = self.looked[kept]
        self.cache.batch_select_indices(kept)

    def settle(self, kept: Sequence[int]) -> None:
        """Of what each row read last its first ``kept`` tokens stay; then all rows end in the same column again.

        A gap is left before them or, where columns count, before the whole row.
        """
        begin = self.looked.shape[1] - self.fresh
        first = 0 if self.windowed else begin
        if min(kept) < self.fresh:
            for layer in self.cache.layers:
                layer.settle(kept, first, begin)
            flush(self.looked[..., None], kept, first, begin, fill=0)
            self.looked = self.looked[:, : begin + max(kept)]

    def read(self, rows: Sequence[Sequence[int]], *, to_end: bool = False) -> Tensor:
        """Read ``rows`` on, filled up behind or, ``to_end``, before them; the states (rows, columns, width)."""
        fill = partial(pad_sequence, batch_first=True, padding_side="left" if to_end else "right")
        tokens = fill([torch.tensor(row) for row in rows], padding_value=_FILL).to(self.looked.device)
        filled = fill([torch.ones(len(row), dtype=torch.long) for row in rows]).to(self.looked.device)
        self.fresh = tokens.shape[1]
        before = self.looked.sum(1, keepdim=True)
        self.looked = torch.cat([self.looked, filled], 1)
        options: dict[str, Any] = {"attention_mask": self.looked, "past_key_values": self.cache, "use_cache": True}
        if self.placed:
            options["position_ids"] = (before + filled.cumsum(1) - 1).clamp_min(0)
        states: Tensor = self.decoder(input_ids=tokens, **options).last_hidden_state
        return states


class _Begun(NamedTuple):
    """Rows that were read to the end of their questions, and their last states (rows, 1, width).

    ``before``: of each article, the states (1, places, width) before those where something else might have stood.
    """

    rows: _Rows
    last: Tensor
    before: list[Tensor]


def _begun(model: Any, one: Asked) -> _Begun:
    """A row for each question about ``one``."""
    from transformers import DynamicCache

    # Windows of attention are kept by the mask where the layers are to stand beside others, which need all.
    cache = DynamicCache() if is_plain(model) else DynamicCache(config=model.config)
    rows = _Rows(model, cache, torch.zeros(1, 0, dtype=torch.long, device=model.device))
    before = rows.read([one.trunk])[:, [place - 1 for place in one.instead]]
    rows.repeat(len(one.questions))
    begun = one.begun or [Begun()] * len(one.questions)
    asked = [[*question, *begin.tokens] for question, begin in zip(one.questions, begun, strict=True)]
    return _Begun(rows, rows.read(asked, to_end=True)[:, -1:], [before])


def _beside(model: Any, asked: Sequence[Asked], most: int) -> _Begun:
    """The same for several articles, each read alone: what stands beside an article changes nothing in it."""
    if len(asked) == 1 and not is_plain(model):
        return _begun(model, asked[0])
    read = max(len(one.trunk) + max(map(len, one.questions)) + _most_begun(one) for one in asked)
    every = Beside(sum(len(one.questions) for one in asked), read, most + together())
    looked, last, before = [], [], []
    for one in asked:
        begun = _begun(model, one)
        every.add(begun.rows.cache)
        looked.append(nn.functional.pad(begun.rows.looked, (read - begun.rows.looked.shape[1], 0)))
        last.append(begun.last)
        before += begun.before
    return _Begun(_Rows(model, every.cache(), torch.cat(looked)), torch.cat(last), before)


def _most_begun(one: Asked) -> int:
    return max((len(begin.tokens) for begin in one.begun), default=0)


class _Writing:
    """The state of a batch: a row is one question about one article; rows that have ended are taken out."""

    def __init__(self, model: Any, asked: Sequence[Asked], most: int) -> None:
        self.per = len(asked[0].questions)
        self.rules = [one.rules for one in asked]
        self.echoes = [one.echo for one in asked]
        begun = [begin for one in asked for begin in one.begun or [Begun()] * self.per]
        self.written = [list(begin.tokens) for begin in begun]
        self.passed = [begin.passed for begin in begun]  # by row, and 0 from its second token on
        self.ends = [len(tokens) + most for tokens in self.written]
        self.rows = list(range(len(self.written)))
        union = torch.tensor(sorted({token for rules in self.rules for token in rules.tokens.tolist()}))
        self.places = [torch.searchsorted(union, rules.tokens) for rules in self.rules]
        self.head = _narrowed(model.get_output_embeddings(), union.to(model.device))
        self.lookups = [Lookup(one.trunk) for one in asked] if is_plain(model) else []
        self.hopes = [_HOPE] * len(self.written)  # tokens that are likely to be guessed right, by row
        self.reading, self.last, before = _beside(model, asked, most)
        self.instead = [self._instead(*one) for one in zip(asked, self.places, before, strict=True)]

    def _instead(self, one: Asked, places: Tensor, before: Tensor) -> list[float]:
        """The log probabilities that ``Answered`` tells; ``places``: of the tokens that may be written, in the head."""
        if not one.instead:
            return []
        likely = self.head(before)[0].float().cpu()[:, places].log_softmax(-1)
        tokens = torch.searchsorted(one.rules.tokens, torch.tensor(list(one.instead.values())))
        found: list[float] = likely.gather(1, tokens[:, None])[:, 0].tolist()
        return found

    def run(self) -> list[Answered]:
        guesses: list[list[int]] = [[] for _ in self.rows]
        while kept := self._write(guesses):
            order = self._keep(kept)
            self.reading.settle([kept[n] for n in order])
            guesses = [self._guess(row) for row in self.rows]
            read = [[self.written[row][-1], *guess] for row, guess in zip(self.rows, guesses, strict=True)]
            self.last = self.reading.read(read)
        written = (self.written[n : n + self.per] for n in range(0, len(self.written), self.per))
        return list(map(Answered, written, self.instead))

    def _write(self, guesses: Sequence[Sequence[int]]) -> dict[int, int]:
        """Write on in each row for as long as its guess was right; how many tokens, of the rows that go on."""
        scores = self.head(self.last).float().cpu()
        written = {n: self._follow(self.rows[n], guess, scores[n]) for n, guess in enumerate(guesses)}
        for n, count in written.items():
            self.hopes[self.rows[n]] = 2 * count + _HOPE // 2
        return {n: count for n, count in written.items() if count}

    def _follow(self, row: int, guess: Sequence[int], scores: Tensor) -> int:
        """How many tokens are written in ``row``; 0 where it ends."""
        for place, expected in enumerate(guess):
            if not self._add(row, scores[place]):
                return 0
            if self.written[row][-1] != expected:
                return place + 1
        return len(guess) + 1 if self._add(row, scores[len(guess)]) else 0

    def _add(self, row: int, score: Tensor) -> bool:
        """Write the best token that may follow; whether the row goes on."""
        rules, places, written = self.rules[row // self.per], self.places[row // self.per], self.written[row]
        may = rules.permitted(written)
        allowed = score[places].masked_fill(~may, float("-inf"))
        self._echo(row, allowed)
        best = int(allowed.topk(min(self.passed[row], int(may.sum()) - 1) + 1).indices[-1])
        self.passed[row] = 0
        if best in rules.ends:
            return False
        written.append(int(rules.tokens[best]))
        return len(written) < self.ends[row]

    def _echo(self, row: int, allowed: Tensor) -> None:
        """Let the token be likelier with which the article goes on; what is guessed does not matter here."""
        echo, tokens = self.echoes[row // self.per], self.rules[row // self.per].tokens
        after = self.lookups[row // self.per].after(self.written[row]) if echo and self.lookups else None
        if after is not None:
            allowed[tokens == after] += echo

    def _guess(self, row: int) -> list[int]:
        """What ``row`` may go on with: as many tokens as cost little beside the other rows."""
        most = min(together() // len(self.rows), self.hopes[row], self.ends[row] - len(self.written[row])) - 1
        if most < 1 or not self.lookups:
            return []
        first = row // self.per * self.per
        others = [self.written[other] for other in range(first, first + self.per) if other != row]
        return self.lookups[row // self.per].guess(self.written[row], others, most)

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
