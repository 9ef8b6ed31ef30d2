"""A model is built from exactly the files that were published, once, whatever happens to the machine meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from summarizer.errors import ModelError
from summarizer.summarize import build as building
from summarizer.summarize import catalogue
from tests.conftest import Cli
from tests.summarize import tiny

WEIGHTS = b"weights" * 1000
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``models/`` in a copy that a test may spoil."""
    folder = tmp_path / "models"
    shutil.copytree(catalogue._folder(), folder)
    monkeypatch.setattr(catalogue, "_folder", lambda: folder)
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> catalogue.Model:
    """The fast model with one small part in a package made here."""
    return tiny.small_model(tmp_path, monkeypatch, WEIGHTS)


def test_what_was_trained_is_what_was_published() -> None:
    for model in catalogue.models():
        assert catalogue.adapter_path(model)
        catalogue.check_trained(model)


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: _flip(folder / "adapter.safetensors"),
        lambda folder: _flip(folder / "judge.safetensors"),
        lambda folder: os.truncate(folder / "adapter.safetensors", 1000),
        lambda folder: (folder / "SHA256SUMS").unlink(),
        lambda folder: _flip(folder / "SHA256SUMS"),
    ],
    ids=["a bit of the adapter", "a bit of the judge", "an adapter cut short", "no sums", "a bit of the sums"],
)
def test_a_spoilt_adapter_or_judge_is_one_line_that_names_it(
    cli: Cli, models: Path, tmp_path: Path, spoil: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_build", _never)
    folder = models / "gemma3-270m-zh-news"
    spoil(folder)
    page = tmp_path / "page.html"
    page.write_text("<h1>云溪大桥通车</h1>" + "<p>云溪大桥昨天通车，全长410米。</p>" * 3, encoding="utf-8")
    support = ("support", page, "--abstract", "云溪大桥昨天通车。", "--model", "fast")
    for arguments in (("models", "build", "fast"), support):
        refused = cli(*arguments, "--lang", "en")
        assert (refused.code, refused.out) == (2, ""), refused.err
        assert len(refused.err.splitlines()) == 1
        assert "SHA256SUMS" in refused.err
        assert str(folder) in refused.err
    assert not (tmp_path / "cache" / "models").exists()


def _never(*_: object) -> None:
    pytest.fail("built from what is spoilt")


def _copied(base: Path, target: Path) -> None:
    target.mkdir()
    (target / "model.safetensors").write_bytes(base.read_bytes())


def _built(model: catalogue.Model, cache: Path, runs: Path, seconds: float) -> None:
    """In a process of its own: a conversion that takes its time and leaves a mark."""

    def convert(_: catalogue.Model, base: Path, target: Path) -> None:
        (runs / str(os.getpid())).touch()
        time.sleep(seconds)
        _copied(base, target)

    building._convert = convert
    place = building.build(model, cache)
    if (place / "model.safetensors").read_bytes() != WEIGHTS:
        os._exit(3)


def test_fifty_processes_that_build_at_once_build_one(tmp_path: Path, small: catalogue.Model) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    crowd = [FORK.Process(target=_built, args=(small, tmp_path / "cache", runs, 0.5)) for _ in range(50)]
    for process in crowd:
        process.start()
    for process in crowd:
        process.join(300)
    assert [process.exitcode for process in crowd] == [0] * 50
    assert len(list(runs.iterdir())) == 1
    assert building.is_built(small, tmp_path / "cache")
    left = {path.name for path in (tmp_path / "cache" / "models").iterdir()}
    assert left - {f"{building.built_path(small, tmp_path / 'cache').name}.lock"} == {
        building.built_path(small, tmp_path / "cache").name
    }


def test_a_build_that_is_killed_is_made_by_the_next(tmp_path: Path, small: catalogue.Model) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    process = FORK.Process(target=_built, args=(small, tmp_path / "cache", runs, 60))
    process.start()
    while not list(runs.iterdir()):
        time.sleep(0.01)
    psutil.Process(process.pid).send_signal(signal.SIGKILL)
    process.join(60)
    assert not building.is_built(small, tmp_path / "cache")
    again = FORK.Process(target=_built, args=(small, tmp_path / "cache", runs, 0))
    again.start()
    again.join(60)
    assert again.exitcode == 0
    assert building.is_built(small, tmp_path / "cache")


def test_a_disk_that_fills_up_meanwhile_is_said_and_leaves_nothing_behind(
    tmp_path: Path, small: catalogue.Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: catalogue.Model, __: Path, target: Path) -> None:
        target.mkdir()
        (target / "model.safetensors").write_bytes(b"half")
        with Path("/dev/full").open("wb") as device:
            device.write(b"the other half")

    monkeypatch.setattr(building, "_convert", full)
    with pytest.raises(ModelError, match="No space left"):
        building.build(small, tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache" / "models").iterdir() if path.suffix != ".lock"] == []
