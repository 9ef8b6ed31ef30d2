"""Any result in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from summarizer.data import Abstract, Article, Check, Support
from summarizer.report import abstract_text, article_text, check_text, json, junit, sarif
from summarizer.report.check_text import render_fix
from summarizer.report.console import Style

__all__ = ["Result", "render", "render_fix"]

Result = Article | Abstract | Support | Check


def render(result: Result | Sequence[Result], kind: str, style: Style) -> str:
    """``kind`` is ``text`` or ``json``, for a check also ``sarif`` or ``junit``. Several results are one JSON array."""
    if kind == "json":
        return json.render(result)
    if isinstance(result, Sequence):
        return "\n".join(_text(one, style) for one in result)
    if isinstance(result, Check) and kind == "sarif":
        return sarif.render(result, version=version("summarizer"), lang=style.lang)
    if isinstance(result, Check) and kind == "junit":
        return junit.render(result, lang=style.lang)
    return _text(result, style)


def _text(result: Result, style: Style) -> str:
    match result:
        case Article():
            return article_text.render(result, style)
        case Abstract():
            return abstract_text.render(result, style)
        case Support():
            return abstract_text.render_support(result, style)
        case Check():
            return check_text.render(result, style)
