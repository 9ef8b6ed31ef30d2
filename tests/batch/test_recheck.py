"""Looking at the reposts of a job again: what was removed, restored, taken down; and the history of each."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.batch.jobs import batch

ADDRESS = b"https://cz.rednet.cn/content/648120/53/14120786.html"


class Site:
    """A site whose pages change between two looks; it answers conditional requests."""

    def __init__(self, server: HTTPServer) -> None:
        self.pages: dict[str, bytes] = {}
        self.statuses: list[int] = []
        self.url = server.url_for
        server.expect_request(re.compile(".*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        page = self.pages.get(request.path)
        answer = Response(page or b"", 404 if page is None else 200, content_type="text/html")
        if page is not None:
            answer.headers["ETag"] = f'"{hash(page)}"'
            answer.make_conditional(request)
            self.statuses.append(answer.status_code)
        return answer


@pytest.fixture
def site(httpserver: HTTPServer, fixtures: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Site:
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("SUMMARIZER_ORIGINALS", str(tmp_path / "originals.sqlite"))
    monkeypatch.setenv("SUMMARIZER_HOSTS", '{"localhost": {"rate": 500, "concurrency": 20}}')
    site = Site(httpserver)
    original = (fixtures / "repost-hidden-link" / "original.html").read_bytes()
    good = (
        (fixtures / "rednet-repost-clean" / "page.html").read_bytes().replace(ADDRESS, site.url("/original").encode())
    )
    bad = re.sub(rb"<a[^>]*/original[^>]*>.*?</a>", b"", good, flags=re.S)
    assert bad != good
    site.pages = {"/original": original, "/same": good, "/loses": good, "/mends": bad, "/goes": good, "/edits": good}
    site.pages |= {"good": good, "bad": bad}
    return site


def _recheck(job: Path) -> dict[str, str]:
    done = batch("--recheck", job, "--allow-private", "--format", "json", "--quiet")
    assert done.returncode == 0, done.stderr
    return {change["id"]: change["change"] for change in json.loads(done.stdout)}


def test_a_recheck_says_what_changed_and_remembers(site: Site, tmp_path: Path) -> None:
    names = ("same", "loses", "mends", "goes", "edits")
    rows = [
        {"id": name, "repost": site.url(f"/{name}")} | ({"original": site.url("/original")} if name == "mends" else {})
        for name in names
    ]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert batch(source, "--job", tmp_path / "job", "--allow-private", "--quiet").returncode == 0
    assert _recheck(tmp_path / "job") == {}
    assert 304 in site.statuses
    site.pages |= {"/loses": site.pages["bad"], "/mends": site.pages["good"]}
    site.pages["/edits"] = site.pages["good"].replace(b"</body>", b"<!-- 1 --></body>")
    del site.pages["/goes"]
    assert _recheck(tmp_path / "job") == {"loses": "removed", "mends": "restored", "goes": "gone", "edits": "edited"}
    site.pages["/goes"] = site.pages["good"]
    assert _recheck(tmp_path / "job") == {"goes": "back"}
    with sqlite3.connect(tmp_path / "job" / "history.sqlite") as history:
        seen = history.execute(
            "SELECT number, reach, verdict = 'fail' FROM look WHERE id = 'goes' ORDER BY number"
        ).fetchall()
    assert [reach for _, reach, _ in seen] == ["there", "there", "gone", "there"]


def test_a_recheck_of_no_job_is_one_line(tmp_path: Path) -> None:
    refused = batch("--recheck", tmp_path)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
