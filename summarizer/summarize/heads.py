"""A small head on the states of a model that writes: what else it can say of a text that it has read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from summarizer.summarize.adapter import Adapted, attach, switched_on
from summarizer.summarize.trees import Tree, collate, states


@dataclass(frozen=True)
class Head:
    """``weight`` (outputs, width) and ``bias`` (outputs,) on the last states of ``model`` with its ``layers`` on."""

    model: Any
    layers: list[Adapted]
    weight: Tensor
    bias: Tensor

    @classmethod
    def of(cls, model: Any, adapter: Path) -> Head:
        """Raises ``ValueError`` or ``KeyError`` where ``adapter`` is not one of this model."""
        layers, others = attach(model, adapter)
        weight, bias = (others[f"head.{name}"].float().to(model.device) for name in ("weight", "bias"))
        return cls(model, layers, weight, bias)

    def read(self, tree: Tree) -> Tensor:
        """(tokens, outputs) what the head says at each token of ``tree``, on the processor."""
        with torch.inference_mode(), switched_on(self.layers):
            batch = collate([tree]).to(self.model.device)
            return (states(self.model, batch)[0].float() @ self.weight.t() + self.bias).cpu()
