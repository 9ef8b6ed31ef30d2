"""``summarizer summarize SOURCE...``: articles to abstracts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from typer import Argument, Option

from summarizer import pipeline
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit, of_error
from summarizer.cli.options import AllowPrivate, Url
from summarizer.data import Abstract
from summarizer.errors import SummarizerError
from summarizer.report import formats
from summarizer.sources import load_article


class Method(StrEnum):
    AUTO = "auto"
    ABSTRACTIVE = "abstractive"
    EXTRACTIVE = "extractive"


Sources = Annotated[list[str], Argument(metavar="SOURCE...", help="cli.sources", show_default=False)]
Length = Annotated[str, Option("--length", metavar="short|standard|long|N", help="cli.length")]
Model = Annotated[str | None, Option("--model", metavar="NAME", help="cli.model", show_default=False)]
How = Annotated[Method, Option("--method", help="cli.method")]


def summarize(
    call: Call,
    sources: Sources,
    *,
    url: Url = None,
    length: Length = "standard",
    model: Model = None,
    method: How = Method.AUTO,
    allow_private: AllowPrivate = False,
) -> Exit:
    """One source that cannot be summarized does not stop the others."""
    size = int(length) if length.isascii() and length.isdigit() else length
    made: list[Abstract] = []
    exits = [Exit.CLEAN]
    for source in sources:
        try:
            article = load_article(source, url=url, settings=call.settings)
            pipeline.prepare(call.note, method=method, settings=call.settings)
            made.append(pipeline.summarize(article, length=size, method=method, settings=call.settings))
        except SummarizerError as error:
            call.fail(error.message)
            exits.append(of_error(error))
    if made or len(sources) > 1:
        call.put(formats.render(made[0] if len(sources) == 1 else made, call.format, call.style))
    return Exit.ERROR if Exit.ERROR in exits else max(exits)
