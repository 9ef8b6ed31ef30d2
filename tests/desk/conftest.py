"""A desk that really listens, on loopback, for one test module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import httpx2
import pytest

from summarizer.config import load_settings
from summarizer.desk.serve import listen

FIXTURES = Path(__file__).parents[2] / "fixtures"
REPOST = FIXTURES / "repost-hidden-link" / "page.html"
ORIGINAL = FIXTURES / "rednet-station" / "page.html"


@contextmanager
def opened(**settings: object) -> Iterator[str]:
    """The address of a desk that answers until the block ends."""
    served = listen(load_settings(**settings), host="127.0.0.1", port=0, lang="zh")
    thread = Thread(target=served.run)
    thread.start()
    try:
        yield served.address
    finally:
        served.server.should_exit = True
        thread.join(10)
        served.bound.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with opened(originals=tmp_path_factory.mktemp("desk") / "originals.sqlite") as address:
        yield address


@pytest.fixture
def client(desk: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=desk, headers={"Origin": origin(desk)}, trust_env=False) as client:
        yield client


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def begun(answer: httpx2.Response) -> str:
    """Where a check that was asked for is shown, below the desk's address."""
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).split("/", 2)[2]


Finish = Callable[..., str]


@pytest.fixture
def finished(client: httpx2.Client) -> Finish:
    """Ask for a check as a browser would, follow its events to the end, and give its path."""

    def ask(data: dict[str, str] | None = None, files: dict[str, Path] | None = None) -> str:
        sent = {name: (path.name, path.read_bytes(), "text/html") for name, path in (files or {}).items()}
        answer = client.post("checks", data=data or {}, files=sent)
        place = begun(answer)
        client.get(f"{place}/events")  # ends when the check does
        return place

    return ask


def pair() -> dict[str, Path]:
    return {"repost_file": REPOST, "original_file": ORIGINAL}
