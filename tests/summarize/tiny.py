"""Models made here, of two layers, that know the characters of one text: real ones, and quick."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SHAPE = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}


def tokenizer(text: str, **special: str) -> Any:
    """One token for each character of ``text``."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(["<pad>", "</s>", "<unk>", *sorted(set(text))])}
    made = Tokenizer(models.WordLevel(words, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    made.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", **special
    )


def write_causal(place: Path, text: str, *, seed: int, reads: int = 512) -> None:
    """A causal model with such a tokenizer, in the folder ``place``; it reads so many tokens."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    made = tokenizer(text)
    config = LlamaConfig(vocab_size=len(made), max_position_embeddings=reads, eos_token_id=1, pad_token_id=0, **SHAPE)
    LlamaForCausalLM(config).save_pretrained(place)
    made.save_pretrained(place)
