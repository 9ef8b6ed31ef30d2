"""The commands, one thin module each."""

from __future__ import annotations

import sys


def main() -> None:
    """The console script."""
    from summarizer.cli.app import run

    sys.exit(run(sys.argv[1:]))
