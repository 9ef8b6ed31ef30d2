"""How long a test lets its work take: bounds that tell work in proportion to the text from work that never ends."""

from __future__ import annotations

from coverage import Coverage

_MEASURED = 3  # lines that are counted take so many times as long, on a busy machine


def seconds(most: float) -> float:
    """``most`` seconds of processor time, and more where coverage counts every line."""
    return most * (_MEASURED if Coverage.current() else 1)
