"""Everything on a page that leads, or claims to lead, to an address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from summarizer.data import Link, Page, Region, Sight, Visibility
from summarizer.parse.sight.snapshot import Element, Snapshot
from summarizer.text import urls

MAX_LINKS = 10_000
MAX_JSON = 200_000
_HEAD_RELS = frozenset(
    {"canonical", "syndication-source", "original-source", "shortlink", "alternate", "amphtml", "license"}
)
_META = re.compile(
    r"^(?:og:url|al:web:url|twitter:url|syndication-source|original-source|article:original_source|dc\.source|"
    r"dcterms\.source|citation_public_url|mobile-agent|source|original|originalurl|sourceurl)$",
    re.IGNORECASE,
)
_JSON_KEYS = frozenset(
    {
        "url",
        "isBasedOn",
        "isBasedOnUrl",
        "mainEntityOfPage",
        "sameAs",
        "isPartOf",
        "citation",
        "@id",
        "license",
        "usageInfo",
    }
)
_PICTURES = "img,svg,picture,video,canvas,object,embed,input,button,iframe"
_DATA = ("data-href", "data-url", "data-link", "data-src-url", "data-original-url")
_SCRIPTED_BY = frozenset({"onclick", *_DATA})
# What happens before or while a link is followed.
_PRESSED = ("onclick", "onmousedown", "onmouseup", "onpointerdown", "ontouchstart", "onmouseover", "onfocus")
_STOPS = re.compile(
    r"\s*+(?:return\s+false|(?:event|e)\.preventDefault\(\))\s*+(?:;\s*+)?(?:return\s+false\s*+(?:;\s*+)?)?"
)
_LEADING = frozenset({"a", "area", "script", "link", "meta", "iframe", "frame"})  # what leads somewhere by itself
_SCRIPTED = re.compile(r"""https?:[\\/]{2}[^\s'"<>)]+|(?<=['"])/[^\s'"<>)]{3,}(?=['"])""")
# "location.href = 'https://…'", "window.open('https://…')"
_GOES = re.compile(
    r"""(?:(?:location|this)(?:\.href)?\s*=|location\.(?:assign|replace)\(|\bopen\()\s*['"](https?:[^'"]+)"""
)
_HEADER = re.compile(r"<([^<>]*)>\s*((?:;[^,]*)?)")
_REL = re.compile(r"""rel\s*=\s*"?([^";]*)""", re.IGNORECASE)


_ORDER = {sight: number for number, sight in enumerate(Sight)}


@dataclass(slots=True)
class Stretch:
    """Text of a link in a line of ``Reading.lines`` or, hidden, of ``Reading.hidden``."""

    hidden: bool
    line: int
    start: int
    end: int
    text: str
    visibility: Visibility
    region: Region


class LinkCollector:
    """Takes note of the text that stands inside each anchor while lines are made, then lists all links."""

    def __init__(self, shot: Snapshot, page: Page) -> None:
        self.shot = shot
        self.page = page
        self.base = _base(shot, page.url)
        self.stretches: dict[int, list[Stretch]] = {}
        self.anchor: dict[int, Element | None] = {}

    def text(self, anchor: Element, stretch: Stretch) -> None:
        """Take note that text of a link became this stretch of a line."""
        self.stretches.setdefault(anchor.mem, []).append(stretch)

    def anchor_of(self, element: Element) -> Element | None:
        """The nearest link at or above an element."""
        passed: list[int] = []
        here: Element | None = element
        while here is not None and here.mem not in self.anchor:
            passed.append(here.mem)
            if here.tag in ("a", "area") or _is_scripted(here):
                break
            here = here.parent
        anchor = None if here is None else self.anchor.get(here.mem, here)
        self.anchor.update(dict.fromkeys(passed, anchor))
        return anchor

    def all(
        self,
        seen: Callable[[Element], Visibility],
        region_of: Callable[[Element], Region],
        reached: Callable[[Element], bool],
    ) -> list[Link]:
        """Every link in document order, those of the HTTP header last.

        ``seen`` tells how visible an element is, ``reached`` whether a click gets there: what it does not is only text.
        """
        links: list[Link] = []
        for element in self.shot.elements.values():
            if element.tag not in _LEADING and element.tag != "form" and _SCRIPTED_BY.isdisjoint(element.attrs):
                continue
            if element.tag in ("a", "area") and (not reached(element) or _STOPS.fullmatch(element.get("onclick"))):
                continue
            for href, via, rel in self._targets(element):
                if not href and via == "frame":
                    continue
                if len(links) >= MAX_LINKS:
                    return links
                links.append(self._link(element, (href, via, rel), seen, region_of(element)))
        return links + [self._bare(href, "header", rel) for href, rel in _header_links(self.page)]

    def _link(
        self,
        element: Element,
        target: tuple[str, str, tuple[str, ...]],
        seen: Callable[[Element], Visibility],
        region: Region,
    ) -> Link:
        href, via, rel = target
        xpath, css = self.shot.place(element)
        url = urls.join(self.base, href.strip())
        if via not in ("a", "area", "script"):
            return Link(href, url, "", via, xpath, css, rel, region=region, visibility=_metadata(element.tag))
        stretches = self.stretches.get(element.mem, [])
        shown = [one for one in stretches if not one.hidden] or stretches
        if not shown:
            return Link(
                href, url, "", via, xpath, css, rel, region=region, visibility=_without_text(element, seen(element))
            )
        best = min((one.visibility for one in shown), key=lambda seen: _ORDER[seen.sight])
        first = shown[0]
        end = max(one.end for one in shown if one.line == first.line)
        text = "".join(one.text for one in shown).strip()
        return Link(href, url, text, via, xpath, css, rel, first.line, first.start, end, first.region, best)

    def _bare(self, href: str, via: str, rel: tuple[str, ...]) -> Link:
        return Link(
            href, urls.join(self.base, href), "", via, "/html", "html", rel,
            visibility=Visibility(Sight.HIDDEN, "V604", None, "HTTP header"),
        )  # fmt: skip

    def _targets(self, element: Element) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """``(href, via, rel)`` of every address an element leads to."""
        tag, attrs = element.tag, element.attrs
        if tag == "script":
            if "ld+json" in attrs.get("type", "").lower():
                yield from ((href, "json-ld", ()) for href in _json_targets(element.node.text(deep=True) or ""))
        elif tag in ("a", "area"):
            yield from _anchor_targets(element)
        elif tag == "link":
            rel = tuple(attrs.get("rel", "").lower().split())
            if _HEAD_RELS.intersection(rel) and attrs.get("href"):
                yield attrs["href"], "canonical" if "canonical" in rel else "meta", rel
        elif tag == "meta":
            name = (attrs.get("property") or attrs.get("name") or "").lower()
            content = attrs.get("content", "")
            if content and _META.match(name) and urls.join(self.base, content.strip()):
                yield content, "meta", (name,)
        elif tag in ("iframe", "frame"):
            yield attrs.get("src", ""), "frame", ()
        elif attrs and _is_scripted(element):
            yield from _scripted(element)


def _anchor_targets(element: Element) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    attrs = element.attrs
    rel = tuple(attrs.get("rel", "").lower().split())
    href = attrs.get("href")
    if hijacked := next(filter(None, (_hijacked(attrs[name]) for name in _PRESSED if name in attrs)), None):
        yield hijacked, element.tag, rel
        return
    plain = href is not None and not href.strip().lower().startswith("javascript:")
    stays = not plain or not href or not href.strip() or href.strip().startswith("#")
    scripted = list(_scripted(element)) if stays else []
    # ``href="#"`` beside a script that goes somewhere is no place of its own.
    if plain and href is not None and not (href.strip() == "#" and scripted):
        yield href, element.tag, rel
    yield from scripted


def _hijacked(script: str) -> str | None:
    """Where a click goes that a script takes away from the link and sends to an address of its own."""
    if "return false" not in script and "preventDefault" not in script and "this.href" not in script:
        return None
    found = _GOES.search(script[:4096])
    return found[1] if found else None


def _scripted(element: Element) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Addresses that only a script follows: ``javascript:``, ``onclick``, ``data-href``."""
    attrs = element.attrs
    for name in ("href", "onclick"):
        value = attrs.get(name, "")
        if name == "onclick" or value.strip().lower().startswith("javascript:"):
            for match in _SCRIPTED.finditer(value[:4096]):
                yield match[0].replace("\\", ""), "script", ()
    if element.tag == "form" and attrs.get("action", "").strip().startswith("http"):
        yield attrs["action"].strip(), "script", ()  # a button leads there, as a script would
    for name in _DATA:
        if value := attrs.get(name, "").strip():
            yield value, "script", ()


def _is_scripted(element: Element) -> bool:
    leading = element.tag == "form" or not _SCRIPTED_BY.isdisjoint(element.attrs)
    return leading and any(_scripted(element))


def _without_text(element: Element, seen: Visibility) -> Visibility:
    """A link around a picture is as visible as its box; one around nothing cannot be met at all."""
    if seen.sight is Sight.HIDDEN or element.tag == "area" or element.node.css_first(_PICTURES) is not None:
        return seen
    if element.get("style") or element.get("class"):
        return Visibility(Sight.UNKNOWN, "V602", "no text", f"<{element.tag}>")  # it may have a size and a background
    return Visibility(Sight.HIDDEN, "V602", "no text", f"<{element.tag}>")


@cache
def _metadata(tag: str) -> Visibility:
    origin = "JSON-LD" if tag == "script" else f"<{tag}>"
    return Visibility(Sight.HIDDEN, "V604", None, origin)


def _base(shot: Snapshot, url: str | None) -> str | None:
    """The address that relative links start from: the first ``<base href>``, else the page's own."""
    for element in shot.elements.values():
        if element.tag == "base" and element.get("href"):
            return urls.join(url, element.get("href").strip()) or url
        if element.tag == "body":
            break
    return url


def _json_targets(text: str) -> Iterator[str]:
    """Addresses under the keys that schema.org uses for where a work comes from."""
    try:
        stack: list[Any] = [json.loads(text[:MAX_JSON])]
    except (ValueError, RecursionError):
        return
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            for key, value in item.items():
                if isinstance(value, str):
                    if key in _JSON_KEYS and value:
                        yield value
                elif isinstance(value, list) and key in _JSON_KEYS:
                    yield from (one for one in value if isinstance(one, str))
                    stack.extend(one for one in value if not isinstance(one, str))
                else:
                    stack.append(value)


def _header_links(page: Page) -> Iterator[tuple[str, tuple[str, ...]]]:
    """``Link:`` headers (RFC 8288)."""
    for name, value in page.headers:
        if name.lower() == "link":
            for match in _HEADER.finditer(value[:8192]):
                found = _REL.search(match[2])
                yield match[1], tuple(found[1].lower().split()) if found else ()
