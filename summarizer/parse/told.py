"""A line of the article as its notice is read from it. Its place on the page is worked out only when asked for."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from summarizer.data import Line, Region, Span
from summarizer.parse.tree import Tree


@dataclass(frozen=True, slots=True)
class Told:
    """``text`` with white space collapsed, the part of the page it belongs to, and the element it stands in."""

    text: str
    region: Region
    tree: Tree
    node: LexborNode

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place of ``text[start:end]``."""
        xpath, css = self.tree.place(self.node)
        return Span(xpath, css, start, len(self.text) if end is None else end)


Noticed = Line | Told  # what a notice is read from
