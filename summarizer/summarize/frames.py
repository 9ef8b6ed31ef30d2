"""What a sentence is told under though another says it: whose words it gives, whether of what is over.

Taken out of its place, a sentence falls under whatever stands before it then: what one speaker says becomes another's,
what was so becomes what is so. In a paragraph a speaker holds until the next is named, a past until another time is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from summarizer.summarize.passages import fold
from summarizer.summarize.speakers import opens_speech
from summarizer.summarize.words import either, listed
from summarizer.text.surnames import surnames

_PAST = re.compile(rf"(?:而?在?)(?:{either('over')})(?!的|[\d一二两三四五六七八九十几多])")
_TIME = re.compile(rf"\d{{4}}年|\d月|\d日|{either('times')}")
_DAY = re.compile(r"\d日(?![元均内之])|[昨今明前后][天日晚晨早]|当[天日晚]|次日|同日")


class Frame(NamedTuple):
    """What one sentence is told under.

    ``number``: its own. ``speaker``: that of the sentence that says whose words it gives; ``past``: of the one that
    says it is over; ``day``: of the one that says on what day it was; ``introduced``: of the one that first names the
    person it begins with; ``None`` where none does. ``names_speaker``, ``names_time``: whether it says so itself.
    """

    number: int = -1
    speaker: int | None = None
    past: int | None = None
    day: int | None = None
    introduced: int | None = None
    names_speaker: bool = False
    names_time: bool = False


def frames(paragraphs: Iterable[Iterable[str]]) -> Iterator[Frame]:
    """The frame of each sentence, in order."""
    told: list[str] = []
    for sentences in paragraphs:
        speaker = past = day = None
        for sentence in sentences:
            place, text = len(told), fold(sentence)
            speaks, over, dated = opens_speech(text), _PAST.match(text), _TIME.search(text)
            speaker = place if speaks else speaker
            past = None if dated else place if over else past  # 往年一到冬天就停水，今年…: both are said
            day = place if _DAY.search(text) else day
            yield Frame(place, speaker, past, day, _introduced(text, told), speaks, bool(over or dated))
            told.append(text)


def _introduced(text: str, told: Sequence[str]) -> int | None:
    """Which of the sentences ``told`` first names the person that ``text`` begins with; who that is stands there."""
    named = _person().match(text)
    return next((n for n, other in enumerate(told) if named["name"] in other), None) if named else None


@cache
def _person() -> re.Pattern[str]:
    """A name without an office, before a verb of speaking: 许立说, 许立还表示."""
    verbs = "|".join({*listed("speaking"), *listed("airing"), *listed("telling")})
    return re.compile(
        rf"(?P<name>(?:{'|'.join(sorted(surnames()))})[\u4e00-\u9fff]{{1,2}}?)"
        rf"(?:{either('before_speaking')}|进一步|最后|接着){{0,2}}(?:{verbs})"
    )


def misread(frame: Frame, before: Frame | None) -> bool:
    """Whether a sentence would be taken for another's words, or the paper's, or to speak of another time.

    ``before``: the frame of the one that it follows; ``None`` at the beginning.
    """
    told = before or Frame()
    others = not frame.names_speaker and frame.speaker != told.speaker
    then = not frame.names_time and (frame.past != told.past or _on_another_day(frame, told))
    return others or then


def _on_another_day(frame: Frame, before: Frame) -> bool:
    return frame.day is not None and before.day is not None and frame.day != before.day
