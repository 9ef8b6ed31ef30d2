"""``summarizer evidence REPOST --original ORIGINAL -o FILE.zip``: both snapshots, the check, a draft notice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from summarizer import pairs
from summarizer.cli import options
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit, of_verdict
from summarizer.cli.output import whole
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.report import formats
from summarizer.report.console import Style
from summarizer.report.evidence import write_evidence

Output = Annotated[Path, Option("--output", "-o", metavar="FILE.zip", help="cli.output", show_default=False)]


def evidence(
    call: Call,
    repost: options.Repost,
    *,
    output: Output,
    original: options.Original = None,
    repost_url: options.RepostUrl = None,
    original_url: options.OriginalUrl = None,
    profile: options.Profile = None,
    allow_private: options.AllowPrivate = False,
) -> Exit:
    """The exit code is that of the check. What is in the file does not depend on the terminal."""
    pages = pairs.load_pair(repost, original, urls=(repost_url, original_url), settings=call.settings)
    spread = pairs.compared(pairs.open_pair(pages, profile=call.settings.profile))
    judged = spread.check
    names = formats.Names.of(judged, repost=repost, original=original)
    style = Style(lang=call.lang)
    text, page = formats.render(judged, "text", style, names), formats.render_spread(spread, style, names)
    content = write_evidence(judged, pages.original, pages.repost, report=text, page=page, lang=call.lang)
    try:
        with whole(output) as part:
            part.write_bytes(content)
    except OSError as error:
        raise InputError(say("input.unwritable", path=output, reason=error.strerror), code="unwritable") from error
    call.note(say("evidence.written", path=output, verdict=judged.verdict.value))
    return of_verdict(judged.verdict)
