"""``@supports``: would a browser of today take what is asked for (CSS Conditional 5, 2)?

What the readers of properties know is asked of them; any other property, and any other question, counts as supported.
"""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.parse.sight.properties import expand, is_known
from summarizer.parse.sight.selectors import is_valid

_MAX_DEPTH = 12
_OPERATOR = re.compile(r"(?<!\s)\s+(and|or)\s+", re.IGNORECASE)


@lru_cache(maxsize=512)
def supported(text: str, depth: int = 0) -> bool:
    """The answer to the condition of an ``@supports`` rule."""
    text = text.strip()
    if depth > _MAX_DEPTH or not text:
        return True
    if re.match(r"not[\s(]", text, re.IGNORECASE):
        return not supported(text[3:], depth + 1)
    parts, operators = _split(text)
    if len(parts) > 1:
        answers = [supported(part, depth + 1) for part in parts]
        return any(answers) if operators[0] == "or" else all(answers)
    return _declares(text, depth)


def _declares(text: str, depth: int) -> bool:
    """A single question: ``(name: value)``, ``selector(…)``, or another condition in brackets."""
    called = re.fullmatch(r"([\w-]*)\((.*)\)", text, re.DOTALL)
    if not called or called[1]:
        return not called or called[1].lower() != "selector" or is_valid(called[2])
    inside = called[2].strip()
    if inside.startswith("(") or re.match(r"not[\s(]", inside, re.IGNORECASE):
        return supported(inside, depth + 1)
    name, colon, value = inside.partition(":")
    name = name.strip().lower()
    return not colon or not is_known(name) or bool(expand(name, value.strip()))


def _split(text: str) -> tuple[list[str], list[str]]:
    """The parts of a condition between the ``and`` and ``or`` that stand in no bracket."""
    parts, operators, last = [], [], 0
    for found in _OPERATOR.finditer(text):
        before = text[: found.start()]
        if before.count("(") == before.count(")"):
            parts.append(text[last : found.start()])
            operators.append(found[1].lower())
            last = found.end()
    return [*parts, text[last:]], operators
