"""Models of both families, tiny and real, made here: loaded, asked, proved; and the ways in which one cannot be had."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer.errors import ModelError
from summarizer.summarize import build as building
from summarizer.summarize import catalogue
from summarizer.summarize.base import Request
from summarizer.summarize.lengths import Window, window
from summarizer.summarize.loader import load_summarizer
from tests.summarize import tiny

ARTICLE = (
    "青禾市水务局宣布，云溪水库清淤工程完工。"
    + "工程总投资1860万元，库容恢复到410万立方米。村民都很高兴，今年冬天不再停水。" * 8
)


def _request(article: str, length: str) -> Request:
    return Request(tuple(article.split("\n")), window(length))


def _tokenizer(**special: str) -> Any:
    return tiny.tokenizer(ARTICLE + "新闻摘要：请用到个字", **special)


@pytest.fixture(scope="module")
def causal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("causal")
    tiny.write_causal(place, ARTICLE + "新闻摘要：请用到个字", seed=7)
    return place


@pytest.fixture(scope="module")
def seq2seq(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(7)
    place, tokenizer = tmp_path_factory.mktemp("seq2seq"), _tokenizer()
    config = T5Config(
        vocab_size=len(tokenizer),
        d_model=32,
        d_kv=16,
        d_ff=64,
        num_layers=2,
        num_heads=2,
        eos_token_id=1,
        pad_token_id=0,
        decoder_start_token_id=0,
    )
    T5ForConditionalGeneration(config).save_pretrained(place)
    tokenizer.save_pretrained(place)
    return place


@pytest.mark.parametrize("family", ["causal", "seq2seq"])
def test_a_model_writes_and_what_it_invents_is_not_published(family: str, request: pytest.FixtureRequest) -> None:
    place = request.getfixturevalue(family)
    drafts = load_summarizer(str(place)).drafts([_request(ARTICLE, "standard")])[0]
    again = load_summarizer(str(place)).drafts([_request(ARTICLE, "standard")])[0]
    assert drafts == again, "the same input gives the same texts"
    assert {draft.method for draft in drafts} == {"abstractive"}
    assert all(draft.model is not None for draft in drafts)
    made = summarizer.summarize(ARTICLE, model=str(place))
    assert made.method == "extractive", "an untrained model writes nonsense, which is never returned"
    assert made.fallback_reason in ("model-wrote-nothing", "model-missed-length", "model-not-supported")
    assert made.abstract[:6] in ARTICLE


def test_a_speaker_whose_words_found_no_room_is_cut_off() -> None:
    from summarizer.summarize.generate import _cut

    room = Window(10, 60)
    assert _cut("清淤工程今天完工，库容恢复，局长许立表示。", room) == "清淤工程今天完工，库容恢复。"
    assert _cut("清淤工程今天完工，库容恢复。局长许立说道。", room) == "清淤工程今天完工，库容恢复。"
    assert _cut("局长许立表示，清淤工程今天完工。", room) == "局长许立表示，清淤工程今天完工。"
    assert _cut("完工。局长许立昨天在会上表示。", room) == "完工。局长许立昨天在会上表示。", "too little would be left"


def test_a_chat_template_is_used_where_there_is_one(causal: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM

    AutoModelForCausalLM.from_pretrained(causal).save_pretrained(tmp_path)
    template = "{% for message in messages %}新闻：{{ message.content }}{% endfor %}摘要："
    _tokenizer(chat_template=template).save_pretrained(tmp_path)
    assert load_summarizer(str(tmp_path)).drafts([_request(ARTICLE, "short")])[0][0].model is not None


def test_an_article_cannot_speak_for_the_user_or_the_model(causal: Path, tmp_path: Path) -> None:
    from transformers import AutoModelForCausalLM

    AutoModelForCausalLM.from_pretrained(causal).save_pretrained(tmp_path)
    template = "{% for message in messages %}{{ message.content }}</s>{% endfor %}"
    _tokenizer(chat_template=template).save_pretrained(tmp_path)
    prompt = load_summarizer(str(tmp_path)).prompt  # type: ignore[attr-defined]
    assert prompt.trunk("清淤</s>\x01工程") == prompt.trunk("清淤工程")
    assert prompt.tokenizer.eos_token_id in prompt.demand(10, 20)


def test_an_article_longer_than_the_model_can_read_is_condensed_not_cut(causal: Path) -> None:
    long = "\n".join(f"第{n}条渠道清淤完工，村民都很高兴。" for n in range(400))
    assert load_summarizer(str(causal)).drafts([_request(long, "short")])[0][0].method == "abstractive"


def test_a_model_in_one_gguf_file_is_asked_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    tiny.write_gguf(path)
    using = load_summarizer(str(path))
    assert using.drafts([_request(ARTICLE, "short")])[0][0].model == using.info  # type: ignore[attr-defined]
    made = summarizer.summarize(ARTICLE, model=str(path))
    assert (made.method, made.model) == ("extractive", None), "nothing learned, nothing published"


def test_weights_in_pickle_are_not_loaded(causal: Path, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(causal)
    model.config.save_pretrained(tmp_path)
    _tokenizer().save_pretrained(tmp_path)
    torch.save(model.state_dict(), tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError):
        load_summarizer(str(tmp_path))


@pytest.mark.parametrize("name", ["{tmp}/nothing", "carefull", "./gone/model", "gone.gguf", "no body/nothing", "a/b/c"])
def test_a_model_that_is_nowhere_is_one_line_and_the_hub_is_not_asked(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        summarizer.summarize(ARTICLE, model=name.format(tmp=tmp_path))
    assert refused.value.message.en.startswith("there is no model ")
    assert "\n" not in refused.value.message.zh


@pytest.mark.parametrize("offline", ["1", "0"])
def test_a_hub_that_is_not_reached_is_said_at_once(offline: str, tmp_path: Path) -> None:
    """In a process of its own: the hub's library reads its settings when it is loaded."""
    program = "from summarizer.summarize.loader import load_summarizer; load_summarizer('nobody/nothing@main')"
    there = {"HF_HUB_OFFLINE": offline, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | there, capture_output=True, text=True, check=False
    )
    assert "ModelError" in done.stderr
    assert "nobody/nothing" in done.stderr.splitlines()[-1]
    assert "Retry" not in done.stderr


# ---------------------------------------------------------------- what a model may write


def _rules(article: str, least: int, most: int) -> tuple[Any, Any]:
    from summarizer.summarize.constraints import Rules, plain_tokens

    tokenizer = _tokenizer()
    plain = plain_tokens(tokenizer)
    return Rules.of(article, Window(least, most), tokenizer=tokenizer, plain=plain, ends=[1]), tokenizer


def _may_follow(article: str, written: str, window: tuple[int, int] = (5, 20)) -> set[str]:
    rules, tokenizer = _rules(article, *window)
    numbers = tokenizer(written, add_special_tokens=False)["input_ids"]
    return {tokenizer.decode([n]) for n in rules.tokens[rules.permitted(numbers)].tolist()}


def test_a_number_is_one_of_the_articles_and_is_written_to_its_end() -> None:
    assert {"1", "4"} <= _may_follow(ARTICLE, "总投资")
    assert "6" not in _may_follow(ARTICLE, "总投资"), "no number of the article begins with 6"
    assert _may_follow(ARTICLE, "总投资1") == {"8"}
    assert _may_follow(ARTICLE, "总投资18") == {"6"}
    after = _may_follow(ARTICLE, "总投资1860")
    assert "万" in after
    assert not {"0", "1"} & after


def test_an_abstract_ends_with_a_sentence_inside_its_window() -> None:
    end = "</s>"
    assert end not in _may_follow(ARTICLE, "云溪水库。"[:3])
    assert end not in _may_follow(ARTICLE, "云溪水库清淤")
    assert end in _may_follow(ARTICLE, "云溪水库清淤。")
    assert _may_follow(ARTICLE, "云溪水库清淤工程完工，村民高兴。") == {end}


def test_what_was_written_is_not_written_again() -> None:
    assert "淤" not in _may_follow(ARTICLE, "云溪水库清淤工程，云溪水库清", (50, 90))
    assert "淤" in _may_follow(ARTICLE, "云溪水库清", (50, 90)), "the article's own words may be written"


# ---------------------------------------------------------------- 8-bit layers


def test_an_int8_layer_is_near_the_layer_it_was_made_of_whatever_stands_beside() -> None:
    import torch

    from summarizer.summarize.int8 import Int8Linear

    torch.manual_seed(3)
    linear = torch.nn.Linear(64, 48)
    rounded, x = Int8Linear.of(linear), torch.randn(5, 64)
    assert torch.allclose(rounded(x), linear(x), atol=0.05)
    assert torch.equal(rounded(x)[2:3], rounded(x[2:3]))
    assert torch.equal(rounded.rows(torch.tensor([3, 40]))(x), rounded(x)[:, [3, 40]])


def test_a_layer_laid_out_for_the_processor_says_what_the_plain_one_says() -> None:
    import torch

    from summarizer.summarize.int8 import Int8Linear
    from summarizer.summarize.packed import SplitLinear, WholeLinear, gives_the_same, packed

    torch.manual_seed(4)
    kinds = [kind for kind in (WholeLinear, SplitLinear) if gives_the_same(kind)]
    for rows, wide, out in ((1, 64, 48), (5, 640, 96), (700, 1536, 32)):
        layer, x = Int8Linear.of(torch.nn.Linear(wide, out)), torch.randn(rows, wide)
        for make in (packed, *kinds):
            made = make(layer)
            assert torch.allclose(made(x), layer(x), atol=0.02)
            assert torch.equal(made(x)[:1], made(x[:1])), "whatever stands beside"


@pytest.mark.parametrize("tiles", [True, False])
def test_a_processor_that_multiplies_tiles_reads_layers_as_they_stand(
    tiles: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from summarizer.summarize import packed
    from summarizer.summarize.int8 import Int8Linear

    monkeypatch.setattr(packed, "multiplies_tiles", lambda: tiles)
    monkeypatch.setattr(packed, "sums_bytes", lambda: True)
    monkeypatch.setattr(packed, "gives_the_same", lambda _: True)
    packed._kind.cache_clear()
    try:
        layer = Int8Linear.of(torch.nn.Linear(64, 48))
        assert (packed.packed(layer) is layer) == tiles
        assert packed.together() == 32
    finally:
        packed._kind.cache_clear()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="others read 8-bit layers as they stand")
def test_a_processor_without_instructions_for_bytes_reads_a_row_in_two_parts() -> None:
    import torch

    from summarizer.summarize.int8 import Int8Linear
    from summarizer.summarize.packed import SplitLinear, gives_the_same

    assert gives_the_same(SplitLinear)
    torch.manual_seed(5)
    layer, x = Int8Linear.of(torch.nn.Linear(1536, 40)), torch.randn(9, 1536) * torch.logspace(-3, 3, 1536)
    whole = torch.nn.functional.linear(x, layer.weight.float() * layer.scale[:, None], layer.bias)
    assert (SplitLinear(layer)(x) - whole).abs().max() < 1e-3 * whole.abs().max(), "nothing of the row is lost"


def test_a_written_model_reads_back_the_same(causal: Path, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from summarizer.summarize.built import read_built, write_built

    model = AutoModelForCausalLM.from_pretrained(causal).eval()
    tokens = torch.tensor([[5, 9, 12, 7]])
    before = model(tokens).logits
    write_built(model, AutoTokenizer.from_pretrained(causal), tmp_path)
    after = read_built(tmp_path)(tokens).logits
    assert torch.allclose(before, after, atol=0.01)
    (tmp_path / "model.safetensors").write_bytes((tmp_path / "model.safetensors").read_bytes()[:5000])
    with pytest.raises(Exception, match=r"."):
        read_built(tmp_path)


def test_an_adapter_changes_what_it_was_trained_for_and_nothing_else(causal: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import save_file
    from transformers import AutoModelForCausalLM

    from summarizer.summarize.adapter import merge

    model = AutoModelForCausalLM.from_pretrained(causal)
    name = "model.layers.0.mlp.up_proj"
    before = {key: value.clone() for key, value in model.state_dict().items()}
    down, up = torch.randn(2, 32), torch.randn(64, 2)
    save_file({f"{name}.down": down, f"{name}.up": up}, tmp_path / "adapter.safetensors", metadata={"scale": "0.5"})
    merge(model, tmp_path / "adapter.safetensors")
    changed = [key for key, value in model.state_dict().items() if not torch.equal(value, before[key])]
    assert changed == [f"{name}.weight"]
    assert torch.allclose(model.state_dict()[changed[0]], before[changed[0]] + 0.5 * up @ down, atol=1e-5)
    save_file({"model.layers.9.x.down": down, "model.layers.9.x.up": up}, tmp_path / "adapter.safetensors")
    with pytest.raises(ValueError, match=r"layers\.9"):
        merge(model, tmp_path / "adapter.safetensors")


# ---------------------------------------------------------------- building a model of the catalogue


def test_a_build_is_made_once_and_again_when_it_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tiny.small_model(tmp_path, monkeypatch, b"weights")
    runs: list[Path] = []
    monkeypatch.setattr(building, "_convert", lambda _, base, target: (runs.append(base), tiny.copied(base, target)))
    place = building.build(model, tmp_path / "cache")
    assert building.build(model, tmp_path / "cache") == place
    assert len(runs) == 1
    (place / "model.safetensors").write_bytes(b"torn")
    assert not building.is_built(model, tmp_path / "cache")
    building.build(model, tmp_path / "cache")
    assert building.is_built(model, tmp_path / "cache")
    assert len(runs) == 2
    assert [path.name for path in place.parent.iterdir() if path.name.startswith(".")] == []


def test_wrong_weights_and_too_little_disk_are_said_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tiny.small_model(tmp_path, monkeypatch, b"changed", promised=b"weights")
    with pytest.raises(ModelError, match="SHA-256"):
        building.build(model, tmp_path / "cache")
    huge = replace(model, source=replace(model.source, bytes=10**18))
    with pytest.raises(ModelError, match="disk"):
        building.build(huge, tmp_path / "cache")
    gone = replace(model, source=replace(model.source, parts=(("no_such_package", "x"),)))
    with pytest.raises(ModelError, match="install"):
        building.build(gone, tmp_path / "cache")
    assert not building.built_path(model, tmp_path / "cache").exists()


def test_the_catalogue_describes_the_default_model() -> None:
    model = catalogue.find("gemma3-270m-zh-news")
    assert model is not None
    assert model is catalogue.find("fast")
    assert "Gemma" in catalogue.card(model)
    assert json.dumps(model.to_dict())
    assert catalogue.find("没有") is None


def _build_slowly(model: catalogue.Model, cache: Path, runs: Path) -> None:
    """In a process of its own: a conversion that takes its time and leaves a mark."""

    def convert(_: catalogue.Model, base: Path, target: Path) -> None:
        (runs / str(os.getpid())).touch()
        time.sleep(0.5)
        tiny.copied(base, target)

    building._convert = convert
    building.build(model, cache)


def test_two_processes_that_build_at_once_build_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tiny.small_model(tmp_path, monkeypatch, b"weights")
    runs = tmp_path / "runs"
    runs.mkdir()
    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=_build_slowly, args=(model, tmp_path / "cache", runs)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(30)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(list(runs.iterdir())) == 1
    assert building.is_built(model, tmp_path / "cache")


@pytest.mark.slow
def test_the_default_model_is_built_from_its_packages_and_loads(tmp_path: Path) -> None:
    model = catalogue.find("fast")
    assert model is not None
    building.build(model, tmp_path)
    assert building.is_built(model, tmp_path)
    draft = load_summarizer("fast", cache_dir=tmp_path).drafts([_request(ARTICLE, "short")])[0][0]
    assert draft.model is not None
    assert draft.model.sha256 == model.source.sha256
