"""What the program is made of is written down, the same everywhere, and nothing it reads is run."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def names(text: str) -> set[str]:
    return {re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"(?m)^([\w.-]+)", text)}


def pins(path: str) -> dict[str, str]:
    lines = re.findall(r"(?m)^([\w.-]+)==([^\s\\]+)", (ROOT / path).read_text(encoding="utf-8"))
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in lines}


PINNED = pins("constraints.txt")


def test_the_lock_holds_what_is_pinned_and_a_hash_of_each() -> None:
    assert pins("requirements.lock") == PINNED, "run make lock"
    entries = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    bare = [
        line for line in entries if line and line[0] != "#" and not re.search(r"--hash=sha256:[0-9a-f]{64}\b", line)
    ]
    assert bare == []


def test_every_dependency_of_the_two_commands_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + extras["parquet"] + extras["ray"] + extras["xlsx"] + extras["dev"]
    assert names("\n".join(asked)) - {"summarizer"} - set(PINNED) == set()


def test_the_bill_of_materials_is_complete() -> None:
    bill = json.loads((ROOT / "docs/sbom.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert {part["name"]: part["version"] for part in bill["components"]} == PINNED, "run make lock"
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [part["name"] for part in bill["components"] if part["hashes"][0]["content"] not in lock] == []


def test_the_licence_of_every_dependency_and_model_is_told_and_fits() -> None:
    page = (ROOT / "docs/licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| ([a-z0-9-]+) \| (\d\S*) \| (.+?) \| (.+?) \|$", page)
    assert {name: version for name, version, _, _ in rows} == PINNED, "run make lock"
    unfit = {name for name, _, _, fits in rows if not fits.startswith("可")}
    assert {name for name in unfit if not name.startswith("gemma3-270m")} == set()
    for path in (ROOT / "models").glob("*/model.toml"):
        model = tomllib.loads(path.read_text(encoding="utf-8"))
        assert f"| {model['base']} | {model['licence']} |" in page


# Calls that run what they read. ``model.eval()`` of torch takes no text: only the bare names count for eval and exec.
RUNS = {"eval", "exec", "compile", "__import__", "torch.load", "yaml.load", "numpy.load", "np.load", "joblib.load"}
MODULES = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}


def unsafe(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from {ast.unparse(node.func)} & RUNS
            yield from (f"{word.arg}=True" for word in node.keywords if loosened(word))
        elif isinstance(node, ast.Import):
            yield from {alias.name.split(".")[0] for alias in node.names} & MODULES
        elif isinstance(node, ast.ImportFrom):
            yield from {(node.module or "").split(".")[0]} & MODULES


def loosened(word: ast.keyword) -> bool:
    """Whether a keyword lets a library run a model's own code, or read pickles."""
    asked = word.arg in ("trust_remote_code", "allow_pickle") and ast.unparse(word.value) != "False"
    return asked or (word.arg in ("use_safetensors", "weights_only") and ast.unparse(word.value) != "True")


def test_the_package_loads_no_pickle_and_runs_nothing_it_reads() -> None:
    sources = sorted((ROOT / "summarizer").rglob("*.py"))
    found = {
        f"{path.relative_to(ROOT)}: {what}"
        for path in sources
        for what in unsafe(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(sources) > 100
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from marshal import loads",
        "torch.load(f)",
        "yaml.load(t)",
        "eval(t)",
        "exec(t)",
        "f(allow_pickle=True)",
        "m.from_pretrained(p, trust_remote_code=True)",
        "m.from_pretrained(p, use_safetensors=False)",
    ],
)
def test_what_would_run_outside_data_is_seen(code: str) -> None:
    assert list(unsafe(ast.parse(code)))
