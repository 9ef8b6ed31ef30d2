"""Linear layers in 8-bit integers, for processors without a GPU.

A weight matrix is kept as whole numbers with one factor a row of its output; an input row is rounded the same way when
it arrives, so that the product is a product of integers (W8A8 with a factor a token: Dettmers et al., 2022, LLM.int8(),
section 2, without its outlier columns). A row's result does not depend on the rows beside it in a batch. On the two
models of the catalogue the loss in log-likelihood is within the noise (``models/README.md``); a step of generation
reads a quarter of the bytes that float32 reads.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

LEVELS = 127
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
        product: Tensor
        if x.requires_grad:
            product = _Product.apply(x, self.weight, self.scale)  # type: ignore[no-untyped-call]
        else:
            product = _product(x, self.weight, self.scale)
        return product if self.bias is None else product + self.bias

    def rows(self, wanted: Tensor) -> Int8Linear:
        """The layer with only the outputs ``wanted`` (n,)."""
        bias = None if self.bias is None else self.bias[wanted]
        return Int8Linear(self.weight[wanted].contiguous(), self.scale[wanted], bias)


class Int8Table(nn.Module):
    """An embedding: row ``ids`` of ``weight`` (n, width) in int8 with a factor a row, times ``times``, as float32."""

    weight: Tensor
    scale: Tensor  # (n,) float32

    def __init__(self, weight: Tensor, scale: Tensor, times: float = 1.0) -> None:
        super().__init__()
        self.register_buffer("weight", weight)
        self.register_buffer("scale", scale)
        self.times = times

    @classmethod
    def of(cls, table: nn.Embedding) -> Int8Table:
        """``table`` with its rows rounded."""
        weight, scale = rounded(table.weight.detach().float())
        return cls(weight, scale[:, 0], times_of(table))

    def forward(self, ids: Tensor) -> Tensor:
        return self.weight[ids] * (self.scale[ids] * self.times)[..., None]


def times_of(table: nn.Embedding) -> float:
    """What some models (Gemma) multiply a looked-up row by, as bfloat16 has it."""
    return float(torch.tensor(getattr(table, "scalar_embed_scale", 1.0)).to(torch.bfloat16))


def _product(x: Tensor, weight: Tensor, scale: Tensor) -> Tensor:
    whole, factor = rounded(x.reshape(-1, x.shape[-1]))
    product = _multiplied(whole, weight.t()).mul_(factor).mul_(scale)
    return product.view(*x.shape[:-1], len(weight))


def _multiplied(one: Tensor, other: Tensor) -> Tensor:
    """The product of two matrices of int8, as float32.

    Where the processor has no instruction for it, the library multiplies number by number, some thirty times as slowly
    as in float32, where a sum is off by less than a millionth.
    """
    if sums_bytes():
        return torch._int_mm(one, other).float()
    return one.float() @ other.float()


@cache
def sums_bytes() -> bool:
    """Whether the processor sums products of bytes without overflow (VNNI)."""
    supported: Any = getattr(torch.cpu, "_is_vnni_supported", lambda: False)
    return bool(supported())


@cache
def multiplies_tiles() -> bool:
    """Whether the processor multiplies blocks of bytes (AMX): as fast as it reads the weights, however they lie."""
    supported: Any = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    return bool(supported())


class _Product(torch.autograd.Function):
    """The product, with a gradient for its input: a row of the gradient is rounded as a row of the input is."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, scale: Tensor) -> Tensor:
        ctx.save_for_backward(weight, scale)
        return _product(x, weight, scale)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        weight, scale = ctx.saved_tensors
        rows = gradients[0].reshape(-1, len(weight)) * scale
        whole, factor = rounded(rows)
        result = _multiplied(whole, weight).mul_(factor)
        return result.view(*gradients[0].shape[:-1], weight.shape[1]), None, None


def rounded(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """``(whole numbers, factors)``: int8 of the shape of ``matrix`` and float32 (rows, 1); their product is near it."""
    factor = factors(matrix)
    return (matrix / factor).round_().to(torch.int8), factor


def factors(matrix: Tensor, levels: int = LEVELS) -> Tensor:
    """What one of ``levels`` stands for in each row of ``matrix`` (rows, width), as (rows, 1)."""
    return matrix.abs().amax(1, keepdim=True).clamp_min_(_TINY).div_(levels)


def quantize(model: Any) -> None:
    """Round every linear layer of ``model`` and its table of tokens; an output layer that is the table is left out."""
    table = Int8Table.of(model.get_input_embeddings())
    _part(model)
    for parent, name, linear in layers(model, nn.Linear):
        setattr(parent, name, Int8Linear.of(linear))
    model.set_input_embeddings(table)


def make_room(model: Any, saved: Collection[str]) -> None:
    """Put an empty 8-bit layer where a saved one belongs. ``saved``: the names of all saved tensors."""
    _part(model)
    names = {module: name for name, module in model.named_modules()}
    for parent, name, linear in layers(model, nn.Linear):
        path = f"{names[parent]}.{name}".removeprefix(".")
        if f"{path}.scale" not in saved:
            continue
        out, inner = linear.weight.shape
        bias = torch.empty(out) if f"{path}.bias" in saved else None
        setattr(parent, name, Int8Linear(torch.empty(out, inner, dtype=torch.int8), torch.empty(out), bias))
    table = model.get_input_embeddings()
    rows, width = table.weight.shape
    empty = Int8Table(torch.empty(rows, width, dtype=torch.int8), torch.empty(rows), times_of(table))
    model.set_input_embeddings(empty)


def _part(model: Any) -> None:
    """Take away an output layer that is the table of tokens once more."""
    if model.config.tie_word_embeddings:
        model.set_output_embeddings(nn.Identity())


def tie(model: Any) -> None:
    """Make the table of tokens the output layer, too, where the model has one for both."""
    if model.config.tie_word_embeddings:
        table = model.get_input_embeddings()
        model.set_output_embeddings(Int8Linear(table.weight, table.scale))


def dequantize(model: Any, device: Any, kind: torch.dtype) -> Any:
    """Move ``model`` to ``device``, ordinary layers of ``kind`` in the place of the 8-bit ones."""
    for parent, name, rounded_ in layers(model, Int8Linear):
        bias, (out, inner) = rounded_.bias, rounded_.weight.shape
        linear = nn.Linear(inner, out, bias=bias is not None, device=device, dtype=kind)
        with torch.no_grad():
            linear.weight.copy_(rounded_.weight.to(device) * rounded_.scale.to(device)[:, None])
            if bias is not None:
                linear.bias.copy_(bias)
        setattr(parent, name, linear)
    return model.to(device, kind)


def layers(model: nn.Module, kind: type[_Layer]) -> list[tuple[nn.Module, str, _Layer]]:
    """Every layer of this kind: the module it stands in, its name there, itself."""
    return [
        (parent, name, child)
        for parent in model.modules()
        for name, child in parent.named_children()
        if isinstance(child, kind)
    ]
