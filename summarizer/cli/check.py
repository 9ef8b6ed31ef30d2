"""``summarizer check REPOST --original ORIGINAL``: does the repost keep what the original asks for?"""

from __future__ import annotations

from typing import Annotated

from typer import Option

from summarizer import pairs, sources
from summarizer.cli import options
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit, of_verdict
from summarizer.report import formats

Summary = Annotated[str | None, Option("--summary", metavar="FILE|TEXT", help="cli.summary", show_default=False)]
Online = Annotated[bool, Option("--online", help="cli.online")]
Render = Annotated[bool, Option("--render", help="cli.render")]
Fix = Annotated[bool, Option("--fix", help="cli.fix")]


def check(
    call: Call,
    repost: options.Repost,
    *,
    original: options.Original = None,
    repost_url: options.RepostUrl = None,
    original_url: options.OriginalUrl = None,
    profile: options.Profile = None,
    summary: Summary = None,
    online: Online = False,
    render: Render = False,
    fix: Fix = False,
    allow_private: options.AllowPrivate = False,
) -> Exit:
    from summarizer.check.registry import explained

    pages = pairs.load_pair(repost, original, urls=(repost_url, original_url), settings=call.settings)
    if render:
        pages = pairs.rendered(pages)
    abstract = sources.load_text(summary, settings=call.settings) if summary is not None else None
    followed = call.settings if online else None
    spread = pairs.open_pair(pages, profile=call.settings.profile, summary=abstract, online=followed)
    judged = spread.check
    names = formats.Names.of(judged, repost=repost, original=original)
    if fix:
        call.put(formats.render_fix(judged, call.style))
    elif call.format == "html":
        call.put(formats.render_spread(pairs.compared(spread), call.style, names))
    else:
        call.put(formats.render(judged, call.format, call.style, names, explained))
    return of_verdict(judged.verdict)
