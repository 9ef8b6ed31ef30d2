"""Ask a real Chromium what it displays: for ``--render``, and to measure our own reading against.

Chromium is looked for on ``PATH``. It runs headless with a profile of its own that is thrown away, its scripts switched
off unless asked for, and no host name resolves unless the network is allowed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from summarizer.data import Page
from summarizer.text.decode import decode

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-default-browser-check", "--mute-audio",
    "--hide-scrollbars", "--window-size=1280,800",
)  # fmt: skip
_OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)
_OPEN, _CLOSE = "\u2402", "\u2403"  # around the answer in the dumped document

# Loads each document in a frame of its own, one after the other, and writes what it displays into the harness.
_HARNESS = """
const wait = (time) => new Promise((done) => setTimeout(done, time));
async function read(frame) {
  // Written, not srcdoc: only so do pages without a doctype keep their quirks.
  const inside = frame.contentDocument;
  inside.open();
  inside.write(frame.dataset.markup);
  inside.close();
  for (let waited = 0; inside.readyState !== "complete" && waited < 4000; waited += 50) await wait(50);
  await wait(SETTLE);
  return { markup: KEEP ? inside.documentElement.outerHTML : "", texts: displayedTexts(inside) };
}
(async () => {
  const out = [];
  for (const frame of document.querySelectorAll("iframe")) {
    frame.style.display = "block";
    try { out.push(await read(frame)); } catch (error) { out.push({ markup: "", texts: [], error: String(error) }); }
    frame.remove();
  }
  const bytes = new TextEncoder().encode(JSON.stringify(out));
  let text = "";
  bytes.forEach((byte) => { text += String.fromCharCode(byte); });
  document.body.textContent = "\\u2402" + btoa(text) + "\\u2403";
})();
"""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as Chromium shows it: its markup after scripts ran, and ``(text, verdict)`` of its text nodes.

    ``verdict`` is ``seen``, ``hidden`` or ``unclear``; texts are stripped and cut at 40 characters.
    """

    markup: str
    texts: tuple[tuple[str, str], ...]


@cache
def chromium() -> str | None:
    """The path of a Chromium or Chrome on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def render(
    documents: Sequence[str], *, scripts: bool = False, network: bool = False, seconds: int = 60
) -> list[Rendered] | None:
    """What Chromium displays of each document; ``None`` where there is no Chromium or it fails within ``seconds``."""
    program = chromium()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="summarizer-render-", ignore_cleanup_errors=True) as folder:
        harness = Path(folder) / "harness.html"
        harness.write_text(_harness(documents, scripts), encoding="utf-8")
        budget = 6000 * len(documents) + 2000
        dumped = _run(program, folder, harness, budget=budget, seconds=seconds, network=network)
    return _answer(dumped or "", len(documents))


def settled(page: Page, *, seconds: int = 30) -> Page | None:
    """``page`` as its own scripts leave it, without them: what was open until they ran is settled in its markup.

    The page stands alone in the browser, so that it has nothing to deceive but itself, and reaches no network.
    ``None`` where there is no Chromium or it fails within ``seconds``.
    """
    program = chromium()
    if program is None:
        return None
    text = page.content if isinstance(page.content, str) else decode(page.content, page.content_type).text
    with tempfile.TemporaryDirectory(prefix="summarizer-render-", ignore_cleanup_errors=True) as folder:
        document = Path(folder) / "page.html"
        document.write_text(text, encoding="utf-8-sig", errors="replace")  # the mark outweighs any label in the page
        dumped = _run(program, folder, document, budget=6000, seconds=seconds)
    tree = LexborHTMLParser(dumped or "")
    for script in tree.css("script"):
        script.decompose()
    return replace(page, content=tree.html or "") if dumped else None


def _run(program: str, folder: str, document: Path, *, budget: int, seconds: int, network: bool = False) -> str | None:
    """The document that Chromium ends up with after ``budget`` milliseconds of its own time."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to run as root
    command = [
        program, *_FLAGS, *(("--no-sandbox",) if root else ()), *(() if network else _OFFLINE),
        f"--user-data-dir={folder}/profile", f"--virtual-time-budget={budget}", "--dump-dom", document.as_uri(),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - fixed arguments
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace")


def _harness(documents: Sequence[str], scripts: bool) -> str:
    sandbox = "allow-same-origin allow-scripts" if scripts else "allow-same-origin"
    frames = "".join(
        f'<iframe sandbox="{sandbox}" style="display:none;width:1280px;height:800px;border:0" '
        f'data-markup="{escape(markup)}"></iframe>'
        for markup in documents
    )
    code = files(__package__).joinpath("displayed.js").read_text(encoding="utf-8")
    settings = f"const SETTLE = {1500 if scripts else 50}, KEEP = {str(scripts).lower()};"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">{frames}'
        f"<script>{settings}{code}{_HARNESS}</script></body></html>"
    )


def _answer(dumped: str, count: int) -> list[Rendered] | None:
    end = dumped.rfind(_CLOSE)
    start = dumped.rfind(_OPEN, 0, max(0, end))
    if start < 0 or end < 0:
        return None
    try:
        found = json.loads(b64decode(dumped[start + 1 : end]))
    except ValueError:
        return None
    if len(found) != count:
        return None
    return [Rendered(one["markup"], tuple((text, verdict) for text, verdict in one["texts"])) for one in found]
