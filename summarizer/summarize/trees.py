"""Several questions about one article: a tree of tokens, the article its trunk, each question a branch.

A causal model reads the trunk once for all branches: a branch attends to the trunk and to itself, and its positions
go on where the trunk ends. What is learned is the same as from each branch with the trunk before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
from torch import Tensor

_OUTSIDE = -1  # segment of what only fills a row up


@dataclass(frozen=True, slots=True)
class Branch:
    """``tokens`` after the trunk. Those from ``start`` on are to be written; ``marks`` are to be judged.

    A mark is ``(place in tokens, output of the head, label)``, the label what that output is to be, 0 to 1.
    """

    tokens: tuple[int, ...]
    start: int | None = None
    marks: tuple[tuple[int, int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    trunk: tuple[int, ...]
    branches: tuple[Branch, ...] = ()

    def __len__(self) -> int:
        return len(self.trunk) + sum(len(branch.tokens) for branch in self.branches)


class Batch(NamedTuple):
    """Trees side by side. ``tokens``, ``positions`` and ``segments`` are (trees, longest)."""

    tokens: Tensor
    positions: Tensor
    segments: Tensor
    written: Tensor  # (n, 3): tree, place that predicts, token that is to come
    judged: Tensor  # (n, 4) float: tree, place, output of the head, label

    def to(self, device: Any) -> Batch:
        return Batch(*(tensor.to(device) for tensor in self))


def collate(trees: Sequence[Tree]) -> Batch:
    """``trees`` as tensors, filled up with token 0 to the longest."""
    longest = max(map(len, trees))
    tokens = torch.zeros(len(trees), longest, dtype=torch.long)
    positions = torch.zeros_like(tokens)
    segments = torch.full_like(tokens, _OUTSIDE)
    written, judged = [], []
    for row, tree in enumerate(trees):
        end = len(tree.trunk)
        tokens[row, :end] = torch.tensor(tree.trunk)
        positions[row, :end] = torch.arange(end)
        segments[row, :end] = 0
        for number, branch in enumerate(tree.branches, 1):
            begin, end = end, end + len(branch.tokens)
            tokens[row, begin:end] = torch.tensor(branch.tokens)
            positions[row, begin:end] = torch.arange(len(branch.tokens)) + len(tree.trunk)
            segments[row, begin:end] = number
            if branch.start is not None:
                places = range(branch.start, len(branch.tokens))
                written += [(row, begin + place - 1, branch.tokens[place]) for place in places]
            judged += [(row, begin + place, output, label) for place, output, label in branch.marks]
    shaped = torch.tensor(written, dtype=torch.long).view(-1, 3), torch.tensor(judged).view(-1, 4)
    return Batch(tokens, positions, segments, *shaped)


def mask(batch: Batch, window: int | None = None) -> Tensor:
    """(trees, 1, longest, longest) bool: who may look at whom; with ``window``, at no more than so many places back."""
    segments, places = batch.segments, torch.arange(batch.segments.shape[1], device=batch.segments.device)
    same = segments[:, :, None] == segments[:, None, :]
    trunk = (segments[:, None, :] == 0) & (segments[:, :, None] != _OUTSIDE)
    may = (same | trunk) & (places[:, None] >= places[None, :])
    if window is not None:
        may &= batch.positions[:, :, None] - batch.positions[:, None, :] < window
    return may[:, None]


def states(model: Any, batch: Batch) -> Tensor:
    """Last states (trees, longest, width) of the causal ``model``."""
    masks: Any = mask(batch)
    window = getattr(model.config, "sliding_window", None)
    if window and "sliding_attention" in (getattr(model.config, "layer_types", None) or ()):
        masks = {"full_attention": masks, "sliding_attention": mask(batch, window)}
    read: Tensor = model.get_decoder()(
        input_ids=batch.tokens, attention_mask=masks, position_ids=batch.positions, use_cache=False
    ).last_hidden_state
    return read
