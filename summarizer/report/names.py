"""What the two pages of a check are called in a report."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.data import Check


class Names(NamedTuple):
    """The address of each page; for one that has none the file it was read from, or just its part in the check."""

    repost: str
    original: str

    @classmethod
    def of(cls, check: Check, *, repost: str | None = None, original: str | None = None) -> Names:
        address = check.original.url if check.original else None
        return cls(check.repost.url or repost or "repost", address or original or "original")
