"""Work on many hosts: each at its own pace, all that is asked for done, little kept in memory."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Iterator

import pytest

from summarizer.fetch.fair import Queue, in_turn


def host(item: str) -> tuple[str, int]:
    """``host/path``; two at once of each host."""
    return item.partition("/")[0], 2


def test_a_queue_gives_back_what_it_was_given_in_order() -> None:
    queue = Queue()
    items = [f"http://news.example/{number}\n\ud800 新闻" for number in range(1000)]
    for item in items[:700]:
        queue.put(item)
    given = [queue.get() for _ in range(300)]
    for item in items[700:]:
        queue.put(item)
    given += [queue.get() for _ in range(700)]
    assert given == items
    assert queue.get() is None


def test_every_item_is_done_once() -> None:
    async def work(item: str) -> str:
        await asyncio.sleep(0)
        return item.upper()

    async def all_of_it() -> list[tuple[str, str]]:
        items = [f"h{number % 7}/{number}" for number in range(3000)]
        return [done async for done in in_turn(items, host, work, at_once=3)]

    done = asyncio.run(all_of_it())
    assert sorted(done) == sorted((f"h{number % 7}/{number}", f"H{number % 7}/{number}") for number in range(3000))


def test_items_of_one_host_are_begun_in_their_order_and_few_at_once() -> None:
    begun: list[str] = []
    under_way = most = 0

    async def work(item: str) -> None:
        nonlocal under_way, most
        begun.append(item)
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1

    async def all_of_it() -> None:
        async for _ in in_turn([f"one/{number}" for number in range(50)], host, work, at_once=10):
            pass

    asyncio.run(all_of_it())
    assert begun == [f"one/{number}" for number in range(50)]
    assert most == 2


def test_nobody_waits_for_a_slow_host_however_much_of_it_stands_first() -> None:
    """The slow host answers only when all others are through."""
    through = asyncio.Event()

    async def work(item: str) -> None:
        if item.startswith("slow"):
            await through.wait()

    async def all_of_it() -> list[str]:
        items = [f"slow/{number}" for number in range(5000)] + [f"h{number % 40}/{number}" for number in range(5000)]
        done = []
        async for item, _ in in_turn(items, host, work, at_once=8):
            done.append(item)
            if len(done) == 5000:
                through.set()
        return done

    done = asyncio.run(asyncio.wait_for(all_of_it(), 60))
    assert not any(item.startswith("slow") for item in done[:5000])
    assert all(item.startswith("slow") for item in done[5000:])


def test_what_is_read_ahead_takes_little_memory() -> None:
    def items() -> Iterator[str]:
        for number in range(100_000):
            yield f"slow.example/news/2026/1126/{number:08}/an-article-with-a-long-name.html"
        yield "end/"

    async def work(item: str) -> None:
        if item.startswith("slow"):
            await asyncio.sleep(3600)

    async def until_the_end() -> int:
        tracemalloc.start()
        try:
            async for item, _ in in_turn(items(), host, work, at_once=8):
                assert item == "end/"
                return tracemalloc.get_traced_memory()[0]
        finally:
            tracemalloc.stop()
        raise AssertionError

    assert asyncio.run(until_the_end()) < 3_000_000  # the addresses themselves are more than 10 MB as strings


def test_it_is_read_no_further_than_there_is_room() -> None:
    read = 0

    def items() -> Iterator[str]:
        nonlocal read
        for read in range(1, 100_000):
            yield f"h{read}/"

    async def work(item: str) -> None:
        await asyncio.sleep(0)

    async def first() -> None:
        async for _ in in_turn(items(), host, work, at_once=8):
            return

    asyncio.run(first())
    assert read <= 64


def test_what_work_raises_ends_it_and_leaves_nothing_running() -> None:
    async def work(item: str) -> None:
        if item == "h1/":
            raise LookupError
        await asyncio.sleep(3600)

    async def all_of_it() -> int:
        with pytest.raises(LookupError):
            async for _ in in_turn([f"h{number}/" for number in range(5)], host, work, at_once=8):
                pass
        return len(asyncio.all_tasks())

    assert asyncio.run(all_of_it()) == 1
