"""Rules of a sheet that wait for a script: for a class or an attribute which a script of the page sets or takes away.

``.js .note { display: none }`` hides nothing in the page as it is sent; a script that gives ``html`` the class ``js``
makes it do so. Which rules come to apply is told from the names that the scripts of the page switch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.cascade import HIDING, SHOWING, Cascade
from summarizer.parse.sight.css import OUT_OF_SIGHT, Rule, declarations
from summarizer.parse.sight.selectors import read_selector

_STRING = re.compile(r"""['"`]([^'"`<>(){}=]{1,200})['"`]""")
_WORD = re.compile(r"-?[A-Za-z_\u0080-\uffff][\w\u0080-\uffff-]{0,79}")
_ADDS = re.compile(
    r"""(?:classList\.(?:add|toggle|replace)|\b(?:addClass|toggleClass))\(([^()]{1,200})\)"""
    r"""|\bclassName\s*\+?=(?!=)([^;\n}]{1,300})|setAttribute\(\s*['"]class['"]\s*,([^()]{1,200})\)"""
)
_TAKES = re.compile(
    r"""(?:classList\.(?:remove|toggle|replace)|\b(?:removeClass|toggleClass))\(([^()]{1,200})\)"""
    r"""|\bclassName\s*=(?!=)([^;\n}]{1,300})"""
)
# Where those may begin: plain words are quick to find in a long script.
_BEGINS = tuple(
    re.compile(word)
    for word in (r"classList\.", "className", r"addClass\(", r"removeClass\(", r"toggleClass\(", r"setAttribute\(")
)
_SETS = re.compile(
    r"""\.dataset\.([A-Za-z]\w{0,60})\s*=\s*['"]([\w-]{0,60})['"]"""
    r"""|(?:setAttribute|\.attr)\(\s*['"]([a-z][\w-]{0,60})['"]\s*,\s*['"]([\w-]{0,60})['"]"""
)
_UNSETS = re.compile(r"""(?:removeAttribute|removeAttr)\(\s*['"]([a-z][\w-]{0,60})['"]""")
_CAPITAL = re.compile(r"[A-Z]")
_LEFT_BARE = re.compile(r"(^|[\s>+~])(?=$|[\s>+~])")
_WHOLE = frozenset({"html", "body"})
_MAX_NAMES, _MAX_RULES = 60, 200


@dataclass(frozen=True, slots=True)
class Switches:
    """What scripts switch: class names set and taken away, attributes with the values set, attributes taken away."""

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)
    unset: frozenset[str] = frozenset()


def read_switches(text: str) -> Switches:
    """The names that the scripts of a page switch, as far as they stand in its text as strings."""
    if not text:
        return Switches()
    values: dict[str, str] = {}
    for prop, value, name, other in _SETS.findall(text):
        key = "data-" + _CAPITAL.sub(lambda one: "-" + one[0].lower(), prop) if prop else name
        if key not in ("class", "style", "id", "src", "href"):
            values[key] = value or other
    return Switches(_names(_ADDS, text), _names(_TAKES, text), values, frozenset(_UNSETS.findall(text)))


def _names(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    found: list[str] = []
    begins = (begin.start() for marker in _BEGINS for begin in marker.finditer(text))
    for match in filter(None, (pattern.match(text, begin) for begin in begins)):
        for string in _STRING.findall(next(filter(None, match.groups()), "")):
            found += [word for word in string.split() if _WORD.fullmatch(word)]
    return frozenset(found[:_MAX_NAMES])


def coming(cascade: Cascade, switches: Switches) -> tuple[dict[int, Visibility], frozenset[int]]:
    """Elements, by ``mem_id``, that rules come to hide once the scripts have run, and those that they come to show."""
    hidden: dict[int, Visibility] = {}
    shown: set[int] = set()
    for selector, rule in _waiting(cascade, switches):
        found = declarations(rule.body, cascade.quirks)
        shows = any(one.name in SHOWING and one.value not in HIDING for one in found)
        hides = OUT_OF_SIGHT.search(rule.body) is not None
        if shows or hides:
            mems = cascade.matching(selector)
            shown.update(mems if shows else ())
            written = " ".join(f"{rule.selector.strip()} {{{rule.body.strip()}}}".split())[:120]
            for mem in mems if hides and read_selector(selector).key not in _WHOLE else ():  # type: ignore[union-attr]
                hidden.setdefault(mem, Visibility(Sight.UNKNOWN, "F004", written, rule.origin))
    return hidden, frozenset(shown)


def _waiting(cascade: Cascade, switches: Switches) -> Iterator[tuple[str, Rule]]:
    """Rules that match once names are switched on, and their selectors without those names."""
    parts = [rf"\.{re.escape(name)}(?![\w-])" for name in switches.on]
    parts += [rf"\[{re.escape(name)}(?:=[\"']?{re.escape(value)}[\"']?)?\]" for name, value in switches.values.items()]
    if not parts:
        return
    pattern = re.compile("|".join(parts))
    count = 0
    for text, rule in cascade.unmet:
        if ":not(" in text or not pattern.search(text):
            continue
        bare = pattern.sub("", text).strip()
        if bare and bare[-1] not in " >+~" and not (bare != text.strip() and _ends_bare(text.strip(), pattern)):
            count += 1
            yield _LEFT_BARE.sub(r"\1*", bare), rule
        if count >= _MAX_RULES:
            return


def _ends_bare(text: str, pattern: re.Pattern[str]) -> bool:
    """Is the last compound nothing but switched names? Then a script must have looked its element up."""
    last = re.split(r"[\s>+~]+", text)[-1]
    return not pattern.sub("", last)


def lifted(selector: str, switches: Switches) -> bool:
    """Does a rule with this selector cease to apply once the scripts have run?"""
    gone = any(re.search(rf"\.{re.escape(name)}(?![\w-])", selector) for name in switches.off)
    gone = gone or any(f"[{name}" in selector for name in (*switches.unset, *switches.values))
    return gone or any(re.search(rf":not\([^()]*\.{re.escape(name)}(?![\w-])", selector) for name in switches.on)
