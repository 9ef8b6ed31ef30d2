"""How the results changed from run to run, as lines of a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.report.job.rows import RESULTS

WIDTH, HEIGHT = 1000.0, 100.0  # of the drawing, which is stretched to the page
LOOKS = (*RESULTS, "gone", "silent")  # what a look at a repost may find, the graver first
_MOST = 60  # runs shown


@dataclass(frozen=True, slots=True)
class Moment:
    """What one run found: ``when`` in ISO 8601, and how many records had each result."""

    when: str
    results: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Changed:
    """What the last look found otherwise than the one before. ``kind`` names a message ``batch.change-…``."""

    kind: str
    id: str
    repost: str
    before: tuple[str, ...]  # rules that failed
    now: tuple[str, ...]


def trend(history: Sequence[Moment]) -> dict[str, Any] | None:
    """One line a result that occurs, over the last runs; ``None`` where there are fewer than two."""
    runs = history[-_MOST:]
    if len(runs) < 2:
        return None
    most = max(max(run.results.values(), default=0) for run in runs) or 1
    lines = []
    for result in LOOKS:
        counts = [run.results.get(result, 0) for run in runs]
        if any(counts):
            points = (_point(place, count, len(runs), most) for place, count in enumerate(counts))
            lines.append({"result": result, "path": " ".join(f"{x},{y}" for x, y in points), "counts": counts})
    return {"runs": [run.when[:16].replace("T", " ") for run in runs], "lines": lines}


def _point(place: int, count: int, runs: int, most: int) -> tuple[float, float]:
    return round(WIDTH * place / (runs - 1), 1), round(HEIGHT * (1 - count / most), 1)
