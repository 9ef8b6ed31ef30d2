"""How long an abstract is to be, and how that is measured."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.errors import InputError
from summarizer.messages import say


@dataclass(frozen=True, slots=True)
class Window:
    """At least ``least`` and at most ``most`` characters, white space not counted."""

    least: int
    most: int


_NAMED = {"short": Window(15, 40), "standard": Window(70, 130), "long": Window(150, 260)}
_TOLERANCE = 0.2  # of a demanded number of characters


def window(length: str | int) -> Window:
    """``short`` (15 to 40), ``standard`` (70 to 130), ``long`` (150 to 260), or a number within a fifth.

    Raises ``InputError`` for anything else.
    """
    if isinstance(length, str) and length in _NAMED:
        return _NAMED[length]
    if isinstance(length, str) and not (length.isascii() and length.isdigit()):
        raise InputError(say("summarize.bad-length", length=length), code="bad-length")
    asked = int(length)
    if not 10 <= asked <= 10_000:
        raise InputError(say("summarize.bad-length", length=length), code="bad-length")
    return Window(int(asked * (1 - _TOLERANCE)), int(asked * (1 + _TOLERANCE)))


def measure(text: str) -> int:
    """Characters of ``text``, white space not counted."""
    return len("".join(text.split()))
