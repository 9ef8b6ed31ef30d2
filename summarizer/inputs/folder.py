"""Saved pages: all below a folder, all that a pattern matches, or just one."""

from __future__ import annotations

from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path

from summarizer.data import Item

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")


def read(source: str, without: Path | None = None) -> Iterator[Item]:
    """An item for each page, in the order of their names; its id is the path below the folder.

    Pages in the folder ``without`` are left out.
    """
    path = Path(source)
    if path.is_file():
        found, base = [path], path.parent
    elif path.is_dir():
        found = [file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file()]
        base = path
    else:
        found = [file for file in map(Path, glob(source, recursive=True)) if file.is_file()]
        base = None
    if without:
        found = [file for file in found if without.absolute() not in file.absolute().parents]
    for number, file in enumerate(sorted(found)):
        name = file.relative_to(base) if base else file
        yield Item(number, name.as_posix(), repost=str(file))


def is_pattern(source: str) -> bool:
    try:
        return has_magic(source) and not Path(source).exists()
    except OSError:  # a name too long for any file
        return False
