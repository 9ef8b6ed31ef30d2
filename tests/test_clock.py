"""A clock that is set back or forward, by minutes or by years, costs no record, no page and no waiting."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest

from summarizer.fetch.polite import Fetcher
from tests.batch.jobs import batch, pairs_file, record_files
from tests.fetch.loopback import HERE, PAGE, Answer, host

YEAR = 31_557_600.0
# Loaded by every process of the job: each look at the clock gives another time, years apart.
_JUMPS = f"""
import itertools, time
real, jumps = time.time, itertools.cycle((0.0, -{YEAR}, 40 * {YEAR}, -3600.0))
time.time = lambda: real() + next(jumps)
time.time_ns = lambda: int(time.time() * 1e9)
"""


def test_a_job_makes_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_JUMPS, encoding="utf-8")
    source = pairs_file(tmp_path / "in.jsonl", 12)
    for name, modules in (("steady", None), ("jumping", tmp_path)):
        done = batch(source, "--job", tmp_path / name, "--shard-size", "4", modules=modules)
        assert done.returncode == 0, done.stderr
    assert record_files(tmp_path / "jumping") == record_files(tmp_path / "steady")


def test_a_job_whose_files_come_from_the_future_goes_on(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 12)
    arguments = (source, "--job", tmp_path / "job", "--shard-size", "4")
    assert batch(*arguments).returncode == 0
    before = record_files(tmp_path / "job")
    (tmp_path / "job" / "records" / "000001.jsonl").unlink()
    for path in (tmp_path / "job").rglob("*"):
        os.utime(path, (time.time() + YEAR, time.time() + YEAR))
    done = batch(*arguments)
    assert done.returncode == 0, done.stderr
    assert record_files(tmp_path / "job") == before
    assert batch("status", tmp_path / "job").returncode == 0


@pytest.mark.parametrize("jump", [-30 * YEAR, -3600.0, 3600.0, 30 * YEAR])
def test_pages_kept_before_the_clock_was_set_are_used_or_asked_for_again(
    tmp_path: Path, jump: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time
    answers = {"/a": Answer(headers={"Cache-Control": "max-age=600"}), "/robots.txt": Answer(b"", 404)}

    async def work() -> None:
        async with host(answers) as site:
            async with Fetcher(HERE, tmp_path / "http.sqlite") as fetcher:
                await fetcher.fetch(f"{site.url}/a")
                monkeypatch.setattr(time, "time", lambda: real() + jump)
                for _ in range(3):  # in the same program, whose rules and turns go by another clock
                    page = await asyncio.wait_for(fetcher.fetch(f"{site.url}/a"), 30)
                    assert page.content == PAGE
            async with Fetcher(HERE, tmp_path / "http.sqlite") as later:
                assert (await asyncio.wait_for(later.fetch(f"{site.url}/a"), 30)).content == PAGE
            assert site.paths(robots=True).count("/robots.txt") <= 2

    asyncio.run(work())
