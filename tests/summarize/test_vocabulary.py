"""A vocabulary with fewer tokens reads Chinese news as the whole one does, and a model cut to it says the same."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.summarize.vocabulary import cut, reduced

NEWS = "青禾市水务局5月6日说，云溪水库清淤工程完工，库容410万立方米，GDP增长3.5%，见《青禾日报》。"
MANY = NEWS * 3 + "Слова другого языка, слова другого языка. 다른 나라 말, 다른 나라 말. naïveté naïveté " * 3
SPECIAL = ["<pad>", "<bos>", "<eos>", "<unused0>", "<|turn|>"]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    """Pairs of bytes joined as in that text."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=900, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    made.train_from_iterator([MANY], trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", bos_token="<bos>", eos_token="<eos>", chat_template="{{ messages }}"
    )


def test_news_is_parted_as_before_and_anything_can_be_read(tokenizer: Any) -> None:
    fewer, numbers = reduced(tokenizer)
    assert len(fewer) == len(numbers) < len(tokenizer)
    for text in (NEWS, "库容", "<|turn|>云溪<eos>", "2026年11月\n"):
        before, after = (one(text, add_special_tokens=False)["input_ids"] for one in (tokenizer, fewer))
        assert [numbers[token] for token in after] == before
    for text in (MANY, "😀 čeština 日本のニュース", "<unused0>"):
        assert fewer.decode(fewer(text)["input_ids"]) == text
    assert (fewer.pad_token, fewer.bos_token, fewer.eos_token) == ("<pad>", "<bos>", "<eos>")
    assert fewer.chat_template == tokenizer.chat_template


def test_words_of_other_scripts_fall_apart(tokenizer: Any) -> None:
    fewer, _ = reduced(tokenizer)
    for words in ("Слова другого языка", "naïveté"):
        assert len(fewer(words)["input_ids"]) > len(tokenizer(words)["input_ids"])
    assert "<unused0>" not in fewer.get_vocab(), "what an article writes so is text"


@pytest.mark.parametrize("tied", [True, False])
def test_a_model_cut_to_it_says_the_same(tokenizer: Any, tied: bool) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    from tests.summarize.tiny import SHAPE

    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer) + 3,  # rows for nothing, as many models have
        tie_word_embeddings=tied,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        **SHAPE,
    )
    model = LlamaForCausalLM(config).eval()
    before = model(torch.tensor([tokenizer(NEWS)["input_ids"]])).logits
    fewer, numbers = reduced(tokenizer)
    cut(model, numbers)
    after = model(torch.tensor([fewer(NEWS)["input_ids"]])).logits
    assert torch.allclose(after, before[..., numbers], atol=1e-5)
    assert model.config.vocab_size == len(fewer)
    assert (model.config.eos_token_id, model.generation_config.eos_token_id) == (fewer.eos_token_id,) * 2
    assert model.config.pad_token_id == fewer.pad_token_id
