"""Which declaration wins on each element (CSS Cascade Level 5: importance, layers, inline, specificity, order)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import SelectolaxError

from summarizer.data import Page
from summarizer.parse.sight.css import (
    Declaration,
    Rule,
    declarations,
    initial_values,
    parse_sheet,
    split_list,
    starts_unseen,
    vanishing,
)
from summarizer.parse.sight.hints import hints
from summarizer.parse.sight.idle import idle
from summarizer.parse.sight.media import PHONE
from summarizer.parse.sight.selectors import Selector, is_valid, names_in, read_selector
from summarizer.parse.sight.sheets import Sources, find_sheets
from summarizer.parse.sight.snapshot import Element, Snapshot

MAX_RULES = 20_000
# Work of the selector engine, in elements visited (about 20 ns each), and what costs more than one visit an element.
MAX_VISITS = 60_000_000
_COUNTING = re.compile(r":nth-|of-type|last-child|only-child|~")
_SQUARE = 0.08  # visits for each pair of siblings, where siblings are counted
HIDING = frozenset({"none", "hidden", "collapse", "0"})
_NOWHERE: frozenset[tuple[str, bool]] = frozenset()
SHOWING = ("display", "visibility", "opacity")
_BACK = "revert-layer"  # leaves what an earlier layer, or any sheet beneath a style attribute, says


@dataclass(frozen=True, slots=True)
class Won:
    """A declaration that won, and where it stands."""

    declaration: Declaration
    source: Rule | str

    @property
    def value(self) -> str:
        return self.declaration.value

    @property
    def origin(self) -> str:
        return self.source if isinstance(self.source, str) else self.source.origin


Declared = dict[str, Won]
_Rank = tuple[int, tuple[int, int, int], int]


@dataclass(slots=True, eq=False)
class _Applied:
    """The declarations of one rule, as one of its selectors brings them to elements."""

    rank: _Rank
    declarations: tuple[Declaration, ...]
    rule: Rule


@dataclass(slots=True)
class _Index:
    """The page's elements by tag, class and id."""

    tags: dict[str, list[int]] = field(default_factory=dict)
    names: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    pairs: int = 0  # squares of the sizes of all families of siblings, added up


def _hides(found: tuple[Declaration, ...]) -> frozenset[str]:
    """The properties by which these declarations take something out of sight."""
    return frozenset(d.name for d in found if d.name in SHOWING and d.value in HIDING)


class Cascade:
    """All style sheets of a page, matched against its elements once."""

    def __init__(self, shot: Snapshot, page: Page) -> None:
        self.shot = shot
        self.quirks = shot.quirks
        self.sources: Sources = find_sheets(shot, page)
        self.index = _index(shot)
        self.visits = 0
        self.applied: list[_Applied] = []
        self._matches: dict[int, list[int]] = {}
        self.pseudo: dict[int, list[tuple[str, int]]] = {}
        self.later: list[tuple[Selector, tuple[Declaration, ...]]] = []
        self._shared: dict[tuple[object, ...], Declared] = {}
        self.unmet: list[tuple[str, Rule]] = []  # selectors that match nothing as the page stands
        self.hidden_later: list[tuple[Selector, tuple[Declaration, ...]]] = []  # in other media
        self._elsewhere: dict[int, frozenset[tuple[str, bool]]] | None = None
        self._match_all()
        self.matched = {mem: tuple(numbers) for mem, numbers in self._matches.items()}
        self.idle = idle(self._blocks())
        for one in self.applied:
            one.declarations = tuple(d for d in one.declarations if d.name not in self.idle)

    @property
    def unread(self) -> tuple[str, ...]:
        """Addresses of external sheets that are not at hand, and the sheets whose rules went over the bounds."""
        return self.sources.unread + (tuple(sheet.name for sheet in self.sources.sheets) if self.sources.cut else ())

    @cached_property
    def varies(self) -> bool:
        """Whether anything may be seen in other media, or once a reader acts, that is not seen now."""
        return bool(self.later) or any(
            not one.rule.condition.others & PHONE and _hides(one.declarations) for one in self.applied
        )

    @cached_property
    def vanishing(self) -> frozenset[str]:
        """The names of animations whose last frame is out of sight."""
        return frozenset(name for sheet in self.sources.sheets for name in vanishing(sheet.text))

    @cached_property
    def appearing(self) -> frozenset[str]:
        """The names of animations whose first frame is out of sight."""
        return frozenset(name for sheet in self.sources.sheets for name in vanishing(sheet.text, first=True))

    @cached_property
    def starts_unseen(self) -> bool:
        """Whether any element begins out of sight and passes into its own style (CSS Transitions 2, 3.3)."""
        return any("@starting" in sheet.text and starts_unseen(sheet.text) for sheet in self.sources.sheets)

    @cached_property
    def initial(self) -> dict[str, str]:
        """Custom properties that are registered with a value."""
        return {k: v for sheet in self.sources.sheets for k, v in initial_values(sheet.text).items()}

    def key(self, element: Element) -> tuple[object, ...]:
        """Elements with the same key have the same declarations."""
        return self.matched.get(element.mem, ()), element.attrs.get("style", ""), hints(element)

    def declared(self, key: tuple[object, ...]) -> Declared:
        """The winning declarations for a key, by property."""
        won = self._shared.get(key)
        if won is None:
            won = self._shared[key] = self._win(key)
        return won

    def _win(self, key: tuple[object, ...]) -> Declared:
        matched, style, hinted = key
        won: Declared = {one.name: Won(one, "attribute") for one in hinted}  # type: ignore[attr-defined]
        rules = sorted((self.applied[number] for number in matched), key=lambda one: one.rank)  # type: ignore[attr-defined]
        inline = self._inline(str(style))
        for one in rules:
            won.update((d.name, Won(d, one.rule)) for d in one.declarations if not d.important and d.value != _BACK)
        won.update((d.name, Won(d, "style attribute")) for d in inline if not d.important and d.value != _BACK)
        # Important declarations: layers count the other way round, inline style comes last.
        for one in sorted(rules, key=lambda one: (-one.rank[0], *one.rank[1:])):
            won.update((d.name, Won(d, one.rule)) for d in one.declarations if d.important)
        won.update((d.name, Won(d, "style attribute")) for d in inline if d.important)
        return won

    def _inline(self, style: str) -> tuple[Declaration, ...]:
        return tuple(d for d in declarations(style, self.quirks) if d.name not in self.idle) if style else ()

    def generated(self, element: Element) -> Iterator[tuple[str, Declared]]:
        """What ``::before`` and ``::after`` of an element declare."""
        found = self.pseudo.get(element.mem)
        for which in ("before", "after") if found else ():
            numbers = tuple(number for name, number in found or () if name == which)
            if numbers:
                yield which, self.declared((numbers, "", ()))

    def first_lines(self) -> Iterator[tuple[int, Declared]]:
        """What ``::first-line`` declares, by the ``mem_id`` of the element."""
        for mem, found in self.pseudo.items():
            if numbers := tuple(number for name, number in found if name == "first-line"):
                yield mem, self.declared((numbers, "", ()))

    def elsewhere(self, element: Element) -> frozenset[tuple[str, bool]]:
        """``(property, state)`` set so that the element shows: in other media, or (``state``) once a reader acts."""
        if not self.varies:
            return _NOWHERE
        if self._elsewhere is None:
            self._elsewhere = {}
            for selector, found in self.later:
                for mem in self._find(selector):
                    self._elsewhere[mem] = self._elsewhere.get(mem, frozenset()) | {
                        (d.name, selector.state) for d in found
                    }
            for mem, name in self._on_phones():
                self._elsewhere[mem] = self._elsewhere.get(mem, frozenset()) | {(name, False)}
        return self._elsewhere.get(element.mem, _NOWHERE)

    def _on_phones(self) -> Iterator[tuple[int, str]]:
        """``(element, property)`` that only rules for wide screens use to hide: on a phone it shows."""
        hiding = {n: _hides(one.declarations) for n, one in enumerate(self.applied) if _hides(one.declarations)}
        there = {(mem, d.name) for selector, found in self.hidden_later for mem in self._find(selector) for d in found}
        for mem, numbers in self.matched.items():
            mine = [n for n in numbers if n in hiding]
            if not mine:
                continue
            inline = _hides(self._inline(self.shot.elements[mem].get("style")))
            for name in {name for n in mine for name in hiding[n]} - inline:
                wide = all(not self.applied[n].rule.condition.others & PHONE for n in mine if name in hiding[n])
                if wide and (mem, name) not in there:
                    yield mem, name

    def _match_all(self) -> None:
        layers: dict[str, int] = {}
        order = 0
        for sheet in self.sources.sheets:
            parsed = parse_sheet(sheet)
            self.sources.add_imports(parsed.imports, sheet)
            for name in parsed.layers:
                layers.setdefault(name, len(layers))
            for rule in parsed.rules[:MAX_RULES]:
                order += 1
                layer = layers.setdefault(rule.layer, len(layers)) if rule.layer else len(layers) + MAX_RULES
                self._match(rule, layer, order)

    def _match(self, rule: Rule, layer: int, order: int) -> None:
        texts = split_list(rule.selector)
        possible = list(self._possible_of(texts, rule))
        if not possible or not all(is_valid(text) for text in texts):
            return
        found = declarations(rule.body, self.quirks)
        for selector in filter(None, map(read_selector, possible)):
            if selector.state or not rule.condition.desktop:
                showing = tuple(d for d in found if d.name in SHOWING and d.value not in HIDING)
                if showing:
                    self.later.append((selector, showing))
                hiding = tuple(d for d in found if d.name in SHOWING and d.value in HIDING)
                if hiding and not selector.state:
                    self.hidden_later.append((selector, hiding))
            elif found and (mems := self._find(selector)):
                self._apply(selector, mems, _Applied((layer, selector.specificity, order), found, rule))
            elif found and not selector.pseudo:
                self.unmet.append((selector.text, rule))

    def _apply(self, selector: Selector, mems: list[int], applied: _Applied) -> None:
        number = len(self.applied)
        self.applied.append(applied)
        for mem in mems:
            if selector.pseudo:
                self.pseudo.setdefault(mem, []).append((selector.pseudo, number))
            else:
                self._matches.setdefault(mem, []).append(number)

    def _possible_of(self, texts: list[str], rule: Rule) -> Iterator[str]:
        """The selectors of ``rule`` that may match; take note of the others."""
        for text in texts:
            if self._possible(text):
                yield text
            elif rule.condition.desktop:
                self.unmet.append((text, rule))

    def _possible(self, text: str) -> bool:
        """Does the page have every class and id that a selector names?"""
        names = self.index.names
        if self.quirks:
            return all((mark, name.lower()) in names for mark, name in names_in(text))
        return all(name in names for name in names_in(text))

    def matching(self, text: str) -> list[int]:
        """The elements, by ``mem_id``, that a selector would match."""
        selector = read_selector(text) if self._possible(text) and is_valid(text) else None
        return self._find(selector) if selector is not None and not selector.state and not selector.pseudo else []

    def _find(self, selector: Selector) -> list[int]:
        """The elements a selector matches, by ``mem_id``."""
        if selector.kind == "tag":
            return self.index.tags.get(selector.key, [])
        if selector.kind == "all":
            return list(self.shot.elements)
        if selector.kind in ("class", "id"):
            key = selector.key.lower() if self.quirks else selector.key
            return self.index.names.get(("." if selector.kind == "class" else "#", key), [])
        self.visits += len(self.shot.elements) * (20 if ":has(" in selector.text else 1)
        if _COUNTING.search(selector.text):
            self.visits += int(_SQUARE * self.index.pairs)
        if self.visits > MAX_VISITS:
            self.sources.cut = True
            return []
        try:
            return [node.mem_id for node in self.shot.tree.parser.css(selector.text)]
        except (SelectolaxError, ValueError):
            return []

    def _blocks(self) -> Iterator[tuple[Declaration, ...]]:
        """The declarations of every rule and every ``style`` attribute that count."""
        for one in self.applied:
            yield one.declarations
        for style in {element.attrs.get("style", "") for element in self.shot.elements.values() if element.attrs}:
            if style:
                yield declarations(style, self.quirks)


def _index(shot: Snapshot) -> _Index:
    families = Counter(element.parent.mem for element in shot.elements.values() if element.parent)
    index = _Index(pairs=sum(size * size for size in families.values()))
    for mem, element in shot.elements.items():
        index.tags.setdefault(element.tag, []).append(mem)
        attrs = element.attrs
        if not attrs:
            continue
        if identifier := attrs.get("id"):
            index.names.setdefault(("#", identifier.lower() if shot.quirks else identifier), []).append(mem)
        for name in set(attrs.get("class", "").split()):
            index.names.setdefault((".", name.lower() if shot.quirks else name), []).append(mem)
    return index
