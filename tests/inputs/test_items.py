"""Every format of an input: what it names, what is wrong with a row, and pages that lie inside it."""

from __future__ import annotations

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.config import load_settings
from summarizer.data import Item
from summarizer.errors import FetchError, InputError
from summarizer.inputs import stored
from summarizer.inputs.items import Kind, describe, kind_of, read_items
from summarizer.messages import say

SETTINGS = load_settings()
PAGE = "<title>井水</title><p>青禾村的井水清了，\n“村民”都来挑。</p>"
A, B = "https://a.example/1.html", "https://b.example/2.html"


def read(path: Path, **options: object) -> list[Item]:
    return list(read_items(str(path), SETTINGS, **options))  # type: ignore[arg-type]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def errors(items: list[Item]) -> list[str | None]:
    return [item.error.code if item.error else None for item in items]


# ---------------------------------------------------------------- JSON Lines


def _pyarrow() -> tuple[Any, Any]:
    reason = "pyarrow is not installed"
    return pytest.importorskip("pyarrow", reason=reason), pytest.importorskip("pyarrow.parquet", reason=reason)


def test_jsonl_rows_become_items_and_wrong_ones_say_their_line(tmp_path: Path) -> None:
    rows = [
        json.dumps({"id": "甲", "repost": A, "original": B}),
        "",
        json.dumps({"url": A, "original_url": B, "x_note": "自用"}),
        "{broken",
        json.dumps({"original": B}),
        json.dumps({"id": "甲", "repost": B}),
        json.dumps({"repost": A, "orignal": B}),
        json.dumps({"repost": ["a"]}),
        json.dumps([A]),
    ]
    items = read(put(tmp_path, "in.jsonl", "\n".join(rows)))
    expected = [None, None, "bad-json", "no-address", "duplicate-id", "unknown-column", "bad-value", "bad-json"]
    assert errors(items) == expected
    assert (items[0].id, items[0].repost, items[0].original) == ("甲", A, B)
    assert (items[1].id, items[1].original_url) == ("1", B)
    assert [item.number for item in items] == list(range(8))
    assert items[2].error is not None
    assert "4" in items[2].error.message.zh
    assert items[5].error is not None
    assert "orignal" in items[5].error.message.en


def test_a_path_is_one_below_the_folder_of_its_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "page.html", PAGE)
    table = put(tmp_path, "in.jsonl", json.dumps({"repost": "page.html"}))
    monkeypatch.chdir("/")
    assert Path(str(read(table)[0].repost)).read_text(encoding="utf-8") == PAGE


# ---------------------------------------------------------------- tables

_ENCODINGS = ["utf-8", "utf-8-sig", "gb18030"]


@pytest.mark.parametrize("encoding", _ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_tables_in_the_encodings_of_chinese_spreadsheets(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["id", "repost", "original", "x_备注"], ["一", A, B, "红网"], ["二", B, "", '"引号，逗号\n换行"']]
    text = "\r\n".join(delimiter.join(cells) for cells in lines)
    items = read(put(tmp_path, "in.csv", text.encode(encoding)))
    assert [(item.id, item.repost, item.original) for item in items] == [("一", A, B), ("二", B, None)]
    assert errors(items) == [None, None]


def test_wrong_rows_of_a_table(tmp_path: Path) -> None:
    rows = [
        b"id,repost,original",
        b"1," + A.encode(),
        b"2,,",
        b'3,"' + A.encode(),
        b"4," + A.encode() + b",",
        b"5,\xff\xfe\xff,",
    ]
    items = read(put(tmp_path, "in.csv", b"\n".join(rows)))
    assert errors(items) == ["cells", "no-address", "cells", None, "undecodable"]
    assert [item.id for item in items if not item.error] == ["4"]


def test_a_quote_that_nobody_closes_loses_no_other_row(tmp_path: Path) -> None:
    rows = ["id,repost", f'0,"{A}', *(f"{n},{A}?{n}" for n in range(1, 500)), f'500,"{A}"']
    items = read(put(tmp_path, "in.csv", "\n".join(rows)))
    assert {item.id for item in items if not item.error} >= {str(n) for n in range(1, 501)}
    assert len(items) == 501


def test_a_table_without_a_known_column_or_with_an_unknown_one_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="repost"):
        read(put(tmp_path, "in.csv", "标题,网址\nx,y\n"))
    with pytest.raises(InputError, match="orignal"):
        read(put(tmp_path, "in2.csv", f"repost,orignal\n{A},{B}\n"))


# ---------------------------------------------------------------- lists, folders


def test_a_list_of_addresses(tmp_path: Path) -> None:
    text = f"\ufeff# 今晚\n{A}\n\n{A} {B}\n{A}\t{B}\n我的 网页.html\n"
    items = read(put(tmp_path, "list.txt", text))
    assert [(item.repost, item.original) for item in items] == [
        (A, None),
        (A, B),
        (A, B),
        (str(tmp_path / "我的 网页.html"), None),
    ]


def test_a_folder_a_pattern_and_one_page(tmp_path: Path) -> None:
    (tmp_path / "二").mkdir()
    for name in ("b.html", "二/a.HTM", "notes.txt", "二/c.shtml"):
        put(tmp_path, name, PAGE)
    assert [item.id for item in read(tmp_path)] == ["b.html", "二/a.HTM", "二/c.shtml"]
    assert [Path(str(item.repost)).name for item in read(tmp_path / "*.html")] == ["b.html"]
    assert [item.repost for item in read(tmp_path / "b.html")] == [str(tmp_path / "b.html")]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        read(tmp_path / "empty")


# ---------------------------------------------------------------- archives


def archive(pages: list[tuple[str, bytes, str]], *, packed: bool) -> bytes:
    """A WARC file with a response for each ``(address, body, content type)``."""
    members = []
    for number, (address, body, kind) in enumerate(pages):
        http = (
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nSet-Cookie: a=b\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n"
            f"WARC-Target-URI: {address}\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        member = head + http + b"\r\n\r\n"
        members.append(gzip.compress(member) if packed else member)
    return b"".join(members)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_web_archive(tmp_path: Path, packed: bool) -> None:
    html = PAGE.encode("gb18030")
    pages = [
        (A, html, "text/html; charset=gb2312"),
        ("https://a.example/x.png", b"\x89PNG", "image/png"),
        (B, html, "text/html"),
    ]
    path = put(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", archive(pages, packed=packed))
    items = read(path)
    assert [item.repost for item in items] == [A, B]
    page = stored.load(items[1].stored, url=None, settings=SETTINGS)  # type: ignore[arg-type]
    assert (page.content, page.url, page.status) == (html, B, 200)
    assert "set-cookie" not in dict(page.headers)
    first = stored.load(items[0].stored, url=None, settings=SETTINGS)  # type: ignore[arg-type]
    assert first.content_type == "text/html; charset=gb2312"


def test_an_archive_that_breaks_off_says_so(tmp_path: Path) -> None:
    whole = archive([(A, PAGE.encode() * 50, "text/html"), (B, PAGE.encode() * 50, "text/html")], packed=True)
    items = read(put(tmp_path, "cut.warc.gz", whole[:-40]))
    assert errors(items)[0] is None
    assert errors(items)[-1] in ("cut-off", "bad-warc")


# ---------------------------------------------------------------- Parquet


def test_parquet_rows_and_the_pages_in_them(tmp_path: Path) -> None:
    pa, pq = _pyarrow()
    table = pa.table({"id": ["一", "二", "二"], "url": [A, None, B], "html": [PAGE, PAGE + "2", None]})
    path = tmp_path / "in.parquet"
    pq.write_table(table, path, row_group_size=2)
    items = read(path)
    assert errors(items) == [None, None, "duplicate-id"]
    assert stored.load(items[1].stored, url=None, settings=SETTINGS).content == PAGE + "2"  # type: ignore[arg-type]
    with pytest.raises(InputError):
        read(put(tmp_path, "bad.parquet", b"PAR1" + b"x" * 50))


# ---------------------------------------------------------------- sitemaps and feeds

MAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def _map(*addresses: str) -> str:
    return MAP.format("".join(f"<url><loc>{address}</loc></url>" for address in addresses))


def test_a_sitemap_with_names_that_are_none_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    odd = f"<urlset><url:::x><loc>{A}</loc></url:::x></urlset>"
    assert [item.repost for item in read(put(tmp_path, "s.xml", odd))] == [A]


def test_a_sitemap_its_index_and_one_that_cannot_be_had(tmp_path: Path) -> None:
    def fetch(url: str) -> bytes:
        if url.endswith("gone.xml"):
            raise FetchError(say("fetch.status", url=url, status=404), code="status")
        return gzip.compress(_map(A, B).encode())

    index = INDEX.format("".join(f"<sitemap><loc>https://a.example/{n}.xml</loc></sitemap>" for n in ("one", "gone")))
    assert [item.repost for item in read(put(tmp_path, "s.xml", _map(A)))] == [A]
    items = list(
        read_items(
            "https://a.example/sitemap.xml",
            SETTINGS,
            fetch=lambda u: index.encode() if u.endswith("sitemap.xml") else fetch(u),
        )
    )
    assert [item.repost for item in items] == [A, B, None]
    assert errors(items) == [None, None, "sitemap"]


@pytest.mark.parametrize(
    "feed",
    [
        f"<rss version='2.0'><channel><item><title>x</title><link>{A}</link></item><item><title>y</title></item></channel></rss>",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{A}'/></entry><entry><title>y</title></entry></feed>",
    ],
)
def test_feeds(tmp_path: Path, feed: str) -> None:
    items = read(put(tmp_path, "feed.xml", feed))
    assert items[0].repost == A
    assert errors(items) == [None, "no-address"]


def test_entities_are_not_followed_and_bombs_not_unpacked(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt", "https://secret.example/")
    text = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>' + _map("https://a.example/&e;")
    assert "secret" not in str(read(put(tmp_path, "s.xml", text)))
    with pytest.raises(InputError):
        read(put(tmp_path, "s2.xml", gzip.compress(b"<urlset>" + b" " * 60_000_000)))


# ---------------------------------------------------------------- telling formats apart


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", f"{A}\n", Kind.LIST),
        ("a.txt", "repost\toriginal\n", Kind.TABLE),
        ("a.txt", '  {"url": "x"}', Kind.JSONL),
        ("a.bin", "<html><p>x", Kind.PAGES),
        ("a", MAP, Kind.SITEMAP),
        ("a", "WARC/1.0\r\n", Kind.WARC),
        ("a.csv", "标题,网址\n", Kind.TABLE),
    ],
)
def test_the_format_is_told_by_the_content(tmp_path: Path, name: str, content: str, kind: Kind) -> None:
    assert kind_of(str(put(tmp_path, name, content))) is kind


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 99, gzip.compress(b"\x00\x01" * 99)], ids=["binary", "packed"])
def test_what_is_nothing_of_all_is_one_line(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError):
        read(put(tmp_path, "a.bin", content))
    with pytest.raises(InputError):
        read(tmp_path / "missing.csv")


def test_a_description_counts(tmp_path: Path) -> None:
    found = describe(str(put(tmp_path, "in.csv", f"id,repost,original\n1,{A},{B}\n1,{A},\n2,,\n")), SETTINGS)
    assert (found.kind, found.items, found.addresses) == (Kind.TABLE, 3, 2)
    assert found.errors == {"duplicate-id": 1, "no-address": 1}


# ---------------------------------------------------------------- pages inside, whatever they hold

_HTML = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda text: f"<p>{text}x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_HTML, min_size=1, max_size=5), st.sampled_from(["jsonl", *_ENCODINGS]))
def test_a_page_inside_comes_back_as_it_was(tmp_path: Path, pages: list[str], form: str) -> None:
    import csv

    out = io.StringIO(newline="")
    if form == "jsonl":
        out.write(
            "".join(json.dumps({"id": n, "html": page}, ensure_ascii=False) + "\n" for n, page in enumerate(pages))
        )
    else:
        csv.writer(out).writerows([["id", "html"], *enumerate(pages)])
    content = out.getvalue()
    path = put(tmp_path, "pages.in", content.encode("utf-8" if form == "jsonl" else form))
    items = read(path, kind=Kind.JSONL if form == "jsonl" else Kind.TABLE)
    assert len(items) == len(pages)
    for item, page in zip(items, pages, strict=True):
        assert item.stored is not None
        same = str(stored.load(item.stored, url=None, settings=SETTINGS).content)
        assert same.splitlines() == page.splitlines()  # a table may be saved with other ends of lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([None, *Kind]))
def test_no_bytes_raise_anything_but_an_input_error(tmp_path: Path, content: bytes, kind: Kind | None) -> None:
    path = put(tmp_path, "any", content)
    try:
        for item in read(path, kind=kind):
            if item.stored:
                stored.load(item.stored, url=None, settings=SETTINGS)
    except InputError:
        pass


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.txt"])
def test_a_name_that_no_file_can_have_spoils_no_other_row(tmp_path: Path, name: str) -> None:
    long = "页" * 300
    rows = {
        "in.jsonl": [json.dumps({"url": long}), json.dumps({"url": A})],
        "in.csv": ["repost", long, A],
        "in.txt": [long, A],
    }
    assert [item.repost for item in read(put(tmp_path, name, "\n".join(rows[name])))][1:] == [A]
    with pytest.raises(InputError):
        list(read_items(long, SETTINGS))


@pytest.mark.parametrize(
    "content",
    [f"id,repost\r1,{A}\r2,{B}\r", "repost,x_" + "a" * 140_000 + f"\n{A},b\n", f"repost,repost\n{A},{B}\n"],
    ids=["carriage returns", "endless header", "one name twice"],
)
def test_a_header_that_cannot_be_read_is_said(tmp_path: Path, content: str) -> None:
    path = put(tmp_path, "in.csv", content)
    with pytest.raises(InputError):
        read(path, kind=Kind.TABLE)


@pytest.mark.parametrize(
    ("name", "content"), [("in.jsonl.gz", json.dumps({"url": A}) + "\n"), ("in.csv.gz", f"repost\n{A}\n")]
)
def test_a_packed_table_is_not_taken_for_one_wrong_row(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(InputError, match="zcat"):
        read(put(tmp_path, name, gzip.compress(content.encode() * 9)))


def test_a_pipe_is_refused_and_not_half_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError):
        read(pipe)


def test_a_broken_row_group_is_said_and_the_next_is_read(tmp_path: Path) -> None:
    pa, pq = _pyarrow()
    path = tmp_path / "in.parquet"
    urls = [f"https://a.example/{n * 7919}.html" for n in range(300)]
    pq.write_table(pa.table({"url": urls}), path, row_group_size=100, compression="zstd", use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(1).column(0)
    content = bytearray(path.read_bytes())
    middle = column.data_page_offset + column.total_compressed_size // 2
    content[middle : middle + 40] = b"\0" * 40
    items = read(put(tmp_path, "broken.parquet", bytes(content)))
    assert [item.repost for item in items if not item.error] == urls[:100] + urls[200:]
    assert [code for code in errors(items) if code] == ["bad-parquet"]


def test_a_page_that_is_no_longer_there_is_said(tmp_path: Path) -> None:
    path = put(tmp_path, "in.jsonl", json.dumps({"html": PAGE}))
    (item,) = read(path)
    path.write_text("nothing", encoding="utf-8")
    with pytest.raises(InputError):
        stored.load(item.stored, url=None, settings=SETTINGS)  # type: ignore[arg-type]
    path.unlink()
    with pytest.raises(InputError):
        stored.load(item.stored, url=None, settings=SETTINGS)  # type: ignore[arg-type]


def test_a_line_without_an_end_takes_no_memory(tmp_path: Path) -> None:
    small = load_settings(max_file_bytes=1000)
    path = put(tmp_path, "in.jsonl", b'{"id": "' + b"x" * 50_000 + b'"}\n' + json.dumps({"url": A}).encode())

    def found() -> Iterator[Item]:
        return read_items(str(path), small)

    assert errors(list(found())) == ["too-long", None]
