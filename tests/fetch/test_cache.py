"""The HTTP cache: what is not asked for again, what is asked whether it changed, and what a broken file does: nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from summarizer.config import Settings
from summarizer.data import Message, Page
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE, PAGE, Answer, Asked, host

DAY = {"Cache-Control": "max-age=86400"}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "http.sqlite"


async def fetched(url: str, cache: Path, said: list[Message] | None = None, *, revalidate: bool = False) -> Page:
    """The page, by a program that has just been started."""
    async with Fetcher(HERE, cache, tell=(said if said is not None else []).append) as fetcher:
        return await fetcher.fetch(url, revalidate=revalidate)


def test_what_is_fresh_is_not_asked_for_again(cache: Path) -> None:
    async def work() -> None:
        async with host({"/a": Answer(headers=DAY), "/robots.txt": Answer(b"", headers=DAY)}) as site:
            first, second = [await fetched(f"{site.url}/a", cache) for _ in range(2)]
            assert first.content == second.content == PAGE
            assert second.status == 200
            assert site.paths(robots=True) == ["/robots.txt", "/a"]

    asyncio.run(work())


def test_what_may_not_be_kept_is_not(cache: Path) -> None:
    async def work() -> None:
        async with host({"/a": Answer(headers={"Cache-Control": "no-store"})}) as site:
            for _ in range(2):
                await fetched(f"{site.url}/a", cache)
            assert site.paths() == ["/a", "/a"]

    asyncio.run(work())


@pytest.mark.parametrize(
    ("mark", "asks"),
    [
        ({"ETag": '"v1"'}, ("if-none-match", '"v1"')),
        (
            {"Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT"},
            ("if-modified-since", "Mon, 02 Nov 2026 08:00:00 GMT"),
        ),
    ],
)
def test_asked_again_a_server_may_say_that_nothing_changed(
    cache: Path, mark: dict[str, str], asks: tuple[str, str]
) -> None:
    async def talk(asked: Asked, _: asyncio.StreamWriter) -> Answer:
        same = asked.headers.get(asks[0]) == asks[1]
        return Answer(b"", 304, mark | DAY) if same else Answer(headers=mark | DAY)

    async def work() -> None:
        async with host({"/a": talk}) as site:
            first = await fetched(f"{site.url}/a", cache, revalidate=True)
            again = await fetched(f"{site.url}/a", cache, revalidate=True)
            assert (first.unchanged, again.unchanged) == (False, True)
            assert (again.status, again.content) == (200, PAGE)
            assert len(site.paths()) == 2

    asyncio.run(work())


def test_asked_again_a_server_may_say_that_it_changed(cache: Path) -> None:
    answers = [Answer(headers=DAY | {"ETag": '"v1"'}), Answer(b"<p>new</p>", headers=DAY | {"ETag": '"v2"'})]

    async def work() -> None:
        async with host({"/a": answers}) as site:
            await fetched(f"{site.url}/a", cache)
            again = await fetched(f"{site.url}/a", cache, revalidate=True)
            assert (again.unchanged, again.content) == (False, b"<p>new</p>")
            assert (await fetched(f"{site.url}/a", cache)).content == b"<p>new</p>"

    asyncio.run(work())


def test_a_body_that_broke_off_is_not_kept(cache: Path) -> None:
    async def half(_: Asked, writer: asyncio.StreamWriter) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nCache-Control: max-age=99\r\nContent-Length: 999\r\n\r\n"
        writer.write(head + PAGE)
        await writer.drain()

    async def work() -> None:
        async with host({"/a": [half, half, half, Answer()]}) as site:
            assert (await fetched(f"{site.url}/a", cache)).truncated
            assert (await fetched(f"{site.url}/a", cache)).content == PAGE
            assert not (await fetched(f"{site.url}/a", cache)).truncated

    asyncio.run(work())


def test_much_that_unpacks_to_little_is_not_kept(cache: Path) -> None:
    """Empty blocks: within the limit once unpacked, however many come."""
    packer = zlib.compressobj(wbits=31)
    body = packer.compress(PAGE) + b"".join(packer.flush(zlib.Z_FULL_FLUSH) + packer.compress(b"") for _ in range(9))
    body = body[:10] + b"\0\0\0\xff\xff" * 20_000 + body[10:] + packer.flush()
    settings = HERE.model_copy(update={"max_bytes": 10_000})

    async def work() -> None:
        async with host({"/a": Answer(body, headers=DAY | {"Content-Encoding": "gzip"})}) as site:
            for _ in range(2):
                async with Fetcher(settings, cache) as fetcher:
                    assert (await fetcher.fetch(f"{site.url}/a")).content == PAGE
            assert site.paths() == ["/a", "/a"]

    asyncio.run(work())


def test_what_was_not_used_for_longest_makes_room(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.fetch.cache._MOST", 400_000)
    monkeypatch.setattr("summarizer.fetch.cache._LOOK_AROUND", 4)
    body = os.urandom(20_000)

    async def work() -> None:
        async with host({f"/{number}": Answer(body, headers=DAY) for number in range(60)}) as site:
            async with Fetcher(HERE, cache) as fetcher:
                for number in range(60):
                    await fetcher.fetch(f"{site.url}/{number}")
            await fetched(f"{site.url}/59", cache)
            await fetched(f"{site.url}/0", cache)
            assert site.paths().count("/59") == 1
            assert site.paths().count("/0") == 2

    asyncio.run(work())
    assert _rows(cache, "SELECT count(*) FROM page") < 30


def test_what_the_cache_cannot_make_sense_of_costs_a_request_and_no_turn(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stumbles(request: Any, send: Any, *_: Any, **__: Any) -> Any:
        await send(request)
        raise ValueError("a header from beyond")

    monkeypatch.setattr("hishel.httpx2._async.handle_request_with_rfc", stumbles)
    settings = HERE.model_copy(update={"hosts": Settings(hosts={"*": {"rate": 1000, "concurrency": 1}}).hosts})

    async def work() -> None:
        async with host({"/a": Answer()}) as site, Fetcher(settings, cache) as fetcher:
            for _ in range(3):
                assert (await asyncio.wait_for(fetcher.fetch(f"{site.url}/a"), 30)).content == PAGE

    asyncio.run(work())


def test_a_damaged_file_is_put_aside_and_said_once(cache: Path) -> None:
    cache.parent.mkdir()
    cache.write_bytes(b"this is no database, whatever its name says " * 100)

    async def work() -> None:
        said: list[Message] = []
        async with host({"/a": Answer(headers=DAY)}) as site:
            for _ in range(2):
                assert (await fetched(f"{site.url}/a", cache, said)).content == PAGE
            assert site.paths() == ["/a"]
        assert len(said) == 1
        assert "http.sqlite.damaged" in said[0].en

    asyncio.run(work())
    assert (cache.parent / "http.sqlite.damaged").read_bytes().startswith(b"this is no database")


def test_a_file_damaged_deep_inside_costs_nothing_but_the_cache(cache: Path) -> None:
    async def work() -> None:
        said: list[Message] = []
        async with host({f"/{number}": Answer(PAGE * 500, headers=DAY) for number in range(12)}) as site:
            for number in range(12):
                await fetched(f"{site.url}/{number}", cache)
            size = cache.stat().st_size
            with cache.open("r+b") as file:
                file.seek(4096)
                file.write(b"\xa5" * (size - 4096))
            for number in range(12):
                page = await fetched(f"{site.url}/{number}", cache, said)
                assert page.content == PAGE * 500
        assert len(said) == 1

    asyncio.run(work())


def test_where_no_cache_can_be_pages_come_without(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")

    async def work() -> None:
        said: list[Message] = []
        async with host({"/a": Answer(headers=DAY)}) as site:
            assert (await fetched(f"{site.url}/a", tmp_path / "taken" / "http.sqlite", said)).content == PAGE
        assert len(said) == 1

    asyncio.run(work())


def test_a_file_that_is_read_only_costs_nothing_but_the_cache(cache: Path) -> None:
    """SQLite itself refuses to write, whoever runs the tests: the file asks for a newer version of it."""

    async def work() -> None:
        said: list[Message] = []
        async with host({"/a": Answer(headers=DAY)}) as site:
            await fetched(f"{site.url}/a", cache)
            with closing(sqlite3.connect(cache)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")
            with cache.open("r+b") as file:
                file.seek(18)
                file.write(b"\x03")  # the format version for writing; readers of a lower one may only read
            assert (await fetched(f"{site.url}/a", cache, said)).content == PAGE
        assert len(said) == 1

    asyncio.run(work())


_WRITER = """
import asyncio, sys
from pathlib import Path
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE

async def main():
    async with Fetcher(HERE, Path(sys.argv[1])) as fetcher:
        print("begins", flush=True)
        for url in sys.argv[2:]:
            await fetcher.fetch(url)

asyncio.run(main())
"""


async def _start(cache: Path, urls: list[str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WRITER, str(cache), *urls, stdout=subprocess.PIPE, env=dict(os.environ)
    )


def test_killed_while_it_writes_the_file_stays_whole(cache: Path) -> None:
    body = os.urandom(400_000)

    async def never_ends(_: Asked, writer: asyncio.StreamWriter) -> None:
        head = (
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nCache-Control: max-age=99\r\nContent-Length: 800000\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        await asyncio.sleep(60)

    async def work() -> None:
        said: list[Message] = []
        async with host({"/whole": Answer(headers=DAY), "/b": [never_ends, Answer(headers=DAY)]}) as site:
            writer = await _start(cache, [f"{site.url}/whole", f"{site.url}/b"])
            # The first is kept, and the second has begun to come.
            while "/b" not in site.paths() or not _rows(cache, "SELECT count(*) FROM page WHERE url LIKE '%/whole'"):
                await asyncio.sleep(0.02)
            writer.send_signal(signal.SIGKILL)
            await writer.communicate()
            assert (await fetched(f"{site.url}/whole", cache, said)).content == PAGE
            assert (await fetched(f"{site.url}/b", cache, said)).content == PAGE
            assert site.paths() == ["/whole", "/b", "/b"]
        assert not said

    asyncio.run(work())


def _rows(cache: Path, query: str) -> int:
    if not cache.exists():
        return 0
    with closing(sqlite3.connect(cache)) as connection:
        try:
            return int(connection.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # the tables are not there yet


_ON_A_FULL_DISK = """
import asyncio, resource, sys, zlib
from pathlib import Path
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE

async def main():
    most = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    async with Fetcher(HERE, Path(sys.argv[1]), tell=lambda message: print("said", message.en)) as fetcher:
        for url in sys.argv[3:]:
            print("page", zlib.crc32((await fetcher.fetch(url)).content))

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("most", "there"), [(0, False), (5000, False), (20_000, False), (100_000, False), (0, True), (100_000, True)]
)
def test_on_a_full_disk_pages_come_and_the_file_stays_whole(cache: Path, most: int, there: bool) -> None:
    """Whether it is made there or has pages in it. The limit on the size of files refuses writes as a full disk does, in the middle of one."""
    bodies = {f"/{number}": os.urandom(30_000) for number in range(12)}

    async def work() -> None:
        async with host({path: Answer(body, headers=DAY) for path, body in bodies.items()}) as site:
            urls = [site.url + path for path in bodies]
            for url in urls[:2] if there else ():
                await fetched(url, cache)
            told = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _ON_A_FULL_DISK, str(cache), str(most), *urls),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
            )
            lines = (await told.communicate())[0].decode().splitlines()
            said = [line for line in lines if line.startswith("said")]
            assert told.returncode == 0, lines
            assert [line for line in lines if line not in said] == [
                f"page {zlib.crc32(one)}" for one in bodies.values()
            ]
            assert len(said) == 1
            assert str(cache) in said[0]
            assert not cache.exists() or _rows(cache, "SELECT integrity_check = 'ok' FROM pragma_integrity_check")
            later: list[Message] = []  # there is room again
            for url, body in zip(urls, bodies.values(), strict=True):
                assert (await fetched(url, cache, later)).content == body
            before = len(site.paths())
            assert (await fetched(urls[-1], cache, later)).content == bodies["/11"]
            assert len(site.paths()) == before
            assert not later

    asyncio.run(work())


def test_several_programs_use_one_file(cache: Path) -> None:
    async def work() -> None:
        async with host({f"/{number}": Answer(headers=DAY) for number in range(30)}) as site:
            urls = [f"{site.url}/{number}" for number in range(30)]
            writers = [await _start(cache, urls) for _ in range(3)]
            for writer in writers:
                await writer.communicate()
                assert writer.returncode == 0
            before = len(site.paths())
            for url in urls:
                assert (await fetched(url, cache)).content == PAGE
            assert len(site.paths()) == before

    asyncio.run(work())
