"""The regions that a reading gives to text: those of the article's lines, and of what stands among them.

The layout names lines that speak for the article. A line inside the element that holds the article, above any heading
of related links, belongs to it too, whatever it says (阅读原文, a code to scan, text that a style sheet adds).
"""

from __future__ import annotations

from itertools import takewhile

from summarizer.data import Region
from summarizer.parse.edges import edges
from summarizer.parse.layout import Layout, leads_on
from summarizer.parse.part import FILE_NAME

_WHOLE_PAGE = frozenset({"html", "body"})
# An element in which less than this share of the characters is the article's holds more than an article.
_MOSTLY = 0.6


def places(layout: Layout) -> dict[int, Region]:
    """Regions of text nodes and elements by ``mem_id``, for ``read_lines``; the innermost decides."""
    regions: dict[int, Region] = {
        text: region
        for block, region in zip(layout.survey.blocks, layout.regions, strict=True)
        if region is not Region.OUTSIDE
        for text in block.texts
    }
    box = _container(layout)
    if box is None:
        return regions
    found = layout.survey.boxes[box]
    regions[found.node.mem_id] = Region.NOTICE
    inside = range(found.first, found.last)
    among = set(takewhile(lambda n: not _ends_article(layout, n), inside))
    for n in inside:
        block = layout.survey.blocks[n]
        if layout.regions[n] is Region.OUTSIDE and (n not in among or FILE_NAME.match(block.text)):
            regions.update(dict.fromkeys(block.texts, Region.OUTSIDE))
    return regions


def _container(layout: Layout) -> int | None:
    """The box of the body, unless it is the page or holds much besides the article."""
    if layout.body is None:
        return None
    box = layout.survey.boxes[layout.body.box]
    lines = range(box.first, box.last)
    whole = sum(len(layout.survey.blocks[n].text) for n in lines)
    own = sum(len(layout.survey.blocks[n].text) for n in lines if layout.regions[n] is not Region.OUTSIDE)
    return layout.body.box if box.tag not in _WHOLE_PAGE and own >= _MOSTLY * whole else None


def _ends_article(layout: Layout, n: int) -> bool:
    """A heading below the body after which other articles, comments or tools follow."""
    text = layout.survey.blocks[n].text
    return (
        n >= layout.last
        and layout.regions[n] is Region.OUTSIDE
        and bool(edges().stop.match(text))
        and not leads_on(text)
    )
