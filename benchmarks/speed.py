"""How long pages and pairs take, by size and by number of style rules, and how much memory: tables, and JSON.

    python -m benchmarks.speed [--data FOLDER] [--every N] [--repeat 3] [--json FILE]

Pages are those of ``fixtures/`` or, with ``--data``, every ``.html`` below that folder. A pair is a page and a repost
made of it: its paragraphs, source and address in the frame of another site. Milliseconds are processor time, the best
of ``--repeat`` runs; "two processes" is wall time. Memory of Python is the peak that ``tracemalloc`` sees in one parse;
that of the process is how far its peak grows over all pages, lexbor's trees among it, against the largest page.
"""

from __future__ import annotations

import html
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks import ledger
from summarizer import check, parse
from summarizer.data import Article

SIZES = (0, 25, 50, 100, 200)  # KiB from which on pages count together
RULES = (0, 200, 2_000, 20_000)
HEADLINE = "某市今年新建公园三十座"
Table = dict[str, dict[str, float]]
Pair = tuple[bytes, bytes]

_FRAME = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title} - 他站</title><style>.nav li {{float: left}} "
    ".foot {{color: #666}}</style></head><body><ul class='nav'>{nav}</ul><h1>{title}</h1><p>来源：{source}</p>"
    "<div class='text'>{text}<p>原文链接：<a href='{url}'>{url}</a></p></div><div class='foot'>他站 版权所有</div>"
    "</body></html>"
)


def repost_of(article: Article) -> bytes:
    """The article in the frame of another site, with its source and address."""
    slots = {"title": article.title or "", "source": article.notice.source or "某报"}
    slots["url"] = article.url or "https://news.example.com/1.html"
    text = "".join(f"<p>{html.escape(one)}</p>" for one in article.paragraphs)
    nav = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(30))
    page = _FRAME.format(nav=nav, text=text, **{name: html.escape(value) for name, value in slots.items()})
    return page.encode("utf-8", "replace")


def styled(rules: int) -> bytes:
    """A page of 300 paragraphs whose style sheet has so many rules; a tenth of them fits the page."""
    sheet = "\n".join(
        f".r{n} {{color:#{n % 10}3{n % 7};margin:{n % 9}px}} "
        f".box{n % 600} > .y{n}, #x{n}:hover b {{padding:0 {n % 5}px}}"
        for n in range(rules // 2)
    )
    body = "".join(
        f"<div class='box{n % 60}'><p class='r{n} y{n}' id='x{n}'>第{n}段的文字，由本地记者撰写，是虚构的。</p></div>"
        for n in range(300)
    )
    return f"<!DOCTYPE html><title>{HEADLINE}</title><style>{sheet}</style><h1>{HEADLINE}</h1>{body}".encode()


def milliseconds(run: Callable[[], object], repeat: int) -> float:
    """Processor time of the fastest of some runs."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return 1000 * best


def spread(values: Iterable[float]) -> dict[str, float]:
    known = sorted(values)
    last = known[int(0.95 * (len(known) - 1))]
    return {"median": statistics.median(known), "mean": statistics.mean(known), "p95": last, "max": known[-1]}


def by_size(pages: list[bytes], parsed: list[float], checked: list[float]) -> Table:
    """Median milliseconds of the pages of about a size."""
    table: Table = {}
    for low, high in zip(SIZES, (*SIZES[1:], 1 << 20), strict=True):
        inside = [n for n, page in enumerate(pages) if 1024 * low <= len(page) < 1024 * high]
        if inside:
            row = {"pages": float(len(inside)), "parse ms": statistics.median(parsed[n] for n in inside)}
            table[f"from {low} KiB"] = row | {"check ms": statistics.median(checked[n] for n in inside)}
    return table


def by_rules(repeat: int, counts: Sequence[int]) -> Table:
    """A page against itself; the sheets of the two differ in a comment, as caches know a sheet they have met."""
    table: Table = {}
    for rules in counts:
        page = styled(rules)
        parsed = milliseconds(lambda page=page: parse(page), repeat)  # type: ignore[misc]
        checked = milliseconds(lambda page=page: check(page, page), repeat)  # type: ignore[misc]
        table[f"{rules} rules"] = {"parse ms": parsed, "check ms": checked, "a page of the check ms": checked / 2}
    return table


def judged(pair: Pair) -> str:
    return check(pair[1], pair[0]).verdict.value


def two_processes(pairs: list[Pair]) -> float:
    """Pairs a second of wall time, once both processes are warm."""
    with ProcessPoolExecutor(2, get_context("spawn"), initializer=judged, initargs=(pairs[0],)) as pool:
        list(pool.map(judged, pairs[:8]))
        start = time.perf_counter()
        list(pool.map(judged, pairs, chunksize=4))
        return len(pairs) / (time.perf_counter() - start)


def peak_of_python(page: bytes) -> int:
    """Bytes at the peak of one parse, lexbor's tree among them."""
    parse(page)
    tracemalloc.start()
    parse(page)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def growth_of_process(paths: list[Path]) -> int:
    """How far the process grows at its peak over all pages, in bytes."""
    parse(styled(0))
    before = ledger.peak()
    for path in paths:
        parse(path)
    return ledger.peak() - before


def memory(paths: list[Path], pages: list[bytes]) -> Table:
    """Lexbor sets a megabyte aside for each tree, however small: what comes on top grows with the page."""
    fixed = peak_of_python(b"<p>")
    large = [page for page in pages if len(page) >= 10_240] or [styled(2_000)]
    both = [(page, peak_of_python(page)) for page in large]
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        growth = pool.submit(growth_of_process, paths).result()
    return {
        "any page, KiB": {"fixed": fixed / 1024},
        "beyond that, times the page": spread((peak - fixed) / len(page) for page, peak in both),
        "in all, times the page": spread(peak / len(page) for page, peak in both),
        "process over all pages, times the largest": {"max": growth / max(map(len, pages))},
    }


def measure(paths: list[Path], pages: list[bytes], repeat: int, rules: Sequence[int]) -> dict[str, Table]:
    """All tables. The first page is read once before, so that patterns are compiled."""
    pairs = [(page, repost_of(parse(page))) for page in pages]
    judged(pairs[0])
    parsed = [milliseconds(lambda page=page: parse(page), repeat) for page in pages]  # type: ignore[misc]
    checked = [milliseconds(lambda pair=pair: judged(pair), repeat) for pair in pairs]  # type: ignore[misc]
    rate = {"one process": 1000 / statistics.mean(checked), "two processes": two_processes(pairs)}
    return {
        "milliseconds": {"parse a page": spread(parsed), "check a pair": spread(checked)},
        "pairs a second": {"mean": rate},
        "by size of the page": by_size(pages, parsed, checked),
        "by style rules": by_rules(repeat, rules),
        "memory": memory(paths, pages),
    }


def main() -> None:
    parser = ledger.flags(__doc__, data="a folder of pages")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth page")
    parser.add_argument("--rules", type=int, nargs="+", default=RULES, help="style rules of the pages made for that")
    options = parser.parse_args()
    began = ledger.machine()
    found = sorted((options.data or ledger.ROOT / "fixtures").rglob("*.html"))[:: options.every]
    known = {path: page for path in found if (page := path.read_bytes()) and b"[[" not in page}  # no templates
    pages = list(known.values())
    tables = measure(list(known), pages, options.repeat, options.rules)
    print(f"{len(pages)} pages, median {statistics.median(map(len, pages)) / 1024:.0f} KiB; {ledger.told(began)}")
    for name, table in tables.items():
        ledger.show(name, table, "")
    ledger.keep(options.json, began, tables)


if __name__ == "__main__":
    main()
