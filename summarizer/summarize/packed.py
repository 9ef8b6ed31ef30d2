"""8-bit linear layers laid out for the processor: the same numbers, in the order in which a library multiplies them.

With weights as they stand in the file, the library lays them out anew at each call, which for a few rows costs as much
as the product. Laid out once, when a model is loaded, a step of generation takes half the time, or less. Which way
depends on the processor: one that sums products of bytes without overflow (VNNI) reads a row once, another of the x86
family in two parts. Only where the result is that of the plain layer. One that multiplies whole tiles of bytes (AMX)
takes weights as they stand at the same speed: there is nothing to lay out, and the file stays mapped.
"""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from summarizer.summarize.int8 import LEVELS, Int8Linear, factors, layers, multiplies_tiles, sums_bytes

_ZERO = 128  # what stands for 0 in a row of unsigned bytes
_PART = 128  # numbers that 7 bits hold
_FEW = 64  # rows up to which two products are made as one
_BLOCK = 1 << 18  # numbers rounded at once: what a core's own cache holds
_TILES, _PLAIN = 32, 8  # rows of a plain layer that cost little more than one, with tiles and without
_NEAR = 1e-2  # of the largest output: how far a packed layer may be from the plain one


class _Packed(nn.Module, ABC):
    """``Int8Linear`` for reading alone: no gradient."""

    weight: Any
    together: int  # rows that are multiplied in little more time than one: to read the weights is what takes time

    def __init__(self, layer: Int8Linear) -> None:
        super().__init__()
        self.out_features, self.in_features = layer.out_features, layer.in_features
        self.bias = None if layer.bias is None else layer.bias.clone()

    def forward(self, x: Tensor) -> Tensor:
        product = self._product(x.reshape(-1, self.in_features))
        if self.bias is not None:
            product += self.bias
        return product.view(*x.shape[:-1], self.out_features)

    @abstractmethod
    def _product(self, rows: Tensor) -> Tensor:
        """``rows`` (n, in) times the weights, as (n, out)."""


class WholeLinear(_Packed):
    """By oneDNN: a row is rounded to unsigned bytes, 8 bits of it are multiplied."""

    together = 32
    shift: Tensor | None  # (out,) what ``_ZERO`` in every place of a row comes to, taken off

    def __init__(self, layer: Int8Linear) -> None:
        super().__init__(layer)
        self.scale = layer.scale.clone()
        self.weight = torch.ops.onednn.qlinear_prepack(layer.weight, None)
        self.zeros = torch.zeros(layer.out_features, dtype=torch.int64)
        self.shift = None
        self.shift = self._multiplied(torch.ones(1, layer.in_features, dtype=torch.uint8))[0].mul_(-_ZERO)

    def _product(self, rows: Tensor) -> Tensor:
        whole, factor = _bytes(rows)
        return self._multiplied(whole).mul_(factor)

    def _multiplied(self, whole: Tensor) -> Tensor:
        after: tuple[Any, ...] = (1.0, 0, torch.float32, "none", [], "")
        multiply = torch.ops.onednn.qlinear_pointwise
        product: Tensor = multiply(whole, 1.0, 0, self.weight, self.scale, self.zeros, self.shift, *after)
        return product


class SplitLinear(_Packed):
    """By FBGEMM: a row is rounded to 14 bits, and its upper and lower 7 are multiplied, one after the other.

    Without VNNI a processor adds two products of bytes in 16 bits, and what does not fit is cut off: 7 bits by 8 fit.
    Two products of 7 take what one of float32 takes where there are many rows, a tenth of it where there are few, read
    a quarter of its bytes, and lose nothing of the row.
    """

    together = 12

    def __init__(self, layer: Int8Linear) -> None:
        super().__init__(layer)
        zeros = torch.zeros(layer.out_features, dtype=torch.int64)
        with _fbgemm():
            weight = torch._make_per_channel_quantized_tensor(layer.weight, layer.scale.double(), zeros, 0)
            self.weight = torch.ops.quantized.linear_prepack(weight, None)

    def _product(self, rows: Tensor) -> Tensor:
        factor = factors(rows, _PART * (_PART - 1) // 2)
        lower = rows / factor
        upper = torch.round(lower / _PART)
        lower.sub_(upper, alpha=_PART)
        if len(rows) > _FEW:
            return self._multiplied(upper).mul_(_PART).add_(self._multiplied(lower)).mul_(factor)
        product = self._multiplied(torch.cat([upper, lower]))  # the weights are read once
        return product[: len(rows)].mul_(_PART).add_(product[len(rows) :]).mul_(factor)

    def _multiplied(self, whole: Tensor) -> Tensor:
        multiply = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32
        product: Tensor = multiply(whole, 1.0, _PART // 2, self.weight)
        return product


@contextmanager
def _fbgemm() -> Iterator[None]:
    """Which library lays a weight out is a setting of the whole process.

    Tensors that know their factors are to leave PyTorch one day, says a warning; the other library needs four times as
    long for a few rows. Once they have left, layers are read as they stand.
    """
    engine = torch.backends.quantized.engine
    torch.backends.quantized.engine = "fbgemm"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        torch.backends.quantized.engine = engine


def _bytes(rows: Tensor) -> tuple[Tensor, Tensor]:
    """``rows`` (n, width) as unsigned bytes around ``_ZERO``, and the factor (n, 1) of each."""
    factor = factors(rows)
    whole = torch.empty(rows.shape, dtype=torch.uint8)
    step = max(1, _BLOCK // rows.shape[1])
    for start in range(0, len(rows), step):
        block = slice(start, start + step)
        whole[block] = (rows[block] / factor[block]).add_(_ZERO + 0.5)
    return whole, factor


def together() -> int:
    """How many rows this processor multiplies in little more time than one."""
    kind = _kind()
    plain = _TILES if multiplies_tiles() else _PLAIN
    return kind.together if kind else plain


def packed(layer: Int8Linear) -> nn.Module:
    """``layer`` as this processor reads it best."""
    kind = _kind()
    return kind(layer) if kind else layer


def pack(module: Any) -> None:
    """Put a packed layer in the place of each 8-bit one of ``module`` where this processor gains by it.

    The output layer of a model stays: a few of its rows are taken at a time.
    """
    kind = _kind()
    if kind:
        for parent, name, layer in layers(module, Int8Linear):
            if name != "lm_head":
                setattr(parent, name, kind(layer))
        _let_go(module)


def _let_go(module: Any) -> None:
    """Copy what is left of ``module``, so that nothing holds the file it was mapped from, which is in memory twice."""
    copies: dict[int, Tensor] = {}  # by place: the table of tokens may be the output layer, too
    with torch.no_grad():
        module._apply(lambda tensor: copies.setdefault(tensor.data_ptr(), tensor.clone()))


@cache
def _kind() -> type[_Packed] | None:
    """How this processor reads 8-bit layers best; ``None``: as they stand."""
    if multiplies_tiles():
        return None
    kind = WholeLinear if sums_bytes() else SplitLinear
    return kind if gives_the_same(kind) else None


def gives_the_same(kind: type[_Packed]) -> bool:
    """Whether a packed layer gives what the plain one does: the operators are the library's own and may change."""
    maker = torch.Generator().manual_seed(1)
    layer = Int8Linear(torch.randint(-LEVELS, LEVELS + 1, (32, 64), dtype=torch.int8, generator=maker), torch.ones(32))
    rows = torch.randn(3, 64, generator=maker)
    try:
        plain, made = layer(rows), kind(layer)(rows)
    except (AttributeError, RuntimeError, TypeError):
        return False
    return bool((plain - made).abs().max() <= _NEAR * plain.abs().max())
