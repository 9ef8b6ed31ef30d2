"""Title, time, site, address and language, from what the page says about itself and from what it shows."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.parse.tree import Tree


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page says about itself; ``None`` where it says nothing."""

    title: str | None = None
    published: str | None = None
    site: str | None = None
    canonical_url: str | None = None
    language: str | None = None


def read_metadata(tree: Tree, url: str | None) -> Metadata:
    title = tree.root.css_first("h1") or tree.root.css_first("title")
    return Metadata(title=" ".join(title.text().split()) if title else None)
