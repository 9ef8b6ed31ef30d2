"""One check as one HTML file, without scripts or anything from elsewhere, to open, print or send."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from summarizer.data import Check, Verdict
from summarizer.messages import say
from summarizer.report.check_text import MARKS, count_line, distinct, grouped, verdict_words
from summarizer.report.console import Lang, clean, reveal
from summarizer.report.names import Names


def render(check: Check, names: Names, *, version: str, lang: Lang = "zh") -> str:
    """The page. Text from the two pages is escaped, and cannot turn its reading direction."""

    def tell(key: str, **slots: object) -> str:
        return say(f"report.{key}", **slots).in_language(lang)

    fix = check.fix
    return clean(
        _template().render(
            check=check,
            names=names,
            version=version,
            lang=lang,
            tell=tell,
            verdict=verdict_words(check.verdict).in_language(lang),
            counts=count_line(check, lang),
            pages=_pages(check, names),
            groups=[(tell(f"severity-{severity.value}"), found) for severity, found in grouped(check)],
            forms=fix and ((tell("plain-text"), fix.text), ("Markdown", fix.markdown), ("HTML", fix.html)),
            say=lambda message: message.in_language(lang),
        )
    )


def _pages(check: Check, names: Names) -> list[tuple[str, Any, str]]:
    pages: list[tuple[str, Any, str]] = [("repost", check.repost, names.repost)]
    return pages + ([("original", check.original, names.original)] if check.original else [])


@cache
def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("summarizer.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = {
        "reveal": reveal,
        "mark": lambda verdict: MARKS[verdict][0],
        "css": _css,
        "distinct": distinct,
    }
    environment.globals.update(helpers)
    return environment.get_template("check.html")


def _css(verdict: Verdict) -> str:
    return verdict.value.replace("/", "")
