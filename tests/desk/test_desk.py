"""A check asked for in the form: the same verdict as the command's, to look at and to take away."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import httpx2
import pytest
from pytest_httpserver import HTTPServer

from tests.conftest import Cli
from tests.desk.conftest import ORIGINAL, REPOST, Finish, begun, opened, origin, pair


def test_two_saved_pages_are_judged_as_by_the_command(client: httpx2.Client, finished: Finish) -> None:
    place = finished(files=pair())
    page = client.get(place).text
    assert "不合格" in page
    assert "云泽区青石桥镇" in page  # the abstract
    check = json.loads(client.get(f"{place}/check.json").content)
    assert check["verdict"] == "fail"
    assert "L201" in {finding["rule"] for finding in check["findings"] if finding["verdict"] == "fail"}


def test_what_can_be_taken_away(client: httpx2.Client, finished: Finish) -> None:
    place = finished(files=pair())
    first, again = (client.get(f"{place}/evidence.zip") for _ in range(2))
    assert first.content == again.content
    assert 'filename="evidence.zip"' in first.headers["content-disposition"]
    assert zipfile.ZipFile(io.BytesIO(first.content)).read("repost/page") == REPOST.read_bytes()
    assert json.loads(client.get(f"{place}/check.sarif").content)["version"] == "2.1.0"
    assert client.get(f"{place}/check.xml").text.startswith("<?xml")
    report = client.get(f"{place}/report")
    assert report.text == client.get(f"{place}/report.html").text
    assert "frame-ancestors 'self'" in report.headers["content-security-policy"]
    assert client.get(f"{place}/check.exe").status_code == 404


def test_checks_are_listed_newest_first(client: httpx2.Client, finished: Finish) -> None:
    older, newer = finished(files=pair()), finished(files={"repost_file": ORIGINAL, "original_file": ORIGINAL})
    home = client.get("").text
    assert home.index(newer) < home.index(older)


@pytest.mark.parametrize("name", ["repost", "original"])
@pytest.mark.parametrize("given", ["/etc/passwd", "../fixtures/x.html", "file:///etc/passwd", "C:\\pages\\a.html", "-"])
def test_a_field_never_names_a_file_of_this_machine(client: httpx2.Client, name: str, given: str) -> None:
    data = {"repost": "https://a.example/1.html", name: given}
    answer = client.post("checks", data=data)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_without_a_repost_the_form_comes_back_as_it_was_filled(client: httpx2.Client) -> None:
    answer = client.post("checks", data={"original": "https://a.example/original.html", "profile": "strict"})
    assert answer.status_code == 400
    assert 'value="https://a.example/original.html"' in answer.text
    assert '<option value="strict" selected>' in answer.text


def test_a_profile_is_one_of_those_offered(client: httpx2.Client) -> None:
    data = {"repost": "https://a.example/1.html", "profile": "/etc/passwd"}
    assert client.post("checks", data=data).status_code == 400


def test_private_addresses_are_not_fetched(client: httpx2.Client, finished: Finish, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/repost.html").respond_with_data(REPOST.read_bytes(), content_type="text/html")
    place = finished({"repost": httpserver.url_for("/repost.html")}, {"original_file": ORIGINAL})
    assert 'role="alert"' in client.get(place).text
    assert client.get(f"{place}/report").status_code == 404
    assert not httpserver.log


def test_private_addresses_are_fetched_where_that_was_asked_for(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/repost.html").respond_with_data(REPOST.read_bytes(), content_type="text/html")
    with (
        opened(allow_private=True) as address,
        httpx2.Client(base_url=address, headers={"Origin": origin(address)}, trust_env=False) as client,
    ):
        files = {"original_file": ("o.html", ORIGINAL.read_bytes(), "text/html")}
        place = begun(client.post("checks", data={"repost": httpserver.url_for("/repost.html")}, files=files))
        steps = [json.loads(line.removeprefix("data: "))["step"] for line in _events(client, place)]
        assert steps[-1] == "done"
        assert "不合格" in client.get(place).text


def _events(client: httpx2.Client, place: str) -> list[str]:
    return [line for line in client.get(f"{place}/events").text.splitlines() if line]


def test_too_many_at_once_wait_outside(httpserver: HTTPServer) -> None:
    """A server that is slow holds every thread; the next editor is told so, and loses nothing."""
    from threading import Event

    from werkzeug import Request, Response

    free = Event()

    def slow(_: Request) -> Response:
        free.wait(20)
        return Response(REPOST.read_bytes(), content_type="text/html")

    httpserver.expect_request("/slow.html").respond_with_handler(slow)
    data = {"repost": httpserver.url_for("/slow.html"), "original": "https://a.example/1.html"}
    try:
        with (
            opened(allow_private=True, timeout=5) as address,
            httpx2.Client(base_url=address, headers={"Origin": origin(address)}, trust_env=False) as client,
        ):
            answers = [client.post("checks", data=data) for _ in range(11)]
            free.set()
            assert [answer.status_code for answer in answers] == [303] * 10 + [429]
            assert f'value="{data["repost"]}"' in answers[-1].text
    finally:
        free.set()


def test_a_port_that_is_taken_is_one_line(cli: Cli, desk: str) -> None:
    done = cli("desk", "--port", desk.split(":")[2].split("/", maxsplit=1)[0])
    assert done.code == 2
    assert "--port" in done.err
    assert "Traceback" not in done.err


def test_a_wrong_profile_is_said_at_once(cli: Cli, tmp_path: Path) -> None:
    assert cli("desk", "--profile", tmp_path / "none.toml").code == 2


def test_files_sent_along_are_gone_when_their_check_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with opened() as address, httpx2.Client(base_url=address, headers={"Origin": origin(address)}) as client:
        files = {name: (path.name, path.read_bytes(), "text/html") for name, path in pair().items()}
        place = begun(client.post("checks", files=files))
        client.get(f"{place}/events")
        assert client.get(f"{place}/evidence.zip").status_code == 200
        assert client.post("checks", files={"original_file": files["original_file"]}).status_code == 400
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        assert len(list(tmp_path.iterdir())) == 1, "the desk's own folder"
    assert list(tmp_path.iterdir()) == []
