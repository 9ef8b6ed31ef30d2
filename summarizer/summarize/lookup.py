"""What comes next, guessed from where the same tokens stood before: an abstract says much in its article's words.

A guess costs little, since a model reads a few tokens in hardly more time than one, and changes nothing: what the model
would not have written itself is not kept (Leviathan et al., Fast Inference from Transformers via Speculative Decoding,
2023, section 2; guessing from the prompt: Saxena, Prompt Lookup Decoding, 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

_LONGEST = 4  # tokens by which a place is found, the more the better
_SURE = 2  # of them, for a place that is meant


class Lookup:
    """The places of every short run of tokens of an article."""

    def __init__(self, article: Sequence[int]) -> None:
        self._article = article
        self._after = _after(article)

    def guess(self, written: Sequence[int], others: Iterable[Sequence[int]], most: int) -> list[int]:
        """At most ``most`` tokens that may follow ``written``: as in one of ``others`` or in the article."""
        pool = [*((one, _after(one)) for one in others), (self._article, self._after)]
        for run in _runs(written, 1):
            for tokens, after in pool:
                if run in after:
                    return list(tokens[after[run] : after[run] + most])
        return []

    def after(self, written: Sequence[int]) -> int | None:
        """The token with which the article goes on where the last ones of ``written`` stand there."""
        return next((self._article[self._after[run]] for run in _runs(written, _SURE) if run in self._after), None)


def _runs(written: Sequence[int], shortest: int) -> Iterator[tuple[int, ...]]:
    """The last tokens of ``written``, as many as places are found by, and ever fewer down to ``shortest``."""
    return (tuple(written[-length:]) for length in range(min(_LONGEST, len(written)), shortest - 1, -1))


def _after(tokens: Sequence[int]) -> dict[tuple[int, ...], int]:
    """Where what follows each run of tokens begins, the first time that it stands there."""
    found: dict[tuple[int, ...], int] = {}
    for length in range(1, _LONGEST + 1):
        for end in range(length, len(tokens)):
            found.setdefault(tuple(tokens[end - length : end]), end)
    return found
