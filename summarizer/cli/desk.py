"""``summarizer desk``: checks on a local page, for people who do not live in a terminal."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from summarizer.cli import options
from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.messages import say

Host = Annotated[str, Option("--host", metavar="ADDRESS", help="cli.desk-host")]
Port = Annotated[int, Option("--port", min=0, max=65535, help="cli.desk-port")]
Browse = Annotated[bool, Option("--open", help="cli.desk-open")]


def desk(
    call: Call,
    *,
    host: Host = "127.0.0.1",
    port: Port = 8765,
    browse: Browse = False,
    profile: options.Profile = None,
    allow_private: options.AllowPrivate = False,
) -> Exit:
    """The address, with its token, is the only thing on standard output."""
    from summarizer.check.profile import load_profile
    from summarizer.desk.serve import listen

    load_profile(call.settings.profile)  # a profile that is wrong is said now, not with every check
    served = listen(call.settings, host=host, port=port, lang=call.lang)
    call.note(say("desk.ready"))
    call.put(f"{served.address}\n")
    if browse:
        import webbrowser

        webbrowser.open(served.address)
    served.run()
    return Exit.CLEAN
