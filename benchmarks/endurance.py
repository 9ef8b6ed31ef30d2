"""Does anything grow? The same work over and over; after each round memory, open files, threads, what is left behind.

    nice python -m benchmarks.endurance [--minutes 30] [--json FILE]

One process does all of it, as a server would that uses the package: every pair of the fixtures is judged, its reposts
are summarized (extractive), two desk checks are asked for over HTTP, pages are fetched from a host on loopback through
the cache, articles go into a register and are looked up, and a job with two workers is run. The desk is a thread of the
same process, so that what it keeps counts. In the first fifth of the rounds caches fill; what counts is the middle of
the second fifth beside that of the last.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import statistics
import tempfile
import time
from contextlib import redirect_stderr
from dataclasses import asdict, dataclass
from io import StringIO
from pathlib import Path

import httpx2
import psutil

import summarizer
from benchmarks import ledger
from summarizer import pipeline
from summarizer.cli.app import run
from summarizer.config import Settings
from summarizer.fetch.polite import Fetcher
from summarizer.originals.register import Register
from tests.desk.conftest import opened, origin
from tests.fetch.loopback import Answer, host

CASES = sorted(path.parent for path in (ledger.ROOT / "fixtures").glob("*/original.html"))
PAGES = 50  # fetched in a round
# What is looked at: its name in the table, the unit, and the growth between second and last fifth that is none.
LOOKED_AT = {
    "rss": ("memory, MiB", 2**20, 8.0),
    "heap": ("objects of Python, thousands", 1000, 10.0),
    "handles": ("open files", 1, 1.0),
    "threads": ("threads", 1, 1.0),
    "temporary": ("files left behind", 1, 0.0),
    "kept": ("register and cache on disk, KiB", 1024, 64.0),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What there is after a round: bytes resident, objects of Python, open files, threads, files left in the folder for
    temporary files, bytes that register, cache and settings take on the disk."""

    seconds: float
    rss: int
    heap: int
    handles: int
    threads: int
    temporary: int
    kept: int


def checks() -> None:
    for case in CASES:
        check = summarizer.check(case / "page.html", case / "original.html")
        if check.repost.paragraphs:
            summarizer.summarize(check.repost, method="extractive")


def desk(address: str) -> None:
    with httpx2.Client(base_url=address, headers={"Origin": origin(address)}, trust_env=False, timeout=120) as client:
        for case in CASES[:2]:
            files = {
                f"{name}_file": (f"{name}.html", (case / file).read_bytes(), "text/html")
                for name, file in (("repost", "page.html"), ("original", "original.html"))
            }
            place = client.post("checks", files=files).headers["location"].split("/", 2)[2]
            client.get(f"{place}/events")
            assert client.get(f"{place}/check.json").json()["verdict"]


async def fetches(cache: Path, number: int) -> None:
    """Half of the pages are the same every time, and come out of the cache in between."""
    settings = Settings(allow_private=True, hosts={"*": {"rate": 1000}})
    answers = {f"/{n}": Answer(headers={"Cache-Control": "max-age=600"}) for n in range(PAGES)}
    async with host(answers) as site, Fetcher(settings, cache) as fetcher:
        for n in range(PAGES):
            await fetcher.fetch(f"{site.url}/{n}")
            await fetcher.fetch(f"{site.url}/{n}", revalidate=n % 2 == number % 2)
    cache.unlink()  # the host has another port every time: what is kept of it would never be used again


def register(path: Path) -> None:
    with Register(path) as articles:
        for case in CASES:
            page = pipeline.as_page(case / "original.html")
            article = pipeline.parse(page)
            articles.add(article, page, name=case.name)
            articles.match(article.text)


def job(folder: Path, number: int) -> None:
    rows = [
        {"id": case.name, "repost": str(case / "page.html"), "original": str(case / "original.html")} for case in CASES
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    place = folder / f"job{number}"
    arguments = [
        str(folder / "in.jsonl"),
        "--job",
        str(place),
        "--workers",
        "2",
        "--tasks",
        "check",
        "--shard-size",
        "40",
    ]
    with redirect_stderr(StringIO()) as said:
        assert run(["batch", *arguments, "--quiet"]) == 0, said.getvalue()
        assert run(["report", str(place), "-o", str(folder / "report.html"), "--quiet"]) == 0, said.getvalue()
    shutil.rmtree(place)


def sample(since: float, folder: Path) -> Sample:
    gc.collect()
    process = psutil.Process()
    return Sample(
        seconds=round(time.monotonic() - since, 1),
        rss=process.memory_info().rss,
        heap=len(gc.get_objects()),
        handles=process.num_fds(),
        threads=process.num_threads(),
        temporary=sum(1 for _ in (folder / "tmp").rglob("*")),
        kept=sum(path.stat().st_size for path in (folder / "kept").rglob("*") if path.is_file()),
    )


def rounds(folder: Path, minutes: float) -> list[Sample]:
    begun, samples = time.monotonic(), []
    with opened(originals=folder / "kept" / "desk.sqlite", cache_dir=folder / "kept") as address:
        while time.monotonic() - begun < minutes * 60 or len(samples) < 10:
            checks()
            desk(address)
            asyncio.run(fetches(folder / "kept" / "http.sqlite", len(samples)))
            register(folder / "kept" / "originals.sqlite")
            job(folder, len(samples))
            samples.append(sample(begun, folder))
            print(f"round {len(samples)}: {samples[-1]}", flush=True)
    return samples


def judged(samples: list[Sample]) -> dict[str, dict[str, object]]:
    """For each thing its median in the second fifth and in the last, the growth between, and whether that is flat."""
    fifth = len(samples) // 5
    early, late = samples[fifth : 2 * fifth], samples[-fifth:]
    hours = (_median(late, "seconds") - _median(early, "seconds")) / 3600
    rows: dict[str, dict[str, object]] = {}
    for name, (about, unit, most) in LOOKED_AT.items():
        before, after = _median(early, name) / unit, _median(late, name) / unit
        growth = {"an hour": (after - before) / hours, "flat": "yes" if after - before <= most else "no"}
        rows[about] = {"second fifth": before, "last fifth": after} | growth
    return rows


def _median(samples: list[Sample], name: str) -> float:
    return float(statistics.median(getattr(one, name) for one in samples))


def main() -> int:
    parser = ledger.flags(__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    options = parser.parse_args()
    began = ledger.machine()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("tmp", "kept"):
            (folder / part).mkdir()
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder / "tmp")
        samples = rounds(folder, options.minutes)
    rows = judged(samples)
    ledger.show(f"{len(samples)} rounds in {samples[-1].seconds / 60:.0f} minutes", rows, "of")
    ledger.keep(options.json, began, {"rows": rows, "samples": [asdict(one) for one in samples]})
    return 0 if all(row["flat"] == "yes" for row in rows.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
