"""Abstracts by a model in a job: what ends the model costs one abstract, and never the check."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.batch.jobs import batch, pairs_file, records

causal = importlib.import_module("tests.summarize.test_models").causal

# Ends the worker while the model writes: once, and on one article always.
_TRAPS = """
import importlib, os
from pathlib import Path

place = Path(__file__).parent
generate = importlib.import_module("summarizer.summarize.generate")
drafts = generate.Causal.drafts

def trapped(self, requests, *rest, **named):
    count = place / "asked"
    asked = int(count.read_text()) if count.exists() else 0
    count.write_text(str(asked + 1))
    if any("第七十四" in "".join(request.paragraphs) for request in requests):
        os._exit(5)
    if asked == 1:
        os._exit(6)
    return drafts(self, requests, *rest, **named)

generate.Causal.drafts = trapped
"""


def test_a_model_survives_a_crash_and_the_article_that_always_ends_it_is_found(causal: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(_TRAPS, encoding="utf-8")
    said = "<p>第七十四届花展昨天在北湖区开幕，三百个品种同时展出，市民排队入园。</p>" * 8
    (tmp_path / "bad.html").write_text(f"<html><body><h1>第七十四届花展</h1>{said}</body></html>", encoding="utf-8")
    source = pairs_file(tmp_path / "in.jsonl", 6, [{"id": "bad", "repost": str(tmp_path / "bad.html")}])
    options = ("--workers", "1", "--model", causal, "--tasks", "parse,summarize", "--length", "short")
    done = batch(source, "--job", tmp_path / "job", *options, modules=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "a worker died" in done.stderr
    made = {record["id"]: record for record in records(tmp_path / "job")}
    wrong = [name for name, record in made.items() if (record["error"] or {}).get("code") == "crashed"]
    assert (len(made), wrong) == (7, ["bad"])
    assert made["bad"]["article"]["title"] == "第七十四届花展"
    reasons = [record["abstract"]["fallback_reason"] for record in made.values() if record["abstract"]]
    assert any(reason and reason.startswith("model-") for reason in reasons), "the model was asked"


def test_a_model_that_cannot_be_had_ends_the_job_with_one_line(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 2)
    done = batch(source, "--job", tmp_path / "job", "--model", tmp_path / "none", "--quiet")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
