"""``summarizer completion bash|zsh|fish``: the script that lets a shell complete commands and flags."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated, Any

from typer import Argument

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit

_NAME = "summarizer"
VARIABLE = "_SUMMARIZER_COMPLETE"  # set by the script when the shell asks what could come next


class Shell(StrEnum):
    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(call: Call, shell: Annotated[Shell, Argument(help="cli.shell", show_default=False)]) -> Exit:
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # has no public name

    call.put(get_completion_script(prog_name=_NAME, complete_var=VARIABLE, shell=shell.value) + "\n")
    return Exit.CLEAN


def asked() -> bool:
    """Whether this process was started by a shell that wants completions."""
    return VARIABLE in os.environ


def answer(tree: Any) -> int:
    """Print what could come next on the shell's line, and give the exit code."""
    from typer.completion import completion_init  # type: ignore[attr-defined]  # has no public name

    completion_init()
    try:
        tree.main(args=[], prog_name=_NAME, complete_var=VARIABLE)
    except SystemExit as done:
        return int(done.code or 0)
    return Exit.CLEAN
