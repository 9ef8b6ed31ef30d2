"""Where a line of Chinese may end on a terminal: not before ，。”, not after （“, never inside a number or a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_OPENING = "（《「『“‘【〔〈"
_CLOSING = "，。！？；：、）》」』”’】〕〉…—·％℃°"
# What stays together: a run of ASCII or one character, what opens before it, what closes after it, the space behind.
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~]+|.)?[{_CLOSING}]*\s*", re.DOTALL)


def wrapped(text: Text, cells: int) -> Iterator[Text]:
    """``text`` in lines of at most ``cells`` terminal cells, without the spaces at their ends."""
    for paragraph in text.split("\n", allow_blank=True):
        for line in paragraph.divide(breaks(paragraph.plain, cells)):
            line.rstrip()
            yield line


def breaks(text: str, cells: int) -> list[int]:
    """Where in ``text`` new lines begin; only a unit that is wider than a line is cut."""
    found: list[int] = []
    used = 0
    for unit in _UNIT.finditer(text):
        width = cell_len(unit[0].rstrip())
        if used and used + width > cells:
            found.append(unit.start())
            used = 0
        if width <= cells:
            used += cell_len(unit[0])
            continue
        for place, char in enumerate(unit[0], start=unit.start()):
            if used and used + cell_len(char) > cells:
                found.append(place)
                used = 0
            used += cell_len(char)
    return found
