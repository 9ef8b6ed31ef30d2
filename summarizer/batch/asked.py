"""What a job was asked to do: ``run.toml``, written once the plan stands, compared when the job is resumed."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, dataclass, fields
from typing import Any

from summarizer.batch.files import write_whole
from summarizer.batch.folder import JobFolder
from summarizer.errors import ConfigError, InputError
from summarizer.messages import say

TASKS = ("parse", "summarize", "check")
FORMAT = 1  # of the job folder


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a job answers. Another question needs another folder."""

    input: str
    fingerprint: str
    tasks: tuple[str, ...] = TASKS
    length: str = "standard"
    method: str = "auto"
    model: str | None = None
    profile: str = "default"
    rules: str | None = None  # the hash of the profile where it is a file

    @property
    def size(self) -> str | int:
        """``length`` as ``pipeline.summarize`` takes it."""
        return int(self.length) if self.length.isascii() and self.length.isdigit() else self.length


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked, and the plan that was made of it."""

    asked: Asked
    items: int
    shards: int
    shard_size: int
    version: str  # of the program that made the plan
    place: str  # the working folder of that time, which relative paths in the input start from


def parse_tasks(text: str) -> tuple[str, ...]:
    """``"check,parse"`` as ``("parse", "check")``. Raises ``ConfigError``."""
    named = {part.strip() for part in text.split(",") if part.strip()}
    if not named or named - set(TASKS):
        raise ConfigError(say("batch.tasks", given=text, known=", ".join(TASKS)))
    return tuple(task for task in TASKS if task in named)


def write_run(folder: JobFolder, run: Run) -> None:
    lines = [f"format = {FORMAT}"]
    for table, values in (("asked", asdict(run.asked)), ("plan", asdict(run))):
        lines += ["", f"[{table}]"]
        lines += [f"{name} = {_toml(value)}" for name, value in values.items() if name != "asked" and value is not None]
    write_whole(folder.run, ["\n".join([*lines, ""]).encode()])


def read_run(folder: JobFolder) -> Run | None:
    """``None`` where no plan has been made. Raises ``InputError`` for a folder of another version, or spoilt."""
    try:
        table = tomllib.loads(folder.run.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise InputError(say("batch.spoilt", path=folder.run, reason=error), code="job-folder") from error
    if table.get("format") != FORMAT:
        raise InputError(say("batch.newer", path=folder.run), code="job-folder")
    try:
        asked = _known(Asked, table["asked"] | {"tasks": tuple(table["asked"]["tasks"])})
        return Run(asked=Asked(**asked), **_known(Run, table["plan"]))
    except (KeyError, TypeError) as error:
        raise InputError(say("batch.spoilt", path=folder.run, reason=error), code="job-folder") from error


def differences(before: Asked, now: Asked) -> list[str]:
    """The names of what is asked otherwise than before. An input that was renamed is still the same."""
    names = [one.name for one in fields(Asked) if one.name != "input"]
    return [name for name in names if getattr(before, name) != getattr(now, name)]


def _known(kind: type[Any], table: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(kind)}
    return {name: value for name, value in table.items() if name in names}


def _toml(value: object) -> str:
    """JSON's strings, numbers and arrays of them are TOML's too, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
