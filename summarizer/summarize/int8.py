"""Linear layers in 8-bit integers, for processors without a GPU.

A weight matrix is kept as whole numbers with one factor a row of its output; an input row is rounded the same way when
it arrives, so that the product is a product of integers (W8A8 with a factor a token: Dettmers et al., 2022, LLM.int8(),
section 2, without its outlier columns). A row's result does not depend on the rows beside it in a batch. On the two
models of the catalogue the loss in log-likelihood is within the noise (``models/README.md``); a step of generation
reads a quarter of the bytes that float32 reads.
"""

from __future__ import annotations

from typing import Any, TypeVar

import torch
from torch import Tensor, nn

_LEVELS = 127.0
_TINY = 1e-8
_Layer = TypeVar("_Layer", bound=nn.Module)


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
        product: Tensor = _Product.apply(x, self.weight, self.scale)  # type: ignore[no-untyped-call]
        return product if self.bias is None else product + self.bias

    def rows(self, wanted: Tensor) -> Int8Linear:
        """The layer with only the outputs ``wanted`` (n,)."""
        bias = None if self.bias is None else self.bias[wanted]
        return Int8Linear(self.weight[wanted].contiguous(), self.scale[wanted], bias)


class _Product(torch.autograd.Function):
    """The product, with a gradient for its input: a row of the gradient is rounded as a row of the input is."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, scale: Tensor) -> Tensor:
        ctx.save_for_backward(weight, scale)
        whole, factor = rounded(x.reshape(-1, x.shape[-1]))
        product = torch._int_mm(whole, weight.t()).float().mul_(factor).mul_(scale)
        return product.view(*x.shape[:-1], len(weight))

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        weight, scale = ctx.saved_tensors
        rows = gradients[0].reshape(-1, len(weight)) * scale
        whole, factor = rounded(rows)
        result = torch._int_mm(whole, weight).float().mul_(factor)
        return result.view(*gradients[0].shape[:-1], weight.shape[1]), None, None


def rounded(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """``(whole numbers, factors)``: int8 of the shape of ``matrix`` and float32 (rows, 1); their product is near it."""
    factor = matrix.abs().amax(1, keepdim=True).clamp_min_(_TINY).div_(_LEVELS)
    return torch.round(matrix / factor).to(torch.int8), factor


def quantize(model: nn.Module) -> None:
    """Put an ``Int8Linear`` in the place of every linear layer of ``model``."""
    for parent, name, linear in _layers(model, nn.Linear):
        setattr(parent, name, Int8Linear.of(linear))


def make_room(model: nn.Module, shapes: dict[str, Any]) -> None:
    """Put an empty ``Int8Linear`` where a saved one belongs. ``shapes``: of every saved tensor, by name."""
    names = {module: name for name, module in model.named_modules()}
    for parent, name, linear in _layers(model, nn.Linear):
        path = f"{names[parent]}.{name}".removeprefix(".")
        if f"{path}.scale" not in shapes:
            continue
        out, inner = linear.weight.shape
        bias = torch.empty(out) if f"{path}.bias" in shapes else None
        setattr(parent, name, Int8Linear(torch.empty(out, inner, dtype=torch.int8), torch.empty(out), bias))


def dequantize(model: nn.Module) -> nn.Module:
    """Put an ordinary linear layer in the place of every ``Int8Linear`` of ``model``, for a GPU."""
    for parent, name, rounded_ in _layers(model, Int8Linear):
        linear = nn.Linear(rounded_.in_features, rounded_.out_features, bias=rounded_.bias is not None)
        with torch.no_grad():
            linear.weight.copy_(rounded_.weight.float() * rounded_.scale[:, None])
            if rounded_.bias is not None:
                linear.bias.copy_(rounded_.bias)
        setattr(parent, name, linear)
    return model


def _layers(model: nn.Module, kind: type[_Layer]) -> list[tuple[nn.Module, str, _Layer]]:
    """Every layer of this kind: the module it stands in, its name there, itself."""
    return [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if isinstance(child, kind)
    ]
