"""Any result in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.data import Abstract, Article, Check, Spread, Support
from summarizer.report import abstract_text, article_text, check_text, json, junit, sarif
from summarizer.report.check_text import render_fix
from summarizer.report.console import Style
from summarizer.report.names import Names

__all__ = ["Names", "Result", "render", "render_fix", "render_spread"]

Result = Article | Abstract | Support | Check


def render(
    result: Result | Sequence[Result],
    kind: str,
    style: Style,
    names: Names | None = None,
    explain: sarif.Explain = sarif.no_word,
) -> str:
    """``kind`` is ``text`` or ``json``, for a check also ``sarif``, ``junit`` or ``html``.

    Several results are one JSON array. ``names`` say what the pages of a check were given as, if they have no address;
    ``explain`` knows the rules whose documentation SARIF passes on.
    """
    if kind == "json":
        return json.render(result)
    if isinstance(result, Sequence):
        return "\n".join(_text(one, style) for one in result)
    if isinstance(result, Check):
        return _check(result, kind, style, names or Names.of(result), explain)
    return _text(result, style)


def render_spread(spread: Spread, style: Style, names: Names) -> str:
    """A check with both its pages, as one HTML file."""
    from summarizer.report.pair import page  # Jinja2 takes a moment to load

    return page.render(spread, names, version=version(), lang=style.lang)


def _check(check: Check, kind: str, style: Style, names: Names, explain: sarif.Explain) -> str:
    match kind:
        case "sarif":
            return sarif.render(check, names, version=version(), lang=style.lang, explain=explain)
        case "html":
            from summarizer.report.pair.articles import spread_of

            return render_spread(spread_of(check), style, names)
        case "junit":
            return junit.render(check, names, lang=style.lang)
        case _:
            return check_text.render(check, names, style)


def _text(result: Result, style: Style) -> str:
    match result:
        case Article():
            return article_text.render(result, style)
        case Abstract():
            return abstract_text.render(result, style)
        case Support():
            return abstract_text.render_support(result, style)
        case Check():
            return check_text.render(result, Names.of(result), style)


def version() -> str:
    """The version of this program."""
    from importlib.metadata import version as installed  # 0.02 s that help need not wait for

    return installed("summarizer")
