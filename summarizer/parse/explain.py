"""Why a page was read as it was: which box was taken for the body, and what became of each line."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.data import Article, Noun, Page, Region, Span
from summarizer.parse.body import weigh
from summarizer.parse.page import Parsed, Piece, parse_page


@dataclass(frozen=True, slots=True)
class LineReason(Noun):
    """A line: its part of the page, its weight as prose, its linked characters, what it became in the notice."""

    text: str
    span: Span
    region: Region
    weight: float
    linked: int
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation(Noun):
    """``body`` is the box chosen, ``known`` whether a site's selector named it; ``share`` its part of the page's prose.

    ``lines`` are all lines from the head to the last of the article, those left out among them.
    """

    article: Article
    site: str | None
    known: bool
    body: Span | None
    share: float
    titles: tuple[str, ...]
    title_shown: Span | None
    metadata_date: str | None
    lines: tuple[LineReason, ...]


def explain(page: Page) -> Explanation:
    """Read a page and say why it was read so. Same cost and errors as ``read_article``."""
    parsed = parse_page(page)
    piece = parsed.pieces[0]
    layout = piece.layout
    return Explanation(
        article=parsed.article,
        site=piece.site.name if piece.site else None,
        known=bool(layout.body and layout.body.known),
        body=_place(piece, layout.body.box) if layout.body else None,
        share=round(layout.body.share, 3) if layout.body else 0.0,
        titles=piece.meta.titles,
        title_shown=None if layout.title_line is None else _line_place(piece, layout.title_line),
        metadata_date=piece.meta.published.iso if piece.meta.published else None,
        lines=tuple(_reason(parsed, piece, n) for n in _told(piece)),
    )


def _told(piece: Piece) -> range:
    kept = [n for n, region in enumerate(piece.layout.regions) if region is not Region.OUTSIDE]
    return range(kept[0], kept[-1] + 1) if kept else range(0)


def _reason(parsed: Parsed, piece: Piece, n: int) -> LineReason:
    block = piece.layout.survey.blocks[n]
    span = _line_place(piece, n)
    lines = parsed.article.notice.lines
    roles = tuple(line.role for line in lines if line.span.xpath == span.xpath and line.text in block.text)
    return LineReason(block.text, span, piece.layout.regions[n], round(weigh(block), 1), block.linked, roles)


def _line_place(piece: Piece, n: int) -> Span:
    block = piece.layout.survey.blocks[n]
    place = _place(piece, block.box)
    return Span(place.xpath, place.css, 0, len(block.text))


def _place(piece: Piece, box: int) -> Span:
    xpath, css = piece.tree.place(piece.layout.survey.boxes[box].node)
    return Span(xpath, css, 0, 0)
