"""Abstracts by every way, in one run: quality, speed by batch and by length of the article, memory.

    pip install -r benchmarks/requirements.txt        # the others; what is not there is left out
    python -m benchmarks.summaries [--data FOLDER|FILE] [--model NAME]... [--only WAY]... [--limit N] [--json FILE]

References are lines of ``article`` and ``abstract``: ``fixtures/references.jsonl`` or, with ``--data``, a file of that
kind or a folder with ``references_dev.jsonl``. Each way has a process of its own, one after the other.

Quality: means in percent of character ROUGE (F1), the share within a fifth of the length of the reference, the share
that the guard's rules bear out, that of 4-grams which the article does not have; the longest copied run in characters,
a median. Speed: abstracts of 100 characters, one and, by a model, 8 and 32 articles at a call; by the clock and in
processor time. Memory: the peak of a process that does nothing else, and how much of that came after set-up.

``--model NAME`` (default: ``fast``; ``none``: no model) measures a model of the catalogue: as the program uses it,
publishing its own words, as one draft that nothing proves, and the same weights in transformers and llama.cpp.
``--only`` takes ways by their names.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from statistics import mean, median
from typing import Any, NamedTuple

from benchmarks import ledger
from benchmarks.writers import WRITERS, Case, Write, ours
from summarizer.summarize import scores
from summarizer.summarize.evaluate import read
from summarizer.summarize.lengths import measure, window
from summarizer.summarize.support import support

OWN = ledger.ROOT / "fixtures" / "references.jsonl"
BATCHES = (1, 8, 32)
LENGTHS = (500, 1000, 2000, 4000, 8000)  # characters of an article
FEW = 8  # articles that speed is measured with
ASKED = 100  # characters of an abstract, where speed is measured
LEAST = 0.5  # seconds that a measurement of speed goes on for
Row = dict[str, Any]


class Asked(NamedTuple):
    """What speed is measured for: articles at a call, characters of an article."""

    batches: Sequence[int]
    lengths: Sequence[int]


def rows_of(data: Path | None, limit: int | None) -> list[Row]:
    path = data or OWN
    return read(path / "references_dev.jsonl" if path.is_dir() else path, limit)


def named(models: Sequence[str]) -> dict[str, tuple[str | None, Callable[[], Write]]]:
    """Every way: the package it needs, how to set it up."""
    from benchmarks import generators

    ways = dict(WRITERS)
    for model in models:
        ways[model] = (None, partial(ours, model))
        ways[f"{model}, its own words"] = (None, partial(ours, model, "abstractive"))
        ways[f"{model}, one draft"] = (None, partial(generators.one_draft, model))
        ways[f"{model}, transformers float32"] = ("transformers", partial(generators.transformers, model))
        ways[f"{model}, llama.cpp Q4_K_M"] = ("llama-cpp-python", partial(generators.llama, model))
    return ways


def run(package: str | None, build: Callable[[], Write], rows: list[Row], asked: Asked) -> dict[str, Any]:
    """The figures of one way, in this process."""
    began = time.perf_counter()
    write = build()
    cases = [Case(row["article"], measure(row["abstract"]), row["abstract"]) for row in rows]
    write(cases[:1])  # what is loaded late is no part of the time
    ready, set_up = ledger.peak(), time.perf_counter() - began
    made = [write([case])[0] for case in cases]
    return {
        "version": version(package or "summarizer"),
        "articles": len(cases),
        "quality": quality(cases, made),
        "speed": {f"{size} at once": speed(write, groups(rows, size)) for size in asked.batches},
        "length": {
            f"{length} characters": seconds(write, [[Case(long(rows, length), ASKED)]]) for length in asked.lengths
        },
        "memory": {"peak MiB": ledger.peak() / 2**20, "of it after set-up": (ledger.peak() - ready) / 2**20},
        "set-up s": set_up,
        "abstracts": made,
    }


def groups(rows: list[Row], size: int) -> list[list[Case]]:
    """Calls of ``size`` articles each, always of the same eight or, where there are fewer, of those there are."""
    few = [Case(row["article"], ASKED) for row in rows[:FEW]]
    cases = list(islice(cycle(few), max(size, len(few))))
    return [cases[start : start + size] for start in range(0, len(cases), size)]


def long(rows: list[Row], length: int) -> str:
    """An article of about so many characters: the articles one after the other, as often as need be."""
    lines = cycle(line for row in rows for line in row["article"].split("\n"))
    text = ""
    for line in lines:
        if len(text) + len(line) >= length:
            return (text + line)[:length].rstrip()
        text += line + "\n"
    return text


def speed(write: Write, calls: list[list[Case]]) -> dict[str, float]:
    """Articles a second, milliseconds of processor time of one."""
    spent, count = seconds(write, calls), sum(map(len, calls))
    return {"a second": count / spent["s"], "cpu ms": 1000 * spent["cpu s"] / count}


def seconds(write: Write, calls: list[list[Case]]) -> dict[str, float]:
    """Clock and processor time of all calls: the median of as many rounds as fit in ``LEAST`` seconds, at least one."""
    clock, processor = [], []
    end = time.perf_counter() + LEAST
    while not clock or time.perf_counter() < end:
        starts = time.perf_counter(), time.process_time()
        for cases in calls:
            write(cases)
        clock.append(time.perf_counter() - starts[0])
        processor.append(time.process_time() - starts[1])
    return {"s": median(clock), "cpu s": median(processor)}


def quality(cases: list[Case], made: list[str]) -> dict[str, float]:
    both = list(zip(cases, made, strict=True))
    return {
        "R1": 100 * mean(scores.rouge(text, case.reference, 1) for case, text in both),
        "R2": 100 * mean(scores.rouge(text, case.reference, 2) for case, text in both),
        "RL": 100 * mean(scores.rouge_l(text, case.reference) for case, text in both),
        "length kept": 100 * mean(scores.keeps(text, window(case.asked)) for case, text in both),
        "borne out": 100 * mean(support(case.article.split("\n"), text).ok for case, text in both),
        "new": 100 * mean(scores.novelty(text, case.article) for case, text in both),
        "copied": float(median(scores.longest_copy(text, case.article) for case, text in both)),
    }


def shown(figures: dict[str, dict[str, Any]]) -> None:
    ledger.show("Quality", {f"{name} {one['version']}": one["quality"] for name, one in figures.items()}, "way")
    first = next(iter(figures.values()))
    base = next(iter(figures.get("extractive", first)["speed"].values()))["cpu ms"]
    rates: dict[str, dict[str, float]] = {}
    for name, one in figures.items():
        rates[name] = {f"{size}: a second": values["a second"] for size, values in one["speed"].items()}
        rates[name] |= {f"{size}: cpu ms": values["cpu ms"] for size, values in one["speed"].items()}
        rates[name] |= {"× extractive": next(iter(one["speed"].values()))["cpu ms"] / base} | one["memory"]
    ledger.show("Speed and memory", rates, "way")
    spans = {
        name: {length: 1000 * values["cpu s"] for length, values in one["length"].items()}
        for name, one in figures.items()
    }
    ledger.show("Milliseconds of processor time by the length of the article", spans, "way")


def main() -> None:
    parser = ledger.flags(__doc__, data="references: a JSONL file, or a folder with references_dev.jsonl")
    parser.add_argument("--model", action="append")
    parser.add_argument("--only", action="append", help="this way, by its name; as often as wanted")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--batches", type=int, nargs="+", default=BATCHES, help="articles at a call, of a model")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="characters of an article")
    parser.add_argument("--one", help=argparse.SUPPRESS)  # this process measures one way, and prints JSON
    asked = parser.parse_args()
    models = [name for name in asked.model or ["fast"] if name != "none"]
    ways = named(models)
    if asked.one:
        batches = [1] if asked.one in WRITERS else asked.batches  # only a model does several together
        figures = run(*ways[asked.one], rows_of(asked.data, asked.limit), Asked(batches, asked.lengths))
        print(json.dumps(figures, ensure_ascii=False))
        return
    unknown = set(asked.only or ()) - set(ways)
    if unknown:
        parser.error(f"no such way: {', '.join(sorted(unknown))}; there are {', '.join(ways)}")
    began, figures = ledger.machine(), {}
    for name in asked.only or ways:
        measured = ledger.apart("summaries", ["--one", name, *_passed(asked, models)])
        if measured is not None:
            figures[name] = measured
    if not figures:
        sys.exit("nothing was measured")
    print(f"{next(iter(figures.values()))['articles']} articles; {ledger.told(began)}")
    shown(figures)
    ledger.keep(asked.json, began, figures)


def _passed(asked: Any, models: Sequence[str]) -> list[str]:
    """The flags that a process of one way needs too."""
    given = [("--data", asked.data), ("--limit", asked.limit), *(("--model", model) for model in models or ["none"])]
    flags = [str(part) for flag, value in given if value is not None for part in (flag, value)]
    return [*flags, "--batches", *map(str, asked.batches), "--lengths", *map(str, asked.lengths)]


if __name__ == "__main__":
    main()
