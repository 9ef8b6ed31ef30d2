"""Labels and values on lines of their own: cells of a table, ``<dt>`` and ``<dd>``, a label above its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from summarizer.data import Region
from summarizer.parse.notice.credits import Field, is_plausible, lone_label, read_fields
from summarizer.parse.notice.people import is_name
from summarizer.parse.notice.phrases import plain
from summarizer.parse.told import Noticed

_LONGEST = 60  # characters of a value
_LABEL = 16  # and of a label


def pair_up(lines: Sequence[Noticed]) -> dict[int, str]:
    """The role of each line that holds nothing but a label, where the next line is its value.

    In the body a label needs its colon, a value that is nothing but a personal name, or another label of the same kind
    two lines on or two lines back: rows of a table below the text.
    """
    pairs: dict[int, str] = {}
    labels = [lone_label(plain(line.text)) if len(line.text) <= _LABEL else None for line in lines]
    for number, (line, value) in enumerate(pairwise(lines)):
        if number - 1 in pairs or line.region is not value.region or line.region is Region.OUTSIDE:
            continue
        around = (*labels[max(0, number - 2) : number - 1], *labels[number + 2 : number + 3])
        role = labels[number]
        if role and (any(around) or _is_clear(line, value)) and _is_value(role, value):
            pairs[number] = role
    return pairs


def _is_clear(line: Noticed, value: Noticed) -> bool:
    """Is the label one for sure, and no heading in the text?"""
    marked = line.region is not Region.BODY or bool(re.search(r"[:|]\s*$", plain(line.text)))
    return marked or is_name(plain(value.text.strip()))


def _is_value(role: str, line: Noticed) -> bool:
    flat = plain(line.text)
    if not 0 < len(flat) <= _LONGEST or lone_label(flat) or read_fields(flat):
        return False
    return role == "junk" or is_plausible(Field(role, 0, 0, len(flat)), flat)
