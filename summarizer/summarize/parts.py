"""A long article, in parts that a model can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from summarizer.text.sentences import split


def parts(paragraphs: Sequence[str], size: Callable[[str], int], room: int) -> Iterator[tuple[str, ...]]:
    """Paragraphs one after the other, as many as fit ``room`` together; one that does not fit, by its sentences.

    ``size`` of one without line ends. Only a sentence that is itself too long makes a part that is.
    """
    taken: list[str] = []
    filled = 0
    for text in _pieces(paragraphs, size, room):
        needed = size(text) + 1  # the end of the line
        if taken and filled + needed > room:
            yield tuple(taken)
            taken, filled = [], 0
        taken.append(text)
        filled += needed
    if taken:
        yield tuple(taken)


def _pieces(paragraphs: Sequence[str], size: Callable[[str], int], room: int) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from [paragraph] if size(paragraph) < room else split(paragraph)
