"""What the READMEs show is what the program writes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import FIXTURES

ROOT = FIXTURES.parent


def test_samples_are_real() -> None:
    script = ROOT / "docs" / "samples.py"
    done = subprocess.run([sys.executable, script, "--check"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stderr}run: make samples"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_both_readmes_show_a_check_and_the_exit_codes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "$ summarizer check" in text
    assert "V601" in text
    assert all(f"| {code} |" in text for code in range(4))
