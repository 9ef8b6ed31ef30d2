"""A page in, an article or a whole reading out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.data import Article, Decode, Line, Page, Reading, Region
from summarizer.parse.blocks import survey
from summarizer.parse.layout import Layout, lay_out
from summarizer.parse.metadata import Metadata, read_metadata
from summarizer.parse.notice import read_notice
from summarizer.parse.published import find_published
from summarizer.parse.reading import read_lines
from summarizer.parse.site import Site, site_of
from summarizer.parse.tree import Tree, plant
from summarizer.text.decode import Decoded, decode

MAX_BELOW = 80  # lines below the article that are searched for a notice of the whole site


@dataclass(frozen=True, slots=True)
class _Read:
    """An article, the tree it was read from, and where on it things stand."""

    article: Article
    tree: Tree
    layout: Layout


def read_article(page: Page) -> Article:
    """The article of a page: title, paragraphs, images, notice, warnings. Never raises for odd markup."""
    return _read(page).article


def read_page(page: Page) -> Reading:
    """The article, and all of the page around it: every displayed line, what is hidden, every link."""
    read = _read(page)
    regions = {
        text: region
        for block, region in zip(read.layout.survey.blocks, read.layout.regions, strict=True)
        if region is not Region.OUTSIDE
        for text in block.texts
    }
    whole = read_lines(read.tree, page, regions)
    return Reading(read.article, tuple(whole.lines), tuple(whole.hidden), tuple(whole.links))


def _read(page: Page) -> _Read:
    decoded, digest = _decoded(page)
    tree = plant(decoded.text)
    site = site_of(page.url)
    meta = read_metadata(tree, page.url)
    layout = lay_out(survey(tree), meta.titles, site, page.url)
    lines = _lines(tree, layout)
    reading = read_notice(lines, title=layout.title, url=page.url, site=site)
    article = Article(
        url=page.url,
        canonical_url=meta.canonical_url,
        site=_site_name(site, meta),
        title=layout.title,
        published=find_published(layout, meta, page.url),
        language=meta.language,
        paragraphs=_paragraphs(lines, reading.cuts),
        images=tuple(layout.part.images),
        notice=reading.notice,
        warnings=tuple(reading.warnings),
        decode=Decode(decoded.encoding, decoded.replaced),
        sha256=digest,
    )
    return _Read(article, tree, layout)


def _lines(tree: Tree, layout: Layout) -> list[Line]:
    """The article's lines in order, then the unlinked lines below it, where notices of the whole site stand."""
    found = layout.survey
    kept = [n for n, region in enumerate(layout.regions) if region is not Region.OUTSIDE]
    below = range(kept[-1] + 1 if kept else 0, len(found.blocks))
    rest = [n for n in below if found.blocks[n].linked < len(found.blocks[n].text)][-MAX_BELOW:]
    places = ((n, tree.place(found.boxes[found.blocks[n].box].node)) for n in (*kept, *rest))
    return [Line(found.blocks[n].text, *place, layout.regions[n]) for n, place in places]


def _site_name(site: Site | None, meta: Metadata) -> str | None:
    return site.name if site else meta.site


def _decoded(page: Page) -> tuple[Decoded, str]:
    if isinstance(page.content, str):
        content = page.content.encode("utf-8", "surrogatepass")
        return Decoded(page.content, "utf-8", page.content.count("\ufffd")), hashlib.sha256(content).hexdigest()
    return decode(page.content, page.content_type), hashlib.sha256(page.content).hexdigest()


def _paragraphs(lines: Sequence[Line], cuts: Sequence[tuple[int, int, int]]) -> tuple[str, ...]:
    """The body's lines without the stretches that belong to the notice."""
    texts = {n: line.text for n, line in enumerate(lines) if line.region is Region.BODY}
    for n, start, end in sorted(cuts, reverse=True):
        if n in texts:
            texts[n] = (texts[n][:start] + texts[n][end:]).strip()
    return tuple(text for text in texts.values() if text)
