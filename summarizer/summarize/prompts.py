"""How a causal model is asked: the article first, then what is wanted of it. The same in training and in use.

The article is the trunk: it is read once, and every question about it goes on from there. Trunk and question are
turned into tokens apart, so that the tokens of the trunk never depend on the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from summarizer.data import Noun

_HERE = "\x01"  # stands for the user's message in a chat template


@dataclass(frozen=True, slots=True)
class Wording(Noun):
    """``article`` holds ``{article}``, ``demand`` ``{least}`` and ``{most}`` (characters), ``proof`` ``{abstract}``."""

    article: str
    demand: str
    proof: str


@dataclass(frozen=True)
class Prompt:
    """``wording`` for one tokenizer; with a chat template it is put as a user's message."""

    wording: Wording
    tokenizer: Any

    def trunk(self, article: str) -> list[int]:
        """Tokens of the article and what goes before it."""
        told = self._marks.sub("", article)
        tokens = self._tokens(self._around[0] + self.wording.article.replace("{article}", told))
        begins = self.tokenizer.bos_token_id
        return [begins, *tokens] if begins is not None and not self._chat else tokens

    def demand(self, least: int, most: int) -> list[int]:
        """Tokens that ask for an abstract of ``least`` to ``most`` characters; the abstract goes on from them."""
        return self._tokens(self.wording.demand.format(least=least, most=most) + self._around[1])

    def proof(self, abstract: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Tokens that ask whether ``abstract`` is true; of its own tokens, the place and the character each ends at."""
        before, _, after = self.wording.proof.partition("{abstract}")
        tokens = self._tokens(before)
        encoded = self.tokenizer(abstract, add_special_tokens=False, return_offsets_mapping=True)
        ends = [(len(tokens) + place, end) for place, (_, end) in enumerate(encoded["offset_mapping"])]
        return [*tokens, *encoded["input_ids"], *self._tokens(after + self._around[1])], ends

    def _tokens(self, text: str) -> list[int]:
        found: list[int] = self.tokenizer(text, add_special_tokens=False)["input_ids"] if text else []
        return found

    @property
    def _chat(self) -> bool:
        return bool(self.tokenizer.chat_template)

    @cached_property
    def _marks(self) -> re.Pattern[str]:
        """What no article may hold: the marks by which a model tells who is speaking, written out."""
        special = [str(token) for token in self.tokenizer.added_tokens_decoder.values() if token.special]
        return re.compile("|".join(map(re.escape, (_HERE, *special))))

    @cached_property
    def _around(self) -> tuple[str, str]:
        """What the chat template puts before and after a user's message."""
        if not self._chat:
            return "", ""
        message = [{"role": "user", "content": _HERE}]
        whole = str(self.tokenizer.apply_chat_template(message, tokenize=False, add_generation_prompt=True))
        before, _, after = whole.partition(_HERE)
        return before, after
