"""How well notices are compiled: the share whose set of duties is exact, precision and recall of each kind.

    python -m benchmarks.notices [--data FILE|FOLDER] [--show] [--json FILE]

FILE, or ``dev.jsonl`` in FOLDER, holds one JSON object a line: ``text`` and ``duties`` (the kinds that the wording
imposes). By default the notices that the tests know (``tests/parse/shapes/notices*.toml``): those must all be exact.
``--show`` prints the notices that came out otherwise. Beside it stands the figure of a plain keyword table, which is
what one writes in an afternoon.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import ledger
from summarizer.parse.notice.duties import compile_duties

OWN = ledger.ROOT / "tests" / "parse" / "shapes"
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


def rows_of(data: Path | None) -> list[dict[str, Any]]:
    if data is None:
        read = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(OWN.glob("notices*.toml")))
        return [row for one in read for row in one["notice"]]
    path = data / "dev.jsonl" if data.is_dir() else data
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = ledger.flags(__doc__, data="labelled notices: a JSONL file, or a folder with dev.jsonl")
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    began, rows = ledger.machine(), rows_of(asked.data)
    pairs = [(set(row["duties"]), {str(kind) for kind, *_ in compile_duties(row["text"])}) for row in rows]
    table = [(set(row["duties"]), keywords(row["text"])) for row in rows]
    sets = {"exact sets": exact(pairs), "of a keyword table": exact(table), "notices": len(rows)}
    kinds = {
        kind: {"precision": right / read if read else 1.0, "recall": right / gold if gold else 1.0, "asked": gold}
        for kind, (right, read, gold) in by_kind(pairs).items()
    }
    ledger.show("Sets of duties", {"all": sets}, "notices")
    ledger.show("Kinds of duties", kinds, "kind")
    for row, (gold, read) in zip(rows, pairs, strict=True):
        if asked.show and gold != read:
            print(f"{row.get('id')}: missing {sorted(gold - read)}, too many {sorted(read - gold)}\n    {row['text']}")
    ledger.keep(asked.json, began, {"sets": sets, "kinds": kinds})


if __name__ == "__main__":
    main()
