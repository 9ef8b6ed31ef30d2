"""The exit codes, which scripts rely on."""

from __future__ import annotations

from enum import IntEnum

from summarizer.data import Verdict
from summarizer.errors import SummarizerError


class Exit(IntEnum):
    CLEAN = 0
    FAIL = 1
    ERROR = 2  # usage, configuration, a source that cannot be used, an error of our own
    UNKNOWN = 3
    INTERRUPTED = 130  # 128 + SIGINT, as shells count
    BROKEN_PIPE = 141  # 128 + SIGPIPE
    TERMINATED = 143  # 128 + SIGTERM


def of_verdict(verdict: Verdict) -> Exit:
    return {Verdict.FAIL: Exit.FAIL, Verdict.UNKNOWN: Exit.UNKNOWN}.get(verdict, Exit.CLEAN)


def of_error(error: SummarizerError) -> Exit:
    """A page that was read but has no article leaves the question open; everything else is an error."""
    return Exit.UNKNOWN if error.code == "no-article" else Exit.ERROR
