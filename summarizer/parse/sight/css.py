"""A style sheet as text -> the rules in it that could decide whether something is seen.

A real sheet has thousands of rules of which a few dozen matter, so the text is cut into rules by one regular
expression and only what matters is looked at further. CSS Syntax Level 3 decides what a rule is: a bracket that is open
swallows braces, comments and strings hide them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from summarizer.parse.sight.media import NOWHERE, Condition, condition
from summarizer.parse.sight.properties import RELEVANT, expand
from summarizer.parse.sight.supports import supported

MAX_SHEET = 1_500_000  # characters of one sheet that are read
MAX_NESTING = 6

_STRING = r'"(?:[^"\\\n]|\\[\s\S])*+"?|\'(?:[^\'\\\n]|\\[\s\S])*+\'?'
_COMMENT = re.compile(rf"{_STRING}|url\(\s*[^\s\"')][^)]*+\)?|(/\*[\s\S]*?(?:\*/|\Z))", re.IGNORECASE)
# One flat rule: a prelude without brackets, a block whose brackets are closed one level deep and hold no quotes.
_PLAIN = re.compile(r"""([^{}()\[\]"'\\@;]*+)\{((?:[^{}()\[\]"'\\]|\([^{}()\[\]"'\\]*+\))*+)\}""")
_MARKS = re.compile(rf"{_STRING}|\\[\s\S]|[{{}}()\[\];]|url\(\s*[^\s\"')][^)]*+\)?", re.IGNORECASE)
_CLOSER = {"{": "}", "(": ")", "[": "]"}
_NESTING = re.compile(r"[\"'()\[\]{}\\]")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+[\"']?([\w-]{1,80})[\"']?\s*\{", re.IGNORECASE)
_STARTING = re.compile(r"@starting-style\s*\{(?:[^{}]{0,300}\{)?([^{}]{0,1000})\}", re.IGNORECASE)
_LAST_FRAME = re.compile(r"(?:\bto|100%)\s*\{([^{}]{0,1000})\}", re.IGNORECASE)
_FIRST_FRAME = re.compile(r"(?:\bfrom|(?<!\d)0%)\s*(?:,[^{}]{0,80})?\{([^{}]{0,1000})\}", re.IGNORECASE)
OUT_OF_SIGHT = re.compile(
    r"opacity\s*+:\s*+0?(?:\.0\d*)?\s*+(?:[;!]|$)|visibility\s*:\s*(?:hidden|collapse)|display\s*:\s*none"
    r"|scale[^:;]{0,20}?\(\s*0|(?:left|top|right|bottom|margin[\w-]{0,20}|text-indent|translate[^;]{0,20})[^;]{0,5}-\d{3,}"
    r"|(?:height|font-size)\s*:\s*0|color\s*:\s*transparent"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:100|50)%|(?:circle|ellipse)\(\s*0|polygon\(\s*0[^,]{0,20},\s*0)",
    re.IGNORECASE,
)
_MAX_FRAMES = 4_000  # characters of an animation that are read
_PROPERTY = re.compile(
    r"@property\s+(--[\w-]{1,80})\s*\{[^{}]{0,400}?initial-value\s*:\s*([^;{}]{1,200})", re.IGNORECASE
)


@dataclass(slots=True, eq=False)
class Sheet:
    """A style sheet of the page. ``name`` is what people call it: ``style#2``, or the address of an external one."""

    name: str
    text: str
    media: str = ""
    starts: list[int] = field(default_factory=list)

    def line(self, offset: int) -> int:
        """The one-based line of a character."""
        if not self.starts:
            self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return bisect_right(self.starts, offset)


@dataclass(frozen=True, slots=True)
class Declaration:
    """One longhand (or custom) property with its value; ``written`` is what stands in the sheet."""

    name: str
    value: str
    important: bool
    written: str


@dataclass(slots=True, eq=False)
class Rule:
    """A style rule: its selector list, the text of its block, and where both came from."""

    selector: str
    body: str
    sheet: Sheet
    offset: int
    condition: Condition
    layer: str | None

    @property
    def origin(self) -> str:
        return f"{self.sheet.name} line {self.sheet.line(self.offset)}"


@dataclass(slots=True)
class Parsed:
    """What a sheet holds: its rules in order, the addresses it imports, and its cascade layers in order."""

    rules: list[Rule] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    layers: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Context:
    condition: Condition
    layer: str | None = None
    parents: str = ""
    depth: int = 0


def parse_sheet(sheet: Sheet) -> Parsed:
    """The rules of a sheet that hold a relevant property, under the media they are meant for."""
    parsed = Parsed()
    text = sheet.text[:MAX_SHEET]
    if "/*" in text:
        text = _COMMENT.sub(_blank, text)
    text = text.replace("<!--", "    ").replace("-->", "   ")
    media = condition(sheet.media)
    if media != NOWHERE:
        _Scanner(sheet, text, parsed).block(0, len(text), _Context(media))
    return parsed


def vanishing(text: str, first: bool = False) -> Iterator[str]:
    """The names of the ``@keyframes`` of a sheet whose last frame (or ``first``) is out of sight."""
    frame = _FIRST_FRAME if first else _LAST_FRAME
    for match in _KEYFRAMES.finditer(text[:MAX_SHEET]):
        found = frame.search(text, match.end(), match.end() + _MAX_FRAMES)
        if found and OUT_OF_SIGHT.search(found[1]):
            yield match[1].lower()


def starts_unseen(text: str) -> bool:
    """Does a sheet let anything begin out of sight (``@starting-style``)?"""
    return any(OUT_OF_SIGHT.search(match[1]) for match in _STARTING.finditer(text[:MAX_SHEET]))


def initial_values(text: str) -> dict[str, str]:
    """The custom properties that a sheet registers with a value of their own."""
    return {match[1]: match[2].strip() for match in _PROPERTY.finditer(text[:MAX_SHEET])}


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[1]) if match[1] else match[0]


@dataclass(slots=True)
class _Scanner:
    sheet: Sheet
    text: str
    parsed: Parsed
    begun: bool = False  # a rule has been read: an ``@import`` comes too late

    def block(self, start: int, stop: int, context: _Context) -> None:
        """Read the rules that stand in ``text[start:stop]``."""
        position = start
        spoilt = False  # a stray mark made the next rule's selector invalid
        while position < stop:
            match = _PLAIN.match(self.text, position, stop)
            if match:
                self.begun = True
                if not spoilt and RELEVANT.search(match[2]):
                    self.style(match[1], (match.start(1), match.start(2), match.end(2)), context)
                position, spoilt = match.end(), False
                continue
            end, opens, closes = _statement(self.text, position, stop)
            if not spoilt:
                self.statement(position, opens, closes, context)
            spoilt = self._is_stray(position, opens, closes, context) or (spoilt and opens == closes)
            position = end

    def _is_stray(self, start: int, opens: int, closes: int, context: _Context) -> bool:
        """A ``}`` or ``;`` between rules belongs to the next rule's selector and spoils it (CSS Syntax 3, 5.4.3)."""
        no_block = opens == closes and self.text[closes : closes + 1] in ("}", ";")
        return no_block and context.depth == 0 and not self.text[start:opens].lstrip().startswith("@")

    def statement(self, start: int, opens: int, closes: int, context: _Context) -> None:
        prelude = self.text[start:opens].strip()
        if prelude.startswith("@"):
            self.at_rule(prelude, opens + 1, closes, context)
        elif prelude and opens < closes:
            self.begun = True
            body = self.text[opens + 1 : closes]
            if RELEVANT.search(body) or "\\" in body:
                self.style(self.text[start:opens], (start, opens + 1, closes), context)

    def at_rule(self, prelude: str, start: int, stop: int, context: _Context) -> None:
        name, _, rest = prelude[1:].partition(" ")
        found = re.match(r"[\w-]+", prelude[1:])
        name = (found[0] if found else "").lower()
        rest = prelude[1 + len(name) :].strip().rstrip(";")
        late = self.begun
        self.begun = late or not (name in ("import", "charset") or (name == "layer" and start > stop))
        if name == "import":
            if not late and not context.depth:  # anywhere else it is dropped (CSS Cascade 5, 2)
                self.parsed.imports.append(_import_target(rest))
        elif name == "layer":
            self._layer(rest, start, stop, context)
        elif context.depth < MAX_NESTING and start <= stop:
            deeper = self._inside(name, rest, context)
            if deeper is not None:
                self.group(start, stop, deeper)

    def group(self, start: int, stop: int, context: _Context) -> None:
        """What a conditional rule holds: rules, and, nested in a style rule, declarations for its selector."""
        if not context.parents:
            self.block(start, stop, context)
        elif RELEVANT.search(own := self.nested(context.parents, start, stop, context)):
            rule = Rule(context.parents, own, self.sheet, start, context.condition, context.layer)
            self.parsed.rules.append(rule)

    def _layer(self, names: str, start: int, stop: int, context: _Context) -> None:
        prefix = f"{context.layer}." if context.layer else ""
        full = [prefix + name.strip() for name in names.split(",")] if names else [f"{prefix}#{start}"]
        self.parsed.layers.extend(name for name in full if name not in self.parsed.layers)
        if start <= stop and context.depth < MAX_NESTING:
            self.group(start, stop, _Context(context.condition, full[0], context.parents, context.depth + 1))

    def _inside(self, name: str, rest: str, context: _Context) -> _Context | None:
        """The context of what stands inside a conditional rule; ``None`` where nothing in it applies."""
        state = context.condition
        if name == "media":
            state = state & condition(rest)
        elif name == "supports":
            state = state if supported(rest) else NOWHERE
        elif name not in ("container", "scope", "document", "starting-style"):
            return None
        if state == NOWHERE or name in ("document", "starting-style"):
            return None
        return _Context(state, context.layer, context.parents, context.depth + 1)

    def style(self, selector: str, span: tuple[int, int, int], context: _Context) -> None:
        """A style rule, and the rules nested in it (CSS Nesting) with ``&`` resolved."""
        start, opens, closes = span
        offset = start + len(selector) - len(selector.lstrip())
        selector = selector.strip()
        if context.parents:
            whole = f":is({context.parents})"
            selector = ", ".join(
                one.replace("&", whole) if "&" in one else f"{whole} {one.strip()}" for one in split_list(selector)
            )
        body = self.text[opens:closes]
        if "{" in body and context.depth < MAX_NESTING:
            body = self.nested(selector, opens, closes, context)
        self.parsed.rules.append(Rule(selector, body, self.sheet, offset, context.condition, context.layer))

    def nested(self, selector: str, start: int, stop: int, context: _Context) -> str:
        """Read the rules nested in a block; returns the declarations that stand beside them."""
        inside = _Context(context.condition, context.layer, selector, context.depth + 1)
        own: list[str] = []
        position = start
        while position < stop:
            end, opens, closes = _statement(self.text, position, stop)
            if opens < closes:
                self.statement(position, opens, closes, inside)
            else:
                own.append(self.text[position:end])
            position = end
        return "".join(own)


def _statement(text: str, start: int, stop: int) -> tuple[int, int, int]:
    """One statement from ``start``: ``(end, opening brace, closing brace)``; both are ``end`` where it has no block.

    Strings, escapes and brackets are skipped as CSS does: only ``)`` closes ``(``, so ``rgb(0, 0 }`` runs on.
    """
    stack: list[str] = []
    opens = -1
    for match in _MARKS.finditer(text, start, stop):
        mark = match[0]
        if mark in _CLOSER:
            if mark == "{" and not stack and opens < 0:
                opens = match.start()
            stack.append(_CLOSER[mark])
        elif stack and mark == stack[-1]:
            stack.pop()
            if not stack and mark == "}":
                return match.end(), opens, match.start()
        elif mark in (";", "}") and not stack:
            return match.end(), match.start(), match.start()
    return (stop, opens, stop) if opens >= 0 else (stop, stop, stop)


def split_list(text: str) -> list[str]:
    """Split at the commas that stand in no bracket and no string."""
    if not any(mark in text for mark in "([\"'\\"):
        return text.split(",")
    parts, depth, last = [], 0, 0
    for match in re.finditer(rf"{_STRING}|\\[\s\S]|[()\[\],]", text):
        mark = match[0]
        if mark in "([":
            depth += 1
        elif mark in ")]":
            depth = max(0, depth - 1)
        elif mark == "," and not depth:
            parts.append(text[last : match.start()])
            last = match.end()
    return [*parts, text[last:]]


@lru_cache(maxsize=4096)
def declarations(body: str, quirks: bool = False) -> tuple[Declaration, ...]:
    """The relevant declarations of a block, or of a ``style`` attribute, as longhands; invalid ones are left out."""
    if "/*" in body:
        body = _COMMENT.sub(lambda match: " " if match[1] else match[0], body)
    return tuple(
        Declaration(longhand, value, important, f"{name}:{written}" + (" !important" if important else ""))
        for name, written, important in _pairs(body)
        for longhand, value in expand(name, written, quirks)
    )


def _pairs(body: str) -> Iterator[tuple[str, str, bool]]:
    """``(name, value, important)`` of every declaration; what stands in a nested block is none."""
    for part in _parts(body):
        name, colon, value = part.partition(":")
        name = name.strip()
        if not colon or not name or "{" in part:
            continue
        if "\\" in part:
            name, value = _ESCAPE.sub(_unescaped, name), _ESCAPE.sub(_unescaped, value)
        important = _IMPORTANT.search(value)
        value = (value[: important.start()] if important else value).strip()
        yield name if name.startswith("--") else name.lower(), value, important is not None


def _parts(body: str) -> list[str]:
    """A block cut at the semicolons that stand in no bracket and no string."""
    if not _NESTING.search(body):
        return body.split(";")
    parts: list[str] = []
    stack: list[str] = []
    last = 0
    for match in _MARKS.finditer(body):
        mark = match[0]
        if mark in _CLOSER:
            stack.append(_CLOSER[mark])
        elif stack and mark == stack[-1]:
            stack.pop()
        elif mark == ";" and not stack:
            parts.append(body[last : match.start()])
            last = match.end()
    # What is still open at the end is closed there.
    return [*parts, body[last:] + "".join(reversed(stack))]


def _unescaped(match: re.Match[str]) -> str:
    """A CSS escape as its character (CSS Syntax, 4.3.7)."""
    if not match[1]:
        return match[2]
    code = int(match[1], 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _import_target(rest: str) -> str:
    """``url(a.css) screen`` -> ``a.css``."""
    found = re.match(r"""(?:url\(\s*)?["']?([^"')\s]*)""", rest, re.IGNORECASE)
    return found[1] if found else ""
