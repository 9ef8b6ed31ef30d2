"""Differences as the checker writes them: ``[-what is gone-]`` and ``{+what is new+}`` inside the words around."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIFFERENCE = re.compile(r"\[-(?P<gone>.*?)-\]|\{\+(?P<new>.*?)\+\}", re.DOTALL)


def difference(marked: str) -> Iterator[tuple[str, str]]:
    """``[-gone-]`` and ``{+new+}`` as ``(same|gone|new, text)``."""
    end = 0
    for match in _DIFFERENCE.finditer(marked):
        if match.start() > end:
            yield "same", marked[end : match.start()]
        kind = "gone" if match["gone"] is not None else "new"
        yield kind, match[kind]
        end = match.end()
    if end < len(marked):
        yield "same", marked[end:]
