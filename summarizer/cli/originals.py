"""``summarizer originals add|list|match|export|remove``: the register of one's own articles."""

from __future__ import annotations

import json
from typing import Annotated

from typer import Argument, Option

from summarizer import pairs, pipeline
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit, of_error
from summarizer.cli.options import AllowPrivate, Source, Url
from summarizer.errors import InputError, SummarizerError
from summarizer.messages import say
from summarizer.report import originals as report
from summarizer.sources import load, load_article

Sources = Annotated[list[str], Argument(metavar="SOURCE...", help="cli.sources", show_default=False)]
Id = Annotated[str | None, Option("--id", metavar="NAME", help="cli.original-id", show_default=False)]
Name = Annotated[str, Argument(metavar="NAME", help="cli.original-name", show_default=False)]
Limit = Annotated[int, Option("--limit", min=1, max=100, help="cli.match-limit")]


def add(call: Call, sources: Sources, *, id: Id = None, url: Url = None, allow_private: AllowPrivate = False) -> Exit:  # noqa: A002 (the flag is --id)
    """One source that cannot be registered does not stop the others."""
    exits = [Exit.CLEAN]
    with pairs.open_register(call.settings) as register:
        for source in sources:
            try:
                page = load(source, url=url, settings=call.settings)
                article = pipeline.parse(page)
                if not article.paragraphs:
                    raise InputError(say("originals.empty-article", source=source), code="no-article")
                name = register.add(article, page, name=id if len(sources) == 1 else None)
                call.put(f"{name}\n")
            except SummarizerError as error:
                if error.code == "register":  # no other could be registered either
                    raise
                call.fail(error.message)
                exits.append(of_error(error))
    return Exit.ERROR if Exit.ERROR in exits else max(exits)


def list_entries(call: Call) -> Exit:
    with pairs.open_register(call.settings) as register:
        call.put(report.render_entries(list(register), call.format, call.style))
    return Exit.CLEAN


def match(
    call: Call, source: Source, *, url: Url = None, limit: Limit = 5, allow_private: AllowPrivate = False
) -> Exit:
    """Exit code 0 whether or not anything matches: that a page is nobody's repost is no fault."""
    article = load_article(source, url=url, settings=call.settings)
    with pairs.open_register(call.settings) as register:
        call.put(report.render_matches(register.match(article.text, limit=limit), call.format, call.style))
    return Exit.CLEAN


def export(call: Call) -> Exit:
    """One JSON object a line, whatever the format."""
    with pairs.open_register(call.settings) as register:
        for entry in register:
            call.put(json.dumps(entry.to_dict(), ensure_ascii=False) + "\n")
    return Exit.CLEAN


def remove(call: Call, name: Name) -> Exit:
    with pairs.open_register(call.settings) as register:
        if not register.remove(name):
            raise InputError(say("originals.unknown", name=name), code="register")
    return Exit.CLEAN
