"""CSS lengths in px, without layout: percentages count against the size they are given, ``calc()`` is worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

VIEWPORT = (1280.0, 800.0)
_UNITS = {
    "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "q": 0.24 / 0.254,
    "vw": VIEWPORT[0] / 100, "vh": VIEWPORT[1] / 100, "vmin": 8.0, "vmax": 12.8, "dvh": 8.0, "dvw": 12.8, "svh": 8.0,
    "lvh": 8.0, "svw": 12.8, "lvw": 12.8,
}  # fmt: skip
_EM = {"em": 1.0, "ex": 0.5, "ch": 0.5, "ic": 1.0, "cap": 0.7, "lh": 1.2}
UNSIGNED = r"(?:\d*\.\d+|\d+)"
NUMBER = rf"[+-]?{UNSIGNED}(?:e[+-]?\d+)?"
_LENGTH = re.compile(rf"({NUMBER})([a-z]+|%)?", re.IGNORECASE)
_MATH = re.compile(r"(?:-webkit-)?(?:calc|min|max|clamp)\(", re.IGNORECASE)
_TOKEN = re.compile(rf"\s*(?:((?:calc|min|max|clamp)?\()|({NUMBER})([a-z]+|%)?|([-+*/,)]))", re.IGNORECASE)
_MAX_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Metrics:
    """What relative units count against, in px."""

    font: float = 16.0
    root: float = 16.0
    whole: float = 0.0  # 100 %


def is_length(value: str, quirks: bool = False) -> bool:
    """Is this a valid length, percentage or calculation? Numbers without unit are one only if 0, or in quirks mode."""
    found = _LENGTH.fullmatch(value)
    if not found:
        return bool(_MATH.match(value)) and value.endswith(")")
    unit = (found[2] or "").lower()
    if not unit:
        return quirks or float(found[1]) == 0
    return unit in ("%", "rem") or unit in _UNITS or unit in _EM


def pixels(value: str, metrics: Metrics) -> float | None:
    """The length in px; ``None`` for keywords and what cannot be worked out."""
    found = _LENGTH.fullmatch(value)
    if found:
        return _scaled(float(found[1]), found[2], metrics)
    return _calculated(value, metrics) if _MATH.match(value) else None


def _scaled(number: float, unit: str | None, metrics: Metrics) -> float | None:
    unit = (unit or "px").lower()
    if unit == "%":
        return number * metrics.whole / 100
    if unit == "rem":
        return number * metrics.root
    if unit in _EM:
        return number * _EM[unit] * metrics.font
    scale = _UNITS.get(unit)
    return number * scale if scale is not None else None


@lru_cache(maxsize=1024)
def _calculated(value: str, metrics: Metrics) -> float | None:
    """``calc()``, ``min()``, ``max()`` and ``clamp()`` by operator precedence; ``None`` if malformed."""
    tokens: list[float | str | None] = []
    position = 0
    value = value.removeprefix("-webkit-")
    while position < len(value.rstrip()) and len(tokens) < _MAX_TOKENS:
        found = _TOKEN.match(value, position)
        if not found:
            return None
        number = _scaled(float(found[2]), found[3], metrics) if found[2] else None
        # "10px -5px" reads as a subtraction where a number follows a number
        if number is not None and tokens and isinstance(tokens[-1], float):
            tokens.append("+")
        tokens.append(number if found[2] else str(found[1] or found[4]).lower())
        position = found.end()
    try:
        return _evaluate(tokens)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return None


def _evaluate(tokens: list[float | str | None]) -> float:
    """Shunting-yard; function arguments are gathered in lists."""
    stack: list[tuple[str, list[float]]] = []
    values: list[float] = []
    operators: list[str] = []
    rank = {"+": 1, "-": 1, "*": 2, "/": 2}

    def reduce(limit: int) -> None:
        while operators and rank.get(operators[-1], 0) >= limit:
            mark, right, left = operators.pop(), values.pop(), values.pop()
            values.append(
                {"+": left + right, "-": left - right, "*": left * right}[mark] if mark != "/" else left / right
            )

    for mark in tokens:
        if mark is None:
            raise ValueError("a length that cannot be worked out")
        if isinstance(mark, float):
            values.append(mark)
        elif mark in rank:
            reduce(rank[mark])
            operators.append(mark)
        elif mark.endswith("("):
            stack.append((mark, []))
            operators.append(mark)
        else:
            reduce(1)
            stack[-1][1].append(values.pop())
            if mark == ")":
                operators.pop()
                name, arguments = stack.pop()
                values.append(_applied(name, arguments))
    reduce(1)
    (result,) = values
    return result


def _applied(name: str, arguments: list[float]) -> float:
    if name == "min(":
        return min(arguments)
    if name == "max(":
        return max(arguments)
    if name == "clamp(":
        low, middle, high = arguments
        return max(low, min(middle, high))
    (value,) = arguments
    return value
