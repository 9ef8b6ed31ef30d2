"""Is this page a repost of that article at all? Containment of character bigrams; it pairs pages, it judges nothing.

Near-duplicate measures cannot judge content (one changed number moves none of them), but they tell a repost from
another article. Bigrams, since spun and shuffled copies keep few longer runs.
"""

from __future__ import annotations

from itertools import chain

from summarizer.check.context import Context
from summarizer.data import Reading, Region
from summarizer.text.fold import letters

MAX_CHARS = 40_000
# A page prints little beside an abstract: a label, a line of its own.
_ABSTRACT, _FRAME = 1.5, 80


def containment(context: Context) -> tuple[float, float]:
    """Shares, 0 to 1: of the original's bigrams found on the repost, and of the repost's found on the original."""
    if context.original is None:
        return 0.0, 0.0
    one, other = _bigrams(context.original), _bigrams(context.repost)
    shared = len(one & other)
    return shared / max(len(one), 1), shared / max(len(other), 1)


def only_abstract(context: Context) -> bool:
    """Does the page print an abstract in place of the article? Then the rules about abstracts judge it."""
    if context.summary is None:
        return False
    printed = letters("".join(context.repost.article.paragraphs))
    wanted = letters(context.summary)
    return bool(wanted) and wanted in printed and len(printed) <= _ABSTRACT * len(wanted) + _FRAME


def _bigrams(reading: Reading) -> set[str]:
    article = reading.article
    lines = (line.text for line in reading.lines if line.region in (Region.BODY, Region.CAPTION))
    plain = letters("".join(chain((article.title or "",), article.paragraphs or lines))[:MAX_CHARS])
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
