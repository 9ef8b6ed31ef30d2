"""The desk's form, as a browser sends it, as a request for a check."""

from __future__ import annotations

import secrets
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

from summarizer.data import Message
from summarizer.desk.checks import Request
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.report.console import clean
from summarizer.sources import is_address

_LONGEST = 4096  # characters of an address
_NAME = 80  # characters of a file's name that are shown


async def read_form(form: FormData, folder: Path, profiles: tuple[str, ...]) -> Request:
    """What was asked for. Files sent along are put into ``folder``.

    A field takes an address, never a path of this machine: whoever reaches the desk may not read its files. Raises
    ``InputError`` where there is no repost, or a field holds neither an address nor a registered name.
    """
    repost, repost_name = await _page(form, "repost", folder)
    original, original_name = await _page(form, "original", folder)
    if repost is None or repost_name is None:
        raise InputError(say("desk.no-repost"), code="no-repost")
    profile = str(form.get("profile") or "default")
    if profile not in profiles:
        raise InputError(say("desk.no-such-profile", profile=profile[:_NAME]), code="no-such-profile")
    urls = (_field(form, "repost_url"), _field(form, "original_url"))
    return Request(repost, original, (repost_name, original_name or ""), urls, profile)


async def _page(form: FormData, name: str, folder: Path) -> tuple[str | None, str | None]:
    """What a field names, and what to call it. A file that was sent along comes before what is typed."""
    sent = form.get(f"{name}_file")
    if isinstance(sent, UploadFile) and sent.filename:
        path = folder / f"{secrets.token_hex(8)}.html"
        path.write_bytes(await sent.read())
        return str(path), " ".join(clean(sent.filename).split())[-_NAME:]
    typed = _field(form, name)
    if typed is None:
        return None, None
    registered = name == "original" and "/" not in typed and "\\" not in typed and not typed.startswith((".", "-"))
    if not is_address(typed) and not registered:
        raise InputError(say("desk.no-address", field=_called(name), given=typed[:_NAME]), code="no-address")
    return typed, typed


def _field(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return (value.strip()[:_LONGEST] or None) if isinstance(value, str) else None


def _called(name: str) -> Message:
    return say(f"desk.{name}")
