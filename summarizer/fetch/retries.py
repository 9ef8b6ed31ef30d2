"""Asking again where that may help: no connection, a connection that broke, 429, 5xx."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

import httpx2
import stamina

from summarizer.data import Page
from summarizer.errors import FetchError

_FIRST_WAIT = 1.0  # seconds, doubled each time; the host's own pause comes on top
_LONGEST_WAIT = 30.0

logging.getLogger("stamina").addHandler(logging.NullHandler())  # it tells of every retry; who wants to know can listen


class _Busy(Exception):  # noqa: N818 - no error: a page that may be had later
    def __init__(self, page: Page) -> None:
        super().__init__(page.status)
        self.page = page


async def persistently(fetch: Callable[[bool], Awaitable[Page]], attempts: int) -> Page:
    """What ``fetch`` gives at last; it is told whether this is the last attempt. Raises the ``FetchError`` of that one.

    An answer that took all the time it was given is not asked for again.
    """
    waits = {"wait_initial": _FIRST_WAIT, "wait_max": _LONGEST_WAIT, "wait_jitter": _FIRST_WAIT}
    try:
        async for attempt in stamina.retry_context(on=_may_pass, attempts=attempts, timeout=None, **waits):
            with attempt:
                page = await fetch(attempt.num == attempts)
                if page.status == 429 or (page.status or 0) >= 500:
                    raise _Busy(page)
                return page
    except _Busy as busy:
        return busy.page
    raise AssertionError("the last attempt returns or raises")


def _may_pass(error: Exception) -> bool:
    if not isinstance(error, FetchError):
        return isinstance(error, _Busy)
    broken = (httpx2.NetworkError, httpx2.RemoteProtocolError)
    return error.code == "unresolved" or (error.code != "tls" and isinstance(error.__cause__, broken))
