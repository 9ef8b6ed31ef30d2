"""What every benchmark has in common: its flags, the machine it ran on, the tables it prints, the file it writes."""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("SUMMARIZER_DATA", ROOT.parent / "shared" / "data"))
_SETS = ("avx2", "avx512f", "avx512_vnni", "amx_int8", "asimd", "i8mm")  # instructions that a model's speed hangs on
Rows = Mapping[str, Mapping[str, Any]]


def flags(about: str | None, *, data: str | None = None) -> argparse.ArgumentParser:
    """A parser with ``--json`` and, where ``data`` says what is read there, ``--data``."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    if data:
        parser.add_argument("--data", type=_path, help=f"{data} (default: our own, which are few)")
    parser.add_argument("--json", type=_path, metavar="FILE", help="write the figures there, with date and machine")
    return parser


def _path(text: str) -> Path:
    """As the caller means it, whatever folder a process of its own works in."""
    return Path(text).resolve()


def machine() -> dict[str, Any]:
    """The date, this machine and how busy it is: ``load`` is the mean of the last minute and of the last five."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {
        "date": str(date.today()),
        "summarizer": version("summarizer"),
        "processor": _line("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": cores,
        "instructions": [name for name in _SETS if name in _line("/proc/cpuinfo", "flags|Features").split()],
        "GiB": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "load": [round(value, 1) for value in os.getloadavg()[:2]],
    }


def _line(path: str, name: str) -> str:
    """What stands behind ``name`` in a file of ``name: value`` lines; nothing where there is no such file."""
    try:
        text = Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = re.search(rf"^(?:{name})\s*:\s*(.*)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def peak() -> int:
    """The most memory, in bytes, that this process has held. (Not ``ru_maxrss`` where there is better: that also
    knows the process that started this one.)"""
    known = _line("/proc/self/status", "VmHWM")
    return 1024 * (int(known.split()[0]) if known else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def table(rows: Rows, first: str) -> str:
    """Markdown: a line for each row, ``first`` heads their names; a value that a row lacks stays open."""
    heads = list(dict.fromkeys(head for row in rows.values() for head in row))
    lines = [[first, *heads], ["---"] * (1 + len(heads))]
    lines += [[str(name), *(_shown(row.get(head)) for head in heads)] for name, row in rows.items()]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _shown(value: Any) -> str:
    """Three digits tell what a measurement tells."""
    if not isinstance(value, float):
        return "" if value is None else str(value)
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"


def show(title: str, rows: Rows, first: str) -> None:
    print(f"\n{title}\n\n{table(rows, first)}", flush=True)


def told(began: dict[str, Any]) -> str:
    """``machine()`` in a line."""
    sets = " ".join(began["instructions"])
    cores = f"{began['cores']} cores of {began['processor']} ({sets}), {began['GiB']} GiB, load {began['load'][0]}"
    return f"{began['date']}, {cores}, Python {began['Python']}"


def apart(command: str, flags: list[str]) -> Any:
    """What ``benchmarks.COMMAND`` prints as JSON in a process of its own; ``None``, and a word why, where it cannot."""
    line = [sys.executable, "-m", f"benchmarks.{command}", *flags]
    waits = {"OMP_WAIT_POLICY": "passive"} | os.environ  # threads that wait in a loop for a busy core measure nothing
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=ROOT, env=waits)
    if done.returncode:
        why = (done.stderr.strip() or f"it ended with {done.returncode}").splitlines()[-1]
        print(f"{flags[1]}: left out ({why[:150]})", file=sys.stderr, flush=True)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def keep(path: Path | None, began: dict[str, Any], figures: Mapping[str, Any]) -> None:
    """Write ``figures`` below what ``machine()`` said when the run began, and the command; nothing without ``path``."""
    if path is None:
        return
    command = " ".join(["python", "-m", f"benchmarks.{Path(sys.argv[0]).stem}", *sys.argv[1:]])
    whole = {"command": command, "machine": began | {"load after": machine()["load"]}, "figures": figures}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
