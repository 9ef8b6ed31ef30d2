"""Character folding with a way back: which characters count as the same, and where they stood.

Three depths. ``fold`` undoes what no reader notices: width, kinds of quotation marks and dashes, letter case, white
space. ``fold_deep`` also undoes what hides words from a search: zero-width characters, variation selectors, Kangxi
radicals and other compatibility forms (NFKC). ``simplify`` turns traditional script into simplified (OpenCC ``t2s``).
NFKC alone would not do: it leaves ``。“”【】「」—`` as they are.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, count, repeat
from typing import Any

BACKWARDS = "\u202e"  # RIGHT-TO-LEFT OVERRIDE: readers see what follows in reverse


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``offsets[i]`` is the place in the original of folded character ``i``, and one more for the end."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """``[start, end)`` of the folded text as a range of the original."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


class _Table(dict[int, str]):
    """What each character becomes, by its code point, worked out when it is first met (for ``str.translate`` too)."""

    def __init__(self, *, deep: bool) -> None:
        super().__init__()
        self._deep = deep

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code), deep=self._deep)
        return folded


def fold(text: str) -> Folded:
    """Fold width, punctuation variants and case; drop white space."""
    return _fold(text, _LIGHT)


def fold_deep(text: str) -> Folded:
    """As ``fold``, and also drop invisible characters and replace compatibility forms by what they look like."""
    return _fold(text, _DEEP)


def runs_backwards(before: str) -> bool:
    """Do readers see what follows ``before`` in reverse: a RIGHT-TO-LEFT OVERRIDE that nothing has ended yet?"""
    return before.rfind(BACKWARDS) > before.rfind("\u202c")


def folded(text: str) -> str:
    """Just the text of ``fold(text)``."""
    return text.translate(_LIGHT)


def folded_deep(text: str) -> str:
    """Just the text of ``fold_deep(text)``."""
    return text.translate(_DEEP)


def simplify(text: str) -> str:
    """Traditional script as simplified, character for character, so that positions stay as they are."""
    if text.isascii():
        return text
    converter = _opencc()
    result: str = converter.convert(text)
    return result if len(result) == len(text) else "".join(_one(converter.convert(char), char) for char in text)


def letters(text: str) -> str:
    """What is left of ``text`` to compare once width, case, script and disguises are folded: letters and digits."""
    return "".join(char for char in folded_deep(simplify(text)) if char.isalnum())


def is_invisible(char: str) -> bool:
    """Zero-width characters, direction marks, variation selectors, fillers: nothing a reader could see."""
    return (
        unicodedata.category(char) in ("Cf", "Cc", "Mn") and not char.isspace()
    ) or char in "\u115f\u1160\u3164\uffa0"


def _fold(text: str, table: _Table) -> Folded:
    pieces = [table[ord(char)] for char in text]
    offsets = chain.from_iterable(map(repeat, count(), map(len, pieces)))
    return Folded("".join(pieces), (*offsets, len(text)))


def _fold_char(char: str, *, deep: bool) -> str:
    if char.isspace() or char == "\u2800":
        return ""
    if deep:
        return _deep_char(char)
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)
    return _same().get(char, char).lower()


def _deep_char(char: str) -> str:
    char = _same().get(char, char)
    compatible = unicodedata.normalize("NFKC", _radicals().get(char, char)).lower()
    return "".join(_same().get(one, one) for one in compatible if not one.isspace() and not is_invisible(one))


def _one(converted: str, char: str) -> str:
    return converted if len(converted) == 1 else char


@cache
def _same() -> dict[str, str]:
    return {variant: char for char, variants in _listed()["same"].items() for variant in variants}


@cache
def _radicals() -> dict[str, str]:
    return {radical: char for char, radical in _listed()["radicals"].items()}


@cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("fold.toml").read_text(encoding="utf-8"))


@cache
def _opencc() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


_LIGHT = _Table(deep=False)
_DEEP = _Table(deep=True)
