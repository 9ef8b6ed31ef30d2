"""One page from a file or standard input. Nothing over the size limit is ever read whole."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import BinaryIO

from summarizer.config import Settings
from summarizer.data import Message, Page
from summarizer.errors import InputError
from summarizer.inputs.content import refuse_non_page
from summarizer.messages import say
from summarizer.text.decode import decode

STDIN = "-"


def read_source(source: str | Path, settings: Settings, *, url: str | None = None) -> Page:
    """The page in the file ``source``, or on standard input where it is ``-``. ``url`` says where it came from.

    Raises ``InputError``: missing, a directory, no permission, too large, empty, or not a page at all.
    """
    if source == STDIN:
        content = _bounded(sys.stdin.buffer, say("input.stdin"), settings)
    else:
        content = _read_file(Path(source), settings)
    refuse_non_page(content, say("input.stdin") if source == STDIN else str(source))
    return Page(content=content, url=url)


def read_text(value: str, settings: Settings) -> str:
    """The text in the file ``value`` where there is one, else ``value`` itself; ``-`` is standard input.

    Raises ``InputError`` where the file cannot be read, or where there is no text.
    """
    text = value
    if value == STDIN or _is_file(value):
        content = read_source(value, settings).content
        text = content if isinstance(content, str) else decode(content).text
    if not text.strip():
        raise InputError(say("input.empty", source=say("input.given")), code="empty")
    return text


def _is_file(value: str) -> bool:
    try:
        return Path(value).is_file()
    except (OSError, ValueError):  # a text too long for a name
        return False


def _read_file(path: Path, settings: Settings) -> bytes:
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise InputError(say("input.directory", source=path), code="directory")
        if not stat.S_ISREG(mode.st_mode) and not stat.S_ISFIFO(mode.st_mode):
            raise InputError(say("input.not-a-file", source=path), code="not-a-file")
        with path.open("rb") as stream:
            return _bounded(stream, str(path), settings)
    except FileNotFoundError as error:
        raise InputError(say("input.missing", source=path), code="missing") from error
    except PermissionError as error:
        raise InputError(say("input.no-permission", source=path), code="no-permission") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the name
        reason = getattr(error, "strerror", None) or error
        raise InputError(say("input.unreadable", source=path, reason=reason), code="unreadable") from error


def _bounded(stream: BinaryIO, name: str | Message, settings: Settings) -> bytes:
    content = stream.read(settings.max_file_bytes + 1)
    if len(content) > settings.max_file_bytes:
        limit = f"{settings.max_file_bytes / 1_000_000:g}"
        raise InputError(say("input.too-large", source=name, limit=limit), code="too-large")
    return content
