"""What is minimized: the surprise at the tokens to be written, and the errors of the head that judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from summarizer.summarize.trees import Batch


def writing(model: Any, states: Tensor, batch: Batch) -> Tensor:
    """Mean cross-entropy of the tokens to be written."""
    rows, places, tokens = batch.written.unbind(1)
    logits = model.lm_head(states[rows, places])
    return nn.functional.cross_entropy(logits.float(), tokens)


def judged(head: nn.Linear, states: Tensor, batch: Batch) -> Tensor:
    """Logits (n,) of the places to be judged."""
    rows, places, outputs = batch.judged[:, :3].long().unbind(1)
    return head(states[rows, places].float())[torch.arange(len(rows), device=rows.device), outputs]


def judging(head: nn.Linear, states: Tensor, batch: Batch, weights: Mapping[int, float]) -> Tensor:
    """Binary cross-entropy of the marks, the mean over each output of the head, those means weighted and added."""
    logits, labels, outputs = judged(head, states, batch), batch.judged[:, 3], batch.judged[:, 2]
    total = logits.new_zeros(())
    for output, weight in weights.items():
        of = outputs == output
        if bool(of.any()):
            total = total + weight * nn.functional.binary_cross_entropy_with_logits(logits[of], labels[of])
    return total
