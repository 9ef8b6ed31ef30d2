"""What every way of writing an abstract looks like from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from summarizer.data import ModelInfo
from summarizer.summarize.lengths import Window

WORTH = 0.5  # of a sentence without a model, against 1 for what it shares with a model's draft
AT_ONCE = 8  # articles that a model writes about together
Place = tuple[int, int]  # characters from, to
_PAUSES = "，、；：。！？"
Method = Literal["abstractive", "compressive", "extractive"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An abstract before it is proved: its text, and how it came about.

    ``stops``: of a draft that is to choose, what stands in the article before each pause at which the model would as
    well have seen the sentence end; ``None`` where it was not asked.
    """

    text: str
    method: Method
    model: ModelInfo | None = None
    stops: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """An abstract that is wanted: of which article, how long."""

    paragraphs: tuple[str, ...]
    window: Window
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A draft that may not be published: why, and where (characters from, to) that is known."""

    text: str
    reason: str
    place: Place | None = None

    @property
    def sound(self) -> str:
        """What of it may stay: all before the punctuation that leads up to the place."""
        begin = self.place[0] if self.place else 0
        return self.text[: max((n for n, char in enumerate(self.text[:begin]) if char in _PAUSES), default=0)]


class Summarizer(Protocol):
    """A model that writes abstracts, loaded once a process.

    ``judges`` where it was trained to doubt them, too. ``worth`` is ``None`` where its drafts are to be published; else
    they are a guide to the article's own sentences, and it is what these weigh without them (``choose.py``).
    """

    @property
    def judges(self) -> bool: ...

    @property
    def worth(self) -> float | None: ...

    def drafts(self, requests: Sequence[Request], *, to_choose: bool = False) -> list[list[Draft]]:
        """For each request one abstract or several; the same request gives the same texts, whatever stands beside it.

        ``to_choose``: one of each, nearer to the article's words: as good a guide, and sooner there.
        Raises ``ModelError`` where the model cannot do it.
        """
        ...

    def redrafts(self, request: Request, refused: Sequence[Refused]) -> list[Draft]:
        """Other abstracts than those, each going another way where one of them went wrong; none, where it cannot."""
        ...

    def doubts(
        self, paragraphs: Sequence[str], abstracts: Sequence[str], title: str | None = None
    ) -> list[Place | None]:
        """What the model doubts most in each abstract that it holds for untrue; nothing, where it cannot judge."""
        ...
