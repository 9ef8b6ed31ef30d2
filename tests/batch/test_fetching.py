"""Inputs that are addresses: fetched beforehand, kept in the job folder, with all that a single check would fetch."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.batch.jobs import PAIRS, batch, records
from tests.conftest import Cli

ARTICLE = "rednet-station"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SUMMARIZER_ORIGINALS", str(tmp_path / "originals.sqlite"))
    monkeypatch.setenv("SUMMARIZER_HOSTS", '{"localhost": {"rate": 500, "concurrency": 20}}')


def _serve(server: HTTPServer, path: str, content: bytes, **headers: str) -> str:
    server.expect_request(path).respond_with_data(content, content_type="text/html", headers=headers)
    return server.url_for(path)


def _input(place: Path, rows: list[dict[str, str]]) -> Path:
    path = place / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def site(httpserver: HTTPServer, fixtures: Path) -> HTTPServer:
    """An original, a clean repost of it, one whose sheet hides the link, and one that has moved away."""
    original = (fixtures / "repost-hidden-link" / "original.html").read_bytes()
    _serve(httpserver, "/original.html", original)
    address = httpserver.url_for("/original.html").encode()
    clean = (fixtures / "rednet-repost-clean" / "page.html").read_bytes()
    link = b"https://cz.rednet.cn/content/648120/53/14120786.html"
    assert link in clean
    clean = clean.replace(link, address)
    _serve(httpserver, "/clean.html", clean)
    hiding = clean.replace(b"</head>", b'<link rel="stylesheet" href="/hide.css"></head>')
    _serve(httpserver, "/hidden.html", hiding)
    httpserver.expect_request("/hide.css").respond_with_data("a { display: none }", content_type="text/css")
    httpserver.expect_request(re.compile(".*")).respond_with_data("", status=404, content_type="text/html")
    return httpserver


def test_fetched_pairs_are_judged_as_the_single_command_judges_them(site: HTTPServer, tmp_path: Path, cli: Cli) -> None:
    original = site.url_for("/original.html")
    rows = [
        {"id": name, "repost": site.url_for(f"/{name}.html"), "original": original}
        for name in ("clean", "hidden", "gone")
    ]
    done = batch(_input(tmp_path, rows), "--job", tmp_path / "job", "--allow-private")
    assert done.returncode == 0, done.stderr
    for record, row in zip(records(tmp_path / "job"), rows, strict=True):
        single = cli("check", row["repost"], "--original", original, "--allow-private", "--format", "json")
        assert record["check"] == json.loads(single.out), record["id"]
    verdicts = {record["id"]: record["check"]["verdict"] for record in records(tmp_path / "job")}
    assert verdicts["hidden"] == "fail"
    assert verdicts["clean"] != "fail"


def test_without_an_original_the_links_of_the_repost_are_followed(site: HTTPServer, tmp_path: Path) -> None:
    done = batch(
        _input(tmp_path, [{"repost": site.url_for("/hidden.html")}]), "--job", tmp_path / "job", "--allow-private"
    )
    assert done.returncode == 0, done.stderr
    (record,) = records(tmp_path / "job")
    assert record["check"]["original_by"] == "link"
    assert record["check"]["original"]["url"] == site.url_for("/original.html")


def test_what_was_fetched_is_not_fetched_again(site: HTTPServer, tmp_path: Path) -> None:
    rows = [
        {"id": str(n), "repost": site.url_for("/hidden.html"), "original": site.url_for("/original.html")}
        for n in range(8)
    ]
    source = _input(tmp_path, rows)
    assert batch(source, "--job", tmp_path / "job", "--shard-size", "8", "--allow-private").returncode == 0
    asked = [request.path for request, _ in site.log]
    assert len(set(asked)) == len(asked)
    assert {"/hidden.html", "/hide.css", "/original.html"} < set(asked)
    (tmp_path / "job" / "records" / "000000.jsonl").unlink()  # as if the last run had been killed before its end
    assert batch(source, "--job", tmp_path / "job", "--shard-size", "8", "--allow-private").returncode == 0
    assert len(site.log) == len(asked)
    assert len(records(tmp_path / "job")) == 8


def test_an_address_that_does_not_answer_is_that_records_affair(site: HTTPServer, tmp_path: Path) -> None:
    rows = [
        {"id": "off", "repost": "http://localhost:9/x.html"},
        {"id": "private", "repost": site.url_for("/clean.html")},
        {"id": "file", "repost": str(PAIRS[0] / "page.html")},
    ]
    done = batch(_input(tmp_path, rows), "--job", tmp_path / "job", "--tasks", "parse")
    assert done.returncode == 0, done.stderr
    made = {record["id"]: record for record in records(tmp_path / "job")}
    assert made["file"]["status"] == "ok"
    assert {name: made[name]["error"]["code"] for name in ("off", "private")} == {
        "off": "private-address",
        "private": "private-address",
    }


def test_a_cache_that_cannot_be_used_is_said_once_and_no_more(
    site: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "taken"))
    source = _input(tmp_path, [{"repost": site.url_for("/clean.html")}])
    done = batch(source, "--job", tmp_path / "job", "--allow-private", "--tasks", "parse", "--lang", "en")
    assert done.returncode == 0
    assert done.stderr.count("page cache") == 1
    assert records(tmp_path / "job")[0]["status"] == "ok"


def test_the_parts_of_a_job_share_the_pace_of_a_host(
    httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_HOSTS", '{"localhost": {"rate": 10}}')
    asked: list[float] = []

    def note(_: Request) -> Response:
        asked.append(time.monotonic())
        return Response("<p>一</p>", content_type="text/html")

    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    httpserver.expect_request("/page").respond_with_handler(note)
    rows = [{"repost": httpserver.url_for(f"/page?{number}")} for number in range(4)]
    part = ("--shard", "1/4", "--shard-size", "4", "--tasks", "parse")
    assert batch(_input(tmp_path, rows), "--job", tmp_path / "job", "--allow-private", *part).returncode == 0
    assert len(asked) == 4
    assert asked[-1] - asked[0] > 3 * 0.4 - 0.3  # four programs, ten requests a second: each every 0.4 s


def test_a_slow_host_holds_up_its_own_shard_only(
    site: HTTPServer, tmp_path: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers only once the records of all other shards are there."""
    job, seen = tmp_path / "job", []

    def slow(_: Request) -> Response:
        until = time.monotonic() + 100
        while time.monotonic() < until and len(list((job / "records").glob("*.jsonl"))) < 3:
            time.sleep(0.1)
        seen.extend(path.name for path in (job / "records").glob("*.jsonl"))
        return Response(b"<p>1</p>", content_type="text/html")

    monkeypatch.setenv("SUMMARIZER_TIMEOUT", "120")
    site.clear()
    site.expect_request("/slow.html").respond_with_handler(slow)
    site.expect_request(re.compile(".*")).respond_with_data("", status=404, content_type="text/html")
    pages = [str(fixtures / name / "page.html") for name in ("csdn-blog", "wechat-article", "rednet-station")]
    source = _input(tmp_path, [{"repost": page} for page in (site.url_for("/slow.html"), *pages)])
    assert batch(source, "--job", job, "--shard-size", "1", "--tasks", "parse", "--allow-private").returncode == 0
    assert sorted(seen) == ["000001.jsonl", "000002.jsonl", "000003.jsonl"]
    assert len(records(job)) == 4
