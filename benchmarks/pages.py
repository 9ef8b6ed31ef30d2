"""How well pages are read: body, fields and time on annotated pages, as one table of figures.

    python -m benchmarks.pages [--data DIR] [--no-sites] [--halves] [--json FILE]

``DIR`` holds one folder a set; in it every ``NAME.html`` has a ``NAME.json`` with ``text`` and, where known, ``title``,
``source``, ``author``, ``editor``, ``publish_time`` and ``notice`` (lines). By default the fixtures that have a
``body.txt`` are one set. ``--no-sites`` reads every page without what ``parse/sites/`` knows of its site; ``--halves``
gives the figures of every other page of a set apart: where the halves lie far apart, a figure of the whole says little
about other pages. The body's F1 is that of the character 4-grams of a page (word characters only), averaged over pages.
"""

from __future__ import annotations

import json
import re
import statistics
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import ledger
from benchmarks.plug import extract
from summarizer.parse import page
from summarizer.text.decode import decode

TIMED = re.compile(r"\d{4}-\d{1,2}-\d{1,2} \d")
SETS = ("zh_daniel", "zh_news", "zh_handmade")
DATA = ledger.DATA / "pages"
Annotated = tuple[str, dict[str, Any]]  # markup, annotation


def load(folder: Path) -> Iterator[Annotated]:
    """Every page of a set."""
    for path in sorted(folder.glob("*.html")):
        yield path.read_text(encoding="utf-8"), json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def fixtures() -> Iterator[Annotated]:
    """Our own pages, in the shape of the annotated ones."""
    for body in sorted((ledger.ROOT / "fixtures").glob("*/body.txt")):
        expected = json.loads(body.with_name("expected.json").read_text(encoding="utf-8"))
        known = expected.get("article", {})
        annotation = {
            "url": expected.get("page_url"),
            "text": body.read_text(encoding="utf-8"),
            "title": known.get("title"),
            "source": known.get("source"),
            "author": " ".join(known.get("authors", ())),
            "editor": " ".join(known.get("editors", ())),
            "publish_time": (known.get("published") or "").replace("T", " "),
            "notice": [known["statement"]] if known.get("statement") else [],
        }
        yield decode(body.with_name("page.html").read_bytes()).text, annotation


def sets_of(data: Path | None) -> dict[str, list[Annotated]]:
    """The sets of a folder, or our own pages as one."""
    return {"our own": list(fixtures())} if data is None else {name: list(load(data / name)) for name in SETS}


def pages_of(data: Path | None) -> list[Annotated]:
    return [one for pages in sets_of(data).values() for one in pages]


def measure(pages: Sequence[Annotated]) -> dict[str, float]:
    """The figures of some pages; shares between 0 and 1, ``ms`` the median milliseconds a page."""
    f1, seconds = [], []
    counts: dict[str, list[bool]] = {name: [] for name in (*RIGHT, "notice_left", "notice_kept")}
    for markup, gold in pages:
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
    parser = ledger.flags(__doc__, data="a folder of annotated pages")
    parser.add_argument("--no-sites", action="store_true")
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    if options.no_sites:
        vars(page)["find_site"] = lambda *_: None
    began, figures = ledger.machine(), {}
    for name, pages in sets_of(options.data).items():
        parts = {f"{name}, first": pages[::2], f"{name}, second": pages[1::2]} if options.halves else {name: pages}
        figures |= {part: measure(some) for part, some in parts.items()}
    ledger.show("Shares, 0 to 1", figures, "pages")
    ledger.keep(options.json, began, figures)


if __name__ == "__main__":
    main()
