"""Saved pages: all below a folder, all that a pattern matches, or just one."""

from __future__ import annotations

from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

from summarizer.data import Item
from summarizer.inputs.row import PAGE_SUFFIXES


def read(source: str, without: Path | None = None) -> Iterator[Item]:
    """An item for each page, in the order of their names; its id is the path below the folder.

    Pages in the folder ``without`` are left out.
    """
    path = Path(source)
    if path.is_file():
        found, base = [path], path.parent
    elif path.is_dir():
        found = [file for file in path.rglob("*") if _is_page(file)]
        base = path
    else:
        found = [file for file in map(Path, glob(source, recursive=True)) if file.is_file()]
        base = None
    if without:
        found = [file for file in found if without.absolute() not in file.absolute().parents]
    for number, file in enumerate(sorted(found)):
        name = file.relative_to(base) if base else file
        yield Item(number, name.as_posix(), repost=str(file))


def _is_page(file: Path) -> bool:
    """By its name. That of what a link leads to counts too: a folder may come out of an archive of somebody else's."""
    try:
        return {file.suffix.lower(), file.resolve().suffix.lower()} <= set(PAGE_SUFFIXES) and file.is_file()
    except (OSError, RuntimeError):  # links in a circle
        return False


def is_pattern(source: str) -> bool:
    try:
        return has_magic(source) and not Path(source).exists()
    except OSError:  # a name too long for any file
        return False
