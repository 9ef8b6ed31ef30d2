"""What stands between the desk and everything else that can reach its port.

Any page that the editor's browser has open can send requests to 127.0.0.1. Three things keep them out: a token in the
path, which only the editor's address has; the ``Host`` header, so that no name of an attacker that resolves to
127.0.0.1 is answered (DNS rebinding); and the ``Origin`` of whatever changes something.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # no-referrer would send `Origin: null` with the desk's own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SAFE = ("GET", "HEAD")


class TooLargeError(Exception):
    """The request's body is over the limit."""


@dataclass(slots=True)
class Gate:
    """ASGI middleware: answers only who knows the token, by a name that is the desk's, and within a size.

    ``hosts`` are the values of ``Host`` that are answered; ``max_bytes`` bounds the body of one request.
    """

    app: ASGIApp
    token: str
    hosts: frozenset[str]
    max_bytes: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await refusal(scope, receive, _guarded(send))
            return
        try:
            await self.app(scope, _bounded(receive, self.max_bytes), _guarded(send))
        except TooLargeError:
            await PlainTextResponse("Content Too Large", 413)(scope, receive, _guarded(send))

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return PlainTextResponse("Misdirected Request", 421)
        given = scope["path"].split("/", 2)[1]
        if not secrets.compare_digest(given.encode(), self.token.encode()):
            return PlainTextResponse("Not Found", 404)
        if scope["method"] not in _SAFE and headers.get("origin") != f"{scope['scheme']}://{host}":
            return PlainTextResponse("Forbidden", 403)
        if int(_digits(headers.get("content-length"))) > self.max_bytes:
            return PlainTextResponse("Content Too Large", 413)
        return None


def _digits(value: str | None) -> str:
    return value if value and value.isascii() and value.isdigit() else "0"


def _bounded(receive: Receive, limit: int) -> Receive:
    """``receive`` that raises ``TooLargeError`` when more than ``limit`` bytes have come."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLargeError
        return message

    return bounded


def _guarded(send: Send) -> Send:
    """``send`` that puts the security headers on every answer; one that has a policy of its own keeps it."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return guarded
