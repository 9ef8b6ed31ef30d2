"""Who does the work: what the job and its workers, wherever they run, say to each other."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from summarizer.batch.asked import Asked
from summarizer.config import Settings
from summarizer.data import Failure, Message


@dataclass(frozen=True, slots=True)
class Order:
    """All a worker needs to know; it travels as JSON."""

    folder: Path
    asked: Asked
    settings: Settings
    seconds: float  # an input may take
    place: str  # the working folder

    def to_json(self) -> str:
        settings = self.settings.model_dump(mode="json", exclude={"proxy"})  # a secret, and workers do not fetch
        settings |= {name: str(getattr(self.settings, name).absolute()) for name in ("cache_dir", "originals")}
        table = {"folder": str(self.folder), "asked": asdict(self.asked), "settings": settings}
        return json.dumps(table | {"seconds": self.seconds, "place": self.place})

    @classmethod
    def from_json(cls, text: str) -> Order:
        table = json.loads(text)
        asked = Asked(**table["asked"] | {"tasks": tuple(table["asked"]["tasks"])})
        return cls(Path(table["folder"]), asked, Settings(**table["settings"]), table["seconds"], table["place"])


@dataclass(frozen=True, slots=True)
class Event:
    """Something the job has to know.

    ``record``: one was made (``data``: its status and verdict). ``ready``: all that a shard is known to need has been
    fetched. ``end``: a worker is through with a shard (``data``: the ``Outcome``). ``crash``: the worker of a shard
    died (``data["why"]``). ``note``: something to be said (``message``). ``stop``: the job cannot go on (``failure``).
    """

    kind: Literal["record", "ready", "end", "crash", "note", "stop"]
    shard: int = -1
    data: dict[str, Any] | None = None
    failure: Failure | None = None
    message: Message | None = None


class Crew(Protocol):
    """Workers that take one shard at a time. What becomes of it comes as events."""

    size: int

    def give(self, shard: int) -> None:
        """To be called at most ``size`` times more than ``end`` and ``crash`` have been heard."""
        ...

    def freed(self, shard: int) -> None:
        """To be called after ``end`` and ``crash`` of a shard, before another is given."""
        ...

    def close(self) -> None:
        """Stop at once; what is in hand can be done again."""
        ...
