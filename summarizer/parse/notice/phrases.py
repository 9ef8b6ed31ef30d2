"""The words that notices are made of, read from ``phrases.toml``, and the plain form of text they are matched on."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from summarizer.text.fold import simplify

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_VARIANTS = {
    " ": "\u3000\xa0\t\r\x0b\x0c\u2002\u2003\u2009\u2028\u2029",
    ":": "︰∶﹕",
    "|": "丨︱│┃┆",
    "[": "【〔［〖",
    "]": "】〕］〗",
    "(": "﹙",
    ")": "﹚",
    "“": "「『„‟〝",
    "”": "」』〞",
    "·": "•・‧∙⋅●",
    ",": "﹐",
    "/": "╱∕",
    "-": "—–―‐‑‒−─━",
}
_PLAIN: dict[int, str | int] = {**_WIDE, **{ord(char): same for same, chars in _VARIANTS.items() for char in chars}}


@cache
def phrases() -> dict[str, Any]:
    """``phrases.toml`` as it stands."""
    return tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=128)
def plain(text: str) -> str:
    """``text`` with one width, one kind of bracket and simplified script; each character stays at its place."""
    flat = text.translate(_PLAIN)
    return simplify(flat) if _traditional().search(flat) else flat


def one_of(words: list[str]) -> str:
    """A pattern for any of these words (themselves patterns); of two that fit, the one listed first."""
    return f"(?:{'|'.join(words)})"


@cache
def _traditional() -> re.Pattern[str]:
    """Characters that give traditional script away in the wording of a notice."""
    return re.compile(f"[{phrases()['script']['traditional']}]")
