"""Abstracts by language models through transformers: causal ones that continue a prompt, and encoder-decoder ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.data import ModelInfo
from summarizer.summarize.base import Draft
from summarizer.summarize.extractive import extract
from summarizer.summarize.lengths import Window, measure
from summarizer.text.sentences import split

_CONTEXT = 4096  # tokens looked at where a model does not say what it can take
_TOKENS_A_CHARACTER = 1.5  # at most, in Chinese; what is generated is cut to length afterwards
_REPEAT = 6  # a run of so many tokens is not written twice


@dataclass(frozen=True, slots=True)
class Causal:
    """A causal model. With a chat template it is asked; without, it continues ``prompt``."""

    model: Any
    tokenizer: Any
    info: ModelInfo
    prompt: str

    def draft(self, paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Draft:
        article = _fitted(self, paragraphs, window, title)
        asked = self.prompt.format(article=article, least=window.least, most=window.most)
        if self.tokenizer.chat_template:
            message = [{"role": "user", "content": asked}]
            asked = self.tokenizer.apply_chat_template(message, tokenize=False, add_generation_prompt=True)
        encoded = self.tokenizer(asked, return_tensors="pt")
        written = _generate(self, encoded, window)[0, encoded["input_ids"].shape[1] :]
        return _cut(self, written, window)


@dataclass(frozen=True, slots=True)
class Seq2Seq:
    """An encoder-decoder model that was trained to summarize: it is given the article and nothing else."""

    model: Any
    tokenizer: Any
    info: ModelInfo

    def draft(self, paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Draft:
        encoded = self.tokenizer(_fitted(self, paragraphs, window, title), return_tensors="pt")
        return _cut(self, _generate(self, encoded, window)[0], window)


def _fitted(using: Causal | Seq2Seq, paragraphs: Sequence[str], window: Window, title: str | None) -> str:
    """The article, or, where it is longer than the model can read, the sentences that say most of it."""
    limit = getattr(using.model.config, "max_position_embeddings", None) or _CONTEXT
    room = min(limit, _CONTEXT) - _new_tokens(window) - 256  # 256 for the prompt around the article
    whole = "\n".join(paragraphs)
    while len(using.tokenizer(whole)["input_ids"]) > max(64, room) and measure(whole) > window.most:
        smaller = int(measure(whole) * 0.8)
        whole = extract(paragraphs, Window(0, smaller), title=title).text
    return whole


def _generate(using: Causal | Seq2Seq, encoded: Any, window: Window) -> Any:
    import torch

    encoded.pop("token_type_ids", None)  # some tokenizers give what generate does not take
    with torch.inference_mode():
        return using.model.generate(
            **encoded.to(using.model.device),
            max_new_tokens=_new_tokens(window),
            do_sample=False,
            num_beams=1,
            no_repeat_ngram_size=_REPEAT,
            pad_token_id=using.tokenizer.pad_token_id or using.tokenizer.eos_token_id,
        )


def _new_tokens(window: Window) -> int:
    return int(window.most * _TOKENS_A_CHARACTER) + 8


def _cut(using: Causal | Seq2Seq, tokens: Any, window: Window) -> Draft:
    """The first paragraph that was written, cut at a sentence's end to fit the window."""
    text = using.tokenizer.decode(tokens, skip_special_tokens=True).strip().split("\n")[0]
    kept = ""
    for sentence in split(text):
        if measure(kept + sentence) > window.most:
            break
        kept += sentence
    return Draft(kept, "abstractive", using.info)
