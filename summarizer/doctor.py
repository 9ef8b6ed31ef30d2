"""What is installed, what this machine offers, what is missing and how to get it: for ``summarizer doctor``.

Nothing heavy is imported to find out: versions come from the packages' metadata, the processor's instruction sets from
the operating system.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.data import Message, Noun
from summarizer.messages import say

if TYPE_CHECKING:
    from summarizer.config import Settings

_NAME = "summarizer"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?\s*([^;]*?)\s*(?:;.*extra\s*==\s*['\"](\w+)['\"].*)?$")
_ROOM = 3_000_000_000  # bytes that building the default model needs for a moment
_LEVELS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_bf16", "amx_int8", "asimd", "bf16", "i8mm")


class State(StrEnum):
    OK = "ok"
    OPTIONAL = "optional"  # not there, and not needed by everybody
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Item(Noun):
    """One thing that was looked at: what was found and, where something is missing, what to do about it."""

    group: str
    name: str
    state: State
    found: str | None = None
    remedy: Message | None = None


def examine(settings: Settings) -> tuple[Item, ...]:
    """Everything that was looked at, grouped, in a fixed order."""
    looks = (_program(), _packages(), _extras(), _programs(), _models(settings), _machine(), _places(settings))
    return tuple(item for look in looks for item in look)


def _program() -> Iterator[Item]:
    yield Item("program", _NAME, State.OK, metadata.version(_NAME))
    yield Item("program", "Python", State.OK, f"{platform.python_version()}  {sys.executable}")


def _packages() -> Iterator[Item]:
    for name, wanted in _requirements(None):
        found = _version(name)
        if found is None or not _satisfies(found, wanted):
            yield Item("packages", name, State.PROBLEM, found, say("doctor.package", name=f"{name}{wanted}"))
        else:
            yield Item("packages", name, State.OK, found)


def _extras() -> Iterator[Item]:
    for extra in metadata.metadata(_NAME).get_all("Provides-Extra") or ():
        if extra == "dev":
            continue
        lacking = [name for name, _ in _requirements(extra) if _version(name) is None]
        have = ", ".join(f"{name} {_version(name)}" for name, _ in _requirements(extra) if name not in lacking)
        remedy = say("doctor.extra", extra=extra, use=say(f"doctor.extra-{extra}"))
        state = State.OPTIONAL if lacking else State.OK
        yield Item("extras", f"[{extra}]", state, have or None, remedy if lacking else None)


def _programs() -> Iterator[Item]:
    from summarizer.parse.sight.render import NAMES

    browser = next(filter(None, map(shutil.which, NAMES)), None)
    state = State.OK if browser else State.OPTIONAL
    yield Item("programs", "Chromium", state, browser, None if browser else say("doctor.chromium"))


def _models(settings: Settings) -> Iterator[Item]:
    from summarizer.summarize.build import built_path, is_built
    from summarizer.summarize.catalogue import models

    for model in models():
        if is_built(model, settings.cache_dir):
            yield Item("models", model.name, State.OK, str(built_path(model, settings.cache_dir)))
        else:
            key = "doctor.model-extra" if model.source.package.endswith("]") else "doctor.model"
            told = say(key, name=model.name, package=model.source.package)
            yield Item("models", model.name, State.OPTIONAL, model.title, told)


def _machine() -> Iterator[Item]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    yield Item("machine", "cpu", State.OK, f"{cores} × {platform.machine()}  {' '.join(_instructions())}".strip())
    memory = _memory()
    if memory:
        yield Item("machine", "memory", State.OK, f"{memory / 2**30:.1f} GiB")
    gpu = sorted(path.name for path in Path("/dev").glob("nvidia[0-9]*"))
    yield Item("machine", "gpu", State.OK if gpu else State.OPTIONAL, ", ".join(gpu) or None)


def _places(settings: Settings) -> Iterator[Item]:
    from summarizer.config import user_config

    config = user_config()
    there = config.exists()
    yield Item("places", "config", State.OK if there else State.OPTIONAL, str(config))
    cache_dir = settings.cache_dir.expanduser()
    home = next(path for path in (cache_dir, *cache_dir.parents) if path.exists())
    free = shutil.disk_usage(home).free
    found = f"{cache_dir}  ({free / 1e9:.1f} GB)"
    if not os.access(home, os.W_OK):
        yield Item("places", "cache", State.PROBLEM, found, say("doctor.unwritable", place=home))
    elif free < _ROOM:
        yield Item("places", "cache", State.PROBLEM, found, say("doctor.no-room", needed=f"{_ROOM / 1e9:g}"))
    else:
        yield Item("places", "cache", State.OK, found)
    register = settings.originals
    exists = register.exists()
    remedy = None if exists else say("doctor.register")
    yield Item("places", "originals", State.OK if exists else State.OPTIONAL, str(register), remedy)


@cache
def _requirements(extra: str | None) -> tuple[tuple[str, str], ...]:
    """``(package, versions)`` that the program needs, or that one of its extras needs beyond that."""
    matches = (_REQUIREMENT.match(line) for line in metadata.requires(_NAME) or ())
    return tuple((match[1], match[2]) for match in matches if match and match[3] == extra)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _satisfies(found: str, wanted: str) -> bool:
    """Whether a version is within ``>=`` and ``==`` bounds, compared by its leading numbers."""
    for kind, version in re.findall(r"(>=|==)\s*([\d.]+)", wanted):
        bound = _numbers(version)
        mine = _numbers(found)[: len(bound)]
        if mine < bound or (kind == "==" and mine != bound):
            return False
    return True


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version.partition("+")[0])]


def _instructions() -> list[str]:
    """The instruction sets that matter for a model, where the system says which there are."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    line = re.search(r"^(?:flags|Features)\s*:\s*(.*)$", text, re.MULTILINE)
    there = set(line[1].split()) if line else set()
    return [name for name in _LEVELS if name in there]


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return None
