"""The arguments and flags that several commands share. ``help`` names a message, which ``app`` puts in place."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

Source = Annotated[str, Argument(metavar="SOURCE", help="cli.source", show_default=False)]
Url = Annotated[str | None, Option("--url", metavar="URL", help="cli.url", show_default=False)]
AllowPrivate = Annotated[bool, Option("--allow-private", help="cli.allow-private")]
Repost = Annotated[str, Argument(metavar="REPOST", help="cli.repost", show_default=False)]
Original = Annotated[str | None, Option("--original", metavar="ORIGINAL", help="cli.original", show_default=False)]
RepostUrl = Annotated[str | None, Option("--repost-url", metavar="URL", help="cli.repost-url", show_default=False)]
OriginalUrl = Annotated[
    str | None, Option("--original-url", metavar="URL", help="cli.original-url", show_default=False)
]
Profile = Annotated[str | None, Option("--profile", metavar="NAME|FILE", help="cli.profile", show_default=False)]
