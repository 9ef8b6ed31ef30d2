"""A disk that fills up: one clear line, nothing torn, and the same command goes on when there is room again.

The limit on the size of files (``ulimit -f``) refuses writes as a full disk does, in the middle of a file, to any user.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.originals.register import Register
from tests.batch.jobs import batch, pairs_file, record_files
from tests.conftest import FIXTURES

REPOST = FIXTURES / "repost-hidden-link" / "page.html"
ORIGINAL = FIXTURES / "rednet-station" / "page.html"


def _surroundings() -> dict[str, str]:
    """The environment without what has coverage measured: its own files would not fit on the disk either."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return kept | {"PYTHONPATH": str(FIXTURES.parent)}


def summarizer(*arguments: str | Path, most: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command in English, in a process whose files may not grow beyond ``most`` bytes."""

    def limited() -> None:
        if most is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-m", "summarizer", *map(str, arguments), "--lang", "en"],
        check=False,
        capture_output=True,
        text=True,
        env=_surroundings() | {"SUMMARIZER_DEBUG": ""},
        preexec_fn=limited,
        timeout=300,
    )


def _one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "internal" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize("most", [100, 2000, 20_000, 60_000])
def test_a_job_stops_with_one_line_and_goes_on_when_there_is_room(tmp_path: Path, most: int) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 12)
    arguments = ["batch", source, "--job", tmp_path / "job", "--shard-size", "4", "--workers", "1", "--quiet"]
    line = _one_line(summarizer(*arguments, most=most))
    assert "job" in line
    assert "too large" in line
    assert summarizer(*arguments).returncode == 0
    whole = batch(source, "--job", tmp_path / "whole", "--shard-size", "4", "--workers", "1")
    assert whole.returncode == 0
    assert record_files(tmp_path / "job") == record_files(tmp_path / "whole")


@pytest.mark.parametrize("most", [0, 1000, 30_000, 60_000])
def test_a_register_keeps_what_it_has(tmp_path: Path, most: int) -> None:
    register = tmp_path / "originals.sqlite"
    config = tmp_path / "config.toml"
    config.write_text(f'originals = "{register}"\n', encoding="utf-8")
    if most > 1000:
        assert summarizer("originals", "add", ORIGINAL, "--config", config).returncode == 0
    pages = sorted(FIXTURES.glob("*/original.html"))
    line = _one_line(summarizer("originals", "add", *pages, "--config", config, most=most))
    assert str(register) in line
    if most > 1000:
        with Register(register) as kept:
            assert len(kept) >= 1
        with sqlite3.connect(register) as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert summarizer("originals", "add", *pages, "--config", config).returncode == 0


@pytest.mark.parametrize("most", [0, 5000])
def test_an_evidence_file_is_whole_or_not_there(tmp_path: Path, most: int) -> None:
    path = tmp_path / "evidence.zip"
    arguments = ("evidence", REPOST, "--original", ORIGINAL, "-o", path)
    assert str(path) in _one_line(summarizer(*arguments, most=most))
    assert not path.exists()
    assert summarizer(*arguments).returncode in (0, 1)
    assert zipfile.is_zipfile(path)
    path.write_bytes(b"what was there before")
    _one_line(summarizer(*arguments, most=most))
    assert path.read_bytes() == b"what was there before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("unbuffered", ["", "1"])  # what is left in a buffer is written once more at the end
def test_a_result_that_cannot_be_written_is_one_line(unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as device:
        done = subprocess.run(
            [sys.executable, "-m", "summarizer", "parse", str(ORIGINAL), "--lang", "en"],
            check=False,
            stdout=device,
            stderr=subprocess.PIPE,
            text=True,
            env=_surroundings() | {"PYTHONUNBUFFERED": unbuffered},
            timeout=120,
        )
    assert done.returncode == 2
    assert "No space left" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_a_report_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 4)
    assert batch(source, "--job", tmp_path / "job", "--workers", "1").returncode == 0
    for form in ("html", "csv", "json"):
        out = tmp_path / f"report.{form}"
        line = _one_line(summarizer("report", tmp_path / "job", "-o", out, most=500))
        assert str(out) in line
        assert not out.exists()
