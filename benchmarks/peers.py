"""Other extractors in the shape of ``plug.extract``: each set up once, then ``(html, url) -> dict`` of plain values.

They are installed for the comparison only (``pip install -r benchmarks/requirements.txt``); one that is not there is
left out, and that is said. Each is used as its own documentation says, with Chinese chosen where that can be chosen.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

Extract = Callable[[str, str], dict[str, Any]]
_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 section blockquote table ul ol dd dt pre figure figcaption article td".split()
)


def ours() -> Extract:
    from benchmarks.plug import extract

    return extract


def trafilatura() -> Extract:
    from trafilatura import bare_extraction

    def extract(html: str, url: str) -> dict[str, Any]:
        found = bare_extraction(html, url=url, include_comments=False, with_metadata=True)
        if found is None:
            return {}
        return {
            "title": found.title,
            "text": found.text,
            "author": found.author,
            "publish_time": found.date,
            "source": found.sitename,
            "notice": found.license,
        }

    return extract


def readability() -> Extract:
    from readability import Document

    def extract(html: str, _: str) -> dict[str, Any]:
        document = Document(html)
        return {"text": lines(document.summary(html_partial=True)), "title": document.short_title()}

    return extract


def newspaper() -> Extract:
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False
    config.language = "zh"

    def extract(html: str, url: str) -> dict[str, Any]:
        article = Article(url, config=config)
        article.download(input_html=html)
        article.parse()
        return {
            "title": article.title,
            "text": article.text,
            "author": " ".join(article.authors),
            "publish_time": article.publish_date,
            "source": article.meta_site_name,
        }

    return extract


def gne() -> Extract:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def extract(html: str, url: str) -> dict[str, Any]:
        found = extractor.extract(html, host=url)
        return {
            "title": found.get("title"),
            "text": found.get("content"),
            "author": found.get("author"),
            "publish_time": found.get("publish_time"),
        }

    return extract


def goose() -> Extract:
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    extractor = Goose({"stopwords_class": StopWordsChinese, "enable_image_fetching": False})

    def extract(html: str, _: str) -> dict[str, Any]:
        found = extractor.extract(raw_html=html)
        return {
            "title": found.title,
            "text": found.cleaned_text,
            "author": " ".join(found.authors),
            "publish_time": found.publish_date,
        }

    return extract


def justext() -> Extract:
    from justext import justext as classify

    def extract(html: str, _: str) -> dict[str, Any]:
        # There is no Chinese stop list; this is the language-independent way of its documentation.
        found = classify(html, frozenset(), 20, 40, 0, 0)
        return {"text": "\n".join(one.text for one in found if not one.is_boilerplate)}

    return extract


def resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    def extract(html: str, _: str) -> dict[str, Any]:
        return {"text": extract_plain_text(html, main_content=True, alt_texts=False, links=False, form_fields=False)}

    return extract


def magic_html() -> Extract:
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def extract(html: str, url: str) -> dict[str, Any]:
        found = extractor.extract(html, base_url=url)
        return {"title": found.get("title"), "text": lines(found.get("html"))}

    return extract


# name -> (package, or None for our own; how to set it up)
PEERS: dict[str, tuple[str | None, Callable[[], Extract]]] = {
    "summarizer": (None, ours),
    "trafilatura": ("trafilatura", trafilatura),
    "readability-lxml": ("readability-lxml", readability),
    "newspaper4k": ("newspaper4k", newspaper),
    "GNE": ("gne", gne),
    "goose3": ("goose3", goose),
    "justext": ("justext", justext),
    "resiliparse": ("resiliparse", resiliparse),
    "magic-html": ("magic-html", magic_html),
}


def set_up(name: str) -> tuple[str, Extract]:
    """``(version, extract)`` of one extractor. Raises ``ImportError`` where it is not installed."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    package, build = PEERS[name]
    extract = build()
    return version(package or "summarizer"), extract


def lines(html: str) -> str:
    """The text of a piece of markup, a line for each block."""
    import lxml.html

    if not (html or "").strip():
        return ""
    parts: list[str] = []

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style"):
            return
        parts.append("\n" if node.tag in _BLOCKS else "")
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        parts.append("\n" if node.tag in _BLOCKS else "")

    walk(lxml.html.fromstring(html))
    return "\n".join(filter(None, (line.strip() for line in "".join(parts).split("\n"))))
