"""Reading pages, side by side with other extractors: body, fields, time and memory, in one run on one machine.

    pip install -r benchmarks/requirements.txt        # the others; what is not there is left out
    python -m benchmarks.extraction [--data DIR] [--only NAME]... [--json FILE]

Without ``--data`` the pages are the fixtures that have a ``body.txt``: few, and made by us, so that the command runs
anywhere. ``DIR`` is as for ``benchmarks.pages``. Each extractor has a process of its own, one after the other. Time is
processor time of reading one page, set-up not counted; memory is how much larger the process was at its largest than
after set-up.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks import ledger
from benchmarks.pages import RIGHT, TIMED, body_f1, key, pages_of
from benchmarks.peers import PEERS, set_up

EDGES = (25, 50, 100, 200)  # KiB of markup
COLUMNS = ("F1", "<.5", "title", "source", "author", "editor", "minute", "notice in body", "notice kept")


def run(name: str, data: Path | None) -> dict[str, Any]:
    """The figures of one extractor, in this process. Smaller pages come first, so that memory can be told by size."""
    pages = sorted(((_kib(markup), markup, gold) for markup, gold in pages_of(data)), key=itemgetter(0))
    used, extract = set_up(name)
    for _, markup, gold in pages[:2]:  # what is loaded late is no part of the time
        _safely(extract, markup, gold)
    before = ledger.peak()
    seconds, grown, results = [], [], []
    for _, markup, gold in pages:
        start = time.process_time()
        results.append(_safely(extract, markup, gold))
        seconds.append(time.process_time() - start)
        grown.append((ledger.peak() - before) / 2**20)
    every = quality([gold for *_, gold in pages], results)
    return {
        "version": used,
        "pages": len(pages),
        "failed": sum(result is None for result in results),
        **every,
        "ms": 1000 * statistics.median(seconds),
        "ms max": 1000 * max(seconds),
        "MiB": grown[-1],
        "by size": {
            band: {
                "pages": len(inside),
                "F1": statistics.mean(body_f1(pages[n][2]["text"], _text(results[n])) for n in inside),
                "ms": 1000 * statistics.median(seconds[n] for n in inside),
                "MiB": grown[inside[-1]],
            }
            for band, inside in bands([size for size, *_ in pages]).items()
        },
    }


def bands(sizes: Sequence[float]) -> dict[str, list[int]]:
    """The places of the sizes, in KiB, by the band each is in; bands with nothing in them are left out."""
    names = [f"under {high} KiB" if not low else f"{low} to {high} KiB" for low, high in pairwise((0, *EDGES))]
    found: dict[str, list[int]] = {name: [] for name in (*names, f"from {EDGES[-1]} KiB")}
    for place, size in enumerate(sizes):
        found[list(found)[bisect(EDGES, size)]].append(place)
    return {name: places for name, places in found.items() if places}


def _kib(markup: str) -> float:
    return len(markup.encode("utf-8", "surrogatepass")) / 1024


def _text(result: dict[str, Any] | None) -> str:
    return str((result or {}).get("text") or "")


def _safely(extract: Any, markup: str, gold: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return extract(markup, gold.get("url") or "http://example.com/") or {}
    except Exception:  # a peer that raises has read nothing; it is counted
        return None


def quality(golds: list[dict[str, Any]], results: list[dict[str, Any] | None]) -> dict[str, Any]:
    """Mean F1 of the body, share of pages under .5, and ``[right, asked]`` of each field and of notice lines."""
    counts: dict[str, list[int]] = {name: [0, 0] for name in (*RIGHT, "notice in body", "notice kept")}
    f1 = []
    for gold, got in zip(golds, results, strict=True):
        found = {name: str(value or "") for name, value in (got or {}).items()}
        f1.append(body_f1(gold["text"], found.get("text", "")))
        for name, right in RIGHT.items():
            field = "publish_time" if name == "minute" else name
            if gold.get(field) and (name != "minute" or TIMED.match(gold[field])):
                counts[name][0] += right(gold[field], found.get(field, ""))
                counts[name][1] += 1
        elsewhere = key(" ".join(value for name, value in found.items() if name not in ("text", "title")))
        for line in gold.get("notice") or ():
            for name, place in (("notice in body", key(found.get("text", ""))), ("notice kept", elsewhere)):
                counts[name][0] += key(line) in place
                counts[name][1] += 1
    return {"F1": statistics.mean(f1), "<.5": statistics.mean(value < 0.5 for value in f1), **counts}


def rows(figures: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Ours first; times as milliseconds and as a ratio to ours, or to the first where ours was not asked for."""
    base = next(iter(figures.values()))["ms"]
    return {
        f"{name} {one['version']}": {
            **{column: _counted(one[column]) for column in COLUMNS},
            "ms": one["ms"],
            "× ours": one["ms"] / base,
            "ms max": one["ms max"],
            "MiB": one["MiB"],
        }
        for name, one in figures.items()
    }


def _counted(value: float | list[int]) -> str:
    return f"{value[0]}/{value[1]}" if isinstance(value, list) else f"{value:.3f}"


def by_size(figures: dict[str, dict[str, Any]], what: str) -> dict[str, dict[str, float]]:
    return {name: {band: one[what] for band, one in of["by size"].items()} for name, of in figures.items()}


def main() -> None:
    parser = ledger.flags(__doc__, data="a folder as for benchmarks.pages")
    parser.add_argument("--only", action="append", choices=list(PEERS))
    parser.add_argument("--one", help=argparse.SUPPRESS)  # this process measures one extractor, and prints JSON
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(run(asked.one, asked.data)))
        return
    began, figures = ledger.machine(), {}
    for name in asked.only or PEERS:
        measured = ledger.apart("extraction", ["--one", name, *(["--data", str(asked.data)] if asked.data else [])])
        if measured is not None:
            figures[name] = measured
    if not figures:
        sys.exit("nothing was measured")
    first = next(iter(figures.values()))
    counts = ", ".join(f"{one['pages']} {band}" for band, one in first["by size"].items())
    print(f"{first['pages']} pages ({counts}); {ledger.told(began)}")
    ledger.show("Body and fields, time and memory", rows(figures), "extractor")
    for what, title in (("F1", "F1"), ("ms", "Milliseconds"), ("MiB", "Memory that was added, pages up to that size")):
        ledger.show(f"{title}, by the size of the page", by_size(figures, what), "extractor")
    ledger.keep(asked.json, began, figures)


if __name__ == "__main__":
    main()
