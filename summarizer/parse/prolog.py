"""What stands before the body, as a browser with scripts reads it.

Such a browser takes ``<noscript>`` in the head as plain text. A parser without scripts ends the head at the first
paragraph in it and would show the paragraph; so it is put into a ``<template>`` before parsing.
"""

from __future__ import annotations

import re

MARK = "data-noscript"
_SPACE = re.compile(
    r"(?:\s|<!--(?:[^-]|-(?!->))*+-->|<![^>]*+>|<\?[^>]*+>|</?(?:html|head|meta|link|base|bgsound)\b[^>]*+>)*+", re.I
)
_RAW = re.compile(r"<(title|script|style|template)\b[^>]*+>", re.I)
_NOSCRIPT = re.compile(r"<noscript\b[^>]*+>", re.I)
_ANY = re.compile("<noscript", re.I)
_REACH = 200_000  # characters in which a head is expected to end
_MAX_HEAD = 200  # elements of a head that are looked at


def sheltered(markup: str) -> str:
    """The markup with every ``<noscript>`` of its head as ``<template data-noscript>``."""
    if not _ANY.search(markup, 0, _REACH):
        return markup
    parts: list[str] = []
    done = position = 0
    for _ in range(_MAX_HEAD):
        position = _end(_SPACE.match(markup, position), position)
        found = _RAW.match(markup, position)
        if found:
            position = _closed(markup, found[1], found.end())[1]
            continue
        found = _NOSCRIPT.match(markup, position)
        if not found:
            break
        inner, position = _closed(markup, "noscript", found.end())
        parts += [markup[done : found.start()], f"<template {MARK}>", markup[found.end() : inner], "</template>"]
        done = position
    return "".join((*parts, markup[done:])) if parts else markup


def _end(match: re.Match[str] | None, position: int) -> int:
    return match.end() if match else position


def _closed(markup: str, tag: str, start: int) -> tuple[int, int]:
    """Where the content of a raw element ends, and where the markup goes on."""
    found = re.compile(rf"</{tag}\b[^>]*+>", re.I).search(markup, start)
    return (found.start(), found.end()) if found else (len(markup), len(markup))
