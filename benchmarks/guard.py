"""The guard on hand-made twins: unfaithful ones found, by type, and faithful ones refused.

    python benchmarks/guard.py [--data FOLDER] [--pairs models/train/guard/pairs.jsonl]

The articles are read from ``references_train.jsonl`` and ``news_unlabelled.jsonl`` in FOLDER.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import summarizer

_HERE = Path(__file__).parent.parent


def lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def articles(data: Path, wanted: set[str]) -> dict[str, str]:
    rows = (row for name in ("news_unlabelled", "references_train") for row in lines(data / f"{name}.jsonl"))
    return {row["id"]: row["article"] for row in rows if row["id"] in wanted}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("SUMMARIZER_DATA", "../shared/data")) / "abstracts"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--pairs", type=Path, default=_HERE / "models/train/guard/pairs.jsonl")
    options = parser.parse_args()
    pairs = list(lines(options.pairs))
    texts = articles(options.data, {pair["id"] for pair in pairs})
    refused, found, twins = 0, Counter[str](), Counter[str]()
    for pair in pairs:
        article = texts[pair["id"]]
        refused += not summarizer.support(article, pair["abstract"]).ok
        for twin in pair["twins"]:
            twins[twin["type"]] += 1
            found[twin["type"]] += not summarizer.support(
                article, pair["abstract"].replace(twin["old"], twin["new"])
            ).ok
    print(f"faithful refused: {refused} of {len(pairs)}")
    print(f"unfaithful found: {found.total()} of {twins.total()} ({100 * found.total() / twins.total():.0f} %)")
    for kind, count in sorted(twins.items()):
        print(f"  {kind}: {found[kind]} of {count}")


if __name__ == "__main__":
    main()
