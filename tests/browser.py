"""A headless Chromium for tests of what people look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What a page could say to make a report act, in every way that markup, style and script know of.
ATTACK = (
    "</script></style></textarea></title>--><script>window.hacked=1</script>"
    "<img src=x onerror=window.hacked=2><svg onload=window.hacked=3><a href=javascript:window.hacked=4>x</a>"
    '"\' onmouseover=window.hacked=5 autofocus onfocus=window.hacked=6 x="'
    "<style>body{display:none!important}</style><base href=//evil.example/><meta http-equiv=refresh content=0;url=//evil.example>"
    "<iframe srcdoc='<script>parent.hacked=7</script>'></iframe>\u202e{{7*7}}${7*7}\x1b[31m\u200b"
)


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; the test is skipped where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no {CHROMIUM}")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def violations(page: Any) -> list[str]:
    """What axe-core finds wrong with the page as it is: labels, contrast, roles, keyboard."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")
    page.evaluate((Path(base.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]
