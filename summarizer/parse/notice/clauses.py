"""The wording of a notice as tokens: modal verbs, acts of reuse, things to be shown, conditions, clause ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from summarizer.parse.notice.phrases import one_of, phrases


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of a known kind (a key of ``[tokens]`` in ``phrases.toml``) at ``[start, end)``."""

    kind: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Clause:
    """What holds at one point of a sentence."""

    unpermitted: Token | None = None  # 未经许可 …
    commercial: bool | None = None  # for which use: None where nothing is said
    reposting: bool = False  # reposting has been spoken of
    required: Token | None = None  # 请, 须 …
    mode: str = ""  # what the last verb does with its objects: "show", "forbid" or nothing
    start: int = 0  # where that verb stands
    waived: bool = False
    conditional: bool = False  # 凡本网注明 …: a case, not a demand
    partly: bool = False  # only pictures, music … are spoken of
    owned: bool = False  # whose these are is said: what follows in the sentence is about them
    submission: bool = False  # those who send in texts are spoken to
    summary: bool = False  # abstracts made from the article are spoken of
    complained: bool = False
    prominent: Token | None = None
    subjects: list[Token] = field(default_factory=list)  # things named since the last comma
    acts: list[Token] = field(default_factory=list)  # acts other than reposting, named since the last comma
    pending: list[Token] = field(default_factory=list)  # objects that stand before their verb
    shown: bool = False  # the open verb of showing has found an object
    broken: bool = False  # a comma or space since the last verb


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text`` (in its plain form) in order; whatever lies between them means nothing here."""
    return [Token(match.lastgroup or "", match.start(), match.end(), match[0]) for match in _lexer().finditer(text)]


@cache
def _lexer() -> re.Pattern[str]:
    """One alternation of all kinds; at one place the kind listed first wins."""
    groups = (f"(?P<{kind}>{one_of(words)})" for kind, words in phrases()["tokens"].items())
    return re.compile("|".join(groups), re.IGNORECASE)
