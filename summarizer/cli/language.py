"""Which language to speak: the flag, then ``SUMMARIZER_LANG``, then the locale; Chinese where none of them says."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from summarizer.report.console import Lang

_SILENT = ("", "c", "posix")


def from_environment(environment: Mapping[str, str] = os.environ) -> Lang:
    """The language of the locale: English for any that is neither Chinese nor silent (``C``, ``POSIX``, unset)."""
    names = ("SUMMARIZER_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    plain = locale.partition(".")[0].lower()
    return "zh" if plain in _SILENT or plain.startswith("zh") else "en"


def from_arguments(arguments: Sequence[str]) -> Lang:
    """The language for help and for messages about the arguments themselves, before these are understood."""
    for flag, value in zip(arguments, [*arguments[1:], ""], strict=False):
        asked = value if flag == "--lang" else flag.removeprefix("--lang=")
        if asked in ("zh", "en") and flag.startswith("--lang"):
            return "zh" if asked == "zh" else "en"
    return from_environment()
