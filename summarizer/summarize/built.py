"""The form in which a model of the catalogue stands in the cache: 8-bit layers in one safetensors file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from summarizer.summarize.int8 import make_room, quantize, tie

WEIGHTS = "model.safetensors"
PLAIN = "plain.json"  # the tokens that any abstract may use


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


def read_built(place: Path) -> Any:
    """The model that ``write_built`` wrote to ``place``. Raises ``OSError`` or ``ValueError`` where it is not whole."""
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoModelForCausalLM, GenerationConfig
    from transformers.initialization import no_init_weights

    config = AutoConfig.from_pretrained(place, local_files_only=True)
    tensors = load_file(place / WEIGHTS)
    with no_init_weights():  # memory that is never written costs nothing
        model = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    make_room(model, tensors)
    result = model.load_state_dict(tensors, strict=False, assign=True)
    if result.missing_keys or result.unexpected_keys:
        raise ValueError(f"{place}: {[*result.missing_keys, *result.unexpected_keys][0]}")
    tie(model)
    model.generation_config = GenerationConfig.from_pretrained(place, local_files_only=True)
    return model.eval()
