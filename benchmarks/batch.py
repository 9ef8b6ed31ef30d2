"""What a job costs: throughput, processor time and memory over many saved pages, beside one process that loops.

    python benchmarks/batch.py [--pages 100000] [--workers 2] [--folder DIR] [--json FILE]

Pairs are made of the fixtures, each page varied so that no two are alike. The loop does the same work without a job
folder: load, check, JSON, write. Memory is that of the job and all its workers, proportional (PSS), once a second.
Processor seconds tell more than the clock where other programs share the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parent.parent
CASES = sorted(path.parent for path in (ROOT / "fixtures").glob("*/original.html"))
REPOSTS = 5  # of each original
LOOPED = 2000  # pairs that the loop does


def make(folder: Path, pages: int) -> Path:
    """``pages`` reposts, an original for every five, and the JSONL file that pairs them."""
    pick = random.Random(1)
    table = folder / "pairs.jsonl"
    with table.open("w", encoding="utf-8") as rows:
        for number in range(pages):
            case = CASES[number // REPOSTS % len(CASES)]
            place = folder / f"{number // 1000:04d}"
            place.mkdir(exist_ok=True)
            original = place / f"{number // REPOSTS * REPOSTS}-original.html"
            if number % REPOSTS == 0:
                original.write_bytes((case / "original.html").read_bytes())
            repost = place / f"{number}.html"
            repost.write_bytes(_varied((case / "page.html").read_bytes(), number, pick))
            row = {"id": str(number), "repost": str(repost), "original": str(original)}
            rows.write(json.dumps(row) + "\n")
    return table


def _varied(page: bytes, number: int, pick: random.Random) -> bytes:
    """The page with a list of links of its own, as every real page has one."""
    links = "".join(
        f'<li><a href="/n/{number}/{n}.html">{pick.random():.9f}</a></li>' for n in range(pick.randrange(40))
    )
    return re.sub(rb"(</body>|$)", f"<ul class=related>{links}</ul>".encode() + rb"\1", page, count=1)


_LOOP = """
import json, sys, time
from summarizer import pairs
from summarizer.config import load_settings

settings = load_settings()
rows = [json.loads(line) for line, _ in zip(open(sys.argv[1], encoding="utf-8"), range(int(sys.argv[2])))]
pairs.check_pair(pairs.load_pair(rows[0]["repost"], rows[0]["original"], settings=settings))
clock, cpu = time.perf_counter(), time.process_time()
with open(sys.argv[3], "w", encoding="utf-8") as out:
    for row in rows:
        check = pairs.check_pair(pairs.load_pair(row["repost"], row["original"], settings=settings))
        record = {"article": check.repost.to_dict(), "check": check.to_dict()}
        out.write(json.dumps(record, ensure_ascii=False) + "\\n")
print(json.dumps({"seconds": time.perf_counter() - clock, "cpu": time.process_time() - cpu, "records": len(rows)}))
"""


def loop(table: Path, count: int) -> dict[str, Any]:
    """One process without a job."""
    arguments = [sys.executable, "-c", _LOOP, str(table), str(count), os.devnull]
    done = subprocess.run(arguments, check=True, capture_output=True, env=_environment())
    return rated(json.loads(done.stdout))


def job(table: Path, place: Path, pages: int, workers: int) -> dict[str, Any]:
    """A job in processes of its own, watched."""
    began = time.perf_counter()
    arguments = [
        "batch",
        str(table),
        "--job",
        str(place),
        "--tasks",
        "parse,check",
        "--workers",
        str(workers),
        "--log-json",
    ]
    with subprocess.Popen([sys.executable, "-m", "summarizer", *arguments], env=_environment()) as process:
        samples = list(_watched(process, place))
    if process.returncode:
        raise SystemExit(f"the job failed with {process.returncode}")
    seconds = time.perf_counter() - began
    early = max((size for done, size, _ in samples if done <= min(10_000, pages // 2)), default=0)
    late = max((size for done, size, _ in samples if done > min(10_000, pages // 2)), default=0)
    cpu = max(cpu for _, _, cpu in samples)  # workers take theirs with them when they end
    figures = {"seconds": seconds, "cpu": cpu, "records": pages}
    return rated(figures) | {"MB until 10,000": early / 1e6, "MB after": late / 1e6}


def _watched(process: subprocess.Popen[bytes], place: Path) -> Iterator[tuple[int, int, float]]:
    """Records done, bytes in memory, processor seconds: once a second."""
    while process.poll() is None:
        with suppress(psutil.Error):
            top = psutil.Process(process.pid)
            family = [top, *top.children(recursive=True)]
            memory = sum(one.memory_full_info().pss for one in family)
            cpu = sum(sum(one.cpu_times()[:2]) for one in family)
            yield len(list((place / "records").glob("*.jsonl"))) * 250, memory, cpu
        time.sleep(1)


def rated(figures: dict[str, Any]) -> dict[str, Any]:
    per = 1000 * figures["cpu"] / figures["records"]
    return figures | {"a second": figures["records"] / figures["seconds"], "cpu ms each": per}


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        table = make(Path(folder), options.pages)
        figures = {"loop before": loop(table, min(LOOPED, options.pages))}
        figures["job"] = job(table, Path(folder) / "job", options.pages, options.workers)
        figures["loop after"] = loop(table, min(LOOPED, options.pages))
    for name, values in figures.items():
        print(f"{name:<12}", *(f"{key} {value:,.1f}" for key, value in values.items()), sep="  ")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
