"""Whoever wrote a table, a sitemap or an archive can have pages read, and no other file of the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.config import load_settings
from summarizer.data import Item
from summarizer.inputs.items import read_items

SETTINGS = load_settings()
ADDRESS = "https://a.example/1.html"
SECRET = "root:x:0:0:青禾:/root:/bin/bash\n" * 20


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A folder ``table`` beside a secret and a page, with links to both inside."""
    folder = tmp_path / "table"
    folder.mkdir()
    (tmp_path / "passwd").write_text(SECRET, encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>青禾村的井水清了。</p>", encoding="utf-8")
    (folder / "notes").write_text("青禾村的井水清了。", encoding="utf-8")
    (folder / "link.html").symlink_to(tmp_path / "passwd")
    (folder / "round.html").symlink_to(folder / "round.html")
    return folder


def _items(path: Path, content: str) -> list[Item]:
    path.write_text(content, encoding="utf-8")
    return list(read_items(str(path), SETTINGS))


@pytest.mark.parametrize("column", ["repost", "original"])
@pytest.mark.parametrize(
    ("named", "is_read"),
    [
        ("../passwd", False),
        ("./x/../../passwd", False),
        ("{above}/passwd", False),
        ("link.html", False),
        ("/etc/hostname", False),
        ("/dev/zero", False),
        ("/proc/self/environ", False),
        ("notes", True),
        ("../page.html", True),
        ("{above}/page.html", True),
        ("{above}/missing", True),  # what is not there cannot be read out; its record says so
        ("round.html", True),
    ],
)
def test_a_path_out_of_the_folder_is_read_only_if_it_is_a_page_file(
    table: Path, column: str, named: str, is_read: bool
) -> None:
    row = {"repost": ADDRESS} | {column: named.format(above=table.parent)}
    for path, content in (
        (table / "in.jsonl", json.dumps(row)),
        (table / "in.csv", "\n".join((",".join(row), ",".join(row.values())))),
    ):
        (item,) = _items(path, content)
        assert (item.error is None) is is_read, item.error
        assert is_read or (item.error and item.error.code == "outside")


def test_a_sitemap_or_a_feed_names_no_files(table: Path) -> None:
    page, secret = table.parent / "page.html", table.parent / "passwd"
    places = "".join(f"<url><loc>{one}</loc></url>" for one in (page, secret, "notes", ADDRESS))
    feed = f"<item><link>{secret}</link></item><item><link>{ADDRESS}</link></item>"
    for content in (f"<urlset>{places}</urlset>", f"<rss version='2.0'><channel>{feed}</channel></rss>"):
        *wrong, last = _items(table / "in.xml", content)
        assert {item.error.code if item.error else None for item in wrong} == {"outside"}
        assert (last.error, last.repost) == (None, ADDRESS)
        fetched = read_items("https://b.example/sitemap.xml", SETTINGS, fetch=lambda _, said=content: said.encode())
        assert [item.repost for item in fetched if item.error is None] == [ADDRESS]


def test_a_link_in_a_folder_of_pages_leads_to_pages_only(table: Path) -> None:
    (table / "other.html").symlink_to(table.parent / "page.html")
    assert [item.id for item in read_items(str(table), SETTINGS)] == ["other.html"]
