"""Jobs for the tests: inputs made of the fixtures, and the command run in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.conftest import FIXTURES

PAIRS = sorted(path.parent for path in FIXTURES.glob("*/original.html"))


def pairs_file(path: Path, count: int, extra: Iterable[dict[str, Any]] = ()) -> Path:
    """A JSONL file of ``count`` pairs of saved pages, ``extra`` rows in their midst."""
    rows = [
        {"id": f"r{n}", "repost": str(case / "page.html"), "original": str(case / "original.html")}
        for n, case in ((n, PAIRS[n % len(PAIRS)]) for n in range(count))
    ]
    rows[count // 2 : count // 2] = list(extra)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def command(*arguments: str | Path, modules: Path | None = None) -> tuple[list[str], dict[str, str]]:
    """The command line and environment of ``summarizer batch`` in English; ``modules`` come first on its path."""
    path = os.pathsep.join(str(one) for one in (modules, FIXTURES.parent) if one)
    line = [sys.executable, "-m", "summarizer", "batch", *map(str, arguments), "--lang", "en"]
    return line, os.environ | {"PYTHONPATH": path}


def batch(*arguments: str | Path, modules: Path | None = None) -> subprocess.CompletedProcess[str]:
    line, environment = command(*arguments, modules=modules)
    return subprocess.run(line, check=False, capture_output=True, text=True, env=environment, timeout=300)


def record_files(job: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((job / "records").glob("*.jsonl"))}


def records(job: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for content in record_files(job).values() for line in content.splitlines()]
