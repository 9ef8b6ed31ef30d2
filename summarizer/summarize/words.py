"""The word lists of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> tuple[str, ...]:
    return tuple(_lists()[name])


@cache
def either(name: str) -> str:
    """The words of a list as alternatives of a pattern, longest first."""
    return "|".join(re.escape(word) for word in sorted(listed(name), key=len, reverse=True))


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
