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
    """One way of writing abstracts. Implementations hold their model, if any, and are made once a process."""

    def draft(self, paragraphs: Sequence[str], window: Window, *, title: str | None = None) -> Draft:
        """An abstract of ``paragraphs`` of ``window`` characters; the same input gives the same text.

        Raises ``ModelError`` where the model cannot do it.
        """
        ...
