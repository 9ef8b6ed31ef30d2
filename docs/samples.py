"""Write the output of every ``$ summarizer …`` block of the READMEs anew, so that what they show is real.

    python docs/samples.py [--check]

A block is a fenced one whose first line is the command. ``--check`` only says which READMEs are out of date.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from summarizer.cli.app import run

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
_BLOCK = re.compile(r"(?ms)^```\n\$ summarizer (?P<command>.*?[^\\])\n.*?^```$")


def output_of(command: str) -> str:
    """What ``summarizer command`` writes to standard output, run from the root of the repository."""
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(written):
        run(shlex.split(command.replace("\\\n", " ")))
    written.seek(0)
    return written.read()


def renewed(text: str) -> str:
    """A README with every sample as it is today."""

    def block(match: re.Match[str]) -> str:
        return f"```\n$ summarizer {match['command']}\n{output_of(match['command'])}```"

    return _BLOCK.sub(block, text)


def main() -> int:
    os.environ["LC_ALL"] = "C"
    stale = 0
    for name in READMES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        new = renewed(text)
        if new != text:
            stale += 1
            sys.stderr.write(f"{name} is out of date\n")
            if "--check" not in sys.argv:
                path.write_text(new, encoding="utf-8")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
