"""Where a model of the user's is: a folder, a GGUF file, or a place on the hub, asked once and without insisting."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.data import ModelInfo
from summarizer.errors import ModelError
from summarizer.messages import say

_GGUF = ".gguf"
_HUB = re.compile(r"(?P<id>[\w.-]+/[\w.-]+)(?:/(?P<file>[\w./-]+\.gguf))?(?:@(?P<revision>[\w./-]+))?")
_PATIENCE = 10  # seconds for the hub to answer


@dataclass(frozen=True)
class Located:
    """What transformers is to be asked for: ``folder`` (or hub id) and ``options``; ``info`` names it in results."""

    folder: str
    options: dict[str, Any]
    info: ModelInfo


def locate(name: str) -> Located:
    """The folder, the file or the hub's model called ``name``. Raises ``ModelError`` where there is none."""
    path = Path(name).expanduser()
    if path.is_dir():
        return Located(str(path), {"local_files_only": True}, ModelInfo(name))
    if path.suffix == _GGUF and path.is_file():
        return Located(str(path.parent), {"local_files_only": True, "gguf_file": path.name}, ModelInfo(name))
    match = _HUB.fullmatch(name)
    if match is None or name.startswith("."):
        raise ModelError(say("summarize.nowhere", model=name))
    return _on_hub(match["id"], match["file"], match["revision"])


def _on_hub(name: str, file: str | None, revision: str | None) -> Located:
    """The model on the hub, its revision made exact; where the hub cannot be reached, what the cache has of it."""
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import RepositoryNotFoundError, RevisionNotFoundError

    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    reached = not constants.HF_HUB_OFFLINE
    if reached:
        try:
            revision = HfApi().model_info(name, revision=revision, timeout=_PATIENCE).sha or revision
        except (RepositoryNotFoundError, RevisionNotFoundError) as error:
            raise ModelError(say("summarize.nowhere", model=name)) from error
        except Exception:  # of whichever library carries its requests: the hub was not reached
            reached = False
    options = {"revision": revision, "local_files_only": not reached} | ({"gguf_file": file} if file else {})
    return Located(name, options, ModelInfo(f"{name}/{file}" if file else name, revision))
