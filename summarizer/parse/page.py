"""A page in, an article or a whole reading out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.data import Article, Decode, Image, Page, Reading, Region, Sight, Warning
from summarizer.parse.blocks import survey
from summarizer.parse.dates import from_metadata
from summarizer.parse.language import language_of
from summarizer.parse.layout import Layout, lay_out
from summarizer.parse.metadata import Metadata, read_metadata
from summarizer.parse.notice.reader import read_notice
from summarizer.parse.oddities import oddities
from summarizer.parse.places import places
from summarizer.parse.published import find_published
from summarizer.parse.sight.reading import Lines, read_lines
from summarizer.parse.site import Site, find_site
from summarizer.parse.told import Told
from summarizer.parse.tree import MAX_DEPTH, Tree, plant
from summarizer.parse.unlabelled import complete
from summarizer.parse.wall import missing_evidence, next_page, warn
from summarizer.text.decode import Decoded, decode

MAX_PAGES = 30  # of one article


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of an article: most articles have one."""

    page: Page
    decoded: Decoded
    tree: Tree
    site: Site | None
    meta: Metadata
    layout: Layout


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article, the documents it was read from, and the lines that the notice was read from."""

    article: Article
    pieces: tuple[Piece, ...]
    lines: tuple[Told, ...]


def read_article(page: Page) -> Article:
    """The article of a page: title, paragraphs, images, notice, warnings. Never raises for odd markup.

    The pages in ``page.following`` are read as its continuation.
    """
    return parse_page(page).article


def read_page(page: Page) -> Reading:
    """The article, and all of the page around it: every displayed line, what is hidden, every link."""
    parsed = parse_page(page)
    whole = Lines()
    for piece in parsed.pieces:
        _append(whole, read_lines(piece.tree, piece.page, places(piece.layout)))
    known = {warning.code for warning in parsed.article.warnings}
    more = tuple(warning for warning in whole.warnings if warning.code not in known)
    article = replace(parsed.article, warnings=parsed.article.warnings + more) if more else parsed.article
    return Reading(article, tuple(whole.lines), tuple(whole.hidden), tuple(whole.links))


def parse_page(page: Page) -> Parsed:
    """The article together with how it was read; ``read_article`` for those who want to know why."""
    pieces = tuple(_pieces(page))
    first = pieces[0]
    lines = tuple(_lines(pieces))
    reading = read_notice(lines, title=first.layout.title, url=page.url, site=first.site)
    paragraphs = _paragraphs(lines, reading.cuts)
    article = Article(
        url=page.url,
        canonical_url=first.meta.canonical_url,
        site=first.site.name if first.site else first.meta.site,
        title=first.layout.title,
        published=find_published(first.layout, first.meta, page.url) or _in_script(first),
        language=language_of(first.meta.language, paragraphs),
        paragraphs=paragraphs,
        images=tuple(_images(pieces)),
        notice=complete(reading.notice, first.tree, first.site, first.meta, lines),
        warnings=(),
        decode=Decode(first.decoded.encoding, sum(piece.decoded.replaced for piece in pieces)),
        sha256=_digest(page.content),
    )
    warnings = (*_evidence(pieces), *oddities(article, first.layout, first.meta, page), *reading.warnings)
    return Parsed(replace(article, warnings=tuple(dict.fromkeys(warnings))), pieces, lines)


def _pieces(page: Page) -> Iterator[Piece]:
    """The page and those that continue it; one that only repeats the first is left out."""
    first = _piece(page)
    yield first
    seen = set(_body(first.layout))
    for following in page.following[:MAX_PAGES]:
        piece = _piece(following)
        body = _body(piece.layout)
        if not seen.issuperset(body):
            yield piece
            seen.update(body)


def _in_script(piece: Piece) -> str | None:
    """The time where the site's template keeps it in a script."""
    for pattern in piece.site.published if piece.site else ():
        match = re.search(pattern, piece.decoded.text)
        if match and (stamp := from_metadata(match[1])):
            return stamp.iso
    return None


def _piece(page: Page) -> Piece:
    decoded = _decoded(page.content, page.content_type)
    tree = plant(decoded.text)
    found = survey(tree)
    if found.depth > MAX_DEPTH:
        tree = plant(decoded.text, measure=True)
        found = survey(tree)
    meta = read_metadata(tree, page.url)
    site = find_site(page.url, meta.canonical_url)
    return Piece(page, decoded, tree, site, meta, lay_out(found, meta.titles, site, page.url))


def planted(page: Page) -> Tree:
    """The tree alone of a page."""
    return plant(_decoded(page.content, page.content_type).text)


def _decoded(content: bytes | str, content_type: str | None) -> Decoded:
    if isinstance(content, str):
        return Decoded(content, "utf-8", content.count("\ufffd"))
    return decode(content, content_type)


def _digest(content: bytes | str) -> str:
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _body(layout: Layout) -> list[str]:
    return [layout.survey.blocks[n].text for n in layout.lines(Region.BODY)]


def _lines(pieces: Sequence[Piece]) -> Iterator[Told]:
    """The article's lines in order, then those below it that may be a notice of the whole site."""
    for number, piece in enumerate(pieces):
        kept = [n for n, region in enumerate(piece.layout.regions) if region is not Region.OUTSIDE]
        yield from (_line(piece, n) for n in kept if not number or piece.layout.regions[n] is not Region.HEAD)
    yield from (_line(pieces[-1], n) for n in pieces[-1].layout.footers())


def _line(piece: Piece, n: int) -> Told:
    block = piece.layout.survey.blocks[n]
    return Told(block.text, piece.layout.regions[n], piece.tree, piece.layout.survey.boxes[block.box].node)


def _paragraphs(lines: Sequence[Told], cuts: Sequence[tuple[int, int, int]]) -> tuple[str, ...]:
    """The body's lines without the stretches that belong to the notice."""
    texts = {n: line.text for n, line in enumerate(lines) if line.region is Region.BODY}
    for n, start, end in sorted(cuts, reverse=True):
        if n in texts:
            texts[n] = (texts[n][:start] + texts[n][end:]).strip()
    left = [text for text in texts.values() if text]
    while left and not re.search(r"\w", left[-1].replace("_", "")):
        left.pop()  # a ruler above the credits
    return tuple(left)


def _images(pieces: Sequence[Piece]) -> dict[Image, None]:
    return dict.fromkeys(image for piece in pieces for image in piece.layout.part.images)


def _evidence(pieces: Sequence[Piece]) -> Iterator[Warning]:
    for piece in pieces:
        yield from missing_evidence(piece.page, piece.decoded, piece.tree, piece.layout)
    last = pieces[-1]
    address = next_page(last.tree, last.layout, last.page.url)
    if address:
        yield warn("paged", address=address)


def _append(whole: Lines, more: Lines) -> None:
    """Put the lines of a further page below those of the ones before."""
    shown, hidden = len(whole.lines), len(whole.hidden)
    whole.lines += more.lines
    whole.hidden += more.hidden
    whole.warnings += more.warnings
    for link in more.links:
        above = hidden if link.visibility.sight is Sight.HIDDEN else shown
        whole.links.append(link if link.line is None or not above else replace(link, line=link.line + above))
