"""HTML files that stand alone: nothing from elsewhere, and only our own style and script run in them.

A file carries its style and script inline; the Content-Security-Policy names them by hash and allows nothing else, so
that whatever a page says stays text even if an escape were missed.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from summarizer.messages import say
from summarizer.report.console import Lang, clean

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src {style}; script-src {script}"


@dataclass(frozen=True, slots=True)
class Assets:
    """The style and the script of a kind of page, as they stand in ``<style>`` and ``<script>``."""

    style: str
    script: str

    @property
    def policy(self) -> str:
        """The Content-Security-Policy under which just these two run."""
        return _POLICY.format(style=_hash(self.style), script=_hash(self.script))


def assets(*names: str) -> Assets:
    """The style sheets and scripts ``names`` (``pair.css``, ``pair.js``) of ``templates/``, joined in order."""
    return _joined(names)


def document(body: str, *, title: str, lang: Lang, parts: Assets) -> str:
    """A whole HTML file around ``body``, which is markup."""
    page = environment().get_template("document.html")
    return clean(page.render(body=Markup(body), title=title, lang=lang, parts=parts))  # noqa: S704 - ours


def tell(lang: Lang) -> Any:
    """``tell("key", slot=…)`` for templates: a label of ``messages/report.toml``; ``pair.key`` one of ``pair.toml``."""

    def told(key: str, **slots: object) -> str:
        subject = "" if "." in key else "report."
        return say(f"{subject}{key}", **slots).in_language(lang)

    return told


@cache
def environment() -> Any:
    """Jinja2 with everything escaped and nothing undefined."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("summarizer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _joined(names: tuple[str, ...]) -> Assets:
    folder = files("summarizer.report").joinpath("templates")
    texts = {name: folder.joinpath(name).read_text(encoding="utf-8").strip() for name in names}
    return Assets(
        "\n".join(text for name, text in texts.items() if name.endswith(".css")),
        "\n".join(text for name, text in texts.items() if name.endswith(".js")),
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
