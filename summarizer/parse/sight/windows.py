"""Boxes that show only part of what stands in them: folded articles, and boxes too small for their text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.lengths import VIEWPORT, Metrics, pixels
from summarizer.parse.sight.snapshot import Element, Snapshot, Text
from summarizer.parse.sight.visibility import Looks, Style

_LINE_HEIGHT = 1.2  # of the font size, the least that browsers use
_LOOSE = 2.0  # of the font size, the most that line and margin take in an ordinary article
_NARROW = 600.0  # px: an article is at least so wide
_NO_SHARE = Metrics(whole=0.0)  # a percentage of a height counts as none
_STACKING = frozenset({"block", "flow-root", "list-item", "inline-block"})  # children stand below each other
_MARGIN = 1.5  # times as much text as fits: what is only a little too long is cut by a guess
_FOLDED = 1_600.0  # px: a box that a button opens is no higher
_ARTICLE = 300  # characters: a box with so much text is folded to be opened, a smaller one hides


@dataclass(frozen=True, slots=True)
class Overflow:
    """What boxes that clip keep from sight, and what stands so near their upper edge that they do not."""

    cut: Mapping[int, Visibility]
    heads: frozenset[int] = frozenset()
    lines: Mapping[int, Visibility] = field(default_factory=dict)  # what runs on past the end of the one line there is


def overflowing(shot: Snapshot, looks: Looks) -> Overflow:
    """Boxes that clip and are too low for their text, by ``mem_id``: folded (V605), or nobody can tell (V602)."""
    windows = {mem: style for mem, style in looks.known.items() if style.window}
    strips = any(style.strip and style.nowrap for style in looks.known.values())
    if not windows and not strips:
        return Overflow({})
    texts = [item for item in shot.items if isinstance(item, Text) and item.printed and not item.comment]
    lengths = _lengths(shot, texts, looks, windows)
    opens = any(item.text.strip(" \t\n▼↓>》…") in _openers() for item in texts)
    cut = {
        mem: _cut(style, lengths[mem])
        for mem, style in windows.items()
        if _is_cut(style, lengths[mem]) or (opens and lengths[mem] >= _ARTICLE and _is_low(style))
    }
    heads = _heads(texts, looks, {mem: windows[mem] for mem in cut})
    lines = _run_on(texts, looks) if strips else {}
    return Overflow(_pushed_down(shot, looks, windows) | cut, heads, lines)


def _run_on(texts: Iterable[Text], looks: Looks) -> dict[int, Visibility]:
    """Text in lines that do not wrap, in boxes too narrow for them; of a link some words are enough to follow it."""
    found: dict[int, Visibility] = {}
    used, last = 0.0, -1
    for item in texts:
        style, block = looks.of(item.element), looks.block(item.element).mem
        if block != last or _follows_break(item):
            used, last = 0.0, block
        if style.strip is None or not style.nowrap:
            continue
        begun = used
        used += max((_width(line) for line in item.text.strip().splitlines()), default=0.0) * style.font
        width, why = style.strip
        link = any(one.tag == "a" for one in (item.element, *item.element.ancestors()))
        if used > _MARGIN * width and (not link or begun > width / 2):
            found[item.element.mem] = why
    return found


def _width(text: str) -> float:
    """The width of a text in font sizes: Chinese signs take one each, Latin letters about half of it."""
    return sum(1.0 if sign > "\u2e7f" else 0.5 for sign in text)


def _follows_break(item: Text) -> bool:
    node = item.element.node.first_child
    while node is not None and node.mem_id != item.mem:
        node = node.next
    return node is not None and node.prev is not None and node.prev.tag == "br"


def _heads(texts: Iterable[Text], looks: Looks, windows: Mapping[int, Style]) -> frozenset[int]:
    """Elements whose text stands within the upper half of every box that cuts them off, line by generous line."""
    used = dict.fromkeys(windows, 0.0)  # px from the upper edge of each
    last = dict.fromkeys(windows, -1)
    heads: set[int] = set()
    late: set[int] = set()
    for item in texts if windows else ():
        style = looks.of(item.element)
        around = [one.mem for one in (item.element, *item.element.ancestors()) if one.mem in windows]
        block = looks.block(item.element).mem
        for mem in around:
            width, height, _ = windows[mem].window or (None, None, None)
            lines = len(item.text.strip()) * style.font / (width or _NARROW)
            used[mem] += (lines + (block != last[mem])) * style.font * _LOOSE
            last[mem] = block
            if used[mem] > (height or 0.0) / 2:
                late.add(item.element.mem)
        if around:
            heads.add(item.element.mem)
    return frozenset(heads - late)


def _pushed_down(shot: Snapshot, looks: Looks, windows: Mapping[int, Style]) -> dict[int, Visibility]:
    """Children of a box that clips which others of a stated height, above them, push past its lower edge."""
    below: dict[int, Visibility] = {}
    for mem, style in windows.items():
        _, height, why = style.window or (None, None, None)
        if height is None or why is None or style.display not in _STACKING:
            continue
        above, node = 0.0, shot.elements[mem].node.first_child
        while node is not None:
            child = shot.elements.get(node.mem_id)
            if above >= height and (child is None or _in_flow(looks.of(child))):
                place = mem if child is None else child.mem  # text of the box's own
                if child is not None or (node.text_content or "").strip():
                    below[place] = Visibility(Sight.UNKNOWN, "V602", why.declaration, why.origin)
            elif child is not None and _in_flow(looks.of(child)):
                above += _stated_height(looks, child)
            node = node.next
    return below


def _in_flow(style: Style) -> bool:
    return style.position in ("static", "relative") and style.floats == "none"


def _stated_height(looks: Looks, child: Element) -> float:
    declared = looks.declared(child)
    stated = [declared[name].value for name in ("height", "min-height") if name in declared]
    return max((pixels(value, _NO_SHARE) or 0.0 for value in stated), default=0.0)


def _lengths(shot: Snapshot, texts: Iterable[Text], looks: Looks, windows: Mapping[int, Style]) -> dict[int, int]:
    """How many characters stand in each window; what is placed absolutely takes no room in the boxes around it.

    A line that a block or ``<br>`` ends early in a clamped box counts whole: the lines are what is counted there.
    """
    lengths = dict.fromkeys(shot.elements, 0)
    clamped = {mem: style for mem, style in windows.items() if _is_clamped(style)}
    broken = dict.fromkeys(windows, 0)
    for item in texts:
        if looks.of(item.element).unread:
            continue
        for mem in _ended(item, clamped):
            broken[mem] += int(VIEWPORT[0] / windows[mem].font)
        lengths[item.element.mem] += len(item.text.strip())
    for mem, element in reversed(shot.elements.items()):  # what stands in a box is known before the box is met
        if element.parent is not None and looks.of(element).position not in ("absolute", "fixed"):
            lengths[element.parent.mem] += lengths[mem]
    return {mem: lengths[mem] + more for mem, more in broken.items()}


def _is_clamped(style: Style) -> bool:
    return style.window is not None and "clamp" in (style.window[2].declaration or "")


def _ended(item: Text, clamped: Mapping[int, Style]) -> Iterator[int]:
    """The clamped boxes in which this text begins a line after a ``<br>``."""
    if not clamped:
        return
    if _follows_break(item):
        yield from (one.mem for one in (item.element, *item.element.ancestors()) if one.mem in clamped)


def _is_cut(style: Style, characters: int) -> bool:
    """Whether the text needs more lines than the box has room for, each as wide as it can be."""
    width, height, _ = style.window or (None, None, None)
    if height is None:
        return False
    lines = characters * style.font / (width or VIEWPORT[0])
    return lines * style.font * _LINE_HEIGHT > _MARGIN * height


def _is_low(style: Style) -> bool:
    return bool(style.window and style.window[1] is not None and style.window[1] <= _FOLDED)


def _cut(style: Style, characters: int) -> Visibility:
    reason = style.window[2] if style.window else Visibility()
    if characters >= _ARTICLE:
        return Visibility(Sight.EFFORT, "V605", reason.declaration, reason.origin)
    return Visibility(Sight.UNKNOWN, "V602", reason.declaration, reason.origin)


@cache
def _openers() -> frozenset[str]:
    """What the buttons say that open a folded article."""
    listed = tomllib.loads(files(__package__).joinpath("reveals.toml").read_text(encoding="utf-8"))
    return frozenset(listed["openers"])
