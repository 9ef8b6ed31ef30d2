"""Killed at any moment and run again: nothing is lost, torn or done twice."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from tests.batch.jobs import batch, command, pairs_file, record_files, records

COUNT = 120


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run makes."""
    place = tmp_path_factory.mktemp("whole")
    done = batch(pairs_file(place / "in.jsonl", COUNT), "--job", place / "job", "--shard-size", "6")
    assert done.returncode == 0, done.stderr
    return record_files(place / "job")


def _killed(arguments: list[str], after: float, pick: random.Random) -> int | None:
    """The exit code of a run in which, after some time, the job or one of its workers is killed."""
    line, environment = command(*arguments)
    with subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        time.sleep(after)
        try:
            family = [process.pid, *(child.pid for child in psutil.Process(process.pid).children())]
            psutil.Process(pick.choice(family[:1] * 2 + family)).send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            pass
        return process.wait(timeout=300)


def _rounds(place: Path, rounds: int, whole: dict[str, bytes]) -> None:
    pick = random.Random(7)  # noqa: S311
    source = pairs_file(place / "in.jsonl", COUNT)
    for number in range(rounds):
        job = place / f"job{number}"
        arguments = [str(source), "--job", str(job), "--shard-size", "6"]
        for _ in range(3):
            _killed(arguments, pick.uniform(0.3, 3.0), pick)
            for name, content in record_files(job).items():
                assert content == whole[name], "a file of records that is there is whole"
            finished = {path: path.stat().st_mtime_ns for path in (job / "records").glob("*.jsonl")}
        assert batch(*arguments).returncode == 0
        assert record_files(job) == whole
        assert all(path.stat().st_mtime_ns == moment for path, moment in finished.items()), "no shard is done twice"
        assert len({record["id"] for record in records(job)}) == COUNT


def test_a_job_survives_random_kills(tmp_path: Path, whole: dict[str, bytes]) -> None:
    _rounds(tmp_path, 2, whole)


@pytest.mark.slow
def test_a_job_survives_many_random_kills(tmp_path: Path, whole: dict[str, bytes]) -> None:
    _rounds(tmp_path, 17, whole)  # 51 kills


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_job_says_how_to_go_on(tmp_path: Path, whole: dict[str, bytes], number: signal.Signals) -> None:
    source = pairs_file(tmp_path / "in.jsonl", COUNT)
    arguments = [str(source), "--job", str(tmp_path / "job"), "--shard-size", "6"]
    line, environment = command(*arguments)
    # What runs in the background of a script is deaf to SIGINT, and so is what it starts: not here.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True) as process:
        signal.signal(signal.SIGINT, before)
        while not list((tmp_path / "job" / "records").glob("*.jsonl")):
            time.sleep(0.002)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "goes on from here" in said
    assert "Traceback" not in said
    assert batch(*arguments).returncode == 0
    assert record_files(tmp_path / "job") == whole
