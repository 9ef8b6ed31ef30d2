"""Records of a job, made from a few real checks of the fixtures: as many as wanted, always the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer import pipeline

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
CASES = (
    "repost-title-labelled",
    "repost-hidden-link",
    "rednet-repost-clean",
    "repost-number-changed",
    "repost-title-labelled",
    "repost-station-changed",
    "repost-title-labelled",
    "repost-author-dropped",
    "repost-home-link",
    "csdn-repost-licence-changed",
    "repost-negated-statement",
)
SITES = (
    "yunling.example",
    "news.copy.example.com",
    "m.qingshi.example.cn",
    "重庆.example",
    "blog.example.org",
    "bbs.example.net",
)
FAILURE = {"code": "timeout", "message": {"zh": "在限定时间内没有取到。", "en": "It did not answer in time."}}


@cache
def checked(case: str) -> dict[str, Any]:
    folder = FIXTURES / case
    return pipeline.check(folder / "page.html", folder / "original.html").to_dict()


@dataclass(frozen=True)
class Job:
    """``count`` records, which can be read again and again."""

    count: int

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (record(number) for number in range(self.count))


def record(number: int) -> dict[str, Any]:
    """Every 17th is an error; the others are checks of the cases in turn, each on one of the sites."""
    site = SITES[number * number % 7 % len(SITES)]
    url = f"https://{site}/2026/{number:05d}.html"
    plain = {"id": f"row-{number:05d}", "repost": url, "original": "https://cz.rednet.cn/content/1.html"}
    if number % 17 == 16:
        return plain | {"status": "error", "error": FAILURE, "article": None, "abstract": None, "check": None}
    check = checked(CASES[number % len(CASES)])
    repost = check["repost"] | {"url": url, "title": f"{check['repost']['title']}（{number}）"}
    return plain | {
        "status": "ok",
        "error": None,
        "article": None,
        "abstract": None,
        "check": check | {"repost": repost},
    }


def write_job(folder: Path, count: int, *, shard: int = 250) -> Path:
    """A job folder as ``summarizer batch`` leaves it, as far as a report reads it."""
    (folder / "records").mkdir(parents=True)
    (folder / "run.toml").write_text("")
    for number in range(0, count, shard):
        lines = (
            json.dumps(record(one), ensure_ascii=False) + "\n" for one in range(number, min(number + shard, count))
        )
        (folder / "records" / f"{number // shard:06d}.jsonl").write_text("".join(lines), encoding="utf-8")
    (folder / "stats.json").write_text(json.dumps({"items": count}))
    return folder
