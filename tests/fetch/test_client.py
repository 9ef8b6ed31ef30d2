"""Fetching from real servers on loopback: redirects, limits, slow and lying servers."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from summarizer.config import Settings
from summarizer.errors import FetchError
from summarizer.fetch.client import fetch

HERE = Settings(allow_private=True, timeout=5)
PAGE = "<html><body><p>北湖区昨天下了一场雨。</p></body></html>".encode()


def test_a_page_comes_with_its_bytes_status_and_headers(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(
        PAGE, content_type="text/html; charset=gbk", headers={"X-Robots-Tag": "noai", "Set-Cookie": "secret=1"}
    )
    page = fetch(httpserver.url_for("/a#part"), HERE)
    assert page.content == PAGE
    assert page.status == 200
    assert page.content_type == "text/html; charset=gbk"
    assert page.url == httpserver.url_for("/a")
    assert ("x-robots-tag", "noai") in page.headers
    assert "secret" not in str(page.headers)
    assert not page.truncated


def test_loopback_is_refused_unless_allowed(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")
    with pytest.raises(FetchError) as refused:
        fetch(httpserver.url_for("/"), Settings())
    assert refused.value.code == "private-address"
    assert not httpserver.log


def test_every_hop_is_judged(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host passes for public; the redirect leads to a cloud's metadata service."""
    from summarizer.fetch import guard

    httpserver.expect_request("/").respond_with_data(
        "", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"}
    )
    judge = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda address: str(address) == "127.0.0.1" or judge(address))
    with pytest.raises(FetchError) as refused:
        fetch(f"http://127.0.0.1:{httpserver.port}/", Settings(timeout=5))
    assert refused.value.code == "private-address"
    assert "169.254.169.254" in refused.value.message.en


@pytest.mark.parametrize(
    ("location", "code"),
    [("file:///etc/passwd", "bad-address"), ("http://a:b@127.0.0.1/", "credentials"), ("http://a b/", "bad-address")],
)
def test_redirects_may_not_leave_http_or_carry_credentials(httpserver: HTTPServer, location: str, code: str) -> None:
    httpserver.expect_request("/").respond_with_data("", status=301, headers={"Location": location})
    with pytest.raises(FetchError) as refused:
        fetch(httpserver.url_for("/"), HERE)
    assert refused.value.code == code


def test_the_name_is_resolved_once_and_the_judged_address_is_asked(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a second answer of the name server would lead elsewhere, but nobody asks for it."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def rebinding(host: str, *rest: object, **more: object) -> object:
        if host == "rebind.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "10.255.255.1"
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    httpserver.expect_request("/").respond_with_data(PAGE, content_type="text/html")
    page = fetch(f"http://rebind.example:{httpserver.port}/", HERE)
    assert page.content == PAGE
    assert asked == ["rebind.example"]


def test_redirects_are_followed_with_cookies_and_the_last_address_is_kept(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/old").respond_with_data(
        "", status=302, headers={"Location": "new?x=1", "Set-Cookie": "k=v"}
    )
    httpserver.expect_request("/new", headers={"Cookie": "k=v"}).respond_with_data(PAGE, content_type="text/html")
    assert fetch(httpserver.url_for("/old"), HERE).url == httpserver.url_for("/new?x=1")


def test_five_redirects_are_enough(httpserver: HTTPServer) -> None:
    for number in range(1, 8):
        httpserver.expect_request(f"/{number}").respond_with_data(
            "", status=302, headers={"Location": f"/{number + 1}"}
        )
    httpserver.expect_request("/8").respond_with_data(PAGE, content_type="text/html")
    assert fetch(httpserver.url_for("/3"), HERE).content == PAGE
    with pytest.raises(FetchError) as refused:
        fetch(httpserver.url_for("/2"), HERE)
    assert refused.value.code == "redirects"


def test_an_error_page_is_a_page(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/gone").respond_with_data(PAGE, status=404, content_type="text/html")
    assert fetch(httpserver.url_for("/gone"), HERE).status == 404


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "video/mp4"])
def test_other_kinds_are_refused(httpserver: HTTPServer, kind: str) -> None:
    httpserver.expect_request("/").respond_with_data(PAGE, content_type=kind)
    with pytest.raises(FetchError) as refused:
        fetch(httpserver.url_for("/"), HERE)
    assert refused.value.code == "content-type"
    assert kind in refused.value.message.zh


def test_no_more_than_the_limit_is_kept(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"x" * 50_000, content_type="text/html")
    page = fetch(httpserver.url_for("/"), HERE.model_copy(update={"max_bytes": 10_000}))
    assert len(page.content) == 10_000
    assert page.truncated


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_a_decompression_bomb_stops_at_the_limit(httpserver: HTTPServer, pack: Callable[[bytes], bytes]) -> None:
    bomb = pack(bytes(300_000_000))
    encoding = "gzip" if pack is gzip.compress else "deflate"
    httpserver.expect_request("/").respond_with_data(
        bomb, content_type="text/html", headers={"Content-Encoding": encoding}
    )
    page = fetch(httpserver.url_for("/"), HERE.model_copy(update={"timeout": 20}))
    assert len(page.content) == 10_000_000
    assert page.truncated


def test_broken_compression_is_one_clear_error(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(
        b"no gzip at all", content_type="text/html", headers={"Content-Encoding": "gzip"}
    )
    with pytest.raises(FetchError) as refused:
        fetch(httpserver.url_for("/"), HERE)
    assert refused.value.code == "protocol"


def test_the_program_says_who_it_is_and_asks_no_proxy(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(PAGE, content_type="text/html")

    httpserver.expect_request("/").respond_with_handler(answer)
    fetch(httpserver.url_for("/"), HERE)
    assert seen[0].headers["User-Agent"].startswith("summarizer/")


@contextmanager
def _server(talk: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that says exactly what ``talk`` says."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                try:
                    talk(connection)
                except OSError:
                    return  # the client has had enough, as it should

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def _drip(connection: socket.socket, text: bytes) -> None:
    for number in range(200):
        connection.sendall(text[number : number + 1] or b"x")
        time.sleep(0.1)


def test_headers_that_drip_end_at_the_deadline() -> None:
    with _server(lambda connection: _drip(connection, b"HTTP/1.1 200 OK\r\nX-Slow: ")) as url:
        began = time.monotonic()
        with pytest.raises(FetchError) as refused:
            fetch(url, Settings(allow_private=True, timeout=0.6))
    assert refused.value.code == "timeout"
    assert time.monotonic() - began < 3


def test_a_body_that_drips_is_kept_as_far_as_it_came() -> None:
    def talk(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>")
        _drip(connection, b"")

    with _server(talk) as url:
        page = fetch(url, Settings(allow_private=True, timeout=0.8))
    assert page.truncated
    assert page.content.startswith(b"<p>x" if isinstance(page.content, bytes) else "")


def test_a_part_that_nobody_asked_for_is_not_taken_for_the_whole(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(PAGE, status=206, content_type="text/html")
    assert fetch(httpserver.url_for("/"), HERE).truncated


def test_a_body_that_breaks_off_is_truncated() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n"
    with _server(lambda connection: connection.sendall(head + PAGE)) as url:
        page = fetch(url, HERE)
    assert page.truncated
    assert page.content == PAGE


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/1.1 999999 \r\n\r\n"])
def test_what_is_not_http_is_one_clear_error(answer: bytes) -> None:
    with _server(lambda connection: connection.sendall(answer)) as url, pytest.raises(FetchError) as refused:
        fetch(url, HERE)
    assert refused.value.code == "protocol"


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(FetchError) as refused:
        fetch(f"http://127.0.0.1:{port}/", HERE)
    assert refused.value.code == "unreachable"


def test_plain_text_where_tls_is_asked_for() -> None:
    with _server(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as url:
        secure = url.replace("http:", "https:")
        with pytest.raises(FetchError) as refused:
            fetch(secure, HERE)
    assert refused.value.code == "tls"
