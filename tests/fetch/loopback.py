"""Hosts on loopback that do as they are told and note what they are asked, in the event loop of the test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from summarizer.config import Settings

PAGE = "<html><body><p>北湖区昨天下了一场雨。</p></body></html>".encode()
HERE = Settings(allow_private=True, timeout=5, hosts={"*": {"rate": 1000}})


class Asked(NamedTuple):
    """One request: what was asked for, when (monotonic seconds), with which headers (names in lower case)."""

    path: str
    time: float
    headers: Mapping[str, str]


class Answer(NamedTuple):
    """One response; ``after`` seconds pass first."""

    body: bytes = PAGE
    status: int = 200
    headers: Mapping[str, str] = {}
    kind: str = "text/html; charset=utf-8"
    after: float = 0.0


# What to say to one request; ``None``: it has been said on the stream, which is closed then.
Talk = Callable[[Asked, asyncio.StreamWriter], Awaitable[Answer | None]]
Said = Answer | Talk


@dataclass
class Host:
    """``answers`` by path; a list is given one by one, its last for ever. A path not in it is 404."""

    url: str
    answers: dict[str, Said | list[Said]]
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    connections: int = 0  # open now

    def paths(self, *, robots: bool = False) -> list[str]:
        return [one.path for one in self.asked if robots or one.path != "/robots.txt"]

    def intervals(self) -> list[float]:
        """The seconds between each request and the next."""
        times = [one.time for one in self.asked]
        return [later - earlier for earlier, later in pairwise(times)]

    def answer(self, path: str) -> Said:
        said = self.answers.get(path, Answer(b"", 404))
        if isinstance(said, list):
            return said.pop(0) if len(said) > 1 else said[0]
        return said


@asynccontextmanager
async def host(answers: dict[str, Said | list[Said]], address: str = "127.0.0.1") -> AsyncIterator[Host]:
    """A host at ``address``, any of 127.0.0.0/8, on a port of its own."""
    told = Host("", answers)
    open_ones: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.add(writer)
        told.connections += 1
        try:
            while await _serve_one(told, reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client has had enough, or the test is over
        finally:
            open_ones.discard(writer)
            told.connections -= 1
            writer.close()

    server = await asyncio.start_server(serve, address, 0)
    told.url = f"http://{address}:{server.sockets[0].getsockname()[1]}"
    try:
        yield told
    finally:
        server.close()
        for writer in list(open_ones):
            writer.close()
        await server.wait_closed()


async def _serve_one(told: Host, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
    asked = Asked(head[0].split()[1], time.monotonic(), headers)
    told.asked.append(asked)
    told.at_once += 1
    told.most_at_once = max(told.most_at_once, told.at_once)
    try:
        said = told.answer(asked.path)
        answer = said if isinstance(said, Answer) else await said(asked, writer)
        return answer is not None and await _say(answer, writer)
    finally:
        told.at_once -= 1


async def _say(answer: Answer, writer: asyncio.StreamWriter) -> bool:
    await asyncio.sleep(answer.after)
    headers = {"Content-Type": answer.kind, "Content-Length": str(len(answer.body)), **answer.headers}
    lines = [f"HTTP/1.1 {answer.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + answer.body)
    await writer.drain()
    return True
