"""Selectors: what a browser's cascade needs to know about one before the tree is asked which elements it matches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

Kind = Literal["tag", "class", "id", "all", "complex"]

_PSEUDO_ELEMENT = re.compile(r"::?(before|after|first-line)\s*$", re.IGNORECASE)
_OTHER_PSEUDO_ELEMENT = re.compile(
    r"::[\w-]|:(?:first-line|first-letter|host|slotted|-webkit-(?!any\()|-moz-|-ms-)", re.IGNORECASE
)
# What is so only after the reader does something. ``:not(:hover)`` is how things are before.
_NOT_STATE = re.compile(
    r":not\(\s*:(?:hover|focus|active|visited|target|focus-within|focus-visible)\s*\)", re.IGNORECASE
)
_OR_STATE = re.compile(
    r"(?<=[(,])\s*:(?:hover|focus|active|visited|target|focus-within|focus-visible)\s*,"
    r"|,\s*:(?:hover|focus|active|visited|target|focus-within|focus-visible)\s*(?=\))",
    re.IGNORECASE,
)
_STATE = re.compile(r":(?:hover|focus-within|focus-visible|focus|active|target)(?![\w-])", re.IGNORECASE)
_REWRITTEN = (
    (re.compile(r":(?:any-)?link(?![\w-])", re.IGNORECASE), "[href]"),
    (re.compile(r":(?:-webkit-any|-moz-any|matches)\(", re.IGNORECASE), ":is("),
    (re.compile(r":lang\(\s*[\"']?zh[\w-]*[\"']?\s*\)", re.IGNORECASE), ""),
    (re.compile(r":dir\(\s*ltr\s*\)", re.IGNORECASE), ":not([dir=rtl i])"),
    (re.compile(r":(?:defined|scope)(?![\w-])", re.IGNORECASE), ""),
)
# ``.md\:none`` is the class ``md:none``: written as an attribute selector, whose value nothing here takes for syntax.
_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}[ \t\n]?|[^\n])"
_ESCAPED = re.compile(rf"([.#])((?:[\w\u0080-\uffff-]|{_ESCAPE})*?{_ESCAPE}(?:[\w\u0080-\uffff-]|{_ESCAPE})*)")
_NAME = re.compile(r"([.#])(-?[\w\u0080-\uffff-]+)")
_SIMPLE = re.compile(r"(\*)|([.#]?)(-?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]*)")
_BRACKETED = re.compile(r"\[[^\]]*(?:\]|$)|\"[^\"]*\"|'[^']*'")
_TAG = re.compile(r"(?:^|[\s>+~(,])([A-Za-z][\w-]*)")
_PSEUDO_CLASS = re.compile(r":(?!:)(?!is\(|not\(|has\(|where\()[\w-]+(?:\([^()]*\))?", re.IGNORECASE)
_LOGICAL = re.compile(r":(is|not|has|where)\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", re.IGNORECASE)
_GROUP = re.compile(r"\([^()]*\)")
# A list with one selector that browsers do not know is invalid as a whole.
_PLAIN = re.compile(
    r"(?:(?:^|\s+(?:[>+~]\s*)?|[>+~]\s*)(?:\*|[A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*)?(?:[.#][A-Za-z_\u0080-\uffff-][\w\u0080-\uffff-]*)*(?<![\s>+~]))+"
)
_PSEUDO = re.compile(r"(::?)([\w-]+)")
_KNOWN = frozenset(
    "active after any-link autofill backdrop before checked cue current default defined dir disabled empty "
    "enabled file-selector-button first first-child first-letter first-line first-of-type focus focus-visible "
    "focus-within fullscreen future grammar-error has host host-context hover in-range indeterminate invalid is "
    "lang last-child last-of-type link marker modal not nth-child nth-last-child nth-last-of-type nth-of-type "
    "only-child only-of-type open optional out-of-range part past paused picture-in-picture placeholder "
    "placeholder-shown playing popover-open read-only read-write required root scope selection slotted spelling- "
    "error state target target-text user-invalid user-valid valid view-transition visited where details-content "
    "highlight".split()
)
_WITH_ARGUMENT = re.compile(r"::?[\w-]+\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
_EMPTY = LexborHTMLParser("<p></p>")


@dataclass(frozen=True, slots=True)
class Selector:
    """One complex selector, ready to be matched."""

    text: str
    kind: Kind
    key: str
    specificity: tuple[int, int, int]
    pseudo: str | None = None  # "before", "after" or "first-line"
    state: bool = False  # only after the reader hovers, focuses …


@lru_cache(maxsize=8192)
def read_selector(text: str) -> Selector | None:
    """``None`` for what never matches text of the page (other pseudo-elements, ``:visited``)."""
    text = _unescaped(text.strip())
    pseudo = None
    if ":" in text:
        if found := _PSEUDO_ELEMENT.search(text):
            pseudo = found[1].lower()
            text = text[: found.start()].strip() or "*"
        text = _OR_STATE.sub("", _NOT_STATE.sub("", text))
        if _OTHER_PSEUDO_ELEMENT.search(text) or ":visited" in text.lower():
            return None
    rank = _specificity(text)
    state = ":" in text and _STATE.search(text) is not None
    if state:
        text = _STATE.sub("", text)
    if ":" in text:
        for pattern, plain in _REWRITTEN:
            text = pattern.sub(plain, text)
    text = re.sub(r"(^|[\s>+~])(?=$|[>+~])", r"\1*", text) if state else text
    simple = _SIMPLE.fullmatch(text)
    if simple:
        kinds: dict[str, Kind] = {".": "class", "#": "id", "": "tag"}
        kind: Kind = "all" if simple[1] else kinds[simple[2]]
        key = (simple[3] or "").lower() if kind == "tag" else simple[3] or ""
        return Selector(text, kind, key, rank, pseudo, state)
    return Selector(text, "complex", "", rank, pseudo, state)


@lru_cache(maxsize=8192)
def is_valid(text: str) -> bool:
    """Would a browser take this selector? One that it would not makes the whole list invalid."""
    text = _unescaped(text.strip())
    if not text or _PLAIN.fullmatch(text):
        return bool(text)
    if ":" in text:
        bare = _BRACKETED.sub("", text)
        if any(not _is_known(mark, name.lower()) for mark, name in _PSEUDO.findall(bare)):
            return False
        text = _PSEUDO.sub("", _WITH_ARGUMENT.sub("", text)) or "*"
        text = re.sub(r"(^|[\s>+~])(?=$|[\s>+~])", r"\1*", text) if text.strip(" ") else "*"
    try:
        _EMPTY.css(text)
    except (SelectolaxError, ValueError):
        return False
    return True


def _unescaped(text: str) -> str:
    """Class names and ids with escapes in them, as attribute selectors of the same meaning."""
    return _ESCAPED.sub(_as_attribute, text) if "\\" in text else text


def _as_attribute(match: re.Match[str]) -> str:
    value = re.sub(r"\\([^0-9a-fA-F\n])", lambda one: f"\\{ord(one[1]):x} ", match[2])
    return f'[class~="{value}"]' if match[1] == "." else f'[id="{value}"]'


def _is_known(mark: str, name: str) -> bool:
    return name in _KNOWN or (name.startswith("-webkit-") and (mark == "::" or name == "-webkit-any"))


def names_in(text: str) -> list[tuple[str, str]]:
    """``(mark, name)`` of the classes and ids without which a selector matches nothing."""
    if "\\" in text:
        return []
    if "(" in text or "[" in text:
        text = _BRACKETED.sub("", text)
        while "(" in text:
            shorter = _GROUP.sub("", text)
            if shorter == text:
                return []
            text = shorter
    return _NAME.findall(text)


@lru_cache(maxsize=8192)
def _specificity(text: str) -> tuple[int, int, int]:
    """Selectors Level 4, 17: ids, classes, types; ``:is``, ``:not`` and ``:has`` count as their weightiest argument."""
    extra = (0, 0, 0)
    if "(" in text:
        for found in _LOGICAL.finditer(text):
            if found[1].lower() != "where":
                best = max(_specificity(part.strip()) for part in _arguments(found[2]))
                extra = (extra[0] + best[0], extra[1] + best[1], extra[2] + best[2])
        text = _LOGICAL.sub("", text)
    attributes = text.count("[")
    bare = _BRACKETED.sub("", text)
    marks = _NAME.findall(bare)
    ids = sum(1 for mark, _ in marks if mark == "#")
    classes = len(marks) - ids + attributes + len(_PSEUDO_CLASS.findall(bare))
    return ids + extra[0], classes + extra[1], len(_TAG.findall(bare)) + extra[2]


def _arguments(text: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for index, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and not depth:
            parts.append(text[last:index])
            last = index + 1
    return [*parts, text[last:]]
