"""A low-rank adapter (Hu et al., 2021, LoRA): what training adds to a base model, a few megabytes.

The file holds, for each adapted layer, ``LAYER.down`` (rank, in) and ``LAYER.up`` (out, rank) in bfloat16; its
metadata has ``scale``. The layer's weight becomes ``W + scale · up · down``. The adapter that writes is merged into
the weights when a model is built; the one that judges stands beside them and is switched on for judging.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn


class Adapted(nn.Module):
    """``base(x) + scale · up(down(x))`` while ``on``, else ``base(x)``. ``down`` (rank, in), ``up`` (out, rank)."""

    def __init__(self, base: Any, down: Tensor, up: Tensor, scale: float) -> None:
        super().__init__()
        self.base, self.scale, self.on = base, scale, True
        self.down, self.up = nn.Parameter(down), nn.Parameter(up)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.base(x)
        if self.on:
            result = result + self.scale * (x @ self.down.to(x.dtype).t()) @ self.up.to(x.dtype).t()
        return result


def put(model: Any, name: str, module: nn.Module) -> None:
    """Put ``module`` in the place of the layer ``name``. Raises ``AttributeError`` where there is none."""
    parent, _, child = name.rpartition(".")
    setattr(model.get_submodule(parent), child, module)


def read(path: Path) -> tuple[dict[str, tuple[Tensor, Tensor]], dict[str, Tensor], float]:
    """``(down and up of each layer, other tensors, scale)`` of the adapter file ``path``."""
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        scale = float((file.metadata() or {}).get("scale", "1"))
        tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    names = sorted(key.removesuffix(".down") for key in tensors if key.endswith(".down"))
    layers = {name: (tensors.pop(f"{name}.down").float(), tensors.pop(f"{name}.up").float()) for name in names}
    return layers, tensors, scale


def merge(model: Any, adapter: Path) -> None:
    """Add ``adapter`` to the weights of ``model``. Raises ``ValueError`` where it is not an adapter of this model."""
    layers, _, scale = read(adapter)
    with torch.no_grad():
        for name, (down, up) in layers.items():
            try:
                weight = model.get_submodule(name).weight
                weight.copy_(weight.float() + scale * up @ down)
            except (AttributeError, RuntimeError) as error:
                raise ValueError(f"{adapter.name}: {name}: {error}") from error


def attach(model: Any, adapter: Path) -> tuple[list[Adapted], dict[str, Tensor]]:
    """Put ``adapter`` beside the weights of ``model``, switched off: its layers, and what else the file holds.

    Raises ``ValueError`` where it is not an adapter of this model.
    """
    layers, others, scale = read(adapter)
    made = []
    for name, (down, up) in layers.items():
        try:
            layer = Adapted(model.get_submodule(name), down, up, scale).requires_grad_(False)
            made.append(layer.to(model.device))
        except AttributeError as error:
            raise ValueError(f"{adapter.name}: {name}: {error}") from error
        made[-1].on = False
        put(model, name, made[-1])
    return made, others


@contextmanager
def switched_on(layers: list[Adapted]) -> Iterator[None]:
    """``layers`` with their adapters, and without them again afterwards."""
    for layer in layers:
        layer.on = True
    try:
        yield
    finally:
        for layer in layers:
            layer.on = False
