"""What a page really leaves open: text that an unread sheet, a script, a picture behind it or a cover may hide.

``unknown`` is said only where it is so. A style sheet that was not read can single out an element by the names it (or
a box around it) carries; where the body's own paragraphs carry the same names, hiding it would hide the body, and so
it is taken as seen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TypeVar

from summarizer.data import SEEN, Page, Region, Sight, Visibility
from summarizer.parse.sight.covers import covered
from summarizer.parse.sight.scripts import Scripts, read_scripts
from summarizer.parse.sight.snapshot import Element, Snapshot, Text
from summarizer.parse.sight.switches import coming, lifted, read_switches
from summarizer.parse.sight.visibility import Looks, Style
from summarizer.parse.sight.windows import overflowing
from summarizer.text.urls import split

Key = TypeVar("Key")

# A name is the body's own if it stands around this share of the body's text, in two paragraphs at least.
_SHARE = 0.34
# Attributes that no one writes to select by.
_ORDINARY = frozenset(
    "style href src target rel title alt align valign color face size lang dir width height border bgcolor "
    "cellpadding cellspacing colspan rowspan nowrap start value type name content charset hidden open xmlns "
    "contenteditable tabindex role itemprop itemscope itemtype referrerpolicy loading id class".split()
)


# Buttons for larger letters, and night colours: what a script does to the whole article leaves it legible.
_SIZED = re.compile(r"\.style\.(?:fontSize|color|left|top|height)\s*=")


class Doubts:
    """Second thoughts about the visibility of each element, once it is known which text is the body."""

    def __init__(self, shot: Snapshot, page: Page, looks: Looks, region_of: Callable[[Text], Region]) -> None:
        self.shot = shot
        self.looks = looks
        self.scripts: Scripts = read_scripts(shot)
        self.touched = self.scripts.touched()
        self.switches = read_switches(self.scripts.text)
        self.coming, self.shown = coming(looks.cascade, self.switches)
        self.overflow = overflowing(shot, looks)
        self.covered = covered(shot, looks) | dict(looks.first_lines())
        self.revealed = _revealed(shot, page)
        self.libraries = _shown_by_libraries(shot, self.scripts)
        self.sheets = looks.cascade.unread
        self.around, self.hooks = _body_hooks(shot, looks, region_of)
        self._known: dict[tuple[int, bool], Visibility] = {}

    def of(self, element: Element, region: Region) -> Visibility:
        """The visibility of text that stands directly in an element of that region."""
        inside = region is not Region.OUTSIDE
        key = (element.mem, inside and region is not Region.HEAD)
        seen = self._known.get(key)
        if seen is None:
            seen = self._known[key] = self._judge(element, self.looks.of(element), key[1])
        return seen

    def _judge(self, element: Element, style: Style, article: bool) -> Visibility:
        seen = style.visibility
        if seen.sight is Sight.HIDDEN:
            return self._perhaps_shown(element, style)
        if seen.rule == "V605" and seen.declaration == "details" and self._is_sealed(element):
            return Visibility(Sight.HIDDEN, "V601", "summary", seen.origin)
        if seen.sight is Sight.UNKNOWN:
            return seen
        doubt = self._by_script(element) or self._by_cover(element)
        if doubt and doubt.sight is Sight.EFFORT and seen.sight is Sight.EFFORT:
            return seen
        if doubt is None and article:
            doubt = self._by_unread_sheet(element) or self._by_picture(element, style)
        return doubt or seen

    def _perhaps_shown(self, element: Element, style: Style) -> Visibility:
        """Hidden as it stands: does the page's own script show it, or does the site always?"""
        seen = style.visibility
        if seen.rule == "V603" and style.back_from is None and self.sheets and style.colour_from is not None:
            return Visibility(Sight.UNKNOWN, "V603", seen.declaration, seen.origin)
        if seen.rule not in ("V601", "V602"):
            return seen
        root = self._root(element, seen)
        if root.mem in self.revealed:
            return SEEN
        shown = root.mem in self.shown or self.scripts.may_show(root) or self._is_lifted(root, seen)
        return Visibility(Sight.UNKNOWN, "F004", seen.declaration, seen.origin) if shown else seen

    def _is_lifted(self, root: Element, seen: Visibility) -> bool:
        """Do scripts, or a known library, take back the rule, the sheet or the style that hides an element?"""
        if root.mem in self.libraries or (root.tag in ("html", "body") and self.scripts.shows_page):
            return True
        for won in self.looks.declared(root).values():
            if won.declaration.written == seen.declaration and not isinstance(won.source, str):
                return lifted(won.source.selector, self.switches) or self._is_removed(won.source.sheet.name)
        return False

    def _is_removed(self, sheet: str) -> bool:
        number = sheet.removeprefix("style#")
        styles = [mem for mem, one in self.shot.elements.items() if one.tag == "style"] if number.isdigit() else []
        return bool(styles) and styles[int(number) - 1] in self.touched

    def _is_sealed(self, element: Element) -> bool:
        """Does it stand in a closed ``<details>`` whose summary no reader sees, and so none can open?"""
        for one in (element, *element.ancestors()):
            if one.tag == "details" and "open" not in one.attrs:
                node = one.node.css_first("summary")
                handle = self.shot.elements.get(node.mem_id) if node is not None else None
                if handle is not None and self.looks.of(handle).visibility.sight is Sight.HIDDEN:
                    return True
        return False

    def _root(self, element: Element, seen: Visibility) -> Element:
        """The outermost element that is hidden for the same reason."""
        root = element
        for above in element.ancestors():
            if self.looks.of(above).visibility != seen:
                break
            root = above
        return root

    def _by_script(self, element: Element) -> Visibility | None:
        if not self.touched and not self.coming:
            return None
        for one in (element, *element.ancestors()):
            if one.mem in self.coming and one.mem not in self.around:
                return self.coming[one.mem]
            if one.mem in self.touched and not (one.mem in self.around and _SIZED.search(self.touched[one.mem])):
                return Visibility(Sight.UNKNOWN, "F004", self.touched[one.mem], "<script>")
        return None

    def _by_cover(self, element: Element) -> Visibility | None:
        if element.mem in self.overflow.lines:
            return self.overflow.lines[element.mem]
        cut = self.overflow.cut if element.mem not in self.overflow.heads else {}
        if not self.covered and not cut:
            return None
        for one in (element, *element.ancestors()):
            if one.mem in self.covered or one.mem in cut:
                return self.covered.get(one.mem) or cut[one.mem]
        return None

    def _by_unread_sheet(self, element: Element) -> Visibility | None:
        if not self.sheets or not self.around:
            return None
        for one in (element, *element.ancestors()):
            if one.mem in self.around:
                return None
            odd = next((hook for hook in _hooks(one) if hook not in self.hooks), None)
            if odd is not None:
                return Visibility(Sight.UNKNOWN, "F007", odd, self.sheets[0])
        return None

    def _by_picture(self, element: Element, style: Style) -> Visibility | None:
        """A picture behind this text alone may have its colour."""
        if style.image is None:
            return None
        for one in (element, *element.ancestors()):
            if one.mem in self.around:
                return None
            above = one.parent
            if above is None or self.looks.of(above).image is not style.image:
                won = style.image
                return Visibility(Sight.UNKNOWN, "V603", won.declaration.written, won.origin)
        return None


def _hooks(element: Element) -> list[str]:
    """The names by which a sheet can single out an element: ``#id``, ``.class``, ``[attribute]``."""
    attrs = element.attrs
    if not attrs:
        return []
    hooks = [f"#{attrs['id']}"] if attrs.get("id") else []
    hooks += [f".{name}" for name in attrs.get("class", "").split()]
    return hooks + [f"[{name}]" for name in attrs if name not in _ORDINARY and not name.startswith("on")]


def _body_hooks(
    shot: Snapshot, looks: Looks, region_of: Callable[[Text], Region]
) -> tuple[frozenset[int], frozenset[str]]:
    """The boxes around the whole of the body, and the names its displayed paragraphs share."""
    weights: dict[int, int] = {}
    block_of: dict[int, int | None] = {}  # the block that the text of an element stands in; None: several
    total = 0
    for item in shot.items:
        if isinstance(item, Element) or not item.printed or region_of(item) is not Region.BODY or item.comment:
            continue
        if looks.of(item.element).visibility.sight is Sight.HIDDEN:
            continue
        length = len(item.text.strip())
        total += length
        _add(weights, block_of, item.element.mem, length, looks.block(item.element).mem)
    hooks: dict[str, int] = {}
    blocks: dict[str, int | None] = {}
    for mem, element in reversed(shot.elements.items()):  # an element's weight is whole before it is handed up
        if mem in weights:
            for hook in _hooks(element):
                _add(hooks, blocks, hook, weights[mem], block_of[mem])
            if element.parent is not None:
                _add(weights, block_of, element.parent.mem, weights[mem], block_of[mem])
    around = frozenset(mem for mem, weight in weights.items() if weight == total)
    shared = frozenset(
        hook for hook, weight in hooks.items() if weight >= _SHARE * total and (blocks[hook] is None or weight == total)
    )
    return around, shared


def _add(weights: dict[Key, int], blocks: dict[Key, int | None], key: Key, weight: int, block: int | None) -> None:
    """Put text of a block on the account of an element or a name."""
    weights[key] = weights.get(key, 0) + weight
    blocks[key] = block if blocks.get(key, block) == block else None


@cache
def _known(kind: str) -> tuple[dict[str, str], ...]:
    return tuple(tomllib.loads(files(__package__).joinpath("reveals.toml").read_text(encoding="utf-8"))[kind])


def _shown_by_libraries(shot: Snapshot, scripts: Scripts) -> frozenset[int]:
    """Elements that a library which the page loads shows once it has begun, or once they are scrolled to."""
    found: set[int] = set()
    for one in _known("library"):
        if scripts.uses(one["file"], one["call"]):
            found.update(node.mem_id for node in shot.tree.parser.css(one["selector"]) if node.tag != "body")
    return frozenset(found)


def _revealed(shot: Snapshot, page: Page) -> frozenset[int]:
    """Elements that a known site always shows once its scripts have run."""
    host = (split(page.url or "").hostname or "").lower()
    found: set[int] = set()
    for one in _known("reveal"):
        if host == one["host"] or host.endswith("." + one["host"]):
            found.update(node.mem_id for node in shot.tree.parser.css(one["selector"]))
    return frozenset(found)
