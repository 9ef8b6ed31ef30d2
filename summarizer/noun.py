"""What all nouns share: how they become JSON; and the smallest of them, a sentence in two languages."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


def _plain(value: Any) -> Any:
    """Turn a noun, or anything inside one, into what ``json`` writes."""
    if isinstance(value, Noun):
        return value.to_dict()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


class Noun:
    """Base of everything that has a JSON form."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, with absent values as ``None`` or ``[]``."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Message(Noun):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.zh
