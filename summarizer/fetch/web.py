"""Where pages on the network come from: asked for one by one as they are needed, or had beforehand by a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from summarizer.config import Settings
from summarizer.data import Page


class Web(Protocol):
    """What the loading of a page asks of the network."""

    def page(self, url: str) -> Page:
        """The document at ``url``. Raises ``FetchError`` where none came."""
        ...

    def texts(self, urls: list[str]) -> Iterable[tuple[str, bytes]]:
        """The style sheets at those of ``urls`` that can be had."""
        ...


@dataclass(frozen=True, slots=True)
class Direct:
    """The network itself, asked at the moment of need."""

    settings: Settings

    def page(self, url: str) -> Page:
        from summarizer.fetch.client import fetch

        return fetch(url, self.settings)

    def texts(self, urls: list[str]) -> Iterable[tuple[str, bytes]]:
        from summarizer.fetch.client import fetch_texts

        return fetch_texts(urls, self.settings, limit=self.settings.max_stylesheet_bytes)
