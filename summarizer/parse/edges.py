"""The patterns of ``edges.toml``: how the edges of an article look."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LINES = ("stop", "head", "tail", "credit", "rights", "promotion", "inserted")
_LEAD = r"[\s\W_]{0,4}"


@dataclass(frozen=True, slots=True)
class Edges:
    """The patterns of ``edges.toml``, compiled."""

    stop: re.Pattern[str]
    head: re.Pattern[str]
    tail: re.Pattern[str]
    credit: re.Pattern[str]
    rights: re.Pattern[str]
    promotion: re.Pattern[str]
    inserted: re.Pattern[str]
    boxes: frozenset[str]
    tags: frozenset[str]
    readers: frozenset[str]


@cache
def edges() -> Edges:
    data = tomllib.loads(files(__package__).joinpath("edges.toml").read_text(encoding="utf-8"))
    lines = {name: re.compile(_LEAD + "(?:" + "|".join(data[name]) + ")", re.I) for name in _LINES}
    names = {name: frozenset(data[name]) for name in ("boxes", "tags", "readers")}
    return Edges(
        stop=lines["stop"],
        head=lines["head"],
        tail=lines["tail"],
        credit=lines["credit"],
        rights=lines["rights"],
        promotion=lines["promotion"],
        inserted=lines["inserted"],
        boxes=names["boxes"],
        tags=names["tags"],
        readers=names["readers"],
    )
