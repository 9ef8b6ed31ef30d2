"""The register and the evidence file, as an editor uses them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import Cli

ADDRESS = "https://cz.rednet.cn/content/648120/53/14120786.html"


@pytest.fixture(autouse=True)
def _own_register(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_ORIGINALS", str(tmp_path / "originals.sqlite"))


def test_a_registered_article_is_listed_matched_exported_and_removed(cli: Cli, fixtures: Path) -> None:
    original, repost = fixtures / "repost-hidden-link" / "original.html", fixtures / "repost-hidden-link" / "page.html"
    assert cli("originals", "add", original, "--url", ADDRESS).out.strip() == ADDRESS
    assert ADDRESS in cli("originals", "list").out
    (match,) = json.loads(cli("originals", "match", repost, "--format", "json").out)
    assert match["entry"]["id"] == ADDRESS
    assert match["original_in_page"] > 0.8
    assert json.loads(cli("originals", "export").out)["url"] == ADDRESS
    assert cli("originals", "remove", ADDRESS).code == 0
    assert "没有匹配" in cli("originals", "match", repost).out


def test_without_an_original_the_register_is_searched_and_the_report_says_so(cli: Cli, fixtures: Path) -> None:
    case = fixtures / "repost-hidden-link"
    cli("originals", "add", case / "original.html", "--url", ADDRESS)
    found = cli("check", case / "page.html", "--format", "json")
    given = cli(
        "check", case / "page.html", "--original", case / "original.html", "--original-url", ADDRESS, "--format", "json"
    )
    one, other = json.loads(found.out), json.loads(given.out)
    assert one.pop("original_by") in ("register", "link")
    assert other.pop("original_by") == "given"
    assert (found.code, one) == (given.code, other)


def test_an_article_can_be_named_as_the_original(cli: Cli, fixtures: Path) -> None:
    case = fixtures / "repost-hidden-link"
    cli("originals", "add", case / "original.html", "--url", ADDRESS, "--id", "头条")
    judged = json.loads(cli("check", case / "page.html", "--original", "头条", "--format", "json").out)
    assert judged["original_by"] == "register"
    assert judged["original"]["url"] == ADDRESS


def test_removing_what_is_not_there_and_a_page_without_article_are_one_line(cli: Cli, fixtures: Path) -> None:
    gone = cli("originals", "remove", "没有")
    assert (gone.code, gone.err.count("\n")) == (2, 1)
    empty = cli("originals", "add", fixtures / "script-shell" / "page.html")
    assert (empty.code, empty.err.count("\n")) == (3, 1)


def test_the_evidence_file_proves_itself_and_is_the_same_every_time(cli: Cli, fixtures: Path, tmp_path: Path) -> None:
    case = fixtures / "repost-hidden-link"
    pair = (case / "page.html", "--original", case / "original.html")
    first = cli("evidence", *pair, "-o", tmp_path / "1.zip")
    cli("evidence", *pair, "-o", tmp_path / "2.zip")
    assert first.code == 1
    assert first.out == ""
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with ZipFile(tmp_path / "1.zip") as archive:
        assert archive.read("repost/page") == (case / "page.html").read_bytes()
        for line in archive.read("SHA256SUMS").decode().splitlines():
            digest, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        assert "第十四条" in archive.read("notice.txt").decode()


def test_an_evidence_file_that_cannot_be_written_is_one_line(cli: Cli, fixtures: Path, tmp_path: Path) -> None:
    case = fixtures / "repost-hidden-link"
    refused = cli("evidence", case / "page.html", "--original", case / "original.html", "-o", tmp_path / "no" / "x.zip")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
