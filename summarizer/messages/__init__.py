"""The message catalogue: everything the program says to people, in Chinese and in English, in TOML files by subject.

``say("fetch.private-address", host="10.0.0.1")`` looks up table ``private-address`` of ``fetch.toml``; its ``zh`` and
``en`` are ``str.format`` templates.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from summarizer.data import Message


@cache
def _catalogue(subject: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__name__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))


def say(key: str, **slots: object) -> Message:
    """The message named ``subject.name`` with its slots filled. A slot that is a ``Message`` is put in each language.

    Raises ``KeyError`` for a name not in the catalogue.
    """
    subject, _, name = key.partition(".")
    entry = _catalogue(subject)[name]
    return Message(**{lang: entry[lang].format(**_in_language(slots, lang)) for lang in ("zh", "en")})


def _in_language(slots: dict[str, object], lang: str) -> dict[str, object]:
    return {name: slot.in_language(lang) if isinstance(slot, Message) else slot for name, slot in slots.items()}
