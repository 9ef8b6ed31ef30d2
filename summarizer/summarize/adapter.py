"""A low-rank adapter (Hu et al., 2021, LoRA): what training on abstracts adds to a base model, a few megabytes.

The file holds, for each adapted layer, ``LAYER.down`` (rank, in) and ``LAYER.up`` (out, rank) in bfloat16; its
metadata has ``scale``. The layer's weight becomes ``W + scale · up · down``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any


def merge(model: Any, adapter: Path) -> None:
    """Add ``adapter`` to the weights of ``model``. Raises ``ValueError`` where it is not an adapter of this model."""
    import torch
    from safetensors import safe_open

    with safe_open(adapter, framework="pt") as file, torch.no_grad():
        scale = float((file.metadata() or {}).get("scale", "1"))
        names = sorted(key.removesuffix(".down") for key in file.keys() if key.endswith(".down"))  # noqa: SIM118
        for name in names:
            try:
                weight = model.get_submodule(name).weight
                change = file.get_tensor(f"{name}.up").float() @ file.get_tensor(f"{name}.down").float()
                weight.copy_(weight.float() + scale * change)
            except (AttributeError, RuntimeError) as error:
                raise ValueError(f"{adapter.name}: {name}: {error}") from error
