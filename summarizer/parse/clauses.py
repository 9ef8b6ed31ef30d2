"""The wording of a notice as tokens: modal verbs, acts of reuse, things to be shown, conditions, clause ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.parse.phrases import one_of, phrases


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of a known kind (a key of ``[tokens]`` in ``phrases.toml``) at ``[start, end)``."""

    kind: str
    start: int
    end: int
    text: str


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text`` (in its plain form) in order; whatever lies between them means nothing here."""
    return [Token(match.lastgroup or "", match.start(), match.end(), match[0]) for match in _lexer().finditer(text)]


@cache
def _lexer() -> re.Pattern[str]:
    """One alternation of all kinds; at one place the kind listed first wins."""
    groups = (f"(?P<{kind}>{one_of(words)})" for kind, words in phrases()["tokens"].items())
    return re.compile("|".join(groups), re.IGNORECASE)
