"""An article as sentences and clauses that the words of an abstract are looked up in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from summarizer.text.fold import folded_deep, simplify
from summarizer.text.sentences import clauses, split

_MOST = 2000  # sentences that are looked through; a longer article's last ones are not


@dataclass(frozen=True)
class Passages:
    """The sentences of an article in order, and its clauses, each with the index of its sentence.

    All are folded (width, case, script), after they were parted: folded quotes no longer tell open from closed. Each is
    worked out when it is first asked for: of an abstract in the article's own sentences nobody asks for clauses.
    """

    raw: tuple[str, ...]

    @staticmethod
    def of(paragraphs: Sequence[str]) -> Passages:
        return Passages(tuple(one for text in paragraphs for one in split(text))[:_MOST])

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(map(fold, self.raw))

    @cached_property
    def clauses(self) -> tuple[tuple[str, int], ...]:
        return tuple((fold(piece.text), place) for place, one in enumerate(self.raw) for piece in clauses(one))

    @cached_property
    def clause_grams(self) -> tuple[frozenset[str], ...]:
        return tuple(bigrams(text) for text, _ in self.clauses)

    @cached_property
    def grams(self) -> tuple[frozenset[str], ...]:
        return tuple(map(bigrams, self.sentences))

    @cached_property
    def text(self) -> str:
        return "\n".join(self.sentences)

    @cached_property
    def all_grams(self) -> frozenset[str]:
        return frozenset().union(*self.grams)

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Inverse sentence frequency: what stands in every sentence tells no sentence from another."""
        counts = Counter(gram for grams in self.grams for gram in grams)
        return {gram: math.log(1 + len(self.grams) / count) for gram, count in counts.items()}

    def share(self, text: frozenset[str], source: frozenset[str]) -> float:
        """How much of what ``text`` shares with the article at all stands in ``source``, weighted; 0 to 1."""
        known = sum(self._weights.get(gram, 0.0) for gram in text)
        return sum(self._weights.get(gram, 0.0) for gram in text & source) / known if known else 0.0

    def closest(self, text: str, *, least: float = 0.4, near: float = 0.85) -> list[int]:
        """The sentences that hold most of ``text``: the best one and those about as good, if any holds enough."""
        wanted = bigrams(text)
        shares = [self.share(wanted, grams) for grams in self.grams]
        best = max(shares, default=0.0)
        return [place for place, share in enumerate(shares) if share >= max(least, near * best)]


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring letters; punctuation and white space part them from nothing."""
    letters = "".join(char for char in text if char.isalnum())
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def fold(text: str) -> str:
    return folded_deep(simplify(text))
