"""What a sentence is told under though another says it: whose words it gives, whether of what is over.

Taken out of its place, a sentence falls under whatever stands before it then: what one speaker says becomes another's,
what was so becomes what is so. In a paragraph a speaker holds until the next is named, a past until another time is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple

from summarizer.summarize.passages import fold
from summarizer.summarize.speakers import opens_speech
from summarizer.summarize.words import either

_PAST = re.compile(rf"(?:而?在?)(?:{either('over')})(?!的|[\d一二两三四五六七八九十几多])")
_TIME = re.compile(rf"\d{{4}}年|\d月|\d日|{either('times')}")


class Frame(NamedTuple):
    """What one sentence is told under.

    ``speaker``: the number of the sentence that says whose words it gives; ``past``: that of the one that says it is
    over; ``None`` where none does. ``names_speaker``, ``names_time``: whether the sentence itself says so.
    """

    speaker: int | None = None
    past: int | None = None
    names_speaker: bool = False
    names_time: bool = False


def frames(paragraphs: Iterable[Iterable[str]]) -> Iterator[Frame]:
    """The frame of each sentence, in order."""
    number = count()
    for sentences in paragraphs:
        speaker = past = None
        for sentence in sentences:
            place, text = next(number), fold(sentence)
            speaks, over, dated = opens_speech(text), _PAST.match(text), _TIME.search(text)
            speaker = place if speaks else speaker
            past = None if dated else place if over else past  # 往年一到冬天就停水，今年…: both are said
            yield Frame(speaker, past, speaks, bool(over or dated))


def misread(frame: Frame, before: Frame | None) -> bool:
    """Whether a sentence would be taken for another's words, or the paper's, or to speak of another time.

    ``before``: the frame of the one that it follows; ``None`` at the beginning.
    """
    speaker, past = (before.speaker, before.past) if before else (None, None)
    others = not frame.names_speaker and frame.speaker != speaker
    then = not frame.names_time and frame.past != past
    return others or then
