"""Names in an abstract that can be told without a model: by quotation marks, by what follows."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from summarizer.text.surnames import surnames

# 《…》 and “…” are quoted to the letter or not at all.
_QUOTED = re.compile(r"《([^《》]{2,40})》|“([^“”]{2,20})”")


def find_names(text: str) -> Iterator[str]:
    """Titles, quotations and people that ``text`` names, as far as their form gives them away."""
    for match in _QUOTED.finditer(text):
        yield match.group(1) or match.group(2)
    for match in _person().finditer(text):
        yield match.group(1)


_FREQUENT = 100  # surnames: what begins with one of these and is followed so is a person


@cache
def _person() -> re.Pattern[str]:
    """A surname, one or two characters, then a word that only people are followed by."""
    listed = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    given = rf"[^\W\d_{listed['not_given']}]{{1,2}}"
    return re.compile(
        rf"(?<![\u4e00-\u9fff])([{''.join(sorted(surnames(_FREQUENT)))}]{given})(?={'|'.join(listed['followed_by'])})"
    )
