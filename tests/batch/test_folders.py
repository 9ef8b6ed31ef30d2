"""Job folders that are full, that cannot be written, or that several processes share."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.batch.jobs import batch, command, pairs_file, record_files, records

_UNSHARE = shutil.which("unshare")


@pytest.mark.skipif(_UNSHARE is None, reason="no unshare(1): no mounts of one's own")
def test_a_full_disk_is_one_line_and_resumable(tmp_path: Path) -> None:
    """A file system of a megabyte, which is then enlarged."""
    source = pairs_file(tmp_path / "in.jsonl", 60)
    disk = tmp_path / "disk"
    disk.mkdir()
    line, environment = command(source, "--job", disk / "job", "--shard-size", "10")
    run = shlex.join(line)
    script = f"""
        mount -t tmpfs -o size=1m none {disk} || exit 99
        {run} --quiet; [ $? = 2 ] || exit 98
        mount -o remount,size=99m {disk}
        {run} --quiet || exit 97
        cp -r {disk}/job {tmp_path}/job
    """
    done = subprocess.run(
        [_UNSHARE or "", "-rm", "sh", "-c", script],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
    )
    if "Operation not permitted" in done.stderr or done.returncode == 99:
        pytest.skip("no mounts of one's own here")
    assert done.returncode == 0, done.stderr
    assert (done.stderr.count("\n"), "No space left" in done.stderr) == (1, True)
    assert batch(source, "--job", tmp_path / "whole", "--shard-size", "10").returncode == 0
    assert record_files(tmp_path / "job") == record_files(tmp_path / "whole")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = batch(pairs_file(tmp_path / "in.jsonl", 1), "--job", tmp_path / "file" / "job")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_two_runs_of_one_job_share_the_work(tmp_path: Path) -> None:
    line, environment = command(pairs_file(tmp_path / "in.jsonl", 120), "--job", tmp_path / "job", "--shard-size", "10")
    both = [subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said
        assert "120 of 120 done" in said
    assert [record["id"] for record in records(tmp_path / "job")] == [f"r{n}" for n in range(120)]


def test_a_job_in_the_folder_of_its_pages_is_no_input_of_its_own(tmp_path: Path, fixtures: Path) -> None:
    (tmp_path / "a.html").write_bytes((fixtures / "wechat-article" / "page.html").read_bytes())
    assert batch(tmp_path, "--job", tmp_path / "job").returncode == 0
    (tmp_path / "job" / "report").mkdir()
    (tmp_path / "job" / "report" / "index.html").write_text("<p>1</p>", encoding="utf-8")
    again = batch(tmp_path, "--job", tmp_path / "job")
    assert again.returncode == 0, again.stderr
    assert [record["id"] for record in records(tmp_path / "job")] == ["a.html"]


def test_without_an_input_the_job_in_the_folder_goes_on_as_it_was_asked(tmp_path: Path) -> None:
    source = pairs_file(tmp_path / "in.jsonl", 6)
    assert batch(source, "--job", tmp_path / "job", "--shard-size", "3", "--tasks", "parse").returncode == 0
    (tmp_path / "job" / "records" / "000001.jsonl").unlink()
    source.unlink()
    assert batch("--job", tmp_path / "job").returncode == 0
    assert len(records(tmp_path / "job")) == 6
    assert {record["check"] for record in records(tmp_path / "job")} == {None}


def test_a_job_is_the_same_from_another_working_folder(
    tmp_path: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_bytes((fixtures / "wechat-article" / "page.html").read_bytes())
    (tmp_path / "in.jsonl").write_text('{"repost": "pages/a.html"}\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert batch("in.jsonl", "--job", "job", "--tasks", "parse").returncode == 0
    (first,) = records(tmp_path / "job")
    assert (first["status"], first["repost"]) == ("ok", "pages/a.html")
    (tmp_path / "job" / "records" / "000000.jsonl").unlink()
    monkeypatch.chdir(tmp_path / "pages")
    again = batch("../in.jsonl", "--job", "../job", "--tasks", "parse")
    assert again.returncode == 0, again.stderr
    assert records(tmp_path / "job") == [first]


def test_a_changed_profile_is_another_question(tmp_path: Path) -> None:
    source, profile = pairs_file(tmp_path / "in.jsonl", 1), tmp_path / "house.toml"
    profile.write_text('extends = "default"\n', encoding="utf-8")
    assert batch(source, "--job", tmp_path / "job", "--profile", profile).returncode == 0
    profile.write_text('extends = "strict"\n', encoding="utf-8")
    refused = batch(source, "--job", tmp_path / "job", "--profile", profile)
    assert (refused.returncode, "rules" in refused.stderr) == (2, True)


def test_an_input_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none.jsonl"], []):
        refused = batch(*arguments, "--job", tmp_path / "job")
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr


def test_a_proxy_with_a_password_is_no_hindrance_and_stands_nowhere(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('proxy = "http://desk:geheim@127.0.0.1:9"\n', encoding="utf-8")
    done = batch(pairs_file(tmp_path / "in.jsonl", 2), "--job", tmp_path / "job", "--config", config)
    assert done.returncode == 0, done.stderr
    assert "geheim" not in done.stderr
    assert not [path for path in (tmp_path / "job").rglob("*.*") if b"geheim" in path.read_bytes()]
