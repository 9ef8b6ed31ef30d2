"""The same job on a Ray cluster, started here: the same records, also with a worker killed on the way."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.batch.jobs import batch, command, pairs_file, record_files

pytestmark = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed: .[ray]")


def _actors(of: int) -> list[psutil.Process]:
    """The actors of the cluster that the process ``of`` has started."""
    return [child for child in psutil.Process(of).children(recursive=True) if "ray::Actor" in " ".join(child.cmdline())]


def test_twenty_shards_on_ray_with_a_worker_killed_give_the_same_records(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 200)
    assert batch(source, "--job", tmp_path / "local", "--shard-size", "10").returncode == 0
    line, environment = command(
        source, "--job", tmp_path / "ray", "--shard-size", "10", "--engine", "ray", "--workers", "2"
    )
    with subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not list((tmp_path / "ray" / "records").glob("*.jsonl")):
            time.sleep(0.05)
        victim = _actors(process.pid)[0]
        os.kill(victim.pid, signal.SIGKILL)
        _, said = process.communicate(timeout=240)
    assert process.returncode == 0, said
    assert "a worker died" in said
    assert record_files(tmp_path / "ray") == record_files(tmp_path / "local")
    assert len(record_files(tmp_path / "ray")) == 20
    gone = [
        one for one in psutil.process_iter(["ppid", "cmdline"]) if "ray::Actor" in " ".join(one.info["cmdline"] or [])
    ]
    assert not [one for one in gone if one.pid == victim.pid]


def test_a_cluster_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = batch(
        pairs_file(tmp_path / "in.jsonl", 1),
        "--job",
        tmp_path / "job",
        "--engine",
        "ray",
        "--ray-address",
        "127.0.0.1:9",
    )
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("summarizer: the Ray cluster 127.0.0.1:9 cannot be reached")
