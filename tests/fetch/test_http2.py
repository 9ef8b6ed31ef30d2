"""HTTP/2 where a host offers it: a real server, made of h2 and a certificate of its own."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from summarizer.errors import FetchError
from summarizer.fetch.polite import Fetcher
from tests.fetch.loopback import HERE, PAGE

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl to make a certificate with")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate of 127.0.0.1 with its key, trusted for the time of the test."""
    path = tmp_path / "host.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=loopback"
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(path), "-out", str(tmp_path / "cert.pem")]
    subprocess.run([*command.split(), *names], check=True, capture_output=True)
    path.write_text(path.read_text() + (tmp_path / "cert.pem").read_text())
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


@asynccontextmanager
async def host(certificate: Path, asked: list[str], nonsense: bytes = b"") -> AsyncIterator[str]:
    """Its address; every path but robots.txt has the page. With ``nonsense``, that is all it says to a request."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = H2Connection(H2Configuration(client_side=False))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        while data := await reader.read(65536):
            for event in connection.receive_data(data):
                if isinstance(event, RequestReceived):
                    path = dict(event.headers)[b":path"].decode()
                    asked.append(path)
                    if nonsense:
                        writer.write(nonsense)
                        continue
                    status = "404" if path == "/robots.txt" else "200"
                    connection.send_headers(event.stream_id, [(":status", status), ("content-type", "text/html")])
                    connection.send_data(event.stream_id, PAGE, end_stream=True)
            writer.write(connection.data_to_send())
            await writer.drain()
        writer.close()

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    try:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()


def test_a_host_that_offers_it_is_asked_in_http2(certificate: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    async def work() -> list[bytes | str]:
        async with host(certificate, asked) as url, Fetcher(HERE, tmp_path / "http.sqlite") as fetcher:
            pages = await asyncio.gather(*(fetcher.fetch(f"{url}/{number}") for number in range(5)))
            return [page.content for page in pages]

    assert asyncio.run(work()) == [PAGE] * 5
    assert sorted(asked) == ["/0", "/1", "/2", "/3", "/4", "/robots.txt"]


@pytest.mark.parametrize(
    "nonsense",
    [
        b"\0\0\x05\x02\0\0\0\0\0abcde",  # a priority of no stream
        b"\0\0\x03\x04\0\0\0\0\x01abc",  # settings of a stream, of a wrong length
        b"\0\0\x01\x01\x0c\0\0\0\x01a",  # headers that cannot be unpacked
    ],
)
def test_what_is_not_http2_is_one_clear_error(certificate: Path, tmp_path: Path, nonsense: bytes) -> None:
    async def work() -> str:
        async with host(certificate, [], nonsense) as url, Fetcher(HERE, tmp_path / "http.sqlite") as fetcher:
            with pytest.raises(FetchError) as refused:
                await fetcher.fetch(url)
            return refused.value.code

    assert asyncio.run(work()) == "protocol"
