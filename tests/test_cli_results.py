"""What the commands write, for people and for programs, and their exit codes."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pytest_httpserver import HTTPServer
from referencing import Registry, Resource

from tests.conftest import FIXTURES, Cli

CASES = sorted(path.parent for path in FIXTURES.glob("*/page.html"))
PAIRS = [case for case in CASES if (case / "original.html").exists()]
URL = "https://cz.rednet.cn/content/648120/53/14120786.html"


def _valid(name: str, text: str) -> Any:
    """The JSON in ``text``, which must follow the published schema."""
    loaded = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in files("summarizer.schemas").iterdir()
        if path.name.endswith(".json")
    ]
    registry: Registry[Any] = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in loaded)
    schema = next(one for one in loaded if one["$id"].endswith(f":{name}"))
    value = json.loads(text)
    Draft202012Validator(schema, registry=registry).validate(value)
    return value


@pytest.fixture
def page(fixtures: Path) -> Path:
    return fixtures / "rednet-station" / "page.html"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_fixture_gives_valid_json(cli: Cli, case: Path) -> None:
    parsed = cli("parse", case / "page.html", "--format", "json")
    article = _valid("article", parsed.out)
    assert parsed.code == (0 if article["paragraphs"] else 3)
    assert article["text"] == "\n\n".join(article["paragraphs"])
    made = cli("summarize", case / "page.html", "--format", "json", "--method", "extractive")
    assert made.code == parsed.code
    if made.code == 0:
        _valid("abstract", made.out)


@pytest.mark.parametrize("case", PAIRS, ids=lambda case: case.name)
def test_every_pair_gives_a_valid_check_and_its_exit_code(cli: Cli, case: Path) -> None:
    result = cli("check", case / "page.html", "--original", case / "original.html", "--format", "json")
    check = _valid("check", result.out)
    assert result.code == {"fail": 1, "unknown": 3}.get(check["verdict"], 0)
    assert result.err == ""


def test_parse_from_standard_input(cli: Cli, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(page.read_bytes())))
    piped = cli("parse", "-", "--url", URL, "--format", "json")
    assert piped == cli("parse", page, "--url", URL, "--format", "json")
    assert _valid("article", piped.out)["url"] == URL


def test_parse_from_an_address(cli: Cli, page: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a.html").respond_with_data(page.read_bytes(), content_type="text/html")
    fetched = cli("parse", httpserver.url_for("/a.html"), "--allow-private", "--format", "json")
    assert fetched.code == 0
    assert json.loads(fetched.out)["sha256"] == json.loads(cli("parse", page, "--format", "json").out)["sha256"]


def test_parse_explains_itself(cli: Cli, page: Path) -> None:
    text = cli("parse", page, "--url", URL, "--explain")
    assert text.code == 0
    assert "正文位置" in text.out
    assert "本声明" in text.out
    assert "→" in text.out
    explained = json.loads(cli("parse", page, "--explain", "--format", "json").out)
    assert {line["region"] for line in explained["lines"]} >= {"head", "body", "notice"}


def test_allowing_private_addresses_can_be_a_setting(
    cli: Cli, page: Path, httpserver: HTTPServer, tmp_path: Path
) -> None:
    httpserver.expect_request("/").respond_with_data(page.read_bytes(), content_type="text/html")
    config = tmp_path / "config.toml"
    config.write_text('allow_private = true\nlang = "en"', encoding="utf-8")
    result = cli("parse", httpserver.url_for("/"), "--config", config)
    assert result.code == 0
    assert "Body (" in result.out


def test_an_address_sheet_decides_what_is_seen(cli: Cli, httpserver: HTTPServer, fixtures: Path) -> None:
    """The repost hides its link by a class; here the rule stands in an external sheet, which check fetches."""
    pair = fixtures / "repost-hidden-link"
    inline = (pair / "page.html").read_text(encoding="utf-8")
    start, rest = inline.split("<style>", 1)
    sheet, end = rest.split("</style>", 1)
    httpserver.expect_request("/p.html").respond_with_data(
        f'{start}<link rel="stylesheet" href="s.css">{end}', content_type="text/html; charset=utf-8"
    )
    httpserver.expect_request("/s.css").respond_with_data(sheet, content_type="text/css")
    result = cli("check", httpserver.url_for("/p.html"), "--original", pair / "original.html", "--allow-private")
    assert result.code == 1
    assert "V601" in result.out


def test_an_article_on_three_pages_is_read_whole(cli: Cli, httpserver: HTTPServer) -> None:
    texts = [
        f"第{number}部分：山城花市在河边开放，每天早上八点开门，市民可以免费入场，花期到月底。" * 4
        for number in "一二三"
    ]
    for number, text in enumerate(texts, 1):
        link = f'<p><a href="/a/100_{number + 1}.html">下一页</a></p>' if number < 3 else ""
        markup = f"<title>山城花市开放</title><h1>山城花市开放</h1><div id=art><p>{text}</p><p>{text}</p>{link}</div>"
        path = "/a/100.html" if number == 1 else f"/a/100_{number}.html"
        httpserver.expect_request(path).respond_with_data(markup, content_type="text/html; charset=utf-8")
    result = cli("parse", httpserver.url_for("/a/100.html"), "--allow-private", "--format", "json")
    article = _valid("article", result.out)
    assert all(text in article["text"] for text in texts)
    assert "paged" not in [warning["code"] for warning in article["warnings"]]


def test_a_sheet_saved_beside_the_page_decides_what_is_seen(cli: Cli, fixtures: Path, tmp_path: Path) -> None:
    pair = fixtures / "repost-hidden-link"
    start, rest = (pair / "page.html").read_text(encoding="utf-8").split("<style>", 1)
    sheet, end = rest.split("</style>", 1)
    folder = tmp_path / "repost_files"
    folder.mkdir()
    (folder / "s.css").write_text(sheet, encoding="utf-8")
    page = tmp_path / "repost.html"
    page.write_text(f'{start}<link rel="stylesheet" href="./repost_files/s.css">{end}', encoding="utf-8")
    result = cli("check", page, "--original", pair / "original.html")
    assert result.code == 1
    assert "V601" in result.out


def test_a_short_link_is_followed_only_when_asked(
    cli: Cli, httpserver: HTTPServer, fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **more: real("127.0.0.1", *rest, **more))
    address = f"http://cz.rednet.cn:{httpserver.port}/content/648120/53/14120786.html"
    gone = "http://cz.rednet.cn:9/content/648120/53/14120786.html"  # nothing listens there
    short = f"http://t.cn:{httpserver.port}/A6abcd"
    original = (fixtures / "rednet-station" / "page.html").read_text(encoding="utf-8").replace(URL, address)
    httpserver.expect_request("/A6abcd").respond_with_data("", status=302, headers={"Location": address})
    httpserver.expect_request("/content/648120/53/14120786.html").respond_with_data(
        original, content_type="text/html; charset=utf-8"
    )
    saved, repost = tmp_path / "original.html", tmp_path / "repost.html"
    saved.write_text(original, encoding="utf-8")
    clean = (fixtures / "rednet-repost-clean" / "page.html").read_text(encoding="utf-8")
    repost.write_text(clean.replace(URL, short), encoding="utf-8")
    asked = ["check", repost, "--original", saved, "--original-url", address, "--allow-private"]
    offline = cli(*asked)
    assert "? L208" in offline.out
    assert not httpserver.log
    online = cli(*asked, "--online")
    assert "! L208" in online.out
    # The host at its end may be silent: where the link leads is known all the same.
    httpserver.clear()
    httpserver.expect_request("/A6abcd").respond_with_data("", status=302, headers={"Location": gone})
    repost.write_text(clean.replace(URL, short), encoding="utf-8")
    silent = cli("check", repost, "--original", saved, "--original-url", gone, "--allow-private", "--online")
    assert "! L208" in silent.out


def test_summarize_lengths_and_several_sources(cli: Cli, page: Path, tmp_path: Path) -> None:
    short = cli("summarize", page, "--length", "60", "--format", "json")
    assert _valid("abstract", short.out)["length"] <= 72
    several = cli("summarize", page, tmp_path / "none.html", page, "--format", "json")
    assert several.code == 2
    assert len(json.loads(several.out)) == 2
    assert several.err.count("\n") == 1


def test_support_of_true_and_false_abstracts(cli: Cli, page: Path, tmp_path: Path) -> None:
    true = cli("support", page, "--abstract", "乡村书屋已接待读者1.2万人次，借出图书4360册。")
    assert true.code == 0
    path = tmp_path / "abstract.txt"
    path.write_text("乡村书屋已接待读者9.8万人次。", encoding="utf-8")
    false = cli("support", page, "--abstract", path, "--format", "json")
    assert false.code == 1
    judged = _valid("support", false.out)
    assert not judged["ok"]
    assert any("9.8" in item for item in judged["sentences"][0]["unsupported"])


@pytest.mark.parametrize("kind", ["sarif", "junit", "text", "json"])
def test_check_formats_agree_on_the_exit_code(cli: Cli, fixtures: Path, kind: str) -> None:
    pair = fixtures / "repost-negated-statement"
    result = cli("check", pair / "page.html", "--original", pair / "original.html", "--format", kind)
    assert result.code == 1
    assert "T303" in result.out


def test_a_word_put_into_the_statement_is_named(cli: Cli, fixtures: Path) -> None:
    pair = fixtures / "repost-negated-statement"
    assert "：加进了“勿”。" in cli("check", pair / "page.html", "--original", pair / "original.html").out


def test_how_a_profile_asks_is_said_in_words(cli: Cli, fixtures: Path) -> None:
    pair = fixtures / "repost-negated-statement"
    page = cli("check", pair / "page.html", "--original", pair / "original.html", "--format", "html", "--lang", "en")
    assert "unchanged, or given beside a new one" in page.out


def test_the_fix_is_what_to_paste(cli: Cli, fixtures: Path) -> None:
    pair = fixtures / "repost-cut-statement"
    result = cli("check", pair / "page.html", "--original", pair / "original.html", "--fix")
    assert result.code == 1
    assert "Markdown" in result.out
    assert "<" in result.out
    assert "本声明" in result.out


def test_rules_are_listed_and_explained(cli: Cli) -> None:
    listed = cli("rules").out
    assert all(code in listed for code in ("L201", "T303", "A401", "V601", "F010"))
    one = cli("rules", "l201", "--lang", "en")
    assert one.code == 0
    assert "link-missing" in one.out
    assert {rule["id"] for rule in json.loads(cli("rules", "--format", "json").out)} >= {"L201", "S101"}
    assert cli("rules", "link-missing").out == cli("rules", "L201").out


def _spawn(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "summarizer", *arguments]
    return subprocess.run(command, check=False, capture_output=True, **more)


def test_files_are_utf_8_whatever_the_locale(page: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "gb18030", "LC_ALL": "C"}
    done = _spawn("parse", str(page), env=environment)
    assert "粮仓" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(page: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "summarizer", "parse", str(page)]
    done = subprocess.run(command, check=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""
