"""The code that a page runs by itself: inline scripts, what they hold encoded, and handlers that need no reader."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator

from summarizer.parse.sight.css import OUT_OF_SIGHT
from summarizer.parse.sight.snapshot import Element, Snapshot, Text

# Handlers that run without anything done by the reader; ``onfocus`` only where the page itself gives the focus.
_UNASKED = frozenset(
    "onload onerror onfocus onanimationstart onanimationend onanimationiteration ontransitionrun ontransitionend "
    "ontoggle onpageshow onbegin onloadstart onloadeddata oncanplay onscroll onresize".split()
)
_ENCODED = re.compile(r"""\batob\(\s*['"`]([A-Za-z0-9+/=\s]{8,100000})['"`]\s*\)""")
_MAX_ENCODED = 20
_WRITES = re.compile(r"document\.write(?:ln)?\(")
_LITERAL = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|[);]\s*(?:;|\n|\Z)""")
_REACH = 2_000  # characters of a call that are read
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*+)([^<>]*+)>", re.IGNORECASE)
_SWALLOWS = frozenset({"noscript", "template", "style", "title", "textarea", "xmp", "iframe", "noframes"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr script".split())
_STYLED = re.compile(r"""style\s*=\s*\\?['"]?([^'">]*)""", re.IGNORECASE)
_LEAVES = re.compile(
    r"(?:(?:^|[;}])\s*+|(?<!\s)(?=[^\S\n]*+\n)\s++)(?:(?:window|self|top|document|parent)\.){0,3}location"
    r"(?:(?:\.href)?\s*=(?!=)|\.(?:replace|assign)\()\s*['\"]((?:https?:)?//[^'\"\s]{1,500})['\"]"
)
_CONDITIONS = (")", "else", "&&", "||", "?", ":", ",", "(", "=")  # what goes on behind one of these may not happen


def is_code(element: Element) -> bool:
    """Is it a script that browsers run?"""
    kind = element.get("type").strip().lower()
    return element.tag == "script" and (kind in ("", "module") or "javascript" in kind or "ecmascript" in kind)


def inline(shot: Snapshot) -> Iterator[tuple[Element, str]]:
    """The inline scripts of a page, and where they stand."""
    for item in shot.items:
        if isinstance(item, Text) and item.element.tag == "script" and is_code(item.element):
            yield item.element, item.text


def unasked(shot: Snapshot) -> Iterator[tuple[Element, str]]:
    """What handlers in attributes run by themselves, and the element each stands on."""
    for element in shot.elements.values():
        if element.attrs and not _UNASKED.isdisjoint(element.attrs):
            for name in _UNASKED.intersection(element.attrs):
                if name != "onfocus" or "autofocus" in element.attrs:
                    yield element, element.attrs[name]


def decoded(text: str) -> str:
    """What ``atob("…")`` gives, where the encoded text stands there."""
    if "atob(" not in text:
        return ""
    return "\n".join(_plain(match[1]) for match, _ in zip(_ENCODED.finditer(text), range(_MAX_ENCODED), strict=False))


def _plain(encoded: str) -> str:
    try:
        return b64decode(encoded + "==").decode("utf-8", "replace")
    except ValueError:
        return ""


def destination(text: str) -> str | None:
    """The address that a script sends the reader to, whatever the case: at its top level, under no condition."""
    open_braces, read = 0, 0
    for match in _LEAVES.finditer(text) if "location" in text else ():
        end = match.start() + 1
        open_braces += text.count("{", read, end) - text.count("}", read, end)
        read = end
        if open_braces == 0 and not text[max(0, end - 8) : end].rstrip().endswith(_CONDITIONS):
            return match[1]
    return None


def swallowed(shot: Snapshot, element: Element, text: str) -> Iterator[int]:
    """Elements after a script that stand in what it writes and leaves open: a hidden box, or a comment."""
    if "document.write" not in text or (opened := _left_open(text)) is None:
        return
    here: Element | None = element
    while here is not None and here.tag not in ("body", "head", "html"):
        node = here.node.next
        while node is not None:
            if node.tag == "script" and opened and f"</{opened}" in (node.text() or "").replace("\\/", "/"):
                return
            if node.tag == "-text" and (node.text_content or "").strip() and here.parent is not None:
                yield here.parent.mem
            elif node.mem_id in shot.elements:
                yield node.mem_id
            node = node.next
        here = here.parent if not opened else None  # a comment runs on, a box ends with the one around it


def _left_open(text: str) -> str | None:
    """The tag of the hidden box that what a script writes leaves open, ``""`` for a comment."""
    written = "".join(_literals(text))
    if written.rfind("<!--") > written.rfind("-->"):
        return ""
    stack: list[tuple[str, bool]] = []
    for closes, tag, rest in _TAG.findall(written.lower()):
        if closes:
            while stack and stack.pop()[0] != tag:
                pass
        elif tag not in _VOID and not rest.endswith("/"):
            style = _STYLED.search(rest)
            hides = tag in _SWALLOWS or " hidden" in rest or bool(style and OUT_OF_SIGHT.search(style[1]))
            stack.append((tag, hides))
    return next((tag for tag, hides in stack if hides), None)


def _literals(text: str) -> Iterator[str]:
    """The strings that a script writes into the page."""
    for call in _WRITES.finditer(text):
        for match in _LITERAL.finditer(text, call.end(), call.end() + _REACH):
            found = match[1] or match[2] or match[3]
            if found is None:
                break
            yield found.replace("\\/", "/").replace("\\'", "'").replace('\\"', '"')
