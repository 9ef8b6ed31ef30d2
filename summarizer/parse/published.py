"""When the article was published: what stands between headline and text first, then metadata, then what
stands above the headline or below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.data import Region
from summarizer.parse.dates import Stamp, find_date
from summarizer.parse.layout import Layout
from summarizer.parse.metadata import Metadata

_BELOW = 15  # lines below the body that may tell the time
_ABOVE = 5  # lines above the headline
_LABEL = re.compile(
    r"(?i)发表|發表|发布|發布|发帖|时间|時間|日期|更新|本[贴帖]|posted|published|date|第?\s?\d{1,3}\s?版|版次"
)
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")


def find_published(layout: Layout, meta: Metadata, url: str | None) -> str | None:
    """ISO 8601 with offset; the date only where no time is given."""
    blocks = layout.survey.blocks
    lines = layout.lines(Region.HEAD)
    head = _stamps(blocks[n].text for n in lines)
    top = lines[0] if lines else layout.first
    above = _stamps(text for n in range(top - 1, max(-1, top - 1 - _ABOVE), -1) if len(text := blocks[n].text) < 80)
    edge = range(max(layout.first, layout.last - 1), min(len(blocks), layout.last + _BELOW))
    below = _stamps(text for n in edge if len(text := blocks[n].text) < 80 and _LABEL.search(text))
    given = [meta.published] if meta.published else []
    every = [*head, *given, *above, *below]
    best = next((stamp for stamp in every if stamp.timed), every[0] if every else None)
    return best.iso if best else _from_address(url)


def _stamps(texts: Iterable[str]) -> list[Stamp]:
    return [stamp for text in texts if (stamp := find_date(text))]


def _from_address(url: str | None) -> str | None:
    match = _IN_ADDRESS.search(url or "")
    return "-".join(match.groups()) if match else None
