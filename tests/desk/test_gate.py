"""Nobody but the editor's own browser gets an answer."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx2
import pytest

from tests.desk.conftest import REPOST, begun, opened, origin


def test_without_the_token_there_is_nothing(desk: str) -> None:
    for path in ("", "/checks", "/wrong-token/", "/static/desk.css"):
        assert httpx2.get(origin(desk) + path, trust_env=False).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:80", ""])
def test_a_name_that_is_not_the_desks_is_refused(desk: str, host: str) -> None:
    assert httpx2.get(desk, headers={"Host": host}, trust_env=False).status_code in (400, 421)


def test_the_other_names_of_this_machine_are_the_desks(desk: str) -> None:
    port = urlsplit(desk).port
    assert httpx2.get(desk, headers={"Host": f"localhost:{port}"}, trust_env=False).status_code == 200


@pytest.mark.parametrize("sender", ["https://evil.example", "null", "http://127.0.0.1", None])
def test_a_check_is_started_by_the_desks_own_form_only(desk: str, sender: str | None) -> None:
    headers = {"Origin": sender} if sender else {}
    answer = httpx2.post(f"{desk}checks", data={"repost": "https://a.example/"}, headers=headers, trust_env=False)
    assert answer.status_code == 403


@pytest.mark.parametrize("chunked", [False, True])
def test_a_request_has_a_size(chunked: bool) -> None:
    with opened(max_file_bytes=1000) as address:
        head = b'--b\r\nContent-Disposition: form-data; name="repost_file"; filename="a.html"\r\n\r\n'
        body = head + b"x" * 300_000
        answer = httpx2.post(
            f"{address}checks",
            content=iter([body[:1000], body[1000:]]) if chunked else body,
            headers={"Origin": origin(address), "Content-Type": "multipart/form-data; boundary=b"},
            trust_env=False,
        )
        assert answer.status_code == 413


def test_every_answer_forbids_what_the_desk_does_not_need(client: httpx2.Client) -> None:
    for path in ("", "static/desk.js", "checks/none", "nothing"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["checks", "static/desk.css"])
def test_only_the_methods_that_are_meant(client: httpx2.Client, path: str) -> None:
    assert client.delete(path).status_code == 405
    assert client.get("static/..%2fapp.py").status_code == 404


def test_a_file_over_the_limit_is_one_line(desk: str) -> None:
    with opened(max_file_bytes=60_000) as address, httpx2.Client(base_url=address, trust_env=False) as client:
        big = {"repost_file": ("big.html", REPOST.read_bytes() + b" " * 100_000, "text/html")}
        place = begun(client.post("checks", files=big, headers={"Origin": origin(address)}))
        client.get(f"{place}/events")
        assert 'role="alert"' in client.get(place).text
