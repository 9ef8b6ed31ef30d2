"""robots.txt (RFC 9309): what a host lets this program ask for, and how often."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx2
from protego import Protego

from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.fetch.guard import shown
from summarizer.fetch.shared import Kept, Shared
from summarizer.messages import say

LIMIT = 512 * 1024  # bytes that are read; RFC 9309 asks for 500 KiB at least
_KEPT = 3600.0  # seconds; RFC 9309 allows a day
_KEPT_FAILURE = 300.0
_HOSTS = 5_000
# A redirect that leads nowhere is a robots.txt that is not there; any other failure is a host that does not answer.
_NOT_THERE = ("redirects", "bad-address", "credentials")

Rules = Protego | FetchError


class Robots:
    """The rules of every host asked so far, read with ``fetch``. ``agent`` is the name that the rules are sought by."""

    def __init__(self, fetch: Callable[[str], Awaitable[Page]], user_agent: str) -> None:
        self._fetch = fetch
        self._agent = user_agent.partition("/")[0].strip()
        self._rules: Shared[Rules] = Shared(_HOSTS)

    async def delay(self, url: httpx2.URL) -> float:
        """The seconds that the host wants between two requests.

        Raises ``FetchError``: ``robots`` where it does not want ``url`` asked for or cannot say so (5xx), or what kept
        its robots.txt from being read, which is then what keeps the page from being read.
        """
        address = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        rules = await self._rules.get(address, lambda: self._read(address))
        if isinstance(rules, FetchError):
            raise FetchError(rules.message, code=rules.code)
        if not rules.can_fetch(str(url), self._agent):
            raise FetchError(say("fetch.robots", url=shown(str(url))), code="robots")
        rate = rules.request_rate(self._agent)
        return max(rules.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    async def _read(self, address: str) -> Kept[Rules]:
        try:
            page = await self._fetch(address)
        except FetchError as error:
            if error.code in _NOT_THERE:
                return Kept(Protego.parse(""), _KEPT)
            return Kept(error, _KEPT_FAILURE)
        if page.status is None or page.status >= 500 or page.status == 429:
            message = say("fetch.robots-unread", url=shown(address), status=page.status)
            return Kept(FetchError(message, code="robots"), _KEPT_FAILURE)
        return Kept(Protego.parse(_text(page)), _KEPT)


def _text(page: Page) -> str:
    if page.status != 200 or isinstance(page.content, str):
        return ""
    return page.content.decode("utf-8-sig", "replace")
