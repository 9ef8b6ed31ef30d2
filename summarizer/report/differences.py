"""Differences as the checker writes them: ``[-what is gone-]`` and ``{+what is new+}`` inside the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = re.compile(r"\[-|\{\+")
_MARKS = {"[-": ("gone", "-]"), "{+": ("new", "+}")}


def difference(marked: str) -> Iterator[tuple[str, str]]:
    """``[-gone-]`` and ``{+new+}`` as ``(same|gone|new, text)``."""
    end = 0
    marks = dict(_MARKS)
    for opening in _OPENING.finditer(marked):
        if opening.start() < end or opening[0] not in marks:
            continue
        kind, closing = marks[opening[0]]
        close = marked.find(closing, opening.end())
        if close < 0:  # then none of this kind is closed from here on: not looked for again
            del marks[opening[0]]
            continue
        if opening.start() > end:
            yield "same", marked[end : opening.start()]
        yield kind, marked[opening.end() : close]
        end = close + len(closing)
    if end < len(marked):
        yield "same", marked[end:]
