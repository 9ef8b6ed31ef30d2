"""The models this program knows by name, as ``models/<folder>/model.toml`` describes them."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.data import Noun
from summarizer.errors import ModelError
from summarizer.messages import say
from summarizer.summarize.base import WORTH
from summarizer.summarize.prompts import Wording


@dataclass(frozen=True, slots=True)
class Weights(Noun):
    """Base weights: ``parts`` (module, path in it) joined in order give a file of ``bytes`` bytes and this hash."""

    package: str
    file: str
    bytes: int
    sha256: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asking(Wording):
    """How a model is asked, and what its answers count for.

    ``limit``: the doubt, 0 to 1, above which its judge refuses an abstract. ``worth``: where its drafts choose among
    the article's sentences, what these weigh without it, against 1 for what they share with a draft (``choose.py``).
    """

    limit: float = 0.5
    worth: float = WORTH


@dataclass(frozen=True, slots=True)
class Model(Noun):
    """One model of the catalogue. ``folder`` is its name in ``models/`` and in the cache."""

    name: str
    folder: str
    title: str
    base: str
    licence: str
    family: str
    revision: str
    source: Weights
    asking: Asking


@cache
def models() -> tuple[Model, ...]:
    """Every model of the catalogue, by name."""
    described = (_read(path) for path in sorted(_folder().glob("*/model.toml")))
    return tuple(sorted(described, key=lambda model: model.name))


def find(name: str) -> Model | None:
    """The model of this name, or of this folder."""
    return next((model for model in models() if name in (model.name, model.folder)), None)


def card(model: Model) -> str:
    """The model card: what it is, what it was trained on, its figures, its limits."""
    path = _folder() / model.folder / "README.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def adapter_path(model: Model) -> Path | None:
    """What was trained for writing, to be merged into the base; ``None`` where nothing was."""
    return _trained(model, "adapter.safetensors")


def judge_path(model: Model) -> Path | None:
    """What was trained for judging abstracts, beside the merged weights; ``None`` where nothing was."""
    return _trained(model, "judge.safetensors")


def check_trained(model: Model) -> None:
    """Raises ``ModelError`` where what was trained is not what its ``SHA256SUMS`` (as sha256sum writes it) says."""
    folder = _folder() / model.folder
    for path in filter(None, (adapter_path(model), judge_path(model))):
        try:
            lines = (folder / "SHA256SUMS").read_text(encoding="ascii").split("\n")
            with path.open("rb") as content:
                found = hashlib.file_digest(content, "sha256").hexdigest()
        except (OSError, ValueError):
            lines, found = [], ""
        if f"{found}  {path.name}" not in lines:
            raise ModelError(say("summarize.wrong-trained-hash", model=model.name, file=path))


def _trained(model: Model, file: str) -> Path | None:
    path = _folder() / model.folder / file
    return path if path.exists() else None


def _folder() -> Path:
    """``models/`` as installed with the package or, in a source tree, beside it."""
    package = Path(__file__).parents[1]
    installed = package / "models"
    return installed if installed.is_dir() else package.parent / "models"


def _read(path: Path) -> Model:
    described: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    source = described.pop("source")
    parts = tuple((module, file) for module, file in source.pop("parts"))
    asking = Asking(**described.pop("asking"))
    return Model(folder=path.parent.name, source=Weights(parts=parts, **source), asking=asking, **described)
