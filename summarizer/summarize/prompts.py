"""How a causal model is asked for an abstract: the same in training and in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Prompt:
    """A template with ``{article}``, ``{least}`` and ``{most}`` (characters); ``chat``: put as a user's message."""

    template: str
    chat: bool


def ask(tokenizer: Any, prompt: Prompt, article: str, least: int, most: int) -> str:
    """The whole text that the model continues with the abstract."""
    asked = prompt.template.format(article=article, least=least, most=most)
    if not prompt.chat:
        return asked
    message = [{"role": "user", "content": asked}]
    return str(tokenizer.apply_chat_template(message, tokenize=False, add_generation_prompt=True))
