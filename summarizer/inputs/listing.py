"""A plain list: an address or a path on each line, or two addresses with white space between, repost and original.

Lines that are empty, or begin with ``#``, are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summarizer.inputs.lines import encoding_of, read_lines
from summarizer.inputs.row import Row, spoilt

_LONGEST = 20_000  # bytes
_SCHEMES = ("http://", "https://")


def read(path: Path, limit: int) -> Iterator[Row]:
    """A row for each line that names something."""
    encoding = encoding_of(path)
    for line in read_lines(path, min(limit, _LONGEST)):
        if not line.content.strip() or line.content.lstrip().startswith(b"#"):
            continue
        if not line.whole:
            yield spoilt(line.number, "too-long", limit=_LONGEST)
            continue
        try:
            named = line.content.decode(encoding).strip()
        except UnicodeDecodeError:
            yield spoilt(line.number, "undecodable", encoding=encoding)
            continue
        repost, _, original = named.partition("\t") if "\t" in named else named.partition(" ")
        if original and _is_address(repost) and _is_address(original.strip()):
            yield Row(line.number, {"repost": repost, "original": original.strip()})
        else:
            yield Row(line.number, {"repost": named})


def _is_address(text: str) -> bool:
    return text.lower().startswith(_SCHEMES)
