"""An abstract, and whether an article bears one out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from summarizer.noun import Noun


@dataclass(frozen=True, slots=True)
class SentenceSupport(Noun):
    """Where one sentence of an abstract comes from, and what in it the article does not hold.

    ``nearest`` is the sentence of the article that comes closest to one that is not borne out.
    """

    sentence: str
    paragraphs: tuple[int, ...]
    unsupported: tuple[str, ...] = ()
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Support(Noun):
    """Does the article bear out this abstract? ``score`` is the share of sentences that it does, 0 to 1."""

    ok: bool
    score: float
    sentences: tuple[SentenceSupport, ...]


@dataclass(frozen=True, slots=True)
class ModelInfo(Noun):
    name: str
    revision: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Credit(Noun):
    source: str | None
    link: str | None


@dataclass(frozen=True, slots=True)
class Abstract(Noun):
    """An abstract, where each sentence comes from, and the label and credit it must be published with."""

    url: str | None
    title: str | None
    abstract: str
    length: int  # characters, white space not counted
    method: Literal["abstractive", "compressive", "extractive"]
    fallback_reason: str | None
    model: ModelInfo | None
    support: tuple[SentenceSupport, ...]
    label: str
    credit: Credit
    seconds: float
