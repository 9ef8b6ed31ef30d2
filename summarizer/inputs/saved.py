"""What browsers keep beside a page when they save it whole: its style sheets, in a folder named after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.text.decode import decode

_FOLDERS = ("{stem}_files", "{stem}.files")  # "新闻.html" has "新闻_files" beside it


def with_saved_sheets(page: Page, source: str | Path, settings: Settings) -> Page:
    """``page``, read from the file ``source``, with the sheets that were saved with it, if any."""
    return replace(page, stylesheets=page.stylesheets + tuple(_sheets(Path(source), settings)))


def _sheets(path: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    for pattern in _FOLDERS:
        folder = path.parent / pattern.format(stem=path.stem)
        for sheet in sorted(folder.glob("*.css"))[: settings.max_stylesheets]:
            content = _read(sheet, settings.max_stylesheet_bytes)
            if content:
                yield f"{folder.name}/{sheet.name}", decode(content).text


def _read(path: Path, limit: int) -> bytes | None:
    """The file's bytes; ``None`` where it is over the limit or cannot be read: the sheet then counts as unread."""
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError:
        return None
    return content if len(content) <= limit else None
