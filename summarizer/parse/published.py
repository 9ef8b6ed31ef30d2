"""When the article was published: what stands between headline and text first, then metadata, then what
stands above the headline or below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from summarizer.data import Region
from summarizer.parse.blocks import Block
from summarizer.parse.dates import Stamp, day_without_year, find_date
from summarizer.parse.layout import Layout
from summarizer.parse.metadata import Metadata

_BELOW = 15  # lines below the body that may tell the time
_ABOVE = 5  # lines above the headline
_LABEL = re.compile(
    r"(?i)发表|發表|发布|發布|发帖|时间|時間|日期|更新|本[贴帖]|posted|published|date|第?\s?\d{1,3}\s?版|版次"
)
_POSTED = re.compile(
    r"(?i)\W{0,3}(?:posted\s?(?:@|on|by)|本[文贴帖]由.{1,24}于|(?:发布|发表)(?:时间|日期|于)\s?[:：]?)"
)
_PUBLISHED = re.compile("(?:发布|發布|发表|發表|发稿|刊发|首发)(?:时间|時間|日期|于|於)?")
_UPDATED = re.compile("(?:更新|修改|编辑|编辑于|最后)(?:时间|時間|日期|于|於)?[:：\\s]*$")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)")


def find_published(layout: Layout, meta: Metadata, url: str | None) -> str | None:
    """ISO 8601 with offset; the date only where no time is given."""
    blocks = layout.survey.blocks
    lines = layout.lines(Region.HEAD)
    head = _stamps(blocks[n].text for n in lines)
    top = lines[0] if lines else layout.first
    above = _stamps(text for n in range(top - 1, max(-1, top - 1 - _ABOVE), -1) if len(text := blocks[n].text) < 80)
    edge = range(max(layout.first, layout.last - 1), min(len(blocks), layout.last + _BELOW))
    posted = _stamps(
        blocks[n].text for n in range(max(layout.first, layout.last - 4), layout.last) if _is_posted(blocks[n])
    )
    below = posted + _stamps(text for n in edge if len(text := blocks[n].text) < 80 and _LABEL.search(text))
    given = [meta.published] if meta.published else []
    every = [*head, *given, *above, *below]
    best = next((stamp for stamp in every if stamp.timed), every[0] if every else None)
    if best is None or not best.timed:
        day = best.iso if best else _from_address(url)
        return (_timed(day, [blocks[n].text for n in lines]) if day else None) or day
    return best.iso


def _is_posted(block: Block) -> bool:
    """A line in the text that a blog sets below it: posted @ 2022-08-09, 本文由某人于 2020-06-01 发布."""
    return len(block.text) < 80 and bool(_POSTED.match(block.text))


def _timed(day: str, texts: Iterable[str]) -> str | None:
    """The time of day beside ``11月30日`` in one of the lines, where that is the day."""
    stamps = (stamp for text in texts if (stamp := day_without_year(text)))
    return next((day + stamp.iso[10:] for stamp in stamps if stamp.timed and stamp.iso[5:10] == day[5:10]), None)


def _stamps(texts: Iterable[str]) -> list[Stamp]:
    """The dates of lines in order, those of an update last."""
    first: list[Stamp] = []
    last: list[Stamp] = []
    for text in texts:
        published = _PUBLISHED.search(text)
        stamp = (find_date(text[published.end() :]) if published else None) or find_date(text)
        if stamp:
            (last if not published and _UPDATED.search(text[: stamp.start]) else first).append(stamp)
    return first + last


def _from_address(url: str | None) -> str | None:
    match = _IN_ADDRESS.search(url or "")
    return "-".join(match.groups()) if match else None
