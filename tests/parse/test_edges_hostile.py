"""The words around a text are looked for in time that grows with the line, whatever the line."""

from __future__ import annotations

import subprocess
import sys

# Two runs of white space side by side took seven seconds of a processor here; one takes a hundredth of one.
READ = """
import resource
from dataclasses import astuple
from re import Pattern
from summarizer.parse.edges import edges
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
for unit in (" ", "\\n", "\\u3000", "1", "记", "大 ", "/", "| ", "。", "<"):
    line = unit * (20000 // len(unit)) + "!"
    for pattern in astuple(edges()):
        if isinstance(pattern, Pattern):
            pattern.match(line)
print("read")
"""


def test_lines_of_twenty_thousand_characters_are_read_in_linear_time() -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "read\n"), done.stderr
