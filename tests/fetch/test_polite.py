"""Many pages, politely: pace, robots.txt, retries, redirects from host to host; real servers on loopback."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

import pytest

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE, PAGE, Answer, Asked, Host, host

T = TypeVar("T")
SLACK = 0.3  # seconds that a busy machine may take to note the first of several requests


def run(work: Callable[[Fetcher], Awaitable[T]], cache: Path, settings: Settings = HERE) -> T:
    async def all_of_it() -> T:
        async with Fetcher(settings, cache) as fetcher:
            return await work(fetcher)

    return asyncio.run(all_of_it())


def paced(**hosts: float) -> Settings:
    return HERE.model_copy(update={"hosts": Settings(hosts={"*": hosts}).hosts})


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "http.sqlite"


def test_a_host_is_asked_no_faster_than_its_rate(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> Host:
        async with host({f"/{number}": Answer() for number in range(6)}) as site:
            pages = await asyncio.gather(*(fetcher.fetch(f"{site.url}/{number}") for number in range(6)))
            assert all(page.content == PAGE for page in pages)
            return site

    site = run(work, cache, paced(rate=5, concurrency=6))
    assert len(site.asked) == 7  # robots.txt once, for all of them
    assert sum(site.intervals()) >= 6 * 0.2 - SLACK


def test_only_so_many_requests_of_a_host_are_under_way(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> Host:
        async with host({f"/{number}": Answer(after=0.05) for number in range(9)}) as site:
            await asyncio.gather(*(fetcher.fetch(f"{site.url}/{number}") for number in range(9)))
            return site

    assert run(work, cache, paced(rate=1000, concurrency=3)).most_at_once == 3
    assert HERE.hosts["*"].concurrency == 2
    assert run(work, cache).most_at_once == 2


def test_what_robots_txt_forbids_is_not_asked_for(cache: Path) -> None:
    rules = b"User-agent: summarizer\nDisallow: /inside\nAllow: /inside/open\n\nUser-agent: *\nDisallow: /\n"

    async def work(fetcher: Fetcher) -> Host:
        async with host({"/robots.txt": Answer(rules, kind="text/plain"), "/inside/open": Answer()}) as site:
            with pytest.raises(FetchError) as refused:
                await fetcher.fetch(f"{site.url}/inside/a?token=secret")
            assert refused.value.code == "robots"
            assert "secret" not in str(refused.value)
            assert (await fetcher.fetch(f"{site.url}/inside/open")).status == 200
            return site

    assert run(work, cache).paths(robots=True) == ["/robots.txt", "/inside/open"]


def test_a_crawl_delay_slows_down_what_the_settings_allow(cache: Path) -> None:
    rules = Answer(b"User-agent: *\nCrawl-delay: 0.3\n", kind="text/plain")

    async def work(fetcher: Fetcher) -> Host:
        async with host({"/robots.txt": rules, "/1": Answer(), "/2": Answer(), "/3": Answer()}) as site:
            await asyncio.gather(*(fetcher.fetch(f"{site.url}/{number}") for number in (1, 2, 3)))
            return site

    assert sum(run(work, cache).intervals()[1:]) >= 2 * 0.3 - SLACK


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_may_be_asked(cache: Path, status: int) -> None:
    async def work(fetcher: Fetcher) -> Page:
        async with host({"/robots.txt": Answer(b"Disallow: /", status), "/": Answer()}) as site:
            return await fetcher.fetch(site.url)

    assert run(work, cache).status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_say_its_rules_is_left_alone(cache: Path, status: int) -> None:
    async def work(fetcher: Fetcher) -> Host:
        async with host({"/robots.txt": Answer(status=status, headers={"Retry-After": "0"}), "/": Answer()}) as site:
            for _ in range(2):
                with pytest.raises(FetchError) as refused:
                    await fetcher.fetch(site.url)
                assert refused.value.code == "robots"
            return site

    assert run(work, cache).paths(robots=True) == ["/robots.txt"] * 3  # tried three times, then remembered


def test_a_busy_host_rests_as_long_as_it_asks_for(cache: Path) -> None:
    busy = Answer(status=429, headers={"Retry-After": "1"})

    async def work(fetcher: Fetcher) -> Host:
        async with host({"/busy": [busy, Answer()], "/other": Answer()}) as site:
            first = asyncio.ensure_future(fetcher.fetch(f"{site.url}/busy"))
            while len(site.paths()) < 1:
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.1)  # the answer has come
            await fetcher.fetch(f"{site.url}/other")
            assert (await first).status == 200
            return site

    asked = run(work, cache).asked
    assert {one.path for one in asked[2:]} == {"/other", "/busy"}
    assert asked[2].time - asked[1].time >= 1 - SLACK


def test_it_rests_no_longer_than_the_settings_allow(cache: Path) -> None:
    busy = Answer(status=503, headers={"Retry-After": "86400"})

    async def work(fetcher: Fetcher) -> Page:
        async with host({"/": [busy, Answer()]}) as site:
            return await asyncio.wait_for(fetcher.fetch(site.url), 60)

    assert run(work, cache, HERE.model_copy(update={"max_wait": 0.2})).status == 200


def test_a_host_that_stays_busy_gives_its_last_answer(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> tuple[Page, list[str]]:
        async with host({"/": Answer(b"busy", 503, {"Retry-After": "0"}, "application/json")}) as site:
            return await fetcher.fetch(site.url), site.paths()

    page, paths = run(work, cache)
    assert (page.status, page.content) == (503, b"busy")
    assert paths == ["/"] * 3


def test_an_error_that_stays_is_asked_for_once(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> list[str]:
        async with host({}) as site:
            assert (await fetcher.fetch(site.url)).status == 404
            return site.paths()

    assert run(work, cache) == ["/"]


def test_a_connection_that_breaks_is_tried_again(cache: Path) -> None:
    async def hang_up(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async def work(fetcher: Fetcher) -> Page:
        async with host({"/": [hang_up, hang_up, Answer()]}) as site:
            return await fetcher.fetch(site.url)

    assert run(work, cache).content == PAGE


def test_each_hop_has_its_own_robots_txt_and_pace(cache: Path) -> None:
    shut = Answer(b"User-agent: *\nDisallow: /new\n", kind="text/plain")

    async def work(fetcher: Fetcher) -> tuple[Host, Host]:
        async with host({"/robots.txt": shut, "/": Answer()}) as there:
            moved = {"/old": f"{there.url}/new", "/older": f"{there.url}/"}
            answers = {path: Answer(status=302, headers={"Location": place}) for path, place in moved.items()}
            async with host(answers) as here:
                with pytest.raises(FetchError) as refused:
                    await fetcher.fetch(f"{here.url}/old")
                assert refused.value.code == "robots"
                assert (await fetcher.fetch(f"{here.url}/older")).url == f"{there.url}/"
                return here, there

    here, there = run(work, cache)
    assert here.paths() == ["/old", "/older"]
    assert there.paths() == ["/"]


def test_who_asks_is_said_with_whom_to_write_to(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> Host:
        async with host({"/": Answer()}) as site:
            await fetcher.fetch(site.url)
            return site

    site = run(work, cache, HERE.model_copy(update={"contact": "mailto:desk@paper.example"}))
    assert all(one.headers["user-agent"].endswith("; mailto:desk@paper.example") for one in site.asked)
    assert all(one.headers["user-agent"].startswith("summarizer/") for one in site.asked)


def test_cookies_of_one_page_are_not_sent_with_another(cache: Path) -> None:
    wall = Answer(status=302, headers={"Location": "/b", "Set-Cookie": "seen=1"})

    async def work(fetcher: Fetcher) -> Host:
        async with host({"/a": wall, "/b": Answer(headers={"Cache-Control": "no-store"})}) as site:
            await fetcher.fetch(f"{site.url}/a")
            await fetcher.fetch(f"{site.url}/b")
            return site

    assert [one.headers.get("cookie") for one in run(work, cache).asked] == [None, None, "seen=1", None]


def test_a_private_address_is_refused_on_every_hop(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.fetch import guard

    judge = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1" or judge(address))
    place = "http://169.254.169.254/latest/meta-data/"

    async def work(fetcher: Fetcher) -> FetchError:
        async with host({"/": Answer(status=302, headers={"Location": place})}) as site:
            with pytest.raises(FetchError) as refused:
                await fetcher.fetch(site.url)
            return refused.value

    refused = run(work, cache, HERE.model_copy(update={"allow_private": False}))
    assert refused.code == "private-address"
    assert "169.254.169.254" in refused.message.en


def test_many_come_each_with_its_page_or_its_error(cache: Path) -> None:
    async def work(fetcher: Fetcher) -> dict[str, object]:
        async with host({"/a": Answer(), "/b": Answer(kind="image/png")}) as site:
            urls = [f"{site.url}/a", f"{site.url}/b", "ftp://paper.example/", "http://", "http://127.0.0.1:1/"]
            return {
                url.removeprefix(site.url): result.code if isinstance(result, FetchError) else result.content
                async for url, result in fetcher.fetch_many(urls)
            }

    assert run(work, cache) == {
        "/a": PAGE,
        "/b": "content-type",
        "ftp://paper.example/": "bad-address",
        "http://": "bad-address",
        "http://127.0.0.1:1/": "unreachable",
    }


def test_a_host_that_never_answers_is_asked_once_and_holds_up_nobody(cache: Path) -> None:
    async def silent(_: Asked, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    async def work(fetcher: Fetcher) -> tuple[list[str], list[str]]:
        async with host({"/": silent}) as dead, host({f"/{number}": Answer() for number in range(20)}) as alive:
            urls = [f"{dead.url}/"] * 2 + [f"{alive.url}/{number}" for number in range(20)]
            done = [(url, result) async for url, result in fetcher.fetch_many(urls)]
            assert [result.code for url, result in done if url.startswith(dead.url)] == ["timeout"] * 2
            assert all(isinstance(result, Page) for url, result in done if url.startswith(alive.url))
            return [url for url, _ in done[-2:]], dead.paths()

    last, asked = run(work, cache, HERE.model_copy(update={"timeout": 2.5}))
    assert len({*last}) == 1  # the dead host came last
    assert asked == ["/"]  # for both, and not again: the time for one answer was spent


def test_a_host_that_has_died_costs_no_more_time(cache: Path) -> None:
    async def hang_up(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    async def work(fetcher: Fetcher) -> tuple[list[str], int]:
        async with host({f"/{number}": hang_up for number in range(100)}) as site:
            urls = [f"{site.url}/{number}" for number in range(100)]
            codes = [result.code async for _, result in fetcher.fetch_many(urls) if isinstance(result, FetchError)]
            return codes, len(site.paths())

    codes, asked = run(work, cache)
    assert set(codes) == {"protocol", "host-away"}
    assert len(codes) == 100
    assert asked < 20


def test_a_host_that_always_has_too_much_to_do_is_left_alone(cache: Path) -> None:
    busy = Answer(status=429, headers={"Retry-After": "0"})

    async def work(fetcher: Fetcher) -> tuple[list[str | int | None], int]:
        async with host({f"/{number}": busy for number in range(100)}) as site:
            urls = [f"{site.url}/{number}" for number in range(100)]
            said = [
                result.code if isinstance(result, FetchError) else result.status
                async for _, result in fetcher.fetch_many(urls)
            ]
            return said, len(site.paths())

    said, asked = run(work, cache)
    assert set(said) == {429, "host-away"}
    assert asked < 20


def test_a_body_that_broke_off_is_asked_for_again(cache: Path) -> None:
    async def half(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n" + PAGE)
        await writer.drain()

    async def work(fetcher: Fetcher) -> tuple[Page, Page]:
        async with host({"/once": [half, Answer()], "/always": half}) as site:
            return await fetcher.fetch(f"{site.url}/once"), await fetcher.fetch(f"{site.url}/always")

    once, always = run(work, cache)
    assert (once.content, once.truncated) == (PAGE, False)
    assert (always.content, always.truncated) == (PAGE, True)


def test_a_byte_at_a_time_is_cut_off_in_time(cache: Path) -> None:
    async def drip(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def work(fetcher: Fetcher) -> tuple[Page, list[str]]:
        async with host({"/": drip}) as site:
            return await fetcher.fetch(site.url), site.paths()

    page, asked = run(work, cache, HERE.model_copy(update={"timeout": 1.5}))
    assert page.truncated
    assert set(page.content) == {ord("x")}
    assert asked == ["/"]


def test_redirects_end(cache: Path) -> None:
    async def on(asked: Asked, _: asyncio.StreamWriter) -> Answer:
        return Answer(b"", 302, {"Location": f"/x{asked.path[1:]}"})

    async def work(fetcher: Fetcher) -> tuple[FetchError, list[str]]:
        async with host({"/" + "x" * number: on for number in range(50)}) as site:
            with pytest.raises(FetchError) as refused:
                await fetcher.fetch(site.url)
            return refused.value, site.paths()

    refused, asked = run(work, cache)
    assert refused.code == "redirects"
    assert len(asked) == HERE.max_redirects + 1


def test_a_decompression_bomb_stops_at_the_limit(cache: Path) -> None:
    bomb = gzip.compress(gzip.compress(bytes(200_000_000)))

    async def work(fetcher: Fetcher) -> Page:
        async with host(
            {"/": Answer(bomb, headers={"Content-Encoding": "gzip, gzip", "Cache-Control": "max-age=9"})}
        ) as site:
            return await fetcher.fetch(site.url)

    page = run(work, cache, HERE.model_copy(update={"max_bytes": 1_000_000}))
    assert (len(page.content), page.truncated) == (1_000_000, True)


def test_the_judged_address_is_the_one_that_is_asked(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name server's second answer is a private address. It is judged too, and refused."""
    from summarizer.fetch import guard

    answers = ["127.0.0.1", "127.0.0.1", "10.255.255.1"]
    monkeypatch.setattr(guard, "_ask", lambda name: [ip_address(answers.pop(0))])
    judge = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1" or judge(address))

    async def work(fetcher: Fetcher) -> FetchError:
        closing = {"Connection": "close"}  # so that the next request needs a new connection
        async with host({"/": Answer(headers=closing), "/robots.txt": Answer(b"", 404, closing)}) as site:
            url = site.url.replace("127.0.0.1", "rebind.example")
            assert (await fetcher.fetch(f"{url}/")).content == PAGE
            with pytest.raises(FetchError) as refused:
                await fetcher.fetch(f"{url}/")
            return refused.value

    assert run(work, cache, HERE.model_copy(update={"allow_private": False})).code == "private-address"
    assert not answers


def test_an_address_that_does_not_answer_gives_way_to_the_next(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.fetch import guard

    monkeypatch.setattr(guard, "_ask", lambda name: [ip_address("127.0.0.9"), ip_address("127.0.0.1")])

    async def work(fetcher: Fetcher) -> Page:
        async with host({"/": Answer()}) as site:
            return await fetcher.fetch(site.url.replace("127.0.0.1", "two.example"))

    assert run(work, cache).content == PAGE


def test_connections_of_hosts_long_unused_are_closed(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.fetch import manners

    monkeypatch.setattr(manners, "_OPEN", 2)

    async def work(fetcher: Fetcher) -> list[int]:
        async with AsyncExitStack() as stack:
            hosts = [await stack.enter_async_context(host({"/": Answer()})) for _ in range(5)]
            for site in (*hosts, *hosts):
                assert (await fetcher.fetch(f"{site.url}/")).content == PAGE
            await asyncio.sleep(0.1)  # for the servers to see it
            return [site.connections for site in hosts]

    assert run(work, cache) == [0, 0, 0, 1, 1]


def test_a_style_sheet_of_many_pages_is_asked_for_once(cache: Path) -> None:
    sheet = Answer(b"p{}", kind="text/css", headers={"Cache-Control": "no-store"})

    async def work(fetcher: Fetcher) -> list[str]:
        async with host({"/a.css": sheet}) as site:
            for _ in range(2):
                await asyncio.gather(*(fetcher.fetch(f"{site.url}/a.css") for _ in range(5)))
            return site.paths()

    assert run(work, cache) == ["/a.css"]


def test_nothing_secret_is_logged(cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")

    async def work(fetcher: Fetcher) -> FetchError:
        with pytest.raises(FetchError) as refused:
            await fetcher.fetch("http://127.0.0.1:1/a?token=hunter2")
        return refused.value

    assert "hunter2" not in run(work, cache).message.zh + caplog.text + str([vars(one) for one in caplog.records])
