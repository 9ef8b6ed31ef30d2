"""``summarizer support SOURCE --abstract FILE|TEXT``: does the article bear out this abstract?"""

from __future__ import annotations

from typing import Annotated

from typer import Option

from summarizer import pipeline, sources
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.cli.options import AllowPrivate, Source, Url
from summarizer.report import formats

AbstractText = Annotated[str, Option("--abstract", metavar="FILE|TEXT", help="cli.abstract", show_default=False)]
Judge = Annotated[str | None, Option("--model", metavar="NAME", help="cli.judge", show_default=False)]


def support(
    call: Call,
    source: Source,
    abstract: AbstractText,
    judge: Judge = None,  # not ``model``: that is a setting, of those who write
    url: Url = None,
    allow_private: AllowPrivate = False,
) -> Exit:
    article = sources.load_article(source, url=url, settings=call.settings)
    text = sources.load_text(abstract, settings=call.settings)
    if judge:
        pipeline.prepare(call.note, model=judge, settings=call.settings)
    judged = pipeline.support(article, text, model=judge, settings=call.settings)
    call.put(formats.render(judged, call.format, call.style))
    return Exit.CLEAN if judged.ok else Exit.FAIL
