"""What a job costs: pages a second by workers and engine, beside one process that loops; memory; being cut off.

    python -m benchmarks.batch [--pages 2000] [--only NAME]... [--folder DIR] [--json FILE]

Pairs are made of the fixtures, each page varied so that no two are alike; each is parsed and checked. The loop does the
same work without a job folder: load, check, JSON, write. A job is run with one worker and with two, once more when all
is done, with a process that is killed (SIGKILL) half way and the same command again, and on Ray where that is installed
(its start counts, and is told apart). Memory is that of a job and all its workers, proportional (PSS).

Processor seconds tell more than the clock where other programs share the machine. They are those of the whole family of
processes, looked at every half second, so that a job of a few seconds shows a little less than it took.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psutil

from benchmarks import ledger

CASES = sorted(path.parent for path in (ledger.ROOT / "fixtures").glob("*/original.html"))
REPOSTS = 5  # of each original
LOOPED = 2000  # pairs that the loop does at most
LOOK = 0.5  # seconds between looks at a job
EARLY = 10_000  # records, or half of a smaller job: memory until then, and after
Figures = dict[str, float]


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
print(json.dumps({"s": time.perf_counter() - clock, "cpu s": time.process_time() - cpu, "records": len(rows)}))
"""


def loop(table: Path, count: int) -> Figures:
    """One process without a job."""
    arguments = [sys.executable, "-c", _LOOP, str(table), str(min(LOOPED, count)), os.devnull]
    done = subprocess.run(arguments, check=True, capture_output=True, env=_environment())
    return rated(json.loads(done.stdout))


class Job:
    """A job over ``table`` in a folder of its own."""

    def __init__(self, table: Path, place: Path, pages: int) -> None:
        self._table = table
        self._place = place
        self._pages = pages

    def run(self, *flags: str) -> Figures:
        """From here to the end of the job."""
        spent, samples = self._spent(*flags)
        edge = min(EARLY, self._pages // 2)
        figures = rated(spent | {"records": self._pages})
        for name, some in (("early", [one for one in samples if one[0] <= edge]), ("late", samples)):
            figures[f"MB {name}"] = max((size for _, size, _ in some), default=0) / 1e6
        return figures

    def killed(self, *flags: str) -> Figures:
        """Killed half way, and the same command again: what both took."""
        first, _ = self._spent(*flags, until=self._pages // 2)
        again, _ = self._spent(*flags)
        return rated({name: first[name] + again[name] for name in first} | {"records": self._pages})

    def _spent(self, *flags: str, until: int | None = None) -> tuple[Figures, list[tuple[int, float, float]]]:
        """Seconds by the clock and of processors; records done, bytes and processor seconds at each look.

        The whole group is killed once ``until`` records are done.
        """
        shard = max(1, min(250, self._pages // 20))
        command = [sys.executable, "-m", "summarizer", "batch", str(self._table), "--job", str(self._place)]
        command += ["--tasks", "parse,check", "--shard-size", str(shard), "--quiet", *flags]
        began, samples = time.perf_counter(), []
        with subprocess.Popen(
            command, env=_environment(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True
        ) as process:
            while process.poll() is None:
                with suppress(psutil.Error):
                    samples.append(_look(process.pid, len(list((self._place / "records").glob("*.jsonl"))) * shard))
                    if until is not None and samples[-1][0] >= until:
                        os.killpg(process.pid, signal.SIGKILL)
                time.sleep(LOOK)
            said = process.stderr.read().decode() if process.stderr else ""
        if process.returncode and until is None:
            raise ChildProcessError(f"the job ended with {process.returncode}: {said.strip()[-300:]}")
        processor = max((cpu for *_, cpu in samples), default=0.0)  # workers take theirs with them when they end
        return {"s": time.perf_counter() - began, "cpu s": processor}, samples


def _look(pid: int, done: int) -> tuple[int, float, float]:
    top = psutil.Process(pid)
    family = [top, *top.children(recursive=True)]
    memory = float(sum(one.memory_full_info().pss for one in family))
    return done, memory, sum(sum(one.cpu_times()[:2]) for one in family)


def rated(figures: Figures) -> Figures:
    each = {"a second": figures["records"] / figures["s"], "cpu ms each": 1000 * figures["cpu s"] / figures["records"]}
    return figures | each


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ledger.ROOT)}


def plan(table: Path, folder: Path, pages: int) -> dict[str, Callable[[], Figures]]:
    """What is measured, in this order."""

    def job(name: str) -> Job:
        return Job(table, folder / name, pages)

    return {
        "loop": lambda: loop(table, pages),
        "1 worker": lambda: job("one").run("--workers", "1"),
        "2 workers": lambda: job("two").run("--workers", "2"),
        "2 workers, all done before": lambda: job("two").run("--workers", "2"),
        "2 workers, killed half way": lambda: job("killed").killed("--workers", "2"),
        "Ray, 2 workers": lambda: job("ray").run("--workers", "2", "--engine", "ray"),
        "loop once more": lambda: loop(table, pages),
    }


def main() -> None:
    parser = ledger.flags(__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--only", action="append", help="this line of the table; as often as wanted")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    began, figures = ledger.machine(), {}
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        table = make(Path(folder), options.pages)
        for name, measured in plan(table, Path(folder), options.pages).items():
            if options.only and name not in options.only:
                continue
            if name.startswith("Ray") and find_spec("ray") is None:
                print(f"{name}: left out (pip install 'summarizer[ray]')", file=sys.stderr)
                continue
            figures[name] = measured()
    ledger.show(f"{options.pages} pairs; {ledger.told(began)}", figures, "")
    ledger.keep(options.json, began, figures)


if __name__ == "__main__":
    main()
