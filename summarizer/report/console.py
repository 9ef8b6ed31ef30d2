"""Lines for people: wrapped and coloured on a terminal, one line a paragraph and plain where the output is piped.

Text from pages is data: it is never read as markup, and control characters (terminal escapes, bidirectional
overrides) are taken out before anything is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from summarizer.data import Message
from summarizer.messages import say
from summarizer.report.wrap import wrapped

Lang = Literal["zh", "en"]

_LABEL_CELLS = {"zh": 8, "en": 14}  # four Chinese characters; "original title"

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,1000}(?:\x07|\x1b\\)?|[@-_])")
# C0 and C1 but for tab and newline, the bidirectional controls, and lone surrogates, which no terminal can show.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def clean(text: str) -> str:
    """``text`` without anything that could steer a terminal or turn its reading direction."""
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def reveal(text: str, limit: int = 240) -> str:
    """``clean``, on one line, of at most ``limit`` characters, with invisible characters shown as ``‹200B›``."""
    one_line = " ".join(clean(text).split())
    cut = one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"
    return show_invisible(cut)


def show_invisible(text: str) -> str:
    """``text`` with characters that no reader sees shown as ``‹200B›``."""
    return _INVISIBLE.sub(lambda match: f"‹{ord(match[0]):04X}›", text)


def fitted(text: str, cells: int) -> str:
    """``clean``, on one line, cut or filled up to exactly ``cells`` terminal cells (a Chinese character takes two)."""
    one_line = " ".join(clean(text).split())
    cut = one_line if cell_len(one_line) <= cells else set_cell_size(one_line, cells - 1).rstrip() + "…"
    return set_cell_size(cut, cells)


@dataclass(frozen=True, slots=True)
class Style:
    """How to write: the language, colour and wrapping for a terminal, and its width in cells."""

    lang: Lang = "zh"
    terminal: bool = False
    colour: bool = False
    width: int = 100


class Sheet:
    """Collects lines and gives them as one string."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self._buffer = StringIO()
        self._console = Console(
            file=self._buffer,
            width=style.width,
            force_terminal=style.colour,
            color_system="standard" if style.colour else None,
            no_color=not style.colour,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )

    @property
    def gap(self) -> str:
        """What stands between two parts of a field: on a terminal they stand below each other."""
        return "\n" if self.style.terminal else "  "

    def tell(self, key: str, **slots: object) -> str:
        """A sentence or label of ``messages/report.toml`` in the sheet's language."""
        return self.say(say(f"report.{key}", **slots))

    def say(self, message: Message) -> str:
        return message.in_language(self.style.lang)

    def line(self, text: str = "", look: str = "", *, indent: int = 0) -> None:
        self.text(Text(clean(text), style=look), indent=indent)

    def text(self, text: Text, *, indent: int = 0) -> None:
        """A line made of parts that look different. On a terminal it is wrapped under its own indent."""
        self.beside(Text(), text, indent=indent)

    def beside(self, head: Text, text: Text, *, indent: int = 0) -> None:
        """``text`` after ``head``; on a terminal what wraps stays to the right of ``head``."""
        under = indent + cell_len(head.plain)
        room = max(self.style.width - under, 10)
        lines = list(wrapped(text, room)) if self.style.terminal else [text]
        for number, line in enumerate(lines or [text]):
            before = Text.assemble(" " * indent, head) if number == 0 else Text(" " * under)
            self._console.print(Text.assemble(before, line), soft_wrap=True)

    def heading(self, text: str) -> None:
        self.line()
        self.line(text, "bold")

    def field(self, key: str, value: str | None, look: str = "") -> None:
        """``label  value``; nothing where there is no value."""
        if value:
            label = set_cell_size(self.tell(key), _LABEL_CELLS[self.style.lang])
            self.beside(Text(f"{label}  ", "cyan"), Text(clean(value), look))

    def listed(self, values: Iterable[str]) -> str:
        return ("、" if self.style.lang == "zh" else ", ").join(values)

    def panel(self, title: str, text: str) -> None:
        """Something to copy: ruled above and below, and never at the sides."""
        self.line()
        if self.style.terminal:
            self._console.print(Rule(Text(title, "bold"), align="left", style="dim"))
            self.line(text)
            self._console.print(Rule(style="dim"))
        else:
            self.line(f"--- {title} ---")
            self.line(text)
            self.line("---")

    def __str__(self) -> str:
        lines = "\n".join(line.rstrip() for line in self._buffer.getvalue().split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
