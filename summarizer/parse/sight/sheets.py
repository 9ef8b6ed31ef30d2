"""The style sheets of a page: in ``<style>``, given with the page, or named by it and not at hand."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from summarizer.data import Page
from summarizer.parse.sight.css import Sheet
from summarizer.parse.sight.media import condition
from summarizer.parse.sight.snapshot import Element, Snapshot, Text
from summarizer.text import urls
from summarizer.text.urls import split

MAX_SHEETS = 200


@dataclass(slots=True)
class Sources:
    """Sheets in the order they count. ``cut`` is true where bounds left rules unmatched."""

    given: dict[str, str]
    base: str | None
    sheets: list[Sheet] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    cut: bool = False

    @property
    def unread(self) -> tuple[str, ...]:
        return tuple(self.missing)

    def add_imports(self, targets: Iterable[str], sheet: Sheet) -> None:
        """Sheets that a sheet imports; they count as if they stood after it, or are missing."""
        for target in targets:
            if target:
                self.add(target, sheet.media, _absolute(sheet.name, self.base))

    def add(self, href: str, media: str, base: str | None) -> None:
        """An external sheet: read if its text is at hand, otherwise missing, unless no reader's screen wants it."""
        if href.strip()[:5].lower() == "data:":
            self._inline(href.strip(), media)
            return
        url = urls.join(base, href.strip()) or href.strip()
        known = next((url for name in (url, href.strip()) if name in self.given), None) or self._by_name(url)
        if known is None:
            if condition(media).desktop:
                self.missing.append(url)
        elif len(self.sheets) < MAX_SHEETS and all(sheet.name != known for sheet in self.sheets):
            self.sheets.append(Sheet(known, self.given[known], media))

    def _inline(self, href: str, media: str) -> None:
        """A sheet that stands in its own address (RFC 2397)."""
        head, _, body = href[5:].partition(",")
        if not head.lower().startswith("text/css") or len(self.sheets) >= MAX_SHEETS:
            return
        raw = unquote_to_bytes(body)
        if head.lower().endswith(";base64"):
            try:
                raw = b64decode(raw + b"==")
            except ValueError:
                return
        self.sheets.append(Sheet("data:text/css", raw.decode("utf-8", "replace"), media))

    def _by_name(self, url: str) -> str | None:
        """A saved page's sheets lie in a folder beside it: the same file name is the same sheet."""
        name = _file(url)
        same = [known for known in self.given if name and _file(known) == name]
        return same[0] if len(same) == 1 else None


def find_sheets(shot: Snapshot, page: Page) -> Sources:
    """All sheets of a page in document order."""
    sources = Sources(dict(page.stylesheets), page.url)
    texts: dict[int, list[str]] = {}
    for item in shot.items:
        if isinstance(item, Text) and item.element.tag == "style":
            texts.setdefault(item.element.mem, []).append(item.text)
    number = 0
    for element in shot.elements.values():
        if element.tag == "style":
            number += 1
            if _is_css(element) and not _inside_noscript(element) and len(sources.sheets) < MAX_SHEETS:
                text = "".join(texts.get(element.mem, ()))
                sources.sheets.append(Sheet(f"style#{number}", text, element.get("media")))
        elif element.tag == "link" and _is_sheet(element) and not _inside_noscript(element):
            sources.add(element.get("href"), element.get("media"), page.url)
    return sources


def _is_css(element: Element) -> bool:
    return element.get("type").strip().lower() in ("", "text/css")


def _is_sheet(element: Element) -> bool:
    rel = element.get("rel").lower().split()
    wanted = "stylesheet" in rel and "alternate" not in rel and "disabled" not in element.attrs
    return wanted and bool(element.get("href").strip()) and _is_css(element)


def _inside_noscript(element: Element) -> bool:
    return any(above.tag == "noscript" for above in element.ancestors())


def _absolute(name: str, base: str | None) -> str | None:
    return name if name.startswith(("http:", "https:")) else base


def _file(url: str) -> str:
    return split(url).path.rpartition("/")[2]
