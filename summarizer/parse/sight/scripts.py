"""What the page's own scripts show or hide, as far as their text tells: enough to say "cannot tell"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import SelectolaxError

from summarizer.parse.sight.running import decoded, inline, swallowed, unasked
from summarizer.parse.sight.snapshot import Element, Snapshot

MAX_SCRIPT = 400_000  # characters of inline script that are looked at
# A look-up of elements, what may stand before one that keeps its result, and what is done with the elements found.
_GET = re.compile(
    r"""(?:getElementById\(\s*['"`](?P<id>[\w-]{1,80})['"`]\s*\)|getElementsByClassName\(\s*['"`](?P<cls>[\w-]{1,80})['"`]\s*\)"""
    r"""|(?:querySelector(?:All)?|\$|jQuery)\(\s*['"`](?P<sel>[^'"`<>]{1,120})['"`]\s*\))"""
)
_BEGINS = re.compile(r"getElement|querySelector|\$\(|jQuery\(")  # quick to find
_KEPT = re.compile(r"\b([A-Za-z_$][\w$]{0,40})\s{0,20}=\s{0,20}(?:document\.)?$")
_KEPT_REACH = 100  # characters before a look-up that are read
_ACTS = (
    r"""(?:\[\d+\]|\.(?:first|last|eq\(\d+\)|parent|parentNode|parentElement|(?:slice|filter|not)\([^()]{0,80}\)|closest\([^)]{0,200}\))(?:\(\))?)*\s{0,20}\.(?:hide|remove|fadeOut|slideUp|empty|detach|replaceWith|html|text|toggle"""
    r"""|removeChild|replaceChild|replaceChildren|animate(?=\(\s*[\[{][^;]{0,200}?\b(?:opacity|visibility|display|clipPath|height))"""
    r"""|addClass|removeClass|toggleClass|show|fadeIn|slideDown|setAttribute|removeAttribute|remove)\("""
    r"""|(?:\[\d+\])?\.(?:style\.(?:display|visibility|opacity|cssText|height|color|fontSize|left|top)|className|hidden|innerHTML|innerText"""
    r"""|textContent|outerHTML|href)\s{0,20}=(?!=)|(?:\[\d+\])?\.classList\.|(?:\[\d+\])?\.css\(\s{0,20}[{'"]"""
)
_EACH = r"""|\.forEach\([^;]{0,80}?\.(?:href|style|hidden|innerHTML|outerHTML|remove)\b"""
_ACTED = re.compile(rf"\s{{0,20}}(?:{_ACTS}{_EACH})")
_USED = re.compile(rf"([A-Za-z_$](?<![\w$.].)[\w$]{{0,40}}+)(?=\s{{0,20}}[.\[])\s{{0,20}}+(?:{_ACTS})")
_OWN = re.compile(rf"\bthis(?:\.(?:parentNode|parentElement|closest\([^()]{{0,80}}\)))*+(?:{_ACTS})")
_HOP = re.compile(r"\.(?:parent(?:Node|Element)?|closest)\b")
# The page replaced by part of itself, or by what stands in the script; pages that are printed are put into a variable.
_WHOLE = re.compile(
    r"""document\.(?:body|documentElement)\.(?:(?:innerHTML|outerHTML|innerText|textContent)\s*=\s*(?:document\.|['"`])"""
    r"""|remove\(|replaceChildren\()(?![\s\S]{0,400}\.print\()"""
)
_SHOWS_PAGE = re.compile(
    r"""document\.(?:body|documentElement)\.(?:style\.(?:display|visibility|opacity|cssText|setProperty|removeProperty)|removeAttribute)"""
    r"""|(?:\$|jQuery)\(\s*['"](?:html|body)['"]\s*\)\.(?:show|fadeIn|css|animate|removeAttr)\("""
)
_SHEET = re.compile(
    r"([.#][\w-]{1,80})\s*\{[^{}'\"]{0,200}?(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0)"
)
_SHOWS = re.compile(
    r"\.show\(|fadeIn|slideDown|oggle|\.style\.|classList|removeClass|addClass|className|removeAttribute|\.css\(|\.hidden\s*="
)
_BY_ID = re.compile(r"""getElementById\(\s*['"`]([\w-]+)['"`]""")
_BY_CLASS = re.compile(r"""getElementsByClassName\(\s*['"`]([\w-]+)['"`]""")
_IN_SELECTOR = re.compile(r"""(?<=['"`\s,>+~])[#.][A-Za-z_][\w-]*(?=['"`\s.:#\[>,+~])""")
_HANDLED = re.compile(r"^(?:js|J)[_-]")


@dataclass(frozen=True)
class Scripts:
    """The text of a page's inline scripts, and whether it loads others."""

    shot: Snapshot
    text: str
    external: bool
    handlers: tuple[tuple[Element, str], ...] = ()  # that run by themselves
    inside: Mapping[int, str] = field(default_factory=dict)  # elements that stand in what a script writes

    def touched(self) -> dict[int, str]:
        """Elements that an inline script changes, with the words that say so; a few selectors are looked up at most."""
        found: dict[int, str] = dict(self.inside)
        for element, code in self.handlers:
            found.update((mem, words) for mem, words in _own_changes(element, code))
        if match := _WHOLE.search(self.text):
            found[self.shot.root.mem] = match[0][:120]
        for selector, words in _changed(self.text, self._ids)[:40]:
            for mem in _matching(self.shot, selector):
                found.setdefault(mem, words)
        return found

    def may_show(self, element: Element) -> str | None:
        """Does a script plausibly show this hidden element? The name by which it does."""
        names = [f"#{element.get('id')}"] if element.get("id") else []
        names += [f".{name}" for name in element.get("class").split()[:8]]
        if not names:
            return None
        found = next((name for name in names if name in self.selected), None)
        if found is None and self.external:
            # By a wide-spread custom names like js_content and J_more are for scripts.
            found = next((name for name in names if _HANDLED.match(name[1:])), None)
        return found

    @property
    def shows_page(self) -> bool:
        """Does an inline script set how the whole page is displayed?"""
        return _SHOWS_PAGE.search(self.text) is not None

    def uses(self, file: str, call: str) -> bool:
        """Does the page load a library, by its file's name, or call it?"""
        name = re.compile(rf"(?:^|[/._-]){re.escape(file)}(?=[._@/-]|$)")
        return call in self.text or any(name.search(source) for source in self.sources)

    @property
    def _ids(self) -> frozenset[str]:
        return frozenset(one.get("id") for one in self.shot.elements.values() if self.text) - {""}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The addresses of the scripts that the page loads, in small letters."""
        return tuple(
            one.get("src").lower() for one in self.shot.elements.values() if one.tag == "script" and one.get("src")
        )

    @cached_property
    def selected(self) -> frozenset[str]:
        """``#id`` and ``.class`` names by which inline scripts look elements up, if they show or hide anything."""
        if not _SHOWS.search(self.text):
            return frozenset()
        found = {f"#{name}" for name in _BY_ID.findall(self.text)} | {
            f".{name}" for name in _BY_CLASS.findall(self.text)
        }
        return frozenset(found.union(_IN_SELECTOR.findall(self.text)))


def read_scripts(shot: Snapshot) -> Scripts:
    """The inline scripts of a page, together."""
    texts: list[str] = []
    inside: dict[int, str] = {}
    for element, text in inline(shot):
        texts += [text, decoded(text)]
        inside.update((mem, "document.write(") for mem in swallowed(shot, element, text))
    handlers = tuple(unasked(shot))
    texts += [code for _, code in handlers]
    external = any(element.tag == "script" and element.get("src") for element in shot.elements.values())
    return Scripts(shot, "\n".join(filter(None, texts))[:MAX_SCRIPT], external, handlers, inside)


def _own_changes(element: Element, code: str) -> Iterator[tuple[int, str]]:
    """What a handler does to its own element, or to one around it."""
    for match in _OWN.finditer(code):
        hops = len(_HOP.findall(match[0]))
        around = [one for one in (element, *element.ancestors()) if one.tag not in ("html", "body")]
        if hops < len(around):
            yield around[hops].mem, match[0][:120]


def _changed(text: str, ids: frozenset[str]) -> list[tuple[str, str]]:
    """``(selector, words)`` of what scripts hide, show or replace; browsers make each of ``ids`` a variable, too.

    (``notice.hidden = true``: HTML Living Standard, 7.2.2.3.)
    """
    if not text:
        return []
    found: list[tuple[str, str]] = []
    kept: list[tuple[str, re.Match[str], int]] = []  # variable, look-up, where the assignment begins
    for match in filter(None, (_GET.match(text, begin.start()) for begin in _BEGINS.finditer(text))):
        if acted := _ACTED.match(text, match.end()):
            found.append((_selector(match), text[match.start() : acted.end()][:120]))
        if assigned := _KEPT.search(text, max(0, match.start() - _KEPT_REACH), match.start()):
            kept.append((assigned[1], match, assigned.start()))
    acts = list(_USED.finditer(text)) if kept or ids else []
    used = {match[1]: match[0] for match in acts}
    for name, match, start in kept:
        if name in used:
            found.append((_selector(match), f"{text[start : match.end()]} … {used[name]}"[:120]))
    found += [(match[1], match[0][:120]) for match in _SHEET.finditer(text)]
    named = [(f"#{match[1]}", match[0][:120]) for match in acts if match[1] in ids]
    return [*dict.fromkeys(found), *named]


def _selector(match: re.Match[str]) -> str:
    if match["id"]:
        return f"#{match['id']}"
    return f".{match['cls']}" if match["cls"] else str(match["sel"])


def _matching(shot: Snapshot, selector: str) -> list[int]:
    if selector.strip().lower() in ("body", "html", "*", "document", "window"):
        return []
    try:
        return [node.mem_id for node in shot.tree.parser.css(selector) if node.tag not in ("html", "body")][:200]
    except (SelectolaxError, ValueError):
        return []
