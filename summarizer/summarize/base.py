"""What every way of writing an abstract looks like from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from summarizer.data import ModelInfo
from summarizer.summarize.lengths import Window

Method = Literal["abstractive", "compressive", "extractive"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An abstract before it is proved: its text, and how it came about."""

    text: str
    method: Method
    model: ModelInfo | None = None


class Summarizer(Protocol):
    """A model that writes abstracts, loaded once a process."""

    def drafts(self, paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Sequence[Draft]:
        """One or more abstracts of ``paragraphs`` of ``window`` characters; the same input gives the same texts.

        Raises ``ModelError`` where the model cannot do it.
        """
        ...
