"""MinHash signatures of article texts, cut into bands for look-up.

Two texts whose character 5-grams have Jaccard similarity ``s`` share at least one of ``BANDS`` bands of ``ROWS`` values
with probability ``1 - (1 - s**ROWS)**BANDS`` (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, 3.4): 0.95 for
``s`` = 0.3, so that excerpts are found too. Signatures pair pages; they never judge them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.text.fold import letters

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SHINGLE = 5
BANDS = 32
ROWS = 2
RELATED = 0.3  # containment under which two pages have nothing to do with each other (edge case E096)
_LONGEST = 50_000  # characters that are looked at; a longer text is known well enough by its beginning


def shingles(text: str) -> frozenset[str]:
    """The character 5-grams of the letters and digits of ``text``, after width, case and script are folded."""
    plain = letters(text[:_LONGEST])
    return frozenset(plain[i : i + SHINGLE] for i in range(max(1, len(plain) - SHINGLE + 1)) if plain)


def bands(grams: AbstractSet[str]) -> tuple[int, ...]:
    """``BANDS`` signed 64-bit keys; the band's number is part of its key. Nothing for a text without letters."""
    if not grams:
        return ()
    import numpy
    from datasketch import MinHash

    signature = MinHash(num_perm=BANDS * ROWS, seed=1)
    signature.update_batch([gram.encode() for gram in grams])
    rows = numpy.asarray(signature.hashvalues, dtype=numpy.uint64).reshape(BANDS, ROWS)
    return tuple(_key(number, *map(int, row)) for number, row in enumerate(rows))


def containment(part: AbstractSet[str], whole: AbstractSet[str]) -> float:
    """The share of the shingles of ``part`` that ``whole`` holds too, 0 to 1."""
    return len(part & whole) / len(part) if part else 0.0


def _key(number: int, *values: int) -> int:
    mixed = number + 1
    for value in values:  # splitmix64's finalizer: neighbouring values become unrelated keys
        mixed = (mixed ^ value) * 0xBF58476D1CE4E5B9 & 0xFFFF_FFFF_FFFF_FFFF
        mixed = (mixed ^ mixed >> 31) * 0x94D049BB133111EB & 0xFFFF_FFFF_FFFF_FFFF
    return mixed - (1 << 63)
