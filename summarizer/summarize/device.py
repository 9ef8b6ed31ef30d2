"""Where a model runs: on a GPU where there is one with room for it, else on the processor."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import torch

from summarizer.summarize.attention import share_keys
from summarizer.summarize.built import WEIGHTS, read_built
from summarizer.summarize.int8 import dequantize
from summarizer.summarize.packed import pack

_BESIDE = 1 << 30  # bytes for what is read and written beside the weights
_KINDS = (torch.float32, torch.bfloat16)  # of weights, the exact one first


def read(place: Path) -> Any:
    """The model that ``write_built`` wrote to ``place``, laid out for what it will run on.

    In float32 a GPU writes what the processor writes, but for what 8 bits of a row round off; in half of that only
    where there is no room for it. Raises ``OSError`` or ``ValueError`` where it is not whole.
    """
    kind = fitting((place / WEIGHTS).stat().st_size)
    if kind:
        return dequantize(read_built(place), "cuda", kind)
    model = read_built(place, pack)
    share_keys(model)
    return model


def settle(model: Any) -> Any:
    """A model of the user's, as it was loaded, on the GPU if it fits."""
    return model.to("cuda") if _has_room(sum(tensor.nbytes for tensor in model.state_dict().values())) else model


def fitting(numbers: int) -> torch.dtype | None:
    """The kind in which so many numbers fit the GPU; ``None`` without one, or where they fit in none."""
    return next((kind for kind in _KINDS if _has_room(numbers * kind.itemsize)), None)


def _has_room(size: int) -> bool:
    """Whether there is a GPU with room for so many bytes and what stands beside them."""
    return _works() and size + _BESIDE < torch.cuda.mem_get_info()[0]


@cache
def _works() -> bool:
    """Whether there is a GPU that this build of the library has code for; one that is too old is there, too."""
    try:
        return torch.cuda.is_available() and bool(torch.ones(1, device="cuda").sum())
    except RuntimeError:
        return False
