"""What our models were not trained to read: they would write something all the same, which would make no sense."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.summarize.lengths import measure
from summarizer.text.sentences import split

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_STOPS = tuple("。！？!?…")
_CHINESE = 0.5  # of the letters, at least
_JAPANESE = 0.1  # of the letters: a Chinese article may name a Japanese song
_PROSE = 0.5  # of the letters, at least, in sentences that end
_LONGEST = 2600  # characters that are read at once; drafts about more chose worse than no model (models/README.md)


def unfit(paragraphs: Sequence[str], *, to_choose: bool = True) -> str | None:
    """Why a model of ours cannot write about ``paragraphs``: no Chinese, or hardly a sentence; ``None`` if it can.

    ``to_choose`` among their sentences: nor where there are more than it reads at once.
    """
    letters = _letters(paragraphs)
    whole = "".join(paragraphs)
    if len(_HAN.findall(whole)) < _CHINESE * letters or len(_KANA.findall(whole)) > _JAPANESE * letters:
        return "article-not-chinese"
    ended = [
        sentence for text in paragraphs for sentence in split(text) if sentence.rstrip("”’」』）)").endswith(_STOPS)
    ]
    if _letters(ended) < _PROSE * letters:
        return "article-no-prose"
    return "article-long" if to_choose and measure(whole) > _LONGEST else None


def _letters(texts: Sequence[str]) -> int:
    return sum(char.isalpha() for text in texts for char in text)
