"""How long help takes to appear: the median of several cold starts of each command, in milliseconds.

    python -m benchmarks.startup [--runs 7] [--json FILE]

The aim is half a second; what it must not import is tested in ``tests/test_cli_startup.py``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks import ledger

COMMANDS = ("", "parse", "summarize", "support", "check", "rules", "models")


def measure(arguments: list[str]) -> float:
    """Milliseconds of one run in a process of its own."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "summarizer", *arguments], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = ledger.flags(__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", action="append", help="this command; as often as wanted")
    asked = parser.parse_args()
    began, figures = ledger.machine(), {}
    for command in asked.only or COMMANDS:
        times = [measure([*filter(None, [command]), "--help"]) for _ in range(asked.runs)]
        figures[f"summarizer {command}".strip()] = {"median ms": statistics.median(times), "worst ms": max(times)}
    ledger.show("Help, cold", figures, "command")
    ledger.keep(asked.json, began, figures)


if __name__ == "__main__":
    main()
