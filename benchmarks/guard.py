"""The guard on twins: abstracts with one error found, by type, and faithful ones refused.

    python -m benchmarks.guard [--data FOLDER] [--json FILE]

By default the abstracts and twins of ``fixtures/references.jsonl``. With ``--data`` those of
``models/train/guard/pairs.jsonl``, whose articles stand in ``references_train.jsonl`` and ``news_unlabelled.jsonl`` in
FOLDER, and the hand-made pairs of ``support_dev.jsonl`` there (``article``, ``abstract``, ``bad``, ``type``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import summarizer
from benchmarks import ledger

PAIRS = ledger.ROOT / "models" / "train" / "guard" / "pairs.jsonl"
OWN = ledger.ROOT / "fixtures" / "references.jsonl"


class Pair(NamedTuple):
    """A faithful abstract of an article, and twins of it with one error: ``(type, text)``."""

    article: str
    faithful: str
    twins: list[tuple[str, str]]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def replaced(row: dict[str, Any], article: str) -> Pair:
    abstract = row["abstract"]
    return Pair(
        article, abstract, [(twin["type"], abstract.replace(twin["old"], twin["new"])) for twin in row["twins"]]
    )


def freely_worded(data: Path) -> Iterator[Pair]:
    pairs = list(lines(PAIRS))
    wanted = {pair["id"] for pair in pairs}
    rows = (row for name in ("news_unlabelled", "references_train") for row in lines(data / f"{name}.jsonl"))
    texts = {row["id"]: row["article"] for row in rows if row["id"] in wanted}
    return (replaced(pair, texts[pair["id"]]) for pair in pairs)


def hand_made(data: Path) -> Iterator[Pair]:
    for row in lines(data / "support_dev.jsonl"):
        yield Pair(row["article"], row["abstract"], [(row["type"], row["bad"])])


def measure(pairs: Iterable[Pair]) -> dict[str, Any]:
    """``[found, of]`` of the twins of each type and of all, ``[refused, of]`` of the faithful ones."""
    refused = [0, 0]
    found, twins = Counter[str](), Counter[str]()
    for article, faithful, bad in pairs:
        refused[0] += not summarizer.support(article, faithful).ok
        refused[1] += 1
        for kind, text in bad:
            twins[kind] += 1
            found[kind] += not summarizer.support(article, text).ok
    by_type = {kind: [found[kind], twins[kind]] for kind in sorted(twins)}
    return {"faithful refused": refused, "unfaithful found": [found.total(), twins.total()], "by type": by_type}


def rows(figures: dict[str, Any]) -> dict[str, dict[str, str]]:
    whole = {name: value for name, value in figures.items() if name != "by type"} | figures["by type"]
    return {name: {"of": f"{some} of {all_}", "%": f"{100 * some / all_:.0f}"} for name, (some, all_) in whole.items()}


def main() -> None:
    asked = ledger.flags(__doc__, data="a folder with the articles and pairs named above").parse_args()
    began = ledger.machine()
    if asked.data:
        sets = {"freely worded": freely_worded(asked.data), "hand-made": hand_made(asked.data)}
    else:
        sets = {"our own": (replaced(row, row["article"]) for row in lines(OWN))}
    figures = {name: measure(pairs) for name, pairs in sets.items()}
    for name, one in figures.items():
        ledger.show(name, rows(one), "guard")
    ledger.keep(asked.json, began, figures)


if __name__ == "__main__":
    main()
