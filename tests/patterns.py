"""Every regular expression of the package, and for each the texts that would be the worst for it.

Run by itself (``python -m tests.patterns``) it compiles what the package compiles, when it is loaded and while it reads
and judges pages, tries each, and prints those that grow faster than their text.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

LONGEST = 100_000  # characters
_BELOW_NOTICE = 0.004  # seconds of processor time for a sixteenth of it
_MOST_GROWTH = 8.0  # of the time for four times the text: 4 is linear, 16 the square
_HANGS = 3600.0  # seconds: what is said of a pattern that would never end
_PATIENCE = 60.0  # seconds for one text: after that it is one that never ends
_TRIED = 8  # texts of a pattern at full length: those that took longest before, and as many that grew most
_CHOICES = 4  # of one choice that are tried
_PROBES = "a1 中\n-，,.;(\"'<>:/=年0A_\t"  # one character of each kind that a class can hold


MATCHED_ONLY = ("summarizer.parse.edges",)  # its patterns are attributes; all others call nothing but ``match`` on them
OURS = ("summarizer.cli.usage", "summarizer.doctor")  # read what the user typed, or the package's own metadata


class Slow(NamedTuple):
    """A pattern that was found to grow too fast, on ``unit`` repeated, and the seconds that the longest would take."""

    where: str
    pattern: str
    unit: str
    seconds: float


# ``{(pattern, flags): (the module that compiled it, the function of ``re`` that was called for that)}``
Collected = dict[tuple[str, int], tuple[str, str]]


def worst_texts(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """``(beginning, unit)``: texts that begin so and repeat the unit, made of what the pattern itself repeats."""
    found: set[tuple[str, str]] = set()
    _gather(_parser.parse(pattern.pattern, pattern.flags), "", found)
    found |= {("", beginning + unit) for beginning, unit in found}
    return {(beginning, unit) for beginning, unit in found if unit}


def _gather(sequence: Any, before: str, found: set[tuple[str, str]]) -> None:
    """Each repetition in ``sequence`` with an example of what stands before it."""
    for operator, argument in sequence:
        if operator in _REPEATS:
            low, high, body = argument
            if high > 8:
                found.update((before, unit) for unit in _examples(body))
            _gather(body, before, found)
            before += _example(body) * min(low, 50)
        else:
            for inner in _inside(operator, argument):
                _gather(inner, before, found)
            before += _one(operator, argument)


_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)


def _inside(operator: Any, argument: Any) -> list[Any]:
    if operator is code.SUBPATTERN:
        return [argument[3]]
    if operator is code.BRANCH:
        return list(argument[1])
    if operator in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    return [argument] if operator is code.ATOMIC_GROUP else []


def _examples(sequence: Any) -> set[str]:
    """Some texts that ``sequence`` matches, each made by another choice where it begins with one."""
    if len(sequence) == 1:
        operator, argument = sequence[0]
        if operator is code.BRANCH:
            return {_example(one) for one in argument[1][:_CHOICES]}
        if operator in (code.IN, code.ANY, code.NOT_LITERAL):
            return {*[char for char in _PROBES if _matches(sequence, char)][:_CHOICES], _example(sequence)}
        if operator is code.SUBPATTERN:
            return _examples(argument[3])
    return {_example(sequence)}


def _example(sequence: Any) -> str:
    parts = []
    for operator, argument in sequence:
        if operator in _REPEATS:
            parts.append(_example(argument[2]) * max(argument[0], 1))
        else:
            parts.append(_one(operator, argument))
    return "".join(parts)


def _one(operator: Any, argument: Any) -> str:
    if operator is code.LITERAL:
        return chr(argument)
    if operator is code.IN:
        return _of_class(argument)
    if operator in (code.ANY, code.NOT_LITERAL):
        return "a" if argument != ord("a") else "b"
    if operator is code.BRANCH:
        return _example(argument[1][0])
    if operator is code.SUBPATTERN:
        return _example(argument[3])
    return _example(argument) if operator is code.ATOMIC_GROUP else ""


def _of_class(items: Any) -> str:
    for operator, argument in items:
        if operator is code.LITERAL:
            return chr(argument)
        if operator is code.RANGE:
            return chr(argument[0])
    return next((char for char in _PROBES if _in_class(items, char)), "")


_CATEGORIES = {
    code.CATEGORY_DIGIT: str.isdecimal,
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_WORD: lambda char: char.isalnum() or char == "_",
    code.CATEGORY_NOT_DIGIT: lambda char: not char.isdecimal(),
    code.CATEGORY_NOT_SPACE: lambda char: not char.isspace(),
    code.CATEGORY_NOT_WORD: lambda char: not (char.isalnum() or char == "_"),
}


def _in_class(items: Any, char: str) -> bool:
    negated = items[0][0] is code.NEGATE
    return negated != any(_holds(operator, argument, char) for operator, argument in items)


def _holds(operator: Any, argument: Any, char: str) -> bool:
    if operator is code.LITERAL:
        return ord(char) == int(argument)
    if operator is code.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    return operator is code.CATEGORY and bool(_CATEGORIES[argument](char))


def _matches(sequence: Any, char: str) -> bool:
    operator, argument = sequence[0]
    if operator is code.IN:
        return _in_class(argument, char)
    return char != "\n" if operator is code.ANY else ord(char) != argument


def grows(where: str, pattern: re.Pattern[str], ways: frozenset[str]) -> Slow | None:
    """The first text found on which using the pattern in one of these ways grows faster than linearly.

    All are looked at up to a sixteenth of the length. Where that took time, what took most and what grew most is tried
    at full length: a square that would be felt there is among them, whatever it hides behind.
    """
    looks = []
    for beginning, unit in sorted(worst_texts(pattern)):
        work = Work(pattern, ways, beginning, unit)
        if work.seconds(22) > 0.02:  # it doubles with every character
            return Slow(where, pattern.pattern, beginning + unit, _HANGS)
        first, second = work.seconds(LONGEST // 64), work.seconds(LONGEST // 16)
        if second >= _BELOW_NOTICE:  # else even the square is soon done for the longest
            looks.append(Look(second, second / max(first, _BELOW_NOTICE / 16, 1e-6), work))
    longest = sorted(looks, key=lambda look: -look.seconds)[:_TRIED]
    steepest = sorted(looks, key=lambda look: -look.growth)[:_TRIED]
    for look in dict.fromkeys([*longest, *steepest]):
        seconds = _too_long(look.work)
        if seconds:
            return Slow(where, pattern.pattern, look.work.beginning + look.work.unit, seconds)
    return None


def _too_long(work: Work) -> float | None:
    """The seconds for the longest text where they, or those for a quarter of it, are beyond four times a quarter's."""
    short = max(work.seconds(LONGEST // 16), _BELOW_NOTICE)
    for part in (4, 1):
        long = work.seconds(LONGEST // part)
        if long > _MOST_GROWTH * short and long < _HANGS:  # may be an accident: once more, and the best counts
            short = max(min(work.seconds(LONGEST // part // 4) for _ in range(3)), _BELOW_NOTICE)
            long = min(long, work.seconds(LONGEST // part))
        if long > _MOST_GROWTH * short or long == _HANGS:
            return min(long * part**2, _HANGS)
        short = long
    return None


class Work(NamedTuple):
    """One text for one pattern, at any length."""

    pattern: re.Pattern[str]
    ways: frozenset[str]
    beginning: str
    unit: str

    def seconds(self, length: int) -> float:
        """Processor time for it: for all matches in it, or where the pattern only begins at its beginning, for that.

        One that takes longer than ``_PATIENCE`` is stopped: ``_HANGS``.
        """
        text = f"{self.beginning}{self.unit * (length // len(self.unit))}\0"  # at the end few patterns match
        before = signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
        begun = time.process_time()
        try:
            for way in sorted(self.ways & {"match", "fullmatch"}):
                getattr(self.pattern, way)(text)
            if not self.ways <= {"match", "fullmatch"}:
                deque(self.pattern.finditer(text), maxlen=0)
            return time.process_time() - begun
        except Stopped:
            return _HANGS
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


class Look(NamedTuple):
    """What a text took at a sixteenth of its length, and how many times as long as at a quarter of that."""

    seconds: float
    growth: float
    work: Work


class Stopped(BaseException):
    """A measurement went on for too long."""


def _stop(*_: object) -> None:
    raise Stopped


class Uses:
    """Which methods are called on each pattern, read in the source of the package."""

    def __init__(self, root: Path) -> None:
        self._called: dict[tuple[str, str], set[str]] = {}
        for path in root.rglob("*.py"):
            module = _module(root, path)
            text = path.read_text(encoding="utf-8")
            for name, way in _CALL.findall(text):
                place = module if name.startswith("_") or not name.isupper() else ""
                self._called.setdefault((place, name if _CONSTANT.fullmatch(name) else ""), set()).add(way)
            for way, name in _BY_RE.findall(text):
                self._called.setdefault((module if name.startswith("_") else "", name), set()).add(way)

    def of(self, module: str, name: str) -> frozenset[str]:
        """Those on the pattern of this name; where it has none, those that ``module`` calls on what is no constant."""
        found = self._called.get((module if not name or name.startswith("_") else "", name))
        return frozenset(found or _WAYS)


_WAYS = ("match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split")
_CONSTANT = re.compile("[A-Z_][A-Z0-9_]*")
_CALL = re.compile(rf"([\w\])]+)\.({'|'.join(_WAYS)})\(")
_CALLED = re.compile(rf"re\.({'|'.join(_WAYS)}|compile)")
_FLAG = re.compile(r"\bre\.([A-Z]+)\b")
_BY_RE = re.compile(rf"\bre\.({'|'.join(_WAYS)})\(([A-Z_][A-Z0-9_]*)\b")


def collect() -> Collected:
    """On loading, while pages of all kinds are read, and what neither comes to: see ``_written`` and ``_prepare``."""
    found: Collected = {}
    compiled = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = compiled(pattern, flags)
        caller = sys._getframe(2).f_globals.get("__name__", "")
        if caller.startswith("summarizer") and isinstance(made.pattern, str):
            found.setdefault((made.pattern, made.flags), (caller, sys._getframe(1).f_code.co_name))
        return made

    re._compile = noting  # type: ignore[attr-defined]
    import summarizer

    for module in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    fixtures = Path(__file__).parent.parent / "fixtures"
    for original in sorted(fixtures.glob("*/original.html")):
        check = summarizer.check(original.with_name("page.html"), original)
        summarizer.summarize(check.repost, method="extractive") if check.repost.paragraphs else None
    _prepare()
    return {**_written(Path(summarizer.__file__).parent), **found}


def _prepare() -> None:
    """Have every pattern compiled that is made of lists of words when it is first wanted."""
    for where, module in [*sys.modules.items()]:
        for value in [*vars(module).values()] if where.startswith("summarizer") else ():
            if hasattr(value, "cache_info") and "Pattern" in str(inspect.signature(value).return_annotation):
                inspect.signature(value).parameters or value()


def _written(root: Path) -> Collected:
    """Those that are written out where they are used; what matches bytes is tried on text."""
    found: Collected = {}
    for path in root.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            way = isinstance(call, ast.Call) and _CALLED.fullmatch(ast.unparse(call.func))
            written = call.args[0] if way and isinstance(call, ast.Call) else None
            if way and isinstance(written, ast.Constant):
                flags = sum(getattr(re, name) for name in set(_FLAG.findall(ast.unparse(call))))
                made = _on_text(re.compile(written.value, flags))
                found[made.pattern, made.flags] = (_module(root, path), way[1])
    return found


def _on_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    written = pattern.pattern
    return re.compile(written.decode("latin-1"), pattern.flags) if isinstance(written, bytes) else pattern


def _module(root: Path, path: Path) -> str:
    return ".".join(("summarizer", *path.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")


def tried(patterns: Collected) -> Iterator[Slow]:
    uses = Uses(Path(importlib.import_module("summarizer").__file__ or "").parent)
    named = {
        (_on_text(value).pattern, _on_text(value).flags): (where, name)
        for where, module in sys.modules.items()
        for name, value in (vars(module).items() if where.startswith("summarizer") else ())
        if isinstance(value, re.Pattern)
    }
    for (pattern, flags), (where, way) in patterns.items():
        if where in OURS:
            continue
        name = named.get((pattern, flags), (where, ""))[1]
        ways = uses.of(where, name) if way == "compile" else frozenset({way})
        ways = frozenset({"match"}) if where in MATCHED_ONLY else ways
        slow = grows(f"{where}.{name}", re.compile(pattern, flags), ways)
        if slow:
            yield slow


if __name__ == "__main__":
    everything = collect()
    slow_ones = [slow._asdict() for slow in tried(everything)]
    print(json.dumps({"patterns": len(everything), "slow": slow_ones}, ensure_ascii=False))  # noqa: T201
