"""Models made here, of two layers, that know the characters of one text: real ones, and quick."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer.summarize import catalogue

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


def write_gguf(path: Path) -> None:
    """A causal model in one GGUF file, of bytes and nothing learned, with a chat template."""
    import gguf
    import numpy
    from tokenizers import pre_tokenizers

    words = [*sorted(pre_tokenizers.ByteLevel.alphabet()), "ĠĠ", "<|endoftext|>"]
    wide, inner, heads = SHAPE["hidden_size"], SHAPE["intermediate_size"], SHAPE["num_attention_heads"]
    writer, random = gguf.GGUFWriter(path, "qwen2"), numpy.random.default_rng(3)
    writer.add_context_length(1024)
    writer.add_embedding_length(wide)
    writer.add_block_count(SHAPE["num_hidden_layers"])
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_rope_freq_base(10000.0)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    writer.add_token_types([1] * (len(words) - 1) + [3])
    writer.add_token_merges(["Ġ Ġ"])
    writer.add_eos_token_id(len(words) - 1)
    writer.add_chat_template("{% for message in messages %}{{ message.content }}{% endfor %}")
    shapes = {
        "token_embd.weight": (len(words), wide),
        "output.weight": (len(words), wide),
        "output_norm.weight": (wide,),
    }
    for n in range(SHAPE["num_hidden_layers"]):
        shapes |= {f"blk.{n}.{name}_norm.weight": (wide,) for name in ("attn", "ffn")}
        shapes |= {f"blk.{n}.attn_{name}.weight": (wide, wide) for name in ("q", "k", "v", "output")}
        shapes |= {f"blk.{n}.attn_{name}.bias": (wide,) for name in ("q", "k", "v")}
        shapes |= {f"blk.{n}.ffn_{name}.weight": (inner, wide) for name in ("gate", "up")}
        shapes[f"blk.{n}.ffn_down.weight"] = (wide, inner)
    for name, shape in shapes.items():
        writer.add_tensor(name, random.normal(0, 0.1, shape).astype(numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_causal(place: Path, text: str, *, seed: int, reads: int = 512) -> None:
    """A causal model with such a tokenizer, in the folder ``place``; it reads so many tokens."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(seed)
    made = tokenizer(text)
    config = LlamaConfig(vocab_size=len(made), max_position_embeddings=reads, eos_token_id=1, pad_token_id=0, **SHAPE)
    LlamaForCausalLM(config).save_pretrained(place)
    made.save_pretrained(place)


def write_adapter(model: Any, path: Path, *, outputs: int) -> Path:
    """An adapter of two layers of ``model``, and a head of so many outputs, that were taught nothing."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(5)
    tensors = {"head.weight": torch.randn(outputs, SHAPE["hidden_size"]), "head.bias": torch.zeros(outputs)}
    for layer in ("model.layers.0.mlp.up_proj", "model.layers.1.self_attn.q_proj"):
        linear = model.get_submodule(layer)
        tensors[f"{layer}.down"] = torch.randn(2, linear.in_features)
        tensors[f"{layer}.up"] = torch.randn(linear.out_features, 2)
    save_file(tensors, path, metadata={"scale": "0.5"})
    return path


def small_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, promised: bytes | None = None
) -> catalogue.Model:
    """The fast model with one small part in a package made in ``folder``; its hash is that of ``promised``."""
    package = folder / "small_part"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('code of a weights package was run')")
    (package / "part00").write_bytes(content)
    monkeypatch.syspath_prepend(str(folder))
    known = catalogue.find("fast")
    assert known is not None
    whole = content if promised is None else promised
    source = replace(known.source, bytes=len(whole), sha256=hashlib.sha256(whole).hexdigest())
    return replace(known, source=replace(source, parts=(("small_part", "part00"),)))


def copied(base: Path, target: Path) -> None:
    """What stands for a conversion where only the building is looked at."""
    target.mkdir()
    (target / "model.safetensors").write_bytes(base.read_bytes())
