"""What a page needs to be judged as a reader sees it: its external style sheets."""

from __future__ import annotations

from dataclasses import replace

import ada_url
from selectolax.lexbor import LexborHTMLParser

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.fetch.web import Direct, Web
from summarizer.text.decode import decode


def with_related(page: Page, settings: Settings, web: Web | None = None) -> Page:
    """``page`` with the style sheets that could be had; the others stay unread, and the parser says so."""
    wanted = stylesheet_addresses(page)[: settings.max_stylesheets]
    if not wanted:
        return page
    sheets = tuple((url, decode(content).text) for url, content in (web or Direct(settings)).texts(wanted))
    return replace(page, stylesheets=page.stylesheets + sheets)


def stylesheet_addresses(page: Page) -> list[str]:
    """The absolute addresses of the sheets that apply from the start, in document order, each once."""
    text = page.content if isinstance(page.content, str) else decode(page.content).text
    tree = LexborHTMLParser(text)
    base = _join(page.url or "", _attribute(tree, "base[href]", "href") or "")
    found = []
    for link in tree.css("link[rel][href]"):
        rel = (link.attributes.get("rel") or "").lower().split()
        if "stylesheet" in rel and "alternate" not in rel:
            found.append(_join(base or "", link.attributes.get("href") or ""))
    return list(dict.fromkeys(url for url in found if url and url.startswith(("http://", "https://"))))


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return None if node is None else node.attributes.get(name)


def _join(base: str, href: str) -> str | None:
    try:
        return str(ada_url.join_url(base, href)) if base else str(ada_url.URL(href).href)
    except ValueError:
        return None
