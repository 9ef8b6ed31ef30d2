"""A job from its input to its folder, as an operator sees it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from summarizer.batch.folder import read_records
from tests.batch.jobs import batch, pairs_file, record_files, records
from tests.conftest import Cli


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished job of 60 pairs and a row that names no page, in shards of 10."""
    place = tmp_path_factory.mktemp("job")
    done = batch(pairs_file(place / "in.jsonl", 60, [{"id": "空行"}]), "--job", place / "job", "--shard-size", "10")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return place / "job"


def test_every_input_has_one_record_in_the_order_of_the_input(job: Path) -> None:
    made = records(job)
    assert [record["id"] for record in made] == [
        *(f"r{n}" for n in range(30)),
        "空行",
        *(f"r{n}" for n in range(30, 60)),
    ]
    assert [record["id"] for record in read_records(job)] == [record["id"] for record in made]


def test_records_are_what_the_schema_says(job: Path) -> None:
    paths = [path for path in files("summarizer.schemas").iterdir() if path.name.endswith(".schema.json")]
    schemas = [Resource.from_contents(json.loads(path.read_text(encoding="utf-8"))) for path in paths]
    registry: Registry[Any] = schemas @ Registry()
    validator = Draft202012Validator(registry.contents("urn:summarizer:schema:record"), registry=registry)
    for record in records(job):
        validator.validate(record)


def test_a_row_that_cannot_be_done_is_an_error_on_its_record(job: Path) -> None:
    (wrong,) = [record for record in records(job) if record["status"] != "ok"]
    assert (wrong["id"], wrong["status"], wrong["error"]["code"]) == ("空行", "error", "no-address")


def test_a_record_holds_what_the_single_commands_say(job: Path, cli: Cli) -> None:
    for record in records(job)[:5]:
        judged = cli("check", record["repost"], "--original", record["original"], "--format", "json")
        assert record["check"] == json.loads(judged.out)
        assert record["article"] == json.loads(cli("parse", record["repost"], "--format", "json").out)
        abstract = json.loads(cli("summarize", record["repost"], "--format", "json").out)
        assert record["abstract"] | {"seconds": abstract["seconds"]} == abstract


def test_statistics_count_what_the_records_say(job: Path) -> None:
    stats = json.loads((job / "stats.json").read_bytes())
    made = records(job)
    assert (stats["items"], stats["records"], stats["status"]) == (61, 61, {"error": 1, "ok": 60})
    fails = sum(record["check"]["verdict"] == "fail" for record in made if record["check"])
    assert stats["verdict"]["fail"] == fails > 0
    assert set(stats["seconds"]) == {"load", "check", "summarize"}


def test_a_second_run_does_nothing_and_other_options_are_refused(job: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (job / "records").iterdir()}
    source = job.parent / "in.jsonl"
    assert batch(source, "--job", job).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in (job / "records").iterdir()} == before
    other = batch(source, "--job", job, "--tasks", "parse")
    assert (other.returncode, other.stderr.count("\n")) == (2, 1)
    assert "tasks" in other.stderr


def test_a_changed_input_is_refused(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 2)
    assert batch(source, "--job", tmp_path / "job").returncode == 0
    pairs_file(source, 3)
    refused = batch(source, "--job", tmp_path / "job")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "fingerprint" in refused.stderr


def test_parts_of_a_job_make_the_same_records_as_the_whole(job: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for k in (2, 1, 3):
        done = batch(job.parent / "in.jsonl", "--job", parts, "--shard-size", "10", "--shard", f"{k}/3")
        assert done.returncode == 0, done.stderr
    assert record_files(parts) == record_files(job)
    counts, whole = (json.loads((one / "stats.json").read_bytes()) for one in (parts, job))
    assert counts | {"seconds": 0} == whole | {"seconds": 0}


def test_fail_on_decides_the_exit_code(job: Path, fixtures: Path, tmp_path: Path) -> None:
    """The job has failures; of a page that is gone nothing can be said; a row without a page is an error."""
    for fail_on in ("fail", "unknown"):
        assert batch(job.parent / "in.jsonl", "--job", job, "--fail-on", fail_on).returncode == 1
    case = fixtures / "soft-404"
    for name, row in (("open", {"repost": f"{case}/page.html", "original": f"{case}/original.html"}), ("error", {})):
        source = tmp_path / f"{name}.jsonl"
        source.write_text(json.dumps({"id": "1"} | row), encoding="utf-8")
        for options, code in (([], 0), (["--fail-on", "fail"], 0), (["--fail-on", "unknown"], 3)):
            assert batch(source, "--job", tmp_path / name, *options).returncode == code, (name, options)


def test_a_dry_run_writes_nothing(tmp_path: Path, cli: Cli) -> None:
    said = cli("batch", pairs_file(tmp_path / "in.jsonl", 3), "--job", tmp_path / "job", "--dry-run", "--lang", "en")
    assert said.code == 0
    assert said.out.startswith("3 inputs")
    assert not (tmp_path / "job").exists()


@pytest.mark.parametrize(
    "arguments",
    [["--shard", "0/3"], ["--shard", "x"], ["--tasks", "read"], ["--length", "tall"], ["--profile", "none"]],
)
def test_wrong_options_are_one_line(tmp_path: Path, cli: Cli, arguments: list[str]) -> None:
    refused = cli("batch", pairs_file(tmp_path / "in.jsonl", 1), "--job", tmp_path / "job", *arguments)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert not (tmp_path / "job").exists()
