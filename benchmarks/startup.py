"""How long help takes to appear: the median of several cold starts of each command, in milliseconds.

    python benchmarks/startup.py [--runs 7]

The aim is half a second; what it must not import is tested in ``tests/test_cli_startup.py``.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = ("", "parse", "summarize", "support", "check", "rules", "models")


def measure(arguments: list[str]) -> float:
    """Milliseconds of one run in a process of its own."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "summarizer", *arguments], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    for command in COMMANDS:
        times = [measure([*filter(None, [command]), "--help"]) for _ in range(runs)]
        print(f"{'summarizer ' + command:<24} {statistics.median(times):6.0f} ms (worst {max(times):.0f})")


if __name__ == "__main__":
    main()
