"""Names of sources that name nobody: 网络, 综合媒体报道."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from summarizer.text.fold import folded, simplify


def is_vague(name: str) -> bool:
    """Does it name nobody: a word such as 网络, or nothing but such words (综合媒体报道)?"""
    given = _letters(name)
    words, parts = _words()
    return given in words or bool(parts.fullmatch(given))


def _letters(text: str) -> str:
    return "".join(char for char in folded(simplify(text)) if char.isalnum())


@cache
def _words() -> tuple[frozenset[str], re.Pattern[str]]:
    data = tomllib.loads(files(__package__).joinpath("sources.toml").read_text(encoding="utf-8"))
    parts = "|".join(sorted(map(re.escape, data["vague_parts"]), key=len, reverse=True))
    return frozenset(map(_letters, data["vague"])), re.compile(f"(?:{parts})+")
