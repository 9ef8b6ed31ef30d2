"""A page in, an article or a whole reading out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.data import Article, Decode, Line, Page, Reading, Region
from summarizer.parse.blocks import Survey, survey
from summarizer.parse.body import find_body
from summarizer.parse.metadata import read_metadata
from summarizer.parse.notice import read_notice
from summarizer.parse.reading import read_lines
from summarizer.parse.regions import regions_of
from summarizer.parse.site import site_of
from summarizer.parse.tree import Tree, plant
from summarizer.text.decode import Decoded, decode


@dataclass(frozen=True, slots=True)
class _Read:
    """An article with the tree it was read from, and the region of each line."""

    article: Article
    tree: Tree
    found: Survey
    regions: list[Region]


def read_article(page: Page) -> Article:
    """The article of a page: title, paragraphs, images, notice, warnings. Never raises for odd markup."""
    return _read(page).article


def read_page(page: Page) -> Reading:
    """The article, and all of the page around it: every displayed line, what is hidden, every link."""
    read = _read(page)
    regions = {
        text: region
        for block, region in zip(read.found.blocks, read.regions, strict=True)
        if region is not Region.OUTSIDE
        for text in block.texts
    }
    whole = read_lines(read.tree, page, regions)
    return Reading(read.article, tuple(whole.lines), tuple(whole.hidden), tuple(whole.links))


def _read(page: Page) -> _Read:
    decoded, digest = _decoded(page)
    tree = plant(decoded.text)
    found = survey(tree)
    meta = read_metadata(tree, page.url)
    regions = regions_of(found, find_body(found), meta.title)
    kept = [n for n, region in enumerate(regions) if region is not Region.OUTSIDE]
    lines = [
        Line(found.blocks[n].text, *tree.place(found.boxes[found.blocks[n].box].node), regions[n])
        for n in (*kept, *_below(kept, found))
    ]
    reading = read_notice(lines, title=meta.title, url=page.url, site=site_of(page.url))
    article = Article(
        url=page.url,
        canonical_url=meta.canonical_url,
        site=meta.site,
        title=meta.title,
        published=meta.published,
        language=meta.language,
        paragraphs=_paragraphs(lines, reading.cuts),
        images=(),
        notice=reading.notice,
        warnings=tuple(reading.warnings),
        decode=Decode(decoded.encoding, decoded.replaced),
        sha256=digest,
    )
    return _Read(article, tree, found, regions)


def _decoded(page: Page) -> tuple[Decoded, str]:
    if isinstance(page.content, str):
        content = page.content.encode("utf-8", "surrogatepass")
        return Decoded(page.content, "utf-8", page.content.count("\ufffd")), hashlib.sha256(content).hexdigest()
    return decode(page.content, page.content_type), hashlib.sha256(page.content).hexdigest()


def _below(kept: Sequence[int], found: Survey) -> list[int]:
    """Lines below the article that may speak for the whole site: footers."""
    if not kept:
        return []
    below = range(kept[-1] + 1, len(found.blocks))
    return [n for n in below if found.blocks[n].linked < len(found.blocks[n].text)][-80:]


def _paragraphs(lines: Sequence[Line], cuts: Sequence[tuple[int, int, int]]) -> tuple[str, ...]:
    """The body's lines without the stretches that belong to the notice."""
    texts = {n: line.text for n, line in enumerate(lines) if line.region is Region.BODY}
    for n, start, end in sorted(cuts, reverse=True):
        if n in texts:
            texts[n] = (texts[n][:start] + texts[n][end:]).strip()
    return tuple(text for text in texts.values() if text)
