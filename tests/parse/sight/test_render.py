"""A real Chromium settles what scripts leave open."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.data import Page
from summarizer.parse.sight.render import chromium, settled
from tests.conftest import Cli

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium on this machine")

HIDE, SHOW = "none", "block"


def _scripted(before: str, after: str, fixtures: Path, tmp_path: Path) -> Path:
    """The clean repost with its link line styled one way, and a script that styles it the other."""
    page = (fixtures / "rednet-repost-clean" / "page.html").read_text(encoding="utf-8")
    start = page.rindex("<p", 0, page.index("本文链接"))
    page = f'{page[:start]}<p id="line" style="display:{before}"{page[start + 2 :]}'
    script = f'<script>document.getElementById("line").style.display = "{after}"</script></body>'
    path = tmp_path / "page.html"
    path.write_text(page.replace("</body>", script), encoding="utf-8")
    return path


def test_what_a_script_shows_passes_and_what_it_hides_fails(cli: Cli, fixtures: Path, tmp_path: Path) -> None:
    original = ("--original", fixtures / "rednet-repost-clean" / "original.html")
    shown = _scripted(HIDE, SHOW, fixtures, tmp_path)
    assert cli("check", shown, *original).code == 3, "without running the script nobody can tell"
    assert cli("check", shown, *original, "--render").code == 0
    hidden = _scripted(SHOW, HIDE, fixtures, tmp_path)
    assert cli("check", hidden, *original, "--render").code == 1


def test_bytes_are_decoded_as_everywhere_and_scripts_are_gone() -> None:
    page = settled(Page('<meta charset="gbk"><p>编码</p><script>document.body.append("加载")</script>'.encode("gbk")))
    assert page is not None
    assert "编码" in str(page.content)
    assert "加载" in str(page.content)
    assert "<script" not in str(page.content)
