"""How fast many hosts are fetched, and how politely: pages a second, the pace of each host, time lost.

    python -m benchmarks.fetching [--pages 10000] [--hosts 50] [--rate 2] [--again] [--json FILE]

The hosts are real servers on loopback, in a process of their own. The first takes two seconds for every answer; the
second says 429 with ``Retry-After: 1`` to every fortieth request; the third forbids a part of itself in robots.txt.
All addresses of the first three stand at the head of the list. Idle is the time that a host was not asked although its
pace allowed it, from its first request to its last; the first three hosts, which ask for it, do not count.
``--again`` fetches all of it a second time, now out of the cache.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from functools import partial
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks import ledger
from summarizer.config import Settings
from summarizer.errors import FetchError
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import Answer, Asked, host

BODY = (
    "<html><head><title>新闻</title></head><body>" + "<p>北湖区昨天下了一场雨。</p>" * 2000 + "</body></html>"
).encode()
RULES = Answer(b"User-agent: *\nDisallow: /inside/\n", kind="text/plain")
KEPT = {"Cache-Control": "max-age=3600"}
SLOW = 10  # of the slow host there are so many times fewer pages than of the others


class Site(dict[str, Answer]):
    """A page under every path."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def get(self, path: str, _: object = None) -> object:
        if path == "/robots.txt":
            return RULES
        return Answer(BODY, headers=KEPT, after=2.0) if self._number == 0 else self._page

    async def _page(self, asked: Asked, _: asyncio.StreamWriter) -> Answer:
        if self._number == 1 and int(asked.path.rpartition("/")[2]) % 40 == 39 and asked.path not in self:
            self[asked.path] = Answer()
            return Answer(b"", 429, {"Retry-After": "1"})
        return Answer(BODY, headers=KEPT)


async def serve(count: int, pipe: Connection) -> None:
    async with AsyncExitStack() as stack:
        hosts = [
            await stack.enter_async_context(host(Site(number), f"127.0.0.{number + 1}")) for number in range(count)
        ]
        pipe.send([one.url for one in hosts])
        while await asyncio.to_thread(pipe.recv):
            pipe.send([[(one.time, one.path) for one in told.asked] for told in hosts])
            for told in hosts:
                told.asked.clear()


def addresses(urls: list[str], pages: int) -> list[str]:
    each = pages // (len(urls) - 1)
    lists = [
        [f"{url}/a/{number}" for number in range(each if place else each // SLOW)] for place, url in enumerate(urls)
    ]
    lists[2] = [url if number % 2 else url.replace("/a/", "/inside/") for number, url in enumerate(lists[2])]
    troubled = [url for one in lists[:3] for url in one]
    return troubled + [url for group in zip(*lists[3:], strict=True) for url in group]


async def fetch(urls: list[str], settings: Settings, cache: Path) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    async with Fetcher(settings, cache) as fetcher:
        async for _, result in fetcher.fetch_many(urls):
            outcomes[result.code if isinstance(result, FetchError) else str(result.status)] += 1
    return outcomes


def pace(asked: list[tuple[float, str]]) -> tuple[float, float]:
    """The shortest time between two requests; requests a second, from the first to the last."""
    times = [moment for moment, _ in asked]
    return min(b - a for a, b in pairwise(times)), (len(times) - 1) / (times[-1] - times[0])


def report(asked: list[list[tuple[float, str]]], rate: float) -> dict[str, float]:
    """What the hosts saw."""
    usual = [pace(one) for one in asked[3:] if len(one) > 1]
    figures = {
        "requests": sum(map(len, asked)),
        "robots.txt": _count(asked, "/robots.txt"),
        "forbidden": _count(asked, "/inside/"),
    }
    if not usual:
        return figures
    return figures | {
        "a host: a second": statistics.median(one for _, one in usual),
        "allowed": rate,
        "shortest interval ms": 1000 * min(one for one, _ in usual),
        "idle %": 100 * statistics.mean(1 - one / rate for _, one in usual),
    }


def _count(asked: list[list[tuple[float, str]]], start: str) -> int:
    return sum(path.startswith(start) for one in asked for _, path in one)


def main() -> None:
    parser = ledger.flags(__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--rate", type=float, default=2.0)
    parser.add_argument("--again", action="store_true")
    chosen = parser.parse_args()
    began, figures = ledger.machine(), {}
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(chosen.hosts, there), daemon=True)
    server.start()
    urls = addresses(here.recv(), chosen.pages)
    settings = Settings(allow_private=True, hosts={"*": {"rate": chosen.rate, "concurrency": 2}})
    with tempfile.TemporaryDirectory() as folder:
        for title in ("first", "again")[: 1 + chosen.again]:
            clock, cpu = time.perf_counter(), time.process_time()
            outcomes = asyncio.run(fetch(urls, settings, Path(folder) / "http.sqlite"))
            seconds, cpu = time.perf_counter() - clock, time.process_time() - cpu
            here.send(True)
            figures[title] = {
                "pages": len(urls),
                "a second": len(urls) / seconds,
                "cpu ms each": 1000 * cpu / len(urls),
                **dict(sorted(outcomes.items())),
                **report(here.recv(), chosen.rate),
            }
    here.send(False)
    ledger.show(f"{chosen.hosts} hosts", figures, "time")
    ledger.keep(chosen.json, began, figures)


def _serve(count: int, pipe: Connection) -> None:
    asyncio.run(partial(serve, count, pipe)())


if __name__ == "__main__":
    main()
