"""``summarizer parse SOURCE``: page to article."""

from __future__ import annotations

from summarizer import pipeline, sources
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.cli.options import AllowPrivate, Source, Url
from summarizer.report import formats


def parse(call: Call, source: Source, url: Url = None, allow_private: AllowPrivate = False) -> Exit:
    article = pipeline.parse(sources.load(source, url=url, settings=call.settings))
    call.put(formats.render(article, call.format, call.style))
    if article.paragraphs:
        return Exit.CLEAN
    call.fail(sources.no_article(source, article).message)
    return Exit.UNKNOWN
