"""Text that is on the page but never displayed: comments, templates, script strings, attributes, hidden inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.parse.prolog import MARK
from summarizer.parse.sight.shadows import is_shadow
from summarizer.parse.sight.snapshot import Element, Snapshot, Text

MAX_TEXT = 4_000  # of one such text; a statement and its address are far shorter
MAX_STRINGS = 400  # taken from one page's scripts
_SHORT = 4
_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "label")
SHADOW = "<template shadowrootmode>"  # text of a shadow tree, which browsers show in their own way
_SPEAKING = frozenset(_ATTRIBUTES)
_HOLDERS = frozenset({"template", "script", "meta", "input"})
_TAGS = re.compile(r"<[^<>]*>")
# A string that is not closed runs to the end of its line, so that none is looked at twice.
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*+)"?|\'((?:[^\'\\\n]|\\.)*+)\'?|`((?:[^`\\]|\\.)*+)`?', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))")
_TELLING = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|https?:|//[a-z0-9]", re.IGNORECASE)
_CONTROL = {"n": " ", "r": " ", "t": " "}


def hidden_texts(shot: Snapshot) -> Iterator[tuple[Element, str, str]]:
    """``(element, text, origin)`` of every hidden container, in document order; texts are cut at ``MAX_TEXT``."""
    strings = 0
    for item in shot.items:
        if isinstance(item, Element):
            if item.tag in _HOLDERS or not _SPEAKING.isdisjoint(item.attrs):
                for text, origin in _of_element(item):
                    yield item, text, origin
        elif item.comment:
            if text := _plain(item.text):
                yield item.element, text, "comment"
        elif item.element.tag == "script" and strings < MAX_STRINGS:
            for text in _strings(item):
                strings += 1
                yield item.element, text, "<script>"


def _of_element(element: Element) -> Iterator[tuple[str, str]]:
    attrs = element.attrs
    if element.tag == "template":
        inside = element.node.html or ""
        if text := _plain(inside):
            yield text, "<noscript>" if MARK in attrs else SHADOW if is_shadow(element) else "<template>"
    for name in _ATTRIBUTES:
        if len(value := attrs.get(name, "")) >= _SHORT and (text := _collapsed(value)):
            yield text, f"attribute {name}"
    if element.tag == "script" and attrs.get("src", "").strip():
        yield _collapsed(attrs["src"]), "<script src>"
    if element.tag == "meta" and len(text := _collapsed(attrs.get("content", ""))) >= _SHORT:
        yield text, "<meta>"
    if element.tag == "input" and attrs.get("type", "").lower() == "hidden" and attrs.get("value", "").strip():
        yield _collapsed(attrs["value"]), '<input type="hidden">'


def _plain(markup: str) -> str:
    """Markup inside a comment or template as text."""
    return _collapsed(_TAGS.sub("", markup[: 4 * MAX_TEXT]))


def _collapsed(text: str) -> str:
    return " ".join(text[: 2 * MAX_TEXT].split())[:MAX_TEXT]


def _strings(script: Text) -> Iterator[str]:
    """The string literals of a script that hold Chinese or an address, unescaped."""
    if not _TELLING.search(script.text) and "\\u" not in script.text:
        return
    for match in _STRING.finditer(script.text[:400_000]):
        raw = match[1] or match[2] or match[3] or ""
        if len(raw) < _SHORT:
            continue
        text = _ESCAPED.sub(_unescape, raw[:MAX_TEXT]) if "\\" in raw else raw[:MAX_TEXT]
        if _TELLING.search(text):
            yield _plain(text) or _collapsed(text)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CONTROL.get(match[3], match[3])
