"""Style sheets that a browser saved beside a page are read with it."""

from __future__ import annotations

from pathlib import Path

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.inputs.saved import with_saved_sheets


def test_sheets_beside_the_page_are_given_by_the_name_it_uses(tmp_path: Path) -> None:
    folder = tmp_path / "新闻_files"
    folder.mkdir()
    (folder / "b.css").write_text(".h{display:none}", encoding="utf-8")
    (folder / "a.css").write_text("/* 红 */", encoding="gb18030")
    (folder / "big.css").write_text("x" * 2000, encoding="utf-8")
    (folder / "script.js").write_text("alert(1)", encoding="utf-8")
    (folder / "folder.css").mkdir()
    settings = Settings(max_stylesheet_bytes=1000)
    page = with_saved_sheets(Page("<p>"), tmp_path / "新闻.html", settings)
    assert page.stylesheets == (("新闻_files/a.css", "/* 红 */"), ("新闻_files/b.css", ".h{display:none}"))


def test_a_page_saved_alone_has_none(tmp_path: Path) -> None:
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "a.css").write_text("p{}", encoding="utf-8")
    assert with_saved_sheets(Page("<p>"), tmp_path / "page.html", Settings()).stylesheets == ()
