"""The form in which a model of the catalogue stands in the cache: 8-bit layers in one safetensors file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from summarizer.summarize.int8 import make_room, quantize, tie

WEIGHTS = "model.safetensors"
PLAIN = "plain.json"  # the tokens that any abstract may use
_LAYER = re.compile(r"(.+\.layers\.\d+)\.")


def write_built(model: Any, tokenizer: Any, place: Path) -> None:
    """Round ``model`` to int8 and write it. What is no layer and no table is float32.

    The table of tokens is written once where it is the output layer, too.
    """
    from safetensors.torch import save_file

    from summarizer.summarize.constraints import plain_tokens

    quantize(model)
    tensors = {
        name: (tensor if tensor.dtype is torch.int8 else tensor.float()).contiguous()
        for name, tensor in model.state_dict().items()
    }
    place.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(place)
    (place / PLAIN).write_text(json.dumps(plain_tokens(tokenizer)), encoding="utf-8")
    save_file(tensors, place / WEIGHTS, metadata={"format": "pt"})
    model.config.save_pretrained(place)
    model.generation_config.save_pretrained(place)


def read_built(place: Path, settle: Callable[[Any], None] = lambda _: None) -> Any:
    """The model that ``write_built`` wrote to ``place``. Raises ``OSError`` or ``ValueError`` where it is not whole.

    It is read a layer at a time, and ``settle`` is done to each, and at last to the whole: what turns a layer into
    something else then needs memory for one layer twice, not for all.
    """
    from transformers import AutoConfig, AutoModelForCausalLM, GenerationConfig
    from transformers.initialization import no_init_weights

    config = AutoConfig.from_pretrained(place, local_files_only=True)
    parts = _parts(place / WEIGHTS)
    with no_init_weights():  # memory that is never written costs nothing
        model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    names = {name for part in parts.values() for name in part}
    make_room(model, names)
    differing = names ^ model.state_dict().keys()
    if differing:
        raise ValueError(f"{place}: {min(differing)}")
    for layer, part in parts.items():
        model.load_state_dict(_read(place / WEIGHTS, part), strict=False, assign=True)
        if layer:
            settle(model.get_submodule(layer))
    tie(model)
    settle(model)
    model.generation_config = GenerationConfig.from_pretrained(place, local_files_only=True)
    return model.eval()


def _parts(path: Path) -> dict[str, list[str]]:
    """The names of the tensors of each layer of the file; under no name those of none."""
    from safetensors import safe_open

    parts: dict[str, list[str]] = {}
    with safe_open(path, framework="pt") as file:
        for name in file.keys():  # noqa: SIM118
            layer = _LAYER.match(name)
            parts.setdefault(layer[1] if layer else "", []).append(name)
    return parts


def _read(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """These tensors, as the file is mapped: memory of theirs is let go with the last of them."""
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        return {name: file.get_tensor(name) for name in names}
