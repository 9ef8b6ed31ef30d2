"""How well notices are compiled: the share whose set of duties is exact, precision and recall of each kind.

    python benchmarks/notices.py [--notices FILE] [--show]

FILE holds one JSON object a line: ``text``, ``duties`` (the kinds that the wording imposes), ``scope``; default
``$SUMMARIZER_DATA/notices/dev.jsonl``. ``--show`` prints the notices that came out otherwise. Beside it stands the
figure of a plain keyword table, which is what one writes in an afternoon.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections import Counter
from pathlib import Path

from summarizer.parse.notice.duties import compile_duties

DATA = Path(os.environ.get("SUMMARIZER_DATA", Path(__file__).parents[2] / "shared" / "data"))
KEYWORDS = {
    "link": "链接|网址|地址",
    "statement": "本声明|此声明",
    "source": "出处|来源",
    "author": "作者|署名",
    "prior_permission": "未经|授权|许可|联系",
    "forbidden": "禁止转载|谢绝转载|必究",
    "non_commercial": "商业|商用",
    "licence": "CC|协议",
    "share_alike": "SA|相同方式",
    "no_modification": "修改|ND",
}

Pair = tuple[set[str], set[str]]


def exact(pairs: list[Pair]) -> float:
    return sum(gold == read for gold, read in pairs) / len(pairs)


def keywords(text: str) -> set[str]:
    return {kind for kind, words in KEYWORDS.items() if re.search(words, text)}


def by_kind(pairs: list[Pair]) -> dict[str, tuple[int, int, int]]:
    """Right, read and asked for, of each kind."""
    right, read, gold = Counter[str](), Counter[str](), Counter[str]()
    for asked, found in pairs:
        right.update(asked & found)
        read.update(found)
        gold.update(asked)
    return {kind: (right[kind], read[kind], gold[kind]) for kind in sorted(gold | read, key=lambda kind: -gold[kind])}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--notices", type=Path, default=DATA / "notices" / "dev.jsonl")
    options.add_argument("--show", action="store_true")
    asked = options.parse_args()
    rows = [json.loads(line) for line in asked.notices.read_text(encoding="utf-8").splitlines() if line.strip()]
    pairs = [(set(row["duties"]), {str(kind) for kind, *_ in compile_duties(row["text"])}) for row in rows]
    print(f"{len(rows)} notices, exact set {exact(pairs):.1%}", end="; ")
    print(f"keyword table {exact([(set(row['duties']), keywords(row['text'])) for row in rows]):.1%}")
    print(f"{'kind':24}{'precision':>10}{'recall':>10}{'asked':>7}")
    for kind, (right, read, gold) in by_kind(pairs).items():
        print(f"{kind:24}{right / read if read else 1:>10.3f}{right / gold if gold else 1:>10.3f}{gold:>7}")
    for row, (gold, read) in zip(rows, pairs, strict=True):
        if asked.show and gold != read:
            print(f"{row.get('id')}: missing {sorted(gold - read)}, too many {sorted(read - gold)}\n    {row['text']}")


if __name__ == "__main__":
    main()
