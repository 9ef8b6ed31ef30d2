"""The completion script works in a real bash, and completions are those of the command tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash on this machine")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [("summarizer ch", {"check"}), ("summarizer check --prof", {"--profile"}), ("summarizer originals m", {"match"})],
)
def test_bash_completes_commands_and_flags(cli: Cli, tmp_path: Path, typed: str, expected: set[str]) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(cli("completion", "bash").out, encoding="utf-8")
    program = tmp_path / "summarizer"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -m summarizer\n", encoding="utf-8")
    program.chmod(0o755)
    words = typed.split()
    ask = (
        f"source {script}; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; "
        '_summarizer_completion summarizer; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        [shutil.which("bash") or "bash", "-c", ask],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    assert set(done.stdout.split()) == expected


@pytest.mark.parametrize(("shell", "sign"), [("zsh", "#compdef summarizer"), ("fish", "complete --command summarizer")])
def test_other_shells_have_a_script_of_their_own(cli: Cli, shell: str, sign: str) -> None:
    assert sign in cli("completion", shell).out
