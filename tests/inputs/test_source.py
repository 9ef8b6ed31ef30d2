"""What is handed over by mistake gets one clear sentence."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from summarizer.config import Settings
from summarizer.errors import InputError
from summarizer.inputs.source import read_source, read_text

SETTINGS = Settings()
PAGE = "<p>北湖区昨天下了一场雨。</p>".encode()


def _code(path: str | Path, settings: Settings = SETTINGS) -> str:
    with pytest.raises(InputError) as refused:
        read_source(path, settings)
    assert "\n" not in refused.value.message.zh
    assert refused.value.message.zh != refused.value.message.en
    return refused.value.code


def test_a_file_is_read_as_bytes_with_its_address(tmp_path: Path) -> None:
    path = tmp_path / "页面.html"
    path.write_bytes(PAGE)
    page = read_source(path, SETTINGS, url="https://cz.news.example/1.html")
    assert page.content == PAGE
    assert page.url == "https://cz.news.example/1.html"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    assert read_source("-", SETTINGS).content == PAGE


def test_empty_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b" \n")))
    with pytest.raises(InputError) as refused:
        read_source("-", SETTINGS)
    assert "标准输入" in refused.value.message.zh
    assert "standard input" in refused.value.message.en


def test_missing_directory_and_impossible_names(tmp_path: Path) -> None:
    assert _code(tmp_path / "none.html") == "missing"
    assert _code(tmp_path) == "directory"
    assert _code("nul\0byte") == "unreadable"
    assert _code("a" * 5000) == "unreadable"
    assert _code("/dev/null") == "not-a-file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    path.chmod(0)
    assert _code(path) == "no-permission"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"%PDF-1.7\n...", "pdf"),
        (b"\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "not-a-page"),
        (b"\xff\xd8\xff\xe0 JFIF", "not-a-page"),
        (b"PK\x03\x04word/document.xml", "not-a-page"),
        (b"\x1f\x8b\x08\x00", "not-a-page"),
        (bytes(range(256)) * 20, "not-a-page"),
        (bytes(4096), "not-a-page"),
    ],
)
def test_what_is_no_page(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    assert _code(path) == code


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        PAGE + b"\0" * 3,
        "\ufeff<p>雨</p>".encode("utf-16-le"),
        "<p>雨</p>".encode("utf-16-be"),
        "<p>镕</p>".encode("gb18030"),
        "<p>雨</p>".encode("iso2022_jp_2") + b"\x1b(B",
        b"plain text",
    ],
)
def test_what_is_a_page(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(content)
    assert read_source(path, SETTINGS).content == content


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    assert _code(path) == "too-large"


def test_a_pipe_is_read_no_further_than_the_limit(tmp_path: Path) -> None:
    small = Settings(max_file_bytes=10)
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    assert _code(path, small) == "too-large"


def test_a_text_may_be_given_or_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "abstract.txt"
    path.write_bytes("昨天下雨。".encode("gb18030"))
    assert read_text(str(path), SETTINGS) == "昨天下雨。"
    assert read_text("昨天下雨。" * 2000, SETTINGS).startswith("昨天下雨。")
    with pytest.raises(InputError):
        read_text("  ", SETTINGS)
