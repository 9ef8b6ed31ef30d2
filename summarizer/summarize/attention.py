"""Attention whose heads share keys and values (Ainslie et al., GQA, 2023), without a copy of these for every head.

The library copies them where there is a mask, since a GPU wants it so; on a processor the copies of a batch take longer
than all the rest of a step. Here the heads of a group are rows of one query.
"""

from __future__ import annotations

from typing import Any

from torch import Tensor
from torch.nn import functional

_NAME = "grouped"


def share_keys(model: Any) -> None:
    """Let ``model`` attend so. Of its own are neither dropout nor caps of scores: it is for reading with our models."""
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.masking_utils import sdpa_mask

    AttentionInterface.register(_NAME, _attend)
    AttentionMaskInterface.register(_NAME, sdpa_mask)
    model.set_attn_implementation(_NAME)


def _attend(
    _: Any, query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, *, scaling: float | None = None, **__: Any
) -> tuple[Tensor, None]:
    """What the library's own does, for ``query`` (rows, heads, new, width) and keys (rows, groups, all, width).

    ``mask`` (rows, 1, new, all), or ``None``: all before. The result is (rows, new, heads, width), and no weights.
    """
    rows, heads, new, width = query.shape
    groups = key.shape[1]
    if mask is None:
        made = functional.scaled_dot_product_attention(
            query, key, value, is_causal=new > 1, scale=scaling, enable_gqa=heads != groups
        )
    else:
        each = heads // groups
        shared = mask.expand(rows, each, new, -1).reshape(rows, 1, each * new, -1)
        folded = query.reshape(rows, groups, each * new, width)
        made = functional.scaled_dot_product_attention(folded, key, value, attn_mask=shared, scale=scaling)
    return made.reshape(rows, heads, new, width).transpose(1, 2), None
