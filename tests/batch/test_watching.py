"""Watching a job: progress for people, lines for machines, status from another terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.batch.jobs import batch, command, pairs_file
from tests.conftest import Cli


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("watched")
    arguments = (pairs_file(place / "in.jsonl", 20), "--job", place / "job", "--shard-size", "5")
    done = batch(*arguments, "--log-json", "--quiet", "--prometheus", place / "job.prom")
    assert done.returncode == 0, done.stderr
    (place / "log").write_text(done.stderr, encoding="utf-8")
    return place / "job"


def test_the_log_is_one_json_object_a_line(job: Path) -> None:
    events = [json.loads(line) for line in (job.parent / "log").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["begin", "end"]
    assert events[-1]["done"] == events[-1]["total"] == 20
    assert events[-1]["counts"]["fail"] > 0


def test_prometheus_gets_the_counts(job: Path) -> None:
    text = (job.parent / "job.prom").read_text(encoding="utf-8")
    stats = json.loads((job / "stats.json").read_bytes())
    values = dict(re.findall(r"^(summarizer_\S+) ([\d.]+)$", text, re.M))
    assert values["summarizer_items"] == "20"
    assert values['summarizer_records_total{status="ok"}'] == "20"
    assert int(values['summarizer_verdicts_total{verdict="fail"}']) == stats["verdict"]["fail"]
    assert int(values['summarizer_findings_total{rule="L201",verdict="fail"}']) == stats["rule"]["L201"]["fail"]


def test_status_of_a_finished_job(job: Path, cli: Cli) -> None:
    said = cli("batch", "status", job, "--lang", "en")
    assert said.code == 0
    assert "20 of 20 (100.0%), shards 4 of 4, not running" in said.out
    stands = json.loads(cli("batch", "status", job, "--format", "json").out)
    assert (stands["done"], stands["running"], stands["stats"]["status"]) == (20, False, {"ok": 20})


def test_status_while_it_runs(tmp_path: Path, cli: Cli) -> None:
    line, environment = command(pairs_file(tmp_path / "in.jsonl", 200), "--job", tmp_path / "job", "--shard-size", "20")
    with subprocess.Popen(line, env=environment, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list((tmp_path / "job" / "records").glob("*.jsonl")):
            pass
        stands = json.loads(cli("batch", "status", tmp_path / "job", "--format", "json").out)
        process.kill()
    assert stands["running"]
    assert 20 <= stands["done"] < 200


def test_status_of_no_job_is_one_line(tmp_path: Path, cli: Cli) -> None:
    refused = cli("batch", "status", tmp_path)
    assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_a_terminal_shows_a_bar_with_rate_and_verdicts(tmp_path: Path) -> None:
    line, environment = command(pairs_file(tmp_path / "in.jsonl", 20), "--job", tmp_path / "job")
    master, terminal = pty.openpty()
    with subprocess.Popen(line, env=environment | {"TERM": "xterm", "COLUMNS": "120"}, stderr=terminal):
        os.close(terminal)
        shown = b""
        while True:
            try:
                shown += os.read(master, 65536)
            except OSError:  # the other side has closed
                break
    os.close(master)
    text = shown.decode()
    assert "20/20" in text
    assert re.search(r"[\d.]+/s", text)
    assert "fail" in text


def test_quiet_says_nothing(tmp_path: Path) -> None:
    done = batch(pairs_file(tmp_path / "in.jsonl", 3), "--job", tmp_path / "job", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
