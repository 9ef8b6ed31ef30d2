"""Where results and talk go: data to standard output, everything said to people to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size

from summarizer.data import Message
from summarizer.errors import SummarizerError
from summarizer.messages import say
from summarizer.report.console import Lang, Style, clean


def style(lang: Lang) -> Style:
    """Colour and wrapping only on a terminal; no colour where ``NO_COLOR`` is set (no-color.org) or ``TERM=dumb``."""
    terminal = sys.stdout.isatty()
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    width = max(40, min(get_terminal_size().columns, 110))
    return Style(lang=lang, terminal=terminal, colour=terminal and not plain, width=width)


def put(text: str) -> None:
    """Data: in the terminal's encoding on a terminal, as UTF-8 anywhere else, so that files are always UTF-8.

    Raises ``BrokenPipeError`` where nobody reads any more, ``SummarizerError`` where it cannot be written.
    """
    encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        let_go()
        raise SummarizerError(say("cli.unwritable", reason=error.strerror or error)) from error


def let_go() -> None:
    """Nobody reads any more, or nothing can be written: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``path`` once it is whole. Raises ``OSError``."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def note(message: Message, lang: Lang) -> None:
    """One line of talk, whatever stands in it."""
    line = " ".join(clean(message.in_language(lang)).split())
    sys.stderr.buffer.write(f"summarizer: {line}\n".encode(sys.stderr.encoding or "utf-8", "backslashreplace"))
    sys.stderr.buffer.flush()
