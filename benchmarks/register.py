"""How long it takes to find which registered article a page reposts, by the size of the register.

    python -m benchmarks.register [--sizes 10000 100000 1000000] [--folder FOLDER] [--json FILE]

The register is filled with 1,000 synthetic articles through the front door and, up to the size asked for, with the band
keys of articles that have nothing to do with them: for such an article the keys are uniformly distributed, so they are
drawn so (writing a million pages through the front door would measure writing). Then 200 of the real ones, whole and
as halves, are looked up in a register opened afresh.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy

from benchmarks import ledger
from summarizer import parse
from summarizer.data import Page
from summarizer.originals.register import Register
from summarizer.originals.signature import BANDS

REAL, LOOKED_UP = 1_000, 200


def text(seed: int) -> str:
    rng = random.Random(seed)
    return "，".join("".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(rng.randrange(6, 18))) for _ in range(80))


def fill(path: Path, size: int) -> None:
    empty = parse("<p>空</p>")
    with Register(path) as register:
        for seed in range(min(REAL, size)):
            article = replace(empty, paragraphs=(text(seed),), url=f"https://a.example/{seed}")
            register.add(article, Page(text(seed)))
    others = max(0, size - REAL)
    keys = numpy.random.default_rng(7).integers(-(2**63), 2**63, others * BANDS, dtype=numpy.int64)
    order = numpy.argsort(keys)
    owners = order // BANDS + REAL + 1
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("DROP INDEX band_article")
        db.execute("BEGIN")
        rows = ((n, f"x{n}", "", "", "", b"", b"", "{}", "") for n in range(REAL + 1, size + 1))
        db.executemany("INSERT INTO article VALUES (?,?,?,?,?,?,?,?,?)", rows)
        for start in range(0, len(order), 1_000_000):
            part = slice(start, start + 1_000_000)
            pairs = zip(keys[order[part]].tolist(), owners[part].tolist(), strict=True)
            db.executemany("INSERT OR IGNORE INTO band VALUES (?, ?)", pairs)
        db.execute("COMMIT")
        db.execute("CREATE INDEX band_article ON band (article)")
    db.close()


def look_up(path: Path, count: int) -> dict[str, float]:
    seconds, found = [], 0
    with Register(path) as register:
        register.match(text(0))  # the libraries are loaded
        for seed in range(count):
            asked = text(seed) if seed % 2 else text(seed)[: len(text(seed)) // 2]
            started = time.perf_counter()
            matches = register.match(asked)
            seconds.append(1000 * (time.perf_counter() - started))
            found += bool(matches) and matches[0].entry.id == f"https://a.example/{seed}"
    return {"found": found / count, "median ms": statistics.median(seconds), "max ms": max(seconds)}


def main() -> None:
    parser = ledger.flags(__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the registers are made: 1.5 GB for a million articles")
    options = parser.parse_args()
    began, figures = ledger.machine(), {}
    for size in options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            path = Path(folder) / "originals.sqlite"
            fill(path, size)
            figures[f"{size:,}"] = look_up(path, min(size, LOOKED_UP)) | {"MB": path.stat().st_size / 1e6}
    ledger.show("A look-up", figures, "articles")
    ledger.keep(options.json, began, figures)


if __name__ == "__main__":
    main()
