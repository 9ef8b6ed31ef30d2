"""A model on a GPU says what it says on the processor. What needs a GPU is skipped where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from summarizer.summarize import device
from summarizer.summarize.base import Request
from summarizer.summarize.lengths import window
from summarizer.summarize.loader import load_summarizer
from tests.summarize import tiny

ARTICLE = "青禾市水务局宣布，云溪水库清淤工程完工。" + "工程总投资1860万元，库容恢复到410万立方米。" * 8
OTHER = "云溪水库的村民都很高兴。" * 20
REQUESTS = [Request((text,), window(size)) for text, size in ((ARTICLE, 60), (OTHER, 40), (ARTICLE, 90))]


on_gpu = pytest.mark.skipif("not __import__('torch').cuda.is_available()", reason="no GPU")


@pytest.fixture(scope="module", params=["Gemma3TextConfig", "Qwen2Config"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model in the form of the cache, of the kind of ours: of each token's letters it knows something."""
    import torch
    import transformers

    from summarizer.summarize.built import write_built

    torch.manual_seed(5)
    made = tiny.tokenizer(ARTICLE + OTHER + "新闻摘要：请用到个字核对")
    config: Any = getattr(transformers, request.param)
    shape = {**tiny.SHAPE, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 8}
    model = transformers.AutoModelForCausalLM.from_config(
        config(**shape, vocab_size=len(made), max_position_embeddings=1024, eos_token_id=1, pad_token_id=0)
    ).eval()
    with torch.no_grad():
        for weight in model.parameters():
            weight.mul_(4)  # so that what was read matters
    place = tmp_path_factory.mktemp("built")
    write_built(model, made, place)
    return place


def _causal(place: Path, model: Any) -> Any:
    from transformers import AutoTokenizer

    from summarizer.data import ModelInfo
    from summarizer.summarize.constraints import plain_tokens
    from summarizer.summarize.generate import Causal
    from summarizer.summarize.prompts import Prompt, Wording

    made = AutoTokenizer.from_pretrained(place)
    prompt = Prompt(Wording("新闻：{article}", "摘要：", "摘要：{abstract}核对："), made)
    return Causal(model, prompt, ModelInfo("tiny"), plain_tokens(made))


@on_gpu
@pytest.mark.parametrize("kind", ["float32", "bfloat16"])
def test_a_gpu_writes_what_the_processor_writes(built: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    from summarizer.summarize.built import read_built
    from summarizer.summarize.int8 import dequantize

    monkeypatch.setattr(device, "_KINDS", (getattr(torch, kind),))
    settled = _causal(built, device.read(built))
    assert (settled.model.device.type, settled.model.dtype) == ("cuda", getattr(torch, kind))
    together = settled.drafts(REQUESTS)
    assert all(map(len, together))
    if kind == "float32":
        assert together == [settled.drafts([request])[0] for request in REQUESTS], "whatever stands beside"
        assert together == _causal(built, dequantize(read_built(built), "cpu", torch.float32)).drafts(REQUESTS)


@on_gpu
def test_a_judge_reads_on_a_gpu_as_on_the_processor(built: Path, tmp_path: Path) -> None:
    import torch

    from summarizer.summarize.built import read_built
    from summarizer.summarize.int8 import dequantize
    from summarizer.summarize.judge import Judge

    doubts = []
    for model in (dequantize(read_built(built), "cpu", torch.float32), device.read(built)):
        adapter = tiny.write_adapter(model, tmp_path / "judge.safetensors", outputs=3)
        judge = Judge.of(model, _causal(built, model).prompt, adapter, 0.5)
        doubts.append(judge.read(ARTICLE, ["云溪水库清淤工程完工。"])[0].doubt)
    assert doubts[0] == pytest.approx(doubts[1], abs=1e-3)


@on_gpu
def test_a_model_of_the_users_own_runs_on_a_gpu(tmp_path: Path) -> None:
    tiny.write_causal(tmp_path, ARTICLE + "新闻摘要：请用到个字", seed=7)
    using: Any = load_summarizer(str(tmp_path))
    assert using.model.device.type == "cuda"
    assert using.drafts(REQUESTS[:1]) == using.drafts(REQUESTS[:1])


def test_without_room_on_a_gpu_a_model_stays_on_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    gigabyte = 1 << 30
    monkeypatch.setattr(device, "_works", lambda: True)
    for free, expected in ((8, torch.float32), (5, torch.bfloat16), (2, None)):
        monkeypatch.setattr(torch.cuda, "mem_get_info", lambda free=free: (free * gigabyte, 80 * gigabyte))
        assert device.fitting(gigabyte * 3 // 2) is expected
    monkeypatch.setattr(device, "_works", lambda: False)
    assert device.fitting(1) is None


def test_ordinary_layers_say_what_the_8_bit_ones_said(built: Path) -> None:
    import torch

    from summarizer.summarize.built import read_built
    from summarizer.summarize.int8 import dequantize

    tokens = torch.tensor([[5, 9, 12, 7]])
    before, model = read_built(built)(tokens).logits, dequantize(read_built(built), "cpu", torch.float32)
    after = model(tokens).logits
    assert (before - after).norm() < 0.05 * after.norm()
