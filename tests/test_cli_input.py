"""Bad input: one clear line on standard error, the right exit code, nothing on standard output, never a traceback."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tests.conftest import Cli, Result

COMMANDS = [("parse",), ("summarize",), ("support", "--abstract", "一句话。"), ("check", "--original", "{page}")]


def _refused(result: Result, code: int = 2) -> str:
    """The one line that was said."""
    assert result.code == code, result
    assert result.out == ""
    assert result.err.startswith("summarizer: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    return result.err


@pytest.fixture
def page(fixtures: Path) -> Path:
    return fixtures / "rednet-station" / "page.html"


@pytest.fixture(params=COMMANDS, ids=lambda command: command[0])
def command(request: pytest.FixtureRequest, page: Path) -> list[str]:
    return [part.format(page=page) for part in request.param]


def test_missing_file(cli: Cli, command: list[str], tmp_path: Path) -> None:
    assert "找不到文件" in _refused(cli(*command, tmp_path / "none.html"))


def test_directory(cli: Cli, command: list[str], tmp_path: Path) -> None:
    assert "目录" in _refused(cli(*command, tmp_path))


@pytest.mark.parametrize(
    ("content", "part"),
    [(b"", "空"), (b"%PDF-1.7\n%\xe2\xe3", "PDF"), (bytes(range(256)) * 64, "二进制"), (b"\x89PNG\r\n\x1a\n", "PNG")],
    ids=["empty", "pdf", "binary", "image"],
)
def test_not_a_page(cli: Cli, command: list[str], tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    assert part in _refused(cli(*command, path))


def test_huge_file(cli: Cli, command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    assert "太大" in _refused(cli(*command, path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(cli: Cli, command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<p>雨</p>", encoding="utf-8")
    path.chmod(0)
    assert "没有权限" in _refused(cli(*command, path))


def test_private_address(cli: Cli, command: list[str]) -> None:
    assert "--allow-private" in _refused(cli(*command, "http://169.254.169.254/latest/meta-data/"))


def test_bad_address(cli: Cli, command: list[str]) -> None:
    assert "网址" in _refused(cli(*command, "http://"))


@pytest.fixture
def closed() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


@pytest.mark.parametrize("command", COMMANDS[:3], ids=lambda command: command[0])
def test_unreachable_host(cli: Cli, command: tuple[str, ...], closed: str) -> None:
    assert "连不上" in _refused(cli(*command, closed, "--allow-private"))


def test_an_unreachable_repost_cannot_be_judged(cli: Cli, closed: str, page: Path) -> None:
    result = cli("check", closed, "--original", page, "--allow-private")
    assert result.code == 3
    assert "F001" in result.out


def test_a_repost_that_is_gone_cannot_be_judged(cli: Cli, httpserver: HTTPServer, page: Path) -> None:
    httpserver.expect_request("/gone").respond_with_data("<h1>404</h1>", status=404, content_type="text/html")
    result = cli("check", httpserver.url_for("/gone"), "--original", page, "--allow-private")
    assert result.code == 3
    assert "F001" in result.out
    _refused(cli("parse", httpserver.url_for("/gone"), "--allow-private"))


def test_a_page_that_comes_incomplete(
    cli: Cli, httpserver: HTTPServer, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_MAX_BYTES", "100000")
    httpserver.expect_request("/big").respond_with_data(b"<p>x" * 30_000, content_type="text/html")
    assert "没有取完" in _refused(cli("parse", httpserver.url_for("/big"), "--allow-private"))
    result = cli("check", httpserver.url_for("/big"), "--original", page, "--allow-private")
    assert result.code == 3
    assert "F006" in result.out


EMPTY_PAGES = {
    "no-text": "<html><head><title>空</title></head><body></body></html>",
    "navigation": "<body><nav><a href=/a>首页</a><a href=/b>时政</a><a href=/c>视频</a></nav></body>",
    "all-script": "<!doctype html><title>应用</title><div id=app></div><script>" + "var a=1;" * 500 + "</script>",
}


@pytest.mark.parametrize("markup", EMPTY_PAGES.values(), ids=EMPTY_PAGES.keys())
def test_a_page_without_an_article(cli: Cli, tmp_path: Path, markup: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(markup, encoding="utf-8")
    _refused(cli("summarize", path), 3)
    _refused(cli("support", path, "--abstract", "一句话。"), 3)
    parsed = cli("parse", path, "--format", "json")
    assert parsed.code == 3
    assert parsed.err.count("\n") == 1
    assert '"paragraphs": []' in parsed.out


@pytest.mark.parametrize("label", ["gb2312", "iso-8859-1", "big5", "no-such-charset", "utf-16"])
def test_a_wrong_charset_label_changes_nothing(cli: Cli, tmp_path: Path, page: Path, label: str) -> None:
    path = tmp_path / "page.html"
    right = page.read_text(encoding="utf-8")
    assert "utf-8" in right
    path.write_text(right.replace("utf-8", label, 1), encoding="utf-8")
    wrong = cli("parse", path)
    assert wrong.code == 0
    assert cli("parse", page).out.splitlines()[0] == wrong.out.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("pars", "x"), "parse"),
        (("parse",), "SOURCE"),
        (("parse", "{page}", "--format", "yaml"), "yaml"),
        (("parse", "{page}", "--nonsense"), "--nonsense"),
        (("parse", "{page}", "--url", "not an address"), "not an address"),
        (("parse", "{page}", "--config", "/nowhere.toml"), "/nowhere.toml"),
        (("summarize", "{page}", "--length", "endless"), "endless"),
        (("summarize", "{page}", "--method", "magic"), "magic"),
        (("support", "{page}", "--abstract", ""), "空"),
        (("check", "{page}", "--original", "{page}", "--profile", "nobody"), "nobody"),
        (("check", "-", "--original", "-"), "标准输入"),
        (("rules", "X999"), "X999"),
    ],
)
def test_wrong_usage(cli: Cli, page: Path, arguments: tuple[str, ...], part: str) -> None:
    assert part in _refused(cli(*(argument.format(page=page) for argument in arguments)))


def test_errors_speak_english_where_asked(cli: Cli) -> None:
    assert "no such file" in _refused(cli("parse", "/none.html", "--lang", "en"))


def test_an_error_of_our_own_is_one_line_too(cli: Cli, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.report import formats

    def broken(*_: object) -> str:
        raise RuntimeError("line one\nline two \x1b[31m")

    monkeypatch.setattr(formats, "render", broken)
    assert "RuntimeError：line one line two" in _refused(cli("parse", page))
    monkeypatch.setenv("SUMMARIZER_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli("parse", page)


def test_an_interrupt_ends_quietly(cli: Cli, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer import sources

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sources, "load", interrupted)
    _refused(cli("parse", page), 130)


def test_an_address_of_another_scheme_is_said_to_be_one(cli: Cli) -> None:
    result = cli("parse", "ftp://example.com/page.html")
    assert result.code == 2
    assert "http" in result.err
