"""Lists whose members belong together, paired wrongly: ``甲、乙分别在丙、丁``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.summarize.passages import Passages, fold

_LONGEST_NAME = 8  # what is longer says what was done, in words that may be anybody's
_NEAR = 16  # characters between the first list and 分别; beyond, 分别 speaks of something else
_LIST = re.compile(r"[\w·]{2,20}(?:、[\w·]{2,20})+")


def mispaired(sentence: str, article: Passages) -> Iterator[str]:
    """The second list of ``A、B分别X、Y`` where the article pairs its members otherwise."""
    before, word, after = sentence.partition("分别")
    first, second = list(_LIST.finditer(before)), _LIST.search(after)
    if not (word and first and second) or len(before) - first[-1].end() > _NEAR:
        return
    ones, others = first[-1].group().split("、"), second.group().split("、")
    if len(ones) != len(others) or max(map(len, others[:-1])) > _LONGEST_NAME:
        return
    for place, one in enumerate(ones):
        met = [_together(fold(one), fold(other), article) for other in others]
        if not met[place] and any(met):
            yield second.group()
            return


def _together(one: str, other: str, article: Passages) -> bool:
    """Whether one sentence names both. What leads up to a name, or follows it, is left aside."""
    return any(
        any(one[-size:] in source for size in (4, 3, 2) if len(one) >= size) and other[:2] in source
        for source in article.sentences
    )
