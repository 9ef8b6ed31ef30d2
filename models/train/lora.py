"""Adapters to be trained, on linear layers that stay as they are: in int8 on a processor, in bfloat16 on a GPU."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import nn

from summarizer.summarize.adapter import Adapted, put
from summarizer.summarize.int8 import Int8Linear


def adapt(model: Any, rank: int, scale: float) -> dict[str, Adapted]:
    """Every linear layer of ``model`` but the last, with an adapter that changes nothing yet; by name."""
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    found = [(name, one) for name, one in model.named_modules() if isinstance(one, Int8Linear | nn.Linear)]
    adapted = {}
    for name, layer in found:
        if name == "lm_head":
            continue
        device = layer.weight.device
        down = torch.randn(rank, layer.in_features, device=device) / math.sqrt(layer.in_features)
        adapted[name] = Adapted(layer, down, torch.zeros(layer.out_features, rank, device=device), scale)
        put(model, name, adapted[name])
    return adapted
