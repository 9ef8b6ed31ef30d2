"""On a busy machine the threads of a model must not spin while they wait for each other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.summarize import tiny


def test_threads_of_a_model_sleep_while_they_wait(tmp_path: Path) -> None:
    tiny.write_causal(tmp_path, "水库清淤工程完工", seed=3)
    program = f"from summarizer.summarize.loader import load_summarizer; load_summarizer({str(tmp_path)!r})"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("OMP_", "GOMP_"))}
    told = subprocess.run(
        [sys.executable, "-c", program],
        env=environment | {"OMP_DISPLAY_ENV": "VERBOSE"},  # GNU's library says how it was set up
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    if "GOMP_SPINCOUNT" not in told:
        pytest.skip("torch is built with another OpenMP library here")
    assert "GOMP_SPINCOUNT = '0'" in told
