"""Pages that lie inside the input, and inputs that come by standard input or from a server, as records of a job."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from pytest_httpserver import HTTPServer

from tests.batch.jobs import batch, command, records
from tests.conftest import FIXTURES, Cli

REPOST = (FIXTURES / "repost-hidden-link" / "page.html").read_text(encoding="utf-8")
ORIGINAL = FIXTURES / "rednet-station" / "page.html"


def _row(**more: str) -> str:
    row = {"id": "甲", "html": REPOST, "url": "https://news.example/1.html", "original": str(ORIGINAL), **more}
    return json.dumps(row, ensure_ascii=False) + "\n"


def test_a_page_inside_a_row_is_judged_like_a_saved_one(tmp_path: Path, cli: Cli) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(_row() + _row(id="乙", html="<p>"), encoding="utf-8")
    done = batch(source, "--job", tmp_path / "job", "--tasks", "check")
    assert done.returncode == 0, done.stderr
    first, second = records(tmp_path / "job")
    assert (first["id"], first["repost"], first["check"]["verdict"]) == ("甲", "https://news.example/1.html", "fail")
    assert first["check"]["repost"]["url"] == "https://news.example/1.html"
    page = tmp_path / "page.html"
    page.write_text(REPOST, encoding="utf-8")
    asked = ("--original", ORIGINAL, "--repost-url", "https://news.example/1.html", "--format", "json")
    assert first["check"]["findings"] == json.loads(cli("check", page, *asked).out)["findings"]
    assert second["id"] == "乙"


def test_standard_input_is_kept_so_that_the_job_can_go_on(tmp_path: Path) -> None:
    line, environment = command("-", "--job", tmp_path / "job", "--tasks", "parse")
    done = subprocess.run(line, input=_row(), check=False, capture_output=True, text=True, env=environment, timeout=120)
    assert done.returncode == 0, done.stderr
    assert [record["id"] for record in records(tmp_path / "job")] == ["甲"]
    (next((tmp_path / "job" / "records").glob("*.jsonl"))).unlink()
    again = batch("--job", tmp_path / "job")
    assert again.returncode == 0, again.stderr
    assert [record["id"] for record in records(tmp_path / "job")] == ["甲"]


def test_a_sitemap_on_a_server_names_the_pages(tmp_path: Path, httpserver: HTTPServer) -> None:
    page = httpserver.url_for("/1.html")
    httpserver.expect_request("/sitemap.xml").respond_with_data(
        f"<urlset><url><loc>{page}</loc></url></urlset>", content_type="application/xml"
    )
    httpserver.expect_request("/1.html").respond_with_data(REPOST, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    sitemap = httpserver.url_for("/sitemap.xml")
    would = batch(sitemap, "--job", tmp_path / "job", "--dry-run", "--allow-private")
    assert "1 inputs, 1 addresses" in would.stdout, would.stderr
    assert not (tmp_path / "job").exists()
    done = batch(sitemap, "--job", tmp_path / "job", "--tasks", "parse", "--allow-private")
    assert done.returncode == 0, done.stderr
    assert [record["article"]["url"] for record in records(tmp_path / "job")] == [page]


def test_wrong_inputs_are_one_line(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("repost,orignal\na,b\n", encoding="utf-8")
    for arguments in ((table,), (tmp_path / "missing.csv",), (table, "--input-format", "docx")):
        done = batch(*arguments, "--job", tmp_path / "job")
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
