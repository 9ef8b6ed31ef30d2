"""One row of an input, whatever its format, as an ``Item``: known columns, something to read, an id of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from summarizer.data import Failure, Item, Stored
from summarizer.messages import say

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
COLUMNS = ("id", "repost", "url", "original", "repost_url", "original_url", "html")
NOTES = "x_"  # a column whose name begins so is for the reader's own use
LONGEST = 8192  # characters of an address, a path, an id


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in one row: ``line`` (from 1) where it is, its values by column, where its page lies.

    With ``failure`` the row could not be understood.
    """

    line: int
    values: Mapping[str, object]
    stored: Stored | None = None
    failure: Failure | None = None


def spoilt(line: int, code: str, **slots: object) -> Row:
    """A row that cannot be used; ``code`` names a message of ``messages/input.toml`` (``row-CODE``)."""
    return Row(line, {}, failure=Failure(code, say(f"input.row-{code}", line=line, **slots)))


def items(rows: Iterable[Row], folder: Path | None) -> Iterator[Item]:
    """Rows as items, numbered from 0. A path in a row is one below ``folder``; without one, only addresses are taken.

    Whoever wrote the rows must not have any file of this machine read out: a path that leads out of ``folder``, also by
    a link, has to be called like a page.
    """
    top = None if folder is None else folder.absolute().resolve()
    seen: set[int] = set()  # of ids, as 64-bit digests: a million take some 60 MB
    for number, row in enumerate(rows):
        item = _item(number, row, folder)
        if item.error is None and (wrong := _astray(item, top)):
            item = _failed(item, "outside", row.line, path=wrong[:200])
        digest = int.from_bytes(blake2b(item.id.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        if digest in seen and item.error is None:
            item = _failed(item, "duplicate-id", row.line, id=item.id)
        seen.add(digest)
        yield item


def _item(number: int, row: Row, folder: Path | None) -> Item:
    item = Item(number, str(number), error=row.failure)
    if row.failure:
        return item
    values = {name: _text(value) for name, value in row.values.items() if value not in (None, "")}
    item = replace(item, id=values.get("id") or item.id)
    unknown = [name for name in values if name not in COLUMNS and not name.startswith(NOTES)]
    if unknown:
        return _failed(item, "unknown-column", row.line, name=unknown[0][:80], known=", ".join(COLUMNS))
    wrong = next((name for name in values if name != "html" and (values[name] is None or "\0" in values[name])), None)
    if wrong:
        return _failed(item, "bad-value", row.line, name=wrong)
    repost = values.get("repost") or values.get("url")
    if repost is None and row.stored is None:
        return _failed(item, "no-address", row.line)
    return replace(
        item,
        repost=_placed(repost, folder),
        original=_placed(values.get("original"), folder),
        repost_url=values.get("repost_url"),
        original_url=values.get("original_url"),
        stored=row.stored,
    )


def _failed(item: Item, code: str, line: int, **slots: object) -> Item:
    return replace(item, error=Failure(code, say(f"input.row-{code}", line=line, **slots)))


def _text(value: object) -> str:
    """A value as text; what is no text, or endless, has a NUL in it, which no address, path or id has."""
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > LONGEST:
        return "\0"
    return str(value).strip()


def _astray(item: Item, top: Path | None) -> str | None:
    """What ``item`` names that lies neither on the network nor, unless it is called like a page, below ``top``."""
    named = (None if item.stored else item.repost, item.original)
    return next((one for one in named if one and not _is_address(one) and not _may_be_read(one, top)), None)


def _may_be_read(named: str, top: Path | None) -> bool:
    if top is None:
        return False
    try:
        place = Path(named).resolve()
        is_file = place.exists()
    except (OSError, RuntimeError):  # a name that no file can have, links in a circle: reading it will say so
        return True
    return not is_file or place.is_relative_to(top) or place.suffix.lower() in PAGE_SUFFIXES


def _is_address(named: str) -> bool:
    return named.lower().startswith(("http://", "https://"))


def _placed(named: str | None, folder: Path | None) -> str | None:
    """An address as it is; a path as one below the folder of the table that names it, where it is there."""
    if named is None or folder is None or _is_address(named):
        return named
    below = folder / named
    return str(below) if _is_there(below) or not _is_there(Path(named)) else named


def _is_there(path: Path) -> bool:
    """Whether there is such a file. Some names cannot be any (too long); that is for their record to say."""
    try:
        return path.exists()
    except OSError:
        return False
