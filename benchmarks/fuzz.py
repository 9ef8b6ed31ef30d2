"""Fuzzing led by coverage: what reads other people's bytes gets mutated ones; nothing may crash, hang or eat memory.

    python -m benchmarks.fuzz [TARGET...] [--minutes 10] [--seed 1] [--data FOLDER] [--keep FOLDER]

``--minutes`` are for each target, and all of them without names: decode, page, notice, url, css, statement, check, and
a reader for every format of an input (jsonl, csv, list, warc, parquet, sitemap). Seeds are pages of ``fixtures/`` and,
with ``--data``, every ``.html`` below that folder. Each target runs in a process of its own, led by atheris (libFuzzer)
where that is installed: an input that reaches a line no other has reached is kept and mutated further. Without it the
mutations are blind. An input that fails is written to ``--keep`` with its trace.

For property tests of the same parts see ``tests/``: they run with every change, this as long as one likes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import pkgutil
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import ledger

SLOW = 5  # seconds of processor time for one input
LONGEST = 60_000  # bytes of an input
MEMORY = 4096  # MiB
HEAVY = ("summarizer.summarize", "summarizer.batch", "summarizer.desk", "summarizer.cli", "summarizer.report")
ODD = [
    b"<", b">", b"<!--", b"-->", b"<template>", b"<table><td>", b"<style>*{", b"}", b"<script>", b"</body>", b"\x00",
    b"\xff\xfe", b"&#xD800;", b"&#0;", b"<p style='display:none", b"<a href='https://[::", b"<svg><foreignObject>",
    b"<select><option>", b"@media(", b"<div>" * 500, b"<b><i>" * 200, b"\xe2\x80\x8b" * 50, b"<meta charset=big5>",
]  # fmt: skip
NOTICES = (
    "转载请注明来源：青禾日报，并附上原文链接和本声明，不得删改。作者：林知远 编辑：周小满",
    "本文系青禾网原创，版权所有，未经书面许可不得转载；转载须在文首注明出处 https://qinghe.example/1.html",
    "© 2026 CC BY-NC-ND 4.0 商业用途请联系授权。Reproduction without permission is prohibited.",
)
SHEETS = (
    b"@media (max-width:600px) and (not print){.a>p:nth-child(2n+1)~b{display:none!important;color:#fff0}}",
    b"@import url('a.css');:root{--x:calc(1px + var(--y,2em))}p::before{content:'\\4e2d';clip-path:inset(50%)}",
    b"@supports (display:grid){#n{transform:matrix3d(1,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1);font:0/0 a;opacity:.001}}",
)
FEED = b"<rss version='2.0'><channel><item><link>https://a.example/</link></item></channel></rss>"
CODECS = ("utf-8-sig", "gb18030", "utf-16")
ADDRESSES = (b"https://user:p@www.qinghe.example:8080/a/../b;c?utm_source=x&id=1#!/t", b"//\xe6\x96\xb0.example/\\a")


# ---------------------------------------------------------------- what is fuzzed


def _decode() -> Callable[[bytes], object]:
    from summarizer.text.decode import decode

    return lambda data: decode(data[1:], (None, "gbk", "utf-8", "big5")[data[0] % 4] if data else None)


def _page() -> Callable[[bytes], object]:
    from summarizer import pipeline
    from summarizer.data import Page

    return lambda data: pipeline.read(Page(data, url="https://qinghe.example/2026/1.html"))


def _notice() -> Callable[[bytes], object]:
    from summarizer import parse

    def work(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
        parse(
            f"<title>通车</title><h1>通车</h1><p>{'云溪大桥昨天通车。' * 20}</p>{lines}",
            url="https://qinghe.example/1.html",
        )

    return work


def _url() -> Callable[[bytes], object]:
    from summarizer.errors import FetchError
    from summarizer.fetch.guard import literal_address, parse_target
    from summarizer.text import urls

    def work(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        base, _, other = text.partition("\n")
        urls.find_urls(text)
        urls.registrable_domain(other[:300])
        for one in (base, other, urls.join(base, other) or ""):
            whole = urls.join(None, one)
            assert whole is None or urls.same(whole, one), one
            with suppress(FetchError):
                literal_address(parse_target(one).host)

    return work


def _css() -> Callable[[bytes], object]:
    from summarizer import pipeline
    from summarizer.data import Page

    body = "<body class='a'><div id=n><p class=x>云溪大桥昨天通车。<a href='https://a.example/'>原文</a></p></div>"

    def work(data: bytes) -> None:
        sheet, _, inline = data.decode("utf-8", "replace").partition("\n")
        style = inline.replace("'", "").replace(">", "")
        page = Page(f"<style>{sheet}</style>{body}<p style='{style}'>来源</p>", stylesheets=(("a.css", inline),))
        pipeline.read(page)

    return work


def _statement() -> Callable[[bytes], object]:
    from summarizer import check

    story = "<h1>云溪大桥通车</h1>" + "<p>云溪大桥昨天通车，全长410米，总投资1860万元。</p>" * 4
    original = f"<html><body>{story}<p>{NOTICES[0]}</p></body></html>"

    def work(data: bytes) -> None:
        text = data.decode("utf-8", "replace").replace("<", "＜")
        check(f"<html><body>{story}<p>{text}</p></body></html>", original, original_url="https://qinghe.example/1.html")

    return work


def _check() -> Callable[[bytes], object]:
    from summarizer import check

    def work(data: bytes) -> None:
        middle = len(data) // 2
        check(data[:middle], data[middle:])

    return work


def _reader(kind: str) -> Callable[[], Callable[[bytes], object]]:
    def prepare() -> Callable[[bytes], object]:
        from summarizer.config import load_settings
        from summarizer.inputs import stored
        from summarizer.inputs.items import Kind, read_items

        settings = load_settings(max_file_bytes=100_000)
        path = Path(tempfile.mkdtemp()) / "input"

        def work(data: bytes) -> None:
            path.write_bytes(data)
            for number, item in enumerate(read_items(str(path), settings, kind=Kind(kind))):
                if item.stored and number < 20:
                    stored.load(item.stored, url=None, settings=settings)

        return work

    return prepare


TARGETS: dict[str, Callable[[], Callable[[bytes], object]]] = {
    "decode": _decode,
    "page": _page,
    "notice": _notice,
    "url": _url,
    "css": _css,
    "statement": _statement,
    "check": _check,
    **{kind: _reader(kind) for kind in ("jsonl", "csv", "list", "warc", "parquet", "sitemap")},
}


# ---------------------------------------------------------------- what it begins with


def seeds(target: str, data: Path | None) -> list[bytes]:
    """Inputs of the right form, small ones of many kinds."""
    paths = sorted((ledger.ROOT / "fixtures").glob("*/*.html")) + (sorted(data.rglob("*.html")) if data else [])
    pages = [path.read_bytes()[:LONGEST] for path in paths]
    made: dict[str, Callable[[], list[bytes]]] = {
        "decode": lambda: [b"\0" + page[:4000] for page in pages] + [NOTICES[0].encode(name) for name in CODECS],
        "notice": lambda: [text.encode() for text in NOTICES],
        "statement": lambda: [text.encode() for text in NOTICES],
        "url": lambda: [one + b"\n" + other for one in ADDRESSES for other in ADDRESSES],
        "css": lambda: [sheet + b"\n" + other for sheet in SHEETS for other in SHEETS],
        "check": lambda: [one + other for one, other in zip(pages[::2], pages[1::2], strict=False)],
        "jsonl": lambda: [b'{"id":"1","url":"https://a.example/","html":"<p>\\u4e2d"}\n{"repost":"a.html"}\n'],
        "csv": lambda: ['id,url,html\n1,https://a.example/,"<p>""中""\n</p>"\n'.encode(name) for name in CODECS],
        "list": lambda: [b"# x\nhttps://a.example/ https://b.example/\na.html\n"],
        "warc": lambda: [_warc(pages[0]), _packed(_warc(pages[0][:500]))],
        "parquet": _parquet,
        "sitemap": lambda: [b"<urlset><url><loc>https://a.example/</loc></url></urlset>", FEED],
    }
    return made.get(target, lambda: pages)()


def _warc(page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    return (head.encode() + block + b"\r\n\r\n") * 2


def _packed(content: bytes) -> bytes:
    import gzip

    return gzip.compress(content, mtime=0)


def _parquet() -> list[bytes]:
    if find_spec("pyarrow") is None:
        return []
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    made = []
    for options in ({}, {"compression": "zstd", "row_group_size": 1, "use_dictionary": False}):
        out = io.BytesIO()
        pq.write_table(
            pa.table({"id": ["1", "2"], "url": ["https://a.example/", None], "html": ["<p>中", "<p>"]}), out, **options
        )
        made.append(out.getvalue())
    return made


# ---------------------------------------------------------------- how it is run


def guarded(work: Callable[[bytes], object], keep: Path, failures: list[str]) -> Callable[[bytes], None]:
    """``work`` where errors that are told to users are none, and all others are written down, each kind once."""
    from summarizer.errors import SummarizerError

    known: set[str] = set()

    def one(data: bytes) -> None:
        began, why = time.process_time(), ""
        try:
            work(data)
        except SummarizerError:
            pass
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            why = f"{type(error).__name__} in {frames[-1].filename}:{frames[-1].lineno}"
        spent = time.process_time() - began
        if spent > SLOW:
            why = why or f"slow: {spent:.0f} s"
        if why and why.partition(":")[0 if why.startswith("slow") else 2] not in known:
            known.add(why.partition(":")[0 if why.startswith("slow") else 2])
            name = hashlib.sha256(data).hexdigest()[:12]
            (keep / f"{name}.bin").write_bytes(data)
            (keep / f"{name}.txt").write_text(f"{why}\n{traceback.format_exc()}", encoding="utf-8")
            failures.append(f"{why} ({keep / name}.bin)")
            print("FAILED", failures[-1], flush=True)

    return one


def led(target: str, minutes: float, seed: int, folder: Path, keep: Path) -> None:
    """Never returns: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["summarizer"], enable_loader_override=False):
        _import_all()
        work = TARGETS[target]()
    one = guarded(work, keep, [])
    flags = [
        f"-max_total_time={round(minutes * 60)}",
        f"-max_len={LONGEST}",
        f"-seed={seed}",
        f"-rss_limit_mb={MEMORY}",
    ]
    quiet = [f"-timeout={SLOW * 20}", f"-artifact_prefix={keep}/", "-print_final_stats=1", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *flags, *quiet, str(folder)], one)
    atheris.Fuzz()


def _import_all() -> None:
    import summarizer

    for module in pkgutil.walk_packages(summarizer.__path__, "summarizer."):
        if not module.name.startswith(HEAVY) and not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def blindly(target: str, minutes: float, seed: int, folder: Path, keep: Path) -> None:
    """Mutations that nothing leads."""
    failures: list[str] = []
    one = guarded(TARGETS[target](), keep, failures)
    begins = [path.read_bytes() for path in sorted(folder.iterdir())]
    until, number = time.monotonic() + 60 * minutes, seed
    while time.monotonic() < until:
        one(mutated(random.Random(number).choice(begins), random.Random(number)))
        number += 1
    print(f"stat::number_of_executed_units: {number - seed}")


def mutated(page: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(1, 8)):
        start = rng.randrange(len(page) + 1)
        end = min(len(page), start + rng.choice((1, 3, 20, 200, 3000)))
        stretch = page[start:end]
        piece = rng.choice((b"", stretch * 3, rng.choice(ODD), rng.randbytes(rng.randrange(1, 30)), stretch[::-1]))
        page = page[:start] + piece + page[end:]
        if not page:
            return b"<p>"
    return page[:LONGEST]


def run(target: str, options: Any, keep: Path) -> dict[str, object]:
    """One target in a process of its own; what it did."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, content in enumerate(seeds(target, options.data)):
            (folder / f"seed{number:05d}").write_bytes(content)
        line = [sys.executable, "-m", "benchmarks.fuzz", target, "--inside", str(folder), "--keep", str(keep)]
        line += ["--minutes", str(options.minutes), "--seed", str(options.seed)]
        done = subprocess.run(line, check=False, capture_output=True, text=True, cwd=ledger.ROOT, errors="replace")
        said = done.stdout + done.stderr
        kept = len(list(folder.iterdir()))
    failed = [line for line in said.splitlines() if line.startswith("FAILED") or "SUMMARY: libFuzzer" in line]
    for line in failed:
        print(f"{target}: {line}", flush=True)
    if done.returncode and not failed:
        print(said[-2000:], flush=True)
    count = next((line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line), "0")
    covered = [part.split("cov: ")[1].split()[0] for part in said.splitlines() if "cov: " in part]
    row = {"inputs": int(count), "edges at first": None, "at last": None, "kept": kept, "failures": len(failed)}
    if covered:
        row |= {"edges at first": int(covered[0]), "at last": int(covered[-1])}
    return row if not done.returncode or failed else row | {"failures": 1}


def main() -> int:
    parser = ledger.flags(__doc__, data="pages to begin with")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "summarizer-fuzz")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    if options.inside:
        how = led if find_spec("atheris") else blindly
        how(options.targets[0], options.minutes, options.seed, options.inside, options.keep)
        return 0
    began = ledger.machine()
    rows = {target: run(target, options, options.keep) for target in options.targets or TARGETS}
    ledger.show("led by coverage" if find_spec("atheris") else "blind: atheris is not installed", rows, "target")
    ledger.keep(options.json, began, rows)
    return 1 if any(row["failures"] for row in rows.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
