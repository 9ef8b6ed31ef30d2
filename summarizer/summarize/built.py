"""The form in which a model of the catalogue stands in the cache: int8 layers in one safetensors file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from torch import nn

from summarizer.summarize.int8 import make_room, quantize

WEIGHTS = "model.safetensors"
PLAIN = "plain.json"  # the tokens that any abstract may use


def write_built(model: Any, tokenizer: Any, place: Path) -> None:
    """Round the layers of ``model`` to int8 and write it. The embedding table is bfloat16, the rest float32."""
    from safetensors.torch import save_file

    from summarizer.summarize.constraints import plain_tokens

    quantize(model)
    table = model.get_input_embeddings().weight.data_ptr()
    tensors = {name: _kept(tensor, tensor.data_ptr() == table) for name, tensor in model.state_dict().items()}
    place.mkdir(parents=True, exist_ok=True)
    tokenizer.save_pretrained(place)
    (place / PLAIN).write_text(json.dumps(plain_tokens(tokenizer)), encoding="utf-8")
    save_file(tensors, place / WEIGHTS, metadata={"format": "pt"})
    model.config.tie_word_embeddings = False  # the output layer is in int8, the input table is not
    model.config.save_pretrained(place)
    model.generation_config.save_pretrained(place)


def _kept(tensor: torch.Tensor, is_table: bool) -> torch.Tensor:
    if tensor.dtype is not torch.int8:
        tensor = tensor.to(torch.bfloat16 if is_table else torch.float32)
    return tensor.contiguous()


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
    model.get_input_embeddings().register_forward_hook(_as_float)
    model.generation_config = GenerationConfig.from_pretrained(place, local_files_only=True)
    return model.eval()


def _as_float(_: nn.Module, __: Any, output: torch.Tensor) -> torch.Tensor:
    return output.float()
