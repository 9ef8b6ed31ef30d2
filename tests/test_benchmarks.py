"""Every benchmark runs without data of others, prints its table and writes its figures, with the machine they are of."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from benchmarks import generators, writers
from benchmarks.writers import Case
from summarizer.parse.sight.render import chromium
from tests.summarize import tiny

ROOT = Path(__file__).parent.parent
# name and flags that keep it short -> what the figures must have
COMMANDS: dict[str, set[str]] = {
    "batch --pages 6 --only loop --only '1 worker'": {"loop", "1 worker"},
    "extraction --only summarizer": {"summarizer"},
    "fetching --pages 20 --hosts 5 --rate 50": {"first"},
    "fidelity --count 1": {"width", "number"},
    "guard": {"our own"},
    "notices": {"sets", "kinds"},
    "pages": {"our own"},
    "register --sizes 20": {"20"},
    "speed --every 60 --repeat 1 --rules 20": {"milliseconds", "pairs a second", "by style rules", "memory"},
    "startup --runs 1 --only rules": {"summarizer rules"},
    "summaries --model none --only lead --only extractive": {"lead", "extractive"},
}
# peers, by the package that each needs
PEERS = {
    "trafilatura": "extraction --only trafilatura",
    "readability": "extraction --only readability-lxml",
    "newspaper": "extraction --only newspaper4k",
    "gne": "extraction --only GNE",
    "goose3": "extraction --only goose3",
    "justext": "extraction --only justext",
    "resiliparse": "extraction --only resiliparse",
    "magic_html": "extraction --only magic-html",
    "snownlp": "summaries --model none --only snownlp --limit 2",
    "sumy": "summaries --model none --only 'sumy TextRank' --limit 2",
    "textrank4zh": "summaries --model none --only textrank4zh --limit 2",
    "jionlp": "summaries --model none --only jionlp --limit 2",
    "ray": "batch --pages 4 --only 'Ray, 2 workers'",
}


def _run(command: str, folder: Path) -> dict[str, Any]:
    """What the benchmark wrote."""
    name, *flags = shlex.split(command)
    figures = folder / "figures.json"
    line = [sys.executable, "-m", f"benchmarks.{name}", *flags, "--json", str(figures)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "| --- |" in done.stdout
    told: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
    assert told["command"].startswith(f"python -m benchmarks.{name}")
    assert told["machine"]["cores"] >= 1
    return dict(told["figures"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.split(" ")[0])
def test_it_measures_our_own(command: str, tmp_path: Path) -> None:
    figures = _run(command, tmp_path)
    assert set(figures) >= COMMANDS[command]
    assert all(figures.values())


@pytest.mark.parametrize("package", PEERS)
def test_it_measures_a_peer(package: str, tmp_path: Path) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed: benchmarks/requirements.txt")
    figures = next(iter(_run(PEERS[package], tmp_path).values()))
    assert figures.get("F1", 1) > 0.2  # it read the pages, or was not asked to


@pytest.mark.skipif(chromium() is None, reason="no Chromium on PATH")
def test_it_compares_with_a_browser(tmp_path: Path) -> None:
    figures = _run("visibility_agreement --limit 6", tmp_path)
    assert figures["planted"]["%"] == 100
    assert figures["pages"]["agree"] > 20


def test_a_peer_that_is_not_there_is_left_out_with_a_reason(tmp_path: Path) -> None:
    line = [
        sys.executable,
        "-c",
        "import sys; from benchmarks import ledger; print(ledger.apart('summaries', sys.argv[1:]))",
    ]
    done = subprocess.run([*line, "--one", "nobody"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "None\n"
    assert done.stderr.startswith("nobody: left out (")


def test_a_model_writes_in_the_ways_that_are_compared(tmp_path: Path) -> None:
    article = "青禾市水务局昨天宣布，云溪水库清淤工程已经完工，库容恢复到四百一十万立方米，比原来多出一成。" * 3
    tiny.write_causal(
        tmp_path, article + "新闻：请用个字概括上面这篇只写摘要不要评论不要添加原文没有的内容0123456789\n", seed=1
    )
    cases = [Case(article, 60), Case(article, 60)]
    assert all(writers.ours(str(tmp_path))(cases))
    assert all(isinstance(text, str) for text in generators.one_draft(str(tmp_path))(cases))


@pytest.mark.slow
def test_a_model_is_measured_with_one_8_and_32_articles_at_a_call(tmp_path: Path) -> None:
    model = tmp_path / "model"
    tiny.write_causal(model, "青禾市水务局昨天宣布，云溪水库清淤工程已经完工，请用到个字0123456789\n", seed=1)
    flags = f"--model {model} --only {model} --limit 1 --batches 1 8 32 --lengths 500"
    figures = _run(f"summaries {flags}", tmp_path)[str(model)]
    assert list(figures["speed"]) == ["1 at once", "8 at once", "32 at once"]
    assert all(one["a second"] > 0 for one in figures["speed"].values())


@pytest.mark.slow
def test_the_default_model_is_measured_beside_the_same_weights_elsewhere(tmp_path: Path) -> None:
    others = ["transformers float32", *(["llama.cpp Q4_K_M"] if find_spec("llama_cpp") else [])]
    ways = ["fast", "fast, one draft", *(f"fast, {other}" for other in others)]
    only = " ".join(f"--only '{way}'" for way in ways)
    figures = _run(f"summaries --limit 1 --batches 1 --lengths 500 {only}", tmp_path)
    assert list(figures) == ways
    assert all(one["quality"]["R1"] > 10 for one in figures.values())
