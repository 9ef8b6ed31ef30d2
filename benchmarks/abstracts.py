"""Abstracts by every way, against references: quality and speed in one table.

    python benchmarks/abstracts.py [--data FOLDER] [--model NAME]... [--limit N] [--json FILE]

``--data`` holds ``references_dev.jsonl`` with ``article`` and ``abstract`` on each line. Character ROUGE (F1 of Han
characters, Latin words and numbers, as in Lin 2004), the share within a fifth of the length asked for, the share of
4-grams that are not in the article, abstracts that the guard refuses, milliseconds an article. Then the guard itself,
on the unfaithful twins (``article``, ``abstract``, ``bad``, ``type``) of ``support_dev.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import summarizer
from summarizer.summarize.lengths import measure
from summarizer.summarize.scores import longest_copy, novelty, rouge, rouge_l, tokens
from summarizer.text.sentences import split

Way = Callable[[str, int], str]


def measured(way: Way, rows: list[dict[str, Any]]) -> dict[str, float]:
    seconds, figures = [], []
    for row in rows:
        asked = measure(row["abstract"])
        started = time.perf_counter()
        made = way(row["article"], asked)
        seconds.append(time.perf_counter() - started)
        figures.append(
            {
                "R1": rouge(made, row["abstract"], 1),
                "R2": rouge(made, row["abstract"], 2),
                "RL": rouge_l(made, row["abstract"]),
                "length kept": abs(measure(made) - asked) <= 0.2 * asked,
                "new 4-grams": novelty(made, row["article"]),
                "copied": longest_copy(made, row["article"]) / 100,
                "refused": not summarizer.support(row["article"], made).ok,
            }
        )
    means = {name: 100 * statistics.mean(figure[name] for figure in figures) for name in figures[0]}
    return means | {"ms": 1000 * statistics.median(seconds)}


def textrank(article: str, asked: int) -> str:
    """TextRank as published (Mihalcea and Tarau 2004): sentences by shared characters, no place, no title, in order."""
    sentences = split(article)[:200]
    letters = [set(tokens(sentence)) for sentence in sentences]
    scale = [math.log(1 + len(one)) for one in letters]
    count = len(sentences)
    weights = [
        [len(letters[i] & letters[j]) / ((scale[i] + scale[j]) or 1) if i != j else 0.0 for j in range(count)]
        for i in range(count)
    ]
    rank = [1.0] * count
    totals = [sum(row) or 1.0 for row in weights]
    for _ in range(30):
        rank = [0.15 + 0.85 * sum(rank[j] * weights[j][i] / totals[j] for j in range(count)) for i in range(count)]
    chosen: list[int] = []
    for place in sorted(range(count), key=lambda i: -rank[i]):
        if measure("".join(sentences[i] for i in [*chosen, place])) <= 1.2 * asked:
            chosen.append(place)
    return "".join(sentences[i] for i in sorted(chosen))


def guarded(data: Path) -> dict[str, float]:
    """How many unfaithful twins (``bad``) of ``support_dev.jsonl`` the guard finds, and faithful ones it refuses."""
    found: Counter[str] = Counter()
    twins: Counter[str] = Counter()
    refused = 0
    for row in map(json.loads, (data / "support_dev.jsonl").read_text(encoding="utf-8").splitlines()):
        twins[row["type"]] += 1
        found[row["type"]] += not summarizer.support(row["article"], row["bad"]).ok
        refused += not summarizer.support(row["article"], row["abstract"]).ok
    shares = {f"found: {kind}": 100 * found[kind] / count for kind, count in sorted(twins.items())}
    everything = twins.total()
    return {
        "twins": everything,
        "found": 100 * found.total() / everything,
        "refused though faithful": 100 * refused / everything,
    } | shares


def ways(models: list[str]) -> dict[str, Way]:
    named: dict[str, Way] = {
        "lead": lambda article, asked: article[:asked],
        "textrank": textrank,
        "extractive": lambda article, asked: summarizer.summarize(article, length=asked, method="extractive").abstract,
    }
    for model in models:
        named[model] = lambda article, asked, model=model: (
            summarizer.summarize(article, length=asked, model=model).abstract
        )
    return named


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SUMMARIZER_DATA", "../shared/data")) / "abstracts"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--model", action="append", default=[])
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    lines = (options.data / "references_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("abstract")][: options.limit]
    table = {name: measured(way, rows) for name, way in ways(options.model).items()}
    heads = list(next(iter(table.values())))
    print(f"{len(rows)} articles")
    print("| way | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads))
    for name, figures in table.items():
        print(f"| {name} | " + " | ".join(f"{figures[head]:.1f}" for head in heads) + " |")
    guard = guarded(options.data)
    print("\nguard: " + ", ".join(f"{name} {figure:.0f}" for name, figure in guard.items()))
    if options.json:
        options.json.write_text(
            json.dumps(table | {"guard": guard}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
