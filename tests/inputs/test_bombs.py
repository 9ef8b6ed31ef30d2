"""Little that unpacks to very much costs neither the memory nor the disk of whoever reads it."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

ADDRESS = "https://a.example/1.html"
ROOM = 600_000_000  # bytes that the process may take: what is read, and Python with all its libraries

# Reads an input and every page in it, within so many bytes, and prints the codes of what is wrong.
_READER = """
import resource, sys
from summarizer.config import load_settings
from summarizer.errors import InputError
from summarizer.inputs import stored
from summarizer.inputs.items import read_items
import fastwarc, pyarrow.compute, pyarrow.parquet, lxml.etree

resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[2]), int(sys.argv[2])))
settings = load_settings(max_file_bytes=1_000_000)
try:
    for item in read_items(sys.argv[1], settings):
        print(item.error.code if item.error else "row")
        if item.stored:
            page = stored.load(item.stored, url=None, settings=settings)
            print("page", len(page.content), page.truncated)
except InputError as error:
    print(error.code)
"""


def _read(path: Path) -> list[str]:
    line = [sys.executable, "-c", _READER, str(path), str(ROOM)]
    done = subprocess.run(line, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def _zeros(size: int, *, head: bytes = b"", byte: bytes = b"a") -> bytes:
    """``head`` and ``size`` bytes behind it as gzip, made of one packed block many times over."""
    plain = byte * 1_000_000
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(plain) + packer.flush(zlib.Z_FULL_FLUSH)
    first = zlib.compressobj(9, wbits=-15)
    begin = first.compress(head) + first.flush(zlib.Z_FULL_FLUSH)
    crc, times = zlib.crc32(head), size // len(plain)
    for _ in range(times):
        crc = zlib.crc32(plain, crc)
    total = len(head) + times * len(plain) & 0xFFFF_FFFF
    return (
        b"\x1f\x8b\x08" + bytes(6) + b"\xff" + begin + block * times + packer.flush() + struct.pack("<II", crc, total)
    )


def _record(body: bytes, http: str, *, length: int | None = None) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{http}\r\n".encode() + body
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {ADDRESS}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length or len(block)}\r\n\r\n"
    return head.encode() + block + b"\r\n\r\n"


def test_a_page_of_an_archive_is_unpacked_to_the_limit_only_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.warc"
    bomb = _record(_zeros(1_000_000_000, head=b"<p>"), "Content-Encoding: gzip\r\n")
    path.write_bytes(bomb + _record(b"<p>next", "").replace(b"1.html", b"2.html"))
    assert _read(path) == ["row", "page 1000000 True", "row", "page 7 False"]


def test_an_archive_that_unpacks_without_end_is_gone_through(tmp_path: Path) -> None:
    path = tmp_path / "in.warc.gz"
    record = _record(b"", "", length=1_000_000_000)
    path.write_bytes(_zeros(1_000_000_000, head=record[:-4]))
    assert _read(path)[:2] == ["row", "page 1000000 True"]


@pytest.mark.parametrize("head", [b"WARC/1.0\r\nWARC-Type: ", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9"])
def test_a_head_of_a_record_without_end_is_one_error(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "in.warc.gz"
    path.write_bytes(_zeros(1_000_000_000, head=head))
    assert set(_read(path)) <= {"bad-warc", "cut-off", "empty"}


def test_one_page_that_stands_in_every_row_is_held_once(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    path, rows = tmp_path / "in.parquet", 3000
    pages = pa.DictionaryArray.from_arrays(pa.array([0] * rows), pa.array(["<p>" + "a" * 900_000]))
    urls = pa.DictionaryArray.from_arrays(pa.array([0] * rows), pa.array([ADDRESS + "x" * 900_000]))
    ids = pa.array([str(n) for n in range(rows)])
    pq.write_table(pa.table({"id": ids, "html": pages}), path, dictionary_pagesize_limit=1 << 30)
    assert path.stat().st_size < 1_000_000
    told = _read(path)
    assert told.count("row") == told.count("page 900003 False") == rows
    pq.write_table(pa.table({"id": ids, "url": urls}), path, dictionary_pagesize_limit=1 << 30)
    assert set(_read(path)) == {"bad-value"}


def test_pages_of_a_large_group_are_not_all_held_for_one(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    path, rows = tmp_path / "in.parquet", 1500
    schema = pa.schema([("html", pa.string())])
    with pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False, write_batch_size=1) as out:
        out.write_table(pa.table({"html": [f"<p>{n} {'a' * 600_000}" for n in range(rows)]}, schema=schema))
    told = _read(path)
    assert told.count("row") == rows
    assert len(told) == 2 * rows


@pytest.mark.parametrize("name", ["in.xml", "in.xml.gz"])
def test_a_sitemap_without_end_is_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("gz"):
        path.write_bytes(_zeros(1_000_000_000, head=b"<urlset>", byte=b" "))
    else:
        with path.open("wb") as stream:
            stream.write(b"<urlset>")
            stream.truncate(100_000_000_000)
    assert _read(path) == ["too-large"]


def test_entities_that_grow_are_not_followed(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "in.xml"
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY e0 "{ADDRESS}">{entities}]><urlset><url><loc>&e11;</loc></url>'
        f"<url><loc>{ADDRESS}</loc></url></urlset>",
        encoding="utf-8",
    )
    assert _read(path)[-1] in ("row", "no-places")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "txt"])
def test_packed_rows_are_not_unpacked_at_all(tmp_path: Path, suffix: str) -> None:
    heads = {"jsonl": b'{"url": "', "csv": b"url\n", "txt": b"https://a.example/"}
    path = tmp_path / f"in.{suffix}"
    path.write_bytes(_zeros(1_000_000_000, head=heads[suffix]))
    assert _read(path) == ["packed"]
