"""``summarizer parse SOURCE``: page to article."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from summarizer import pipeline, sources
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.cli.options import AllowPrivate, Source, Url
from summarizer.data import Page
from summarizer.report import formats, json

Explain = Annotated[bool, Option("--explain", help="cli.explain")]


def parse(
    call: Call, source: Source, url: Url = None, explain: Explain = False, allow_private: AllowPrivate = False
) -> Exit:
    page = sources.load(source, url=url, settings=call.settings)
    if explain:
        return _explain(call, page)
    article = pipeline.parse(page)
    call.put(formats.render(article, call.format, call.style))
    if article.paragraphs:
        return Exit.CLEAN
    call.fail(sources.no_article(source, article).message)
    return Exit.UNKNOWN


def _explain(call: Call, page: Page) -> Exit:
    from summarizer.cli.explain import render
    from summarizer.parse.explain import explain

    explanation = explain(page)
    call.put(json.render(explanation) if call.format == "json" else render(explanation, call.style))
    return Exit.CLEAN if explanation.article.paragraphs else Exit.UNKNOWN
