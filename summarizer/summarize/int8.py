"""Linear layers in 8-bit integers, for processors without a GPU.

A weight matrix is kept as whole numbers with one factor a row of its output; an input row is rounded the same way when
it arrives, so that the product is a product of integers (W8A8 with a factor a token: Dettmers et al., 2022, LLM.int8(),
section 2, without its outlier columns). A row's result does not depend on the rows beside it in a batch. On the two
models of the catalogue the loss in log-likelihood is within the noise (``models/README.md``); a step of generation
reads a quarter of the bytes that float32 reads.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

_LEVELS = 127.0
_TINY = 1e-8


class Int8Linear(nn.Module):
    """``y = x Wᵀ + b`` for float32 ``x`` of shape (…, in) and ``W`` of shape (out, in) in int8 with a factor a row."""

    weight: Tensor  # (out, in) int8
    scale: Tensor  # (out,) float32
    bias: Tensor | None

    def __init__(self, weight: Tensor, scale: Tensor, bias: Tensor | None = None) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.register_buffer("bias", bias)
        self.out_features, self.in_features = weight.shape

    @classmethod
    def of(cls, linear: nn.Linear) -> Int8Linear:
        """``linear`` with its weights rounded."""
        weight, scale = rounded(linear.weight.detach().float())
        return cls(weight, scale[:, 0], None if linear.bias is None else linear.bias.detach().float())

    def forward(self, x: Tensor) -> Tensor:
        rows = x.reshape(-1, self.in_features)
        whole, factor = rounded(rows)
        product = torch._int_mm(whole, self.weight.t()).float().mul_(factor).mul_(self.scale)
        if self.bias is not None:
            product.add_(self.bias)
        return product.view(*x.shape[:-1], self.out_features)


class Narrow(nn.Module):
    """An output layer that works out only the rows that are wanted; every other comes out as minus infinity.

    A vocabulary holds many tokens that no Chinese abstract uses, and the output layer is the largest of a small model.
    """

    def __init__(self, full: Int8Linear) -> None:
        super().__init__()
        self.full = full
        self.only(torch.arange(full.out_features))

    def only(self, rows: Tensor) -> None:
        """From now on only the outputs ``rows`` (n,) are wanted."""
        self.rows = rows
        bias = self.full.bias
        weight, scale = self.full.weight[rows].contiguous(), self.full.scale[rows]
        self.part = Int8Linear(weight, scale, None if bias is None else bias[rows])

    def forward(self, x: Tensor) -> Tensor:
        result = x.new_full((*x.shape[:-1], self.full.out_features), float("-inf"))
        result[..., self.rows] = self.part(x)
        return result


def rounded(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """``(whole numbers, factors)``: int8 of the shape of ``matrix`` and float32 (rows, 1); their product is near it."""
    factor = matrix.abs().amax(1, keepdim=True).clamp_min_(_TINY).div_(_LEVELS)
    return torch.round(matrix / factor).to(torch.int8), factor


def quantize(model: nn.Module) -> None:
    """Put an ``Int8Linear`` in the place of every linear layer of ``model``."""
    for parent, name, linear in _linear(model):
        setattr(parent, name, Int8Linear.of(linear))


def make_room(model: nn.Module, shapes: dict[str, Any]) -> None:
    """Put an empty ``Int8Linear`` where a saved one belongs. ``shapes``: of every saved tensor, by name."""
    names = {module: name for name, module in model.named_modules()}
    for parent, name, linear in _linear(model):
        path = f"{names[parent]}.{name}".removeprefix(".")
        if f"{path}.scale" not in shapes:
            continue
        out, inner = linear.weight.shape
        bias = torch.empty(out) if f"{path}.bias" in shapes else None
        setattr(parent, name, Int8Linear(torch.empty(out, inner, dtype=torch.int8), torch.empty(out), bias))


def _linear(model: nn.Module) -> list[tuple[nn.Module, str, nn.Linear]]:
    return [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if isinstance(child, nn.Linear)
    ]
