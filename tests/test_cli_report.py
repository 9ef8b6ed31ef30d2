"""``summarizer report``: from a job folder to files, and what is said when there is nothing to report."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from summarizer.batch.folder import JobFolder
from summarizer.batch.history import History, Look
from tests.conftest import Cli
from tests.report.jobs import write_job


@pytest.fixture
def job(tmp_path: Path) -> Path:
    return write_job(tmp_path / "nightly", 60)


def test_the_picture_of_the_night_in_text(cli: Cli, job: Path) -> None:
    result = cli("report", job)
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0] == "nightly  共 60 条"
    assert any(line.split()[:2] == ["不合格", "36"] for line in lines)
    assert "T305 声明里" in result.out
    assert "example.com" in result.out
    assert result.err == ""


def test_the_same_in_english_and_as_json(cli: Cli, job: Path) -> None:
    assert cli("report", job, "--lang", "en").out.startswith("nightly  60 records\n")
    picture = json.loads(cli("report", job, "--format", "json").out)
    assert picture["records"] == 60
    assert sum(picture["results"].values()) == 60


@pytest.mark.parametrize("kind", ["csv", "junit", "sarif", "json", "text"])
def test_a_file_holds_what_standard_output_would(cli: Cli, job: Path, tmp_path: Path, kind: str) -> None:
    out = cli("report", job, "--format", kind).out
    result = cli("report", job, "--format", kind, "-o", tmp_path / "out")
    assert result.code == 0
    assert result.out == ""
    written = (tmp_path / "out").read_bytes().decode("utf-8")
    assert written.replace("\r\n", "\n") == out.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("html", ["report/index.html", "report/pairs/0000/000001.html"]),
        ("xlsx", ["report.xlsx"]),
        ("parquet", ["report.parquet", "report.sites.parquet"]),
    ],
)
def test_what_is_no_text_goes_into_the_job_folder(cli: Cli, job: Path, kind: str, files: list[str]) -> None:
    result = cli("report", job, "--format", kind)
    assert result.code == 0
    assert all((job / file).stat().st_size > 1000 for file in files)
    assert files[0] in result.err
    assert "60" in result.err
    assert not list(job.glob(".*.part"))


def test_csv_comes_with_its_sites(cli: Cli, job: Path, tmp_path: Path) -> None:
    assert cli("report", job, "--format", "csv", "-o", tmp_path / "n.csv").code == 0
    assert (tmp_path / "n.sites.csv").read_text(encoding="utf-8-sig").startswith("site,records,fail")


def test_a_running_job_is_said_to_be_one(cli: Cli, job: Path) -> None:
    (job / "stats.json").write_text('{"items": 100}')
    assert "100 条中已有 60 条" in cli("report", job).err


def test_no_job_and_a_damaged_one_are_one_line(cli: Cli, job: Path, tmp_path: Path) -> None:
    for wrong in (tmp_path / "nothing", tmp_path):
        result = cli("report", wrong)
        assert result.code == 2
        assert len(result.err.splitlines()) == 1
    for content in ('{"id": ', "[]\n", '{"id": "x", "check": {"verdict": "fail", "findings": [1]}}\n', "\udcff\n"):
        (job / "records" / "000009.jsonl").write_bytes(content.encode("utf-8", "surrogateescape"))
        for kind in ("text", "html", "csv"):
            result = cli("report", job, "--format", kind, "-o", tmp_path / "out")
            assert result.code == 2
            assert "读不出来" in result.err
            assert len(result.err.splitlines()) == 1


def test_an_empty_job_is_a_report_too(cli: Cli, tmp_path: Path) -> None:
    job = write_job(tmp_path / "empty", 0)
    for kind in ("text", "html", "csv", "xlsx", "parquet", "junit", "sarif", "json"):
        assert cli("report", job, "--format", kind, "-o", tmp_path / kind).code == 0


def looked_again(job: Path) -> None:
    """As ``summarizer batch --recheck`` leaves it: one repost lost its attribution, one is gone."""
    with History(JobFolder(job).history) as history:
        for number, looks in enumerate(((("there", "pass"), ("there", "fail")), (("there", "fail"), ("gone", None)))):
            with history.writing(number):
                for name, (reach, verdict) in enumerate(looks):
                    found = Look(
                        reach, verdict, ("L201",) * (verdict == "fail"), None, f"2026-11-2{number}T03:00:00+00:00"
                    )
                    history.add(f"row-0000{name}", None, number, found)
    folder = job / "rechecks" / "000001"
    folder.mkdir(parents=True)
    before, now = ({"failing": []}, {"failing": ["L201"]})
    change = {"id": "row-00000", "repost": "https://a.example/0", "change": "removed", "before": before, "now": now}
    (folder / "changes.jsonl").write_text(json.dumps(change) + "\n")


def test_what_later_looks_found_is_told(cli: Cli, job: Path) -> None:
    looked_again(job)
    text = cli("report", job).out
    assert "2026-11-20 03:00  不合格 1  合格 1" in text
    assert "2026-11-21 03:00  不合格 1  页面没有了 1" in text
    assert "署名被去掉" in text
    assert "https://a.example/0  – → L201" in text
    history = json.loads(cli("report", job, "-f", "json").out)["history"]
    assert [one["results"] for one in history] == [{"fail": 1, "pass": 1}, {"fail": 1, "gone": 1}]
    assert cli("report", job, "-f", "html").code == 0
    page = (job / "report/index.html").read_text(encoding="utf-8")
    assert "历次复查" in page
    assert "署名被去掉" in page


def test_a_history_that_cannot_be_read_is_one_line(cli: Cli, job: Path) -> None:
    looked_again(job)
    (job / "rechecks/000001/changes.jsonl").write_text("{}\n")
    (job / "rechecks/000001/changes.jsonl").chmod(0o600)
    result = cli("report", job)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1
    (job / "history.sqlite").write_bytes(b"no database at all" * 100)
    result = cli("report", job)
    assert result.code == 2
    assert "history.sqlite" in result.err
    assert len(result.err.splitlines()) == 1


def test_a_place_that_cannot_be_written_is_one_line(cli: Cli, job: Path) -> None:
    result = cli("report", job, "--format", "csv", "-o", "/dev/null/x.csv")
    assert result.code == 2
    assert len(result.err.splitlines()) == 1


def test_a_job_as_batch_leaves_it(cli: Cli, tmp_path: Path, fixtures: Path) -> None:
    repost = shutil.copy(fixtures / "repost-hidden-link/page.html", tmp_path / "repost.html")
    pair = {"id": "一", "repost": str(repost)}
    pair["original"] = str(fixtures / "repost-hidden-link/original.html")
    (tmp_path / "in.jsonl").write_text(json.dumps(pair) + '\n{"id": "二", "repost": "nowhere.html"}\n')
    batch = ["batch", tmp_path / "in.jsonl", "--job", tmp_path / "job", "--tasks", "parse,check", "--workers", "1"]
    subprocess.run([sys.executable, "-m", "summarizer", *batch], check=True, capture_output=True, timeout=120)
    assert json.loads(cli("report", tmp_path / "job", "-f", "json").out)["results"] == {"fail": 1, "error": 1}
    assert cli("report", tmp_path / "job", "-f", "html").code == 0
    page = (tmp_path / "job/report/pairs/0000/000000.html").read_text(encoding="utf-8")
    assert "L201" in page
    assert 'class="block unseen"' in page, "the pages are read again: the hidden link is shown where it stands"
    assert "按检查记录重建" not in page
    with (tmp_path / "repost.html").open("a") as stream:
        stream.write("<!-- another day -->")
    assert cli("report", tmp_path / "job", "-f", "html").code == 0
    page = (tmp_path / "job/report/pairs/0000/000000.html").read_text(encoding="utf-8")
    assert "按检查记录重建" in page, "a page with other bytes is not the one that was judged"
    (tmp_path / "repost.html").unlink()
    assert cli("report", tmp_path / "job", "-f", "html").code == 0
    page = (tmp_path / "job/report/pairs/0000/000000.html").read_text(encoding="utf-8")
    assert "按检查记录重建" in page, "a page that is gone is shown as the record has it, which is said"


def test_pages_that_were_fetched_are_shown_from_the_job_folder(
    cli: Cli, tmp_path: Path, fixtures: Path, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("page", "original"):
        markup = (fixtures / f"repost-hidden-link/{name}.html").read_bytes()
        httpserver.expect_request(f"/{name}.html").respond_with_data(markup, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    monkeypatch.setenv("SUMMARIZER_HOSTS", '{"localhost": {"rate": 500}}')
    pair = {"id": "一", "repost": httpserver.url_for("/page.html"), "original": httpserver.url_for("/original.html")}
    (tmp_path / "in.jsonl").write_text(json.dumps(pair) + "\n")
    batch = ["batch", tmp_path / "in.jsonl", "--job", tmp_path / "job", "--tasks", "check", "--allow-private"]
    subprocess.run([sys.executable, "-m", "summarizer", *batch], check=True, capture_output=True, timeout=120)
    httpserver.clear()
    asked = len(httpserver.log)
    assert cli("report", tmp_path / "job", "-f", "html").code == 0
    page = (tmp_path / "job/report/pairs/0000/000000.html").read_text(encoding="utf-8")
    assert 'class="block unseen"' in page
    assert "按检查记录重建" not in page
    assert len(httpserver.log) == asked, "nothing is asked of the network"
