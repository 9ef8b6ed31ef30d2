"""Ways of writing abstracts, measured against references: quality, length, support, copying, speed."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.summarize import scores
from summarizer.summarize.lengths import measure, window
from summarizer.summarize.support import support

Row = dict[str, Any]
Way = Callable[[Row, int], str]
_LEAST = 10  # characters: shorter references cannot be asked for


def read(path: Path, limit: int | None = None) -> list[Row]:
    """The lines of ``path`` with an ``article`` and an ``abstract``. Raises ``InputError`` where there are none."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise InputError(say("summarize.no-references", path=str(path)), code="no-references") from error
    good = [row for row in rows if isinstance(row, dict) and _usable(row)][:limit]
    if not good:
        raise InputError(say("summarize.no-references", path=str(path)), code="no-references")
    return good


def baselines() -> dict[str, Way]:
    """What any way is to be compared with: the lead, and, as what choosing sentences can reach, a greedy oracle."""
    return {
        "lead": lambda row, asked: row["article"][:asked],
        "oracle": lambda row, asked: scores.oracle(row["article"], row["abstract"], window(asked)),
    }


def evaluate(
    rows: Sequence[Row], named: Mapping[str, Way], records: Path | None = None
) -> Iterator[tuple[str, dict[str, float]]]:
    """The figures of every abstract, one by one: ``(way, figures)``.

    Those in ``records`` (JSON lines) are not made again, and new ones are added to it as they come.
    """
    known = _known(records)
    for name, way in named.items():
        for place, row in enumerate(rows):
            key = f"{name}\t{row.get('id', place)}"
            if key not in known:
                known[key] = _figures(way, row)
                _keep(records, key, known[key])
            yield name, known[key]


def table(figures: Sequence[tuple[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """Means by way (percent; characters for ``copied``, a median; milliseconds for ``ms``, a median)."""
    made: dict[str, list[dict[str, float]]] = {}
    for name, one in figures:
        made.setdefault(name, []).append(one)
    return {name: {key: _mean(key, [one[key] for one in all_]) for key in all_[0]} for name, all_ in made.items()}


def _mean(key: str, values: list[float]) -> float:
    return round(statistics.median(values) if key in ("copied", "ms") else 100 * statistics.mean(values), 1)


def _figures(way: Way, row: Row) -> dict[str, float]:
    asked = measure(row["abstract"])
    started = time.perf_counter()
    made = way(row, asked)
    spent = time.perf_counter() - started
    return {
        "r1": scores.rouge(made, row["abstract"], 1),
        "r2": scores.rouge(made, row["abstract"], 2),
        "rl": scores.rouge_l(made, row["abstract"]),
        "length": float(scores.keeps(made, window(asked))),
        "supported": float(support(row["article"].split("\n"), made).ok),
        "copied": scores.longest_copy(made, row["article"]),
        "new": scores.novelty(made, row["article"]),
        "ms": 1000 * spent,
    }


def _usable(row: Row) -> bool:
    texts = row.get("article"), row.get("abstract")
    return all(isinstance(text, str) and text.strip() for text in texts) and measure(row["abstract"]) >= _LEAST


def _known(records: Path | None) -> dict[str, dict[str, float]]:
    if records is None or not records.exists():
        return {}
    lines = records.read_text(encoding="utf-8").split("\n")[:-1]  # what has no end of line was not written whole
    return {one["key"]: one["figures"] for one in map(json.loads, lines)}


def _keep(records: Path | None, key: str, figures: dict[str, float]) -> None:
    if records is not None:
        with records.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "figures": figures}, ensure_ascii=False) + "\n")
