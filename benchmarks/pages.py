"""How well pages are read: body, fields and time on annotated pages, as one table of figures.

    python benchmarks/pages.py [--data DIR] [--no-sites] [--halves]

``DIR`` (default ``$SUMMARIZER_DATA/pages``) holds one folder a set; in it every ``NAME.html`` has a ``NAME.json`` with
``text`` and, where known, ``title``, ``source``, ``author``, ``editor``, ``publish_time`` and ``notice`` (lines).
``--no-sites`` reads every page without what ``parse/sites/`` knows of its site; ``--halves`` gives the figures of every
other page of a set apart: where the halves lie far apart, a figure of the whole says little about other pages.
The body's F1 is that of the character 4-grams of a page (word characters only), averaged over pages.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.plug import extract
from summarizer.parse import page

TIMED = re.compile(r"\d{4}-\d{1,2}-\d{1,2} \d")
SETS = ("zh_daniel", "zh_news", "zh_handmade")
DATA = Path(os.environ.get("SUMMARIZER_DATA", "../shared/data")) / "pages"


def load(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """``(markup, annotation)`` of every page of a set."""
    for path in sorted(folder.glob("*.html")):
        yield path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def measure(folder: Path, every: slice = slice(None)) -> dict[str, float]:
    """The figures of one set, or some of its pages; shares between 0 and 1, ``ms`` the median milliseconds a page."""
    f1, seconds = [], []
    counts: dict[str, list[bool]] = {name: [] for name in (*RIGHT, "notice_left", "notice_kept")}
    for markup, gold in list(load(folder))[every]:
        start = time.perf_counter()
        got = extract(markup, gold.get("url") or "http://example.com/")
        seconds.append(time.perf_counter() - start)
        f1.append(body_f1(gold["text"], got["text"]))
        for name, right in RIGHT.items():
            field = "publish_time" if name == "minute" else name
            if gold.get(field) and (name != "minute" or TIMED.match(gold[field])):
                counts[name].append(right(gold[field], got[field]))
        fields = key("".join(str(value) for name, value in got.items() if name not in ("text", "title")))
        for line in gold.get("notice") or ():
            counts["notice_left"].append(key(line) in key(got["text"]))
            counts["notice_kept"].append(key(line) in fields)
    shares = {name: statistics.mean(values) for name, values in counts.items() if values}
    low = statistics.mean(value < 0.5 for value in f1)
    return {"f1": statistics.mean(f1), "below_half": low, **shares, "ms": 1000 * statistics.median(seconds)}


def body_f1(gold: str, got: str) -> float:
    """F1 of character 4-grams."""
    one, other = _grams(gold), _grams(got)
    common = (one & other).total()
    return 2 * common / (one.total() + other.total()) if one.total() + other.total() else 1.0


def _grams(text: str) -> Counter[str]:
    word = "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))
    return Counter(word[n : n + 4] for n in range(max(1, len(word) - 3))) if word else Counter()


def key(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _same(gold: str, got: str) -> bool:
    return key(gold) == key(got)


def _about(gold: str, got: str) -> bool:
    return key(gold) in key(got) and len(key(got)) <= len(key(gold)) + 4


def _names(gold: str, got: str) -> bool:
    names = {key(name) for name in re.split(r"[\s、,，]+", gold) if name}
    return all(name in key(got) for name in names) and len(key(got)) <= sum(map(len, names)) + 6


def _minute(gold: str, got: str) -> bool:
    return [int(n) for n in re.findall(r"\d+", gold)[:5]] == [int(n) for n in re.findall(r"\d+", got)[:5]]


RIGHT: dict[str, Callable[[str, str], bool]] = {
    "title": _same, "source": _about, "author": _names, "editor": _names, "minute": _minute
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--no-sites", action="store_true")
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    if options.no_sites:
        vars(page)["find_site"] = lambda *_: None
    for name in SETS:
        for half in (slice(0, None, 2), slice(1, None, 2)) if options.halves else (slice(None),):
            figures = measure(options.data / name, half)
            print(name, *(f"{key}={value:.3f}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
