"""8-bit linear layers laid out for the processor: the same numbers, read in the order in which oneDNN multiplies them.

With weights as they stand in the file, the library lays them out anew at each call, which for a few rows costs as much
as the product. Laid out once, when a model is loaded, a step of generation takes half the time. Only where the
processor sums bytes without overflow (VNNI), and only where the result is that of the plain layer.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from summarizer.summarize.int8 import LEVELS, Int8Linear, factors, layers

_ZERO = 128  # what stands for 0 in a row of unsigned bytes
_BLOCK = 1 << 18  # numbers rounded at once: what a core's own cache holds
_NEAR = 1e-2  # of the largest output: how far a packed layer may be from the plain one


class PackedLinear(nn.Module):
    """``Int8Linear`` for reading alone: no gradient."""

    def __init__(self, layer: Int8Linear) -> None:
        super().__init__()
        self.out_features, self.in_features = layer.out_features, layer.in_features
        self.scale = layer.scale.clone()
        self.bias = None if layer.bias is None else layer.bias.clone()
        self.weight = torch.ops.onednn.qlinear_prepack(layer.weight, None)
        self.shift = layer.weight.sum(1, dtype=torch.int32).float() * layer.scale * -_ZERO
        self.zeros = torch.zeros(layer.out_features, dtype=torch.int64)

    def forward(self, x: Tensor) -> Tensor:
        rows = x.reshape(-1, self.in_features)
        whole, factor = _bytes(rows)
        after: tuple[Any, ...] = (
            1.0,
            0,
            torch.float32,
            "none",
            [],
            "",
        )
        multiply = torch.ops.onednn.qlinear_pointwise
        product: Tensor = multiply(whole, 1.0, 0, self.weight, self.scale, self.zeros, self.shift, *after)
        product.mul_(factor)
        if self.bias is not None:
            product += self.bias
        return product.view(*x.shape[:-1], self.out_features)


def _bytes(rows: Tensor) -> tuple[Tensor, Tensor]:
    """``rows`` (n, width) as unsigned bytes around ``_ZERO``, and the factor (n, 1) of each."""
    factor = factors(rows)
    whole = torch.empty(rows.shape, dtype=torch.uint8)
    step = max(1, _BLOCK // rows.shape[1])
    for start in range(0, len(rows), step):
        block = slice(start, start + step)
        whole[block] = (rows[block] / factor[block]).add_(_ZERO + 0.5)
    return whole, factor


def packed(layer: Int8Linear) -> nn.Module:
    """``layer`` as this processor reads it best."""
    return PackedLinear(layer) if _may_pack() else layer


def pack(model: Any) -> None:
    """Put a ``PackedLinear`` in the place of each layer of ``model`` where this processor gains by it.

    The output layer stays: a few of its rows are taken at a time.
    """
    if _may_pack():
        for parent, name, layer in layers(model, Int8Linear):
            if layer is not model.get_output_embeddings():
                setattr(parent, name, PackedLinear(layer))
        _let_go(model)


def _let_go(model: Any) -> None:
    """Copy what is left of ``model``, so that nothing holds the file it was mapped from, which is in memory twice."""
    copies: dict[int, Tensor] = {}  # by place: the table of tokens may be the output layer, too
    with torch.no_grad():
        model._apply(lambda tensor: copies.setdefault(tensor.data_ptr(), tensor.clone()))


def _may_pack() -> bool:
    supported: Any = getattr(torch.cpu, "_is_vnni_supported", lambda: False)
    return bool(supported()) and _proved()


@cache
def _proved() -> bool:
    """Whether a packed layer gives what the plain one does: the operators are the library's own and may change."""
    maker = torch.Generator().manual_seed(1)
    layer = Int8Linear(torch.randint(-LEVELS, LEVELS + 1, (32, 64), dtype=torch.int8, generator=maker), torch.ones(32))
    rows = torch.randn(3, 64, generator=maker)
    try:
        plain, made = layer(rows), PackedLinear(layer)(rows)
    except (AttributeError, RuntimeError, TypeError):
        return False
    return bool((plain - made).abs().max() <= _NEAR * plain.abs().max())
