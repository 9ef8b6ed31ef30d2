"""A page that ends its worker, hangs it or eats its memory is one error on one record."""

from __future__ import annotations

from pathlib import Path

from tests.batch.jobs import batch, pairs_file, records

# Loaded by every process of the job: pages with these words do to the reader what hostile input might.
_TRAPS = """
import importlib, os, re, signal

page = importlib.import_module("summarizer.parse.page")

read = page.read_page

def trapped(one):
    words = one.content if isinstance(one.content, bytes) else b""
    if b"TRAP-EXIT" in words:
        os._exit(7)
    if b"TRAP-SEGV" in words:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"TRAP-KILL" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"TRAP-HANG" in words:
        re.match("(a+)+$", "a" * 60 + "b")  # never lets go of the interpreter
    if b"TRAP-MEMORY" in words:
        return [bytearray(1 << 28) for _ in range(1 << 10)]
    if b"TRAP-RAISE" in words:
        raise RecursionError("deep")
    return read(one)

page.read_page = trapped
"""
TRAPS = {
    "EXIT": "crashed",
    "SEGV": "crashed",
    "KILL": "crashed",
    "HANG": "time",
    "MEMORY": "memory",
    "RAISE": "internal",
}


def test_the_culprit_is_found_exactly_and_the_rest_goes_on(tmp_path: Path, fixtures: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_TRAPS, encoding="utf-8")
    clean = (fixtures / "rednet-station" / "page.html").read_text(encoding="utf-8")
    rows = []
    for name in TRAPS:
        (tmp_path / f"{name}.html").write_text(f"{clean}<!-- TRAP-{name} -->", encoding="utf-8")
        rows.append(
            {"id": name, "repost": str(tmp_path / f"{name}.html"), "original": str(fixtures / "soft-404" / "page.html")}
        )
    (tmp_path / "config.toml").write_text("record_seconds = 5\nmax_worker_bytes = 600000000\n", encoding="utf-8")
    source = pairs_file(tmp_path / "in.jsonl", 20, rows)
    arguments = ("--job", tmp_path / "job", "--config", tmp_path / "config.toml")
    done = batch(source, *arguments, "--shard-size", "10", modules=tmp_path)
    assert done.returncode == 0, done.stderr
    made = {record["id"]: record for record in records(tmp_path / "job")}
    assert len(made) == 20 + len(TRAPS)
    assert {name: record["error"]["code"] for name, record in made.items() if record["status"] == "error"} == TRAPS


def test_workers_that_cannot_start_end_the_job_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys\nif 'summarizer.batch.worker' in sys.orig_argv: os._exit(3)\n", encoding="utf-8"
    )
    done = batch(pairs_file(tmp_path / "in.jsonl", 3), "--job", tmp_path / "job", "--quiet", modules=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("summarizer: the worker processes cannot work")
