"""Reading pages, side by side with other extractors: body, fields, time and memory, in one run on one machine.

    pip install -r benchmarks/requirements.txt        # the others; what is not there is left out
    python benchmarks/extraction.py [--data DIR] [--only NAME]... [--json FILE]

Without ``--data`` the pages are the fixtures that have a ``body.txt``: few, and made by us, so that the command runs
anywhere. ``DIR`` is as for ``benchmarks/pages.py``. Each extractor has a process of its own, one after the other.
Time is processor time of reading one page, set-up not counted; memory is how much larger the process was at its
largest than after set-up.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.pages import RIGHT, SETS, TIMED, body_f1, key, load
from benchmarks.peers import PEERS, set_up

ROOT = Path(__file__).parent.parent
SIZES = ((0, 50), (50, 150), (150, 10**6))  # KiB
COLUMNS = ("F1", "<.5", "title", "source", "author", "editor", "minute", "notice in body", "notice kept")


def fixtures() -> list[tuple[str, dict[str, Any]]]:
    """Our own pages, in the shape of the annotated ones."""
    pages = []
    for body in sorted((ROOT / "fixtures").glob("*/body.txt")):
        expected = json.loads(body.with_name("expected.json").read_text(encoding="utf-8"))
        known = expected.get("article", {})
        gold = {
            "url": expected.get("page_url"),
            "text": body.read_text(encoding="utf-8"),
            "title": known.get("title"),
            "source": known.get("source"),
            "author": " ".join(known.get("authors", ())),
            "editor": " ".join(known.get("editors", ())),
            "publish_time": (known.get("published") or "").replace("T", " "),
            "notice": [known["statement"]] if known.get("statement") else [],
        }
        markup = body.with_name("page.html").read_bytes()
        pages.append((_decoded(markup), gold))
    return pages


def _decoded(markup: bytes) -> str:
    from summarizer.text.decode import decode

    return decode(markup).text


def pages_of(data: Path | None) -> list[tuple[str, dict[str, Any]]]:
    return fixtures() if data is None else [page for name in SETS for page in load(data / name)]


def run(name: str, data: Path | None) -> dict[str, Any]:
    """The figures of one extractor, in this process."""
    pages = pages_of(data)
    used, extract = set_up(name)
    for markup, gold in pages[:2]:  # what is loaded late is no part of the time
        _safely(extract, markup, gold)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, results = [], []
    for markup, gold in pages:
        start = time.process_time()
        results.append(_safely(extract, markup, gold))
        seconds.append(time.process_time() - start)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    sizes = [len(markup.encode("utf-8", "surrogatepass")) / 1024 for markup, _ in pages]
    by_size = {
        f"{low}-{high if high < 10**6 else ''} KiB": 1000 * statistics.median(inside)
        for low, high in SIZES
        if (inside := [took for took, size in zip(seconds, sizes, strict=True) if low <= size < high])
    }
    return {
        "version": used,
        "pages": len(pages),
        **quality([gold for _, gold in pages], results),
        "ms": 1000 * statistics.median(seconds),
        "ms_max": 1000 * max(seconds),
        "ms_by_size": by_size,
        "MiB": grown / 1024,
        "failed": sum(result is None for result in results),
    }


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


def table(figures: dict[str, dict[str, Any]]) -> str:
    """Markdown, ours first; times as milliseconds and as a ratio to ours."""
    head = ["extractor", *COLUMNS, "ms", "× ours", "ms max", "MiB"]
    rows = [head, ["---"] * len(head)]
    base = next(iter(figures.values()))["ms"]
    for name, one in figures.items():
        row = [f"{name} {one['version']}"]
        for column in COLUMNS:
            value = one[column]
            row.append(f"{value[0]}/{value[1]}" if isinstance(value, list) else f"{value:.3f}")
        row += [f"{one['ms']:.1f}", f"{one['ms'] / base:.1f}", f"{one['ms_max']:.0f}", f"{one['MiB']:.0f}"]
        rows.append(row)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", action="append", choices=list(PEERS))
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)  # this process measures one extractor, and prints JSON
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(run(asked.one, asked.data)))
        return
    figures: dict[str, dict[str, Any]] = {}
    for name in asked.only or PEERS:
        command = [sys.executable, "-m", "benchmarks.extraction", "--one", name]
        command += ["--data", str(asked.data)] if asked.data else []
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        if done.returncode:
            why = (done.stderr.strip() or "no reason given").splitlines()[-1]
            print(f"{name}: left out ({why[:100]})", file=sys.stderr)
            continue
        figures[name] = json.loads(done.stdout)
    if not figures:
        sys.exit("nothing was measured")
    pages = next(iter(figures.values()))["pages"]
    print(f"{pages} pages, {date.today()}, {platform.machine()}, Python {platform.python_version()}\n")
    print(table(figures))
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
