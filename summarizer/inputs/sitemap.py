"""Sitemaps (sitemaps.org 0.9) with the sitemaps that an index names, and feeds (RSS, Atom)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from summarizer.errors import InputError, SummarizerError
from summarizer.inputs.row import Row, spoilt
from summarizer.messages import say

Fetch = Callable[[str], bytes]

_MOST = 1000  # sitemaps of one index
_LARGEST = 52_428_800  # bytes of one sitemap, as the protocol has it
_FEEDS = (b"<rss", b"<feed", b"<rdf:rdf")


def is_one(start: bytes) -> bool:
    """Whether a document that begins so is a sitemap or a feed."""
    low = start[:4096].lower()
    return any(mark in low for mark in (b"<urlset", b"<sitemapindex", *_FEEDS))


def read(content: bytes, source: str, fetch: Fetch | None) -> Iterator[Row]:
    """A row for each address. What an index names is fetched where ``fetch`` is given; one that fails is said.

    Raises ``InputError`` where ``content`` is neither a sitemap nor a feed.
    """
    text = unpacked(content, source)
    if any(mark in text[:4096].lower() for mark in _FEEDS):
        yield from _feed(text)
        return
    for number, (address, is_index) in enumerate(_places(text, source), start=1):
        if not is_index:
            yield Row(number, {"repost": address})
        elif number <= _MOST:
            yield from _nested(address, number, fetch)
        else:
            yield spoilt(number, "many-sitemaps", limit=_MOST)
            return


def content(path: Path) -> bytes:
    """What the file holds. Raises ``InputError`` where that is more than a sitemap may hold."""
    with path.open("rb") as stream:
        found = stream.read(_LARGEST + 1)
    if len(found) > _LARGEST:
        raise InputError(say("input.too-large", source=path, limit=_LARGEST // 1_000_000), code="too-large")
    return found


def _nested(address: str, number: int, fetch: Fetch | None) -> Iterator[Row]:
    if fetch is None:
        yield spoilt(number, "sitemap", address=address, reason=say("input.offline"))
        return
    try:
        for inner, is_index in _places(unpacked(fetch(address), address), address):
            if not is_index:  # an index in an index is not allowed, and would have no end
                yield Row(number, {"repost": inner})
    except SummarizerError as error:
        yield spoilt(number, "sitemap", address=address, reason=error.message)


def _places(content: bytes, source: str) -> Iterator[tuple[str, bool]]:
    """``(address, whether it is another sitemap)``, in order. Entities and documents outside are never looked up."""
    from lxml import etree

    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True, "huge_tree": False}
    found = False
    try:
        for _, element in etree.iterparse(BytesIO(content), events=("end",), tag="{*}loc", **options):
            parent = element.getparent()
            address = (element.text or "").strip()
            if parent is not None and address:
                found = True
                yield address, str(parent.tag).rpartition("}")[2] == "sitemap"  # a hostile tag is no QName
            element.clear()
    except etree.XMLSyntaxError:  # there is nothing left to recover
        pass
    if not found:
        raise InputError(say("input.no-places", source=source), code="no-places")


def _feed(content: bytes) -> Iterator[Row]:
    import feedparser

    for number, entry in enumerate(feedparser.parse(content, sanitize_html=False).entries, start=1):
        address = entry.get("link")
        if address:
            yield Row(number, {"repost": str(address)})
        else:
            yield spoilt(number, "no-address")


def unpacked(content: bytes, source: str) -> bytes:
    """``content``, out of its gzip wrapping if it has one, of bounded size. Raises ``InputError``."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            plain = packed.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(say("input.unreadable", source=source, reason=error), code="unreadable") from error
    if len(plain) > _LARGEST:
        raise InputError(say("input.too-large", source=source, limit=_LARGEST // 1_000_000), code="too-large")
    return plain
