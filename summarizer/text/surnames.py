"""Chinese surnames: which there are, which are common, and which give a name away in running text."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def surnames(most: int | None = None) -> frozenset[str]:
    """Surnames of one character; with ``most`` only so many of the most frequent."""
    return frozenset(_listed()["single"][:most])


@cache
def telling_surnames() -> frozenset[str]:
    """Surnames of one character that are seldom another word."""
    return surnames().difference(_listed()["words"])


@cache
def compound_surnames() -> frozenset[str]:
    """Surnames of two characters."""
    return frozenset(_listed()["compound"])


@cache
def _listed() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("surnames.toml").read_text(encoding="utf-8"))
