"""One address to one page, hop by hop: what every way of fetching has in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import ada_url
import httpx2

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.fetch.guard import Target, parse_target, shown
from summarizer.fetch.transport import Budget
from summarizer.messages import say

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"
_PAGE_TYPES = ("text/", "application/xhtml+xml", "application/xml")
_PRIVATE_HEADERS = ("set-cookie", "authorization", "proxy-authenticate", "www-authenticate")

Ask = Callable[[httpx2.Request], Awaitable[httpx2.Response]]


def is_page(kind: str) -> bool:
    return not kind or kind.startswith(_PAGE_TYPES)


def is_stylesheet(kind: str) -> bool:
    return kind in ("", "text/css", "text/plain")


def is_anything(kind: str) -> bool:  # noqa: ARG001 - one of the kinds of ``Errand.wanted``
    return True


@dataclass(frozen=True, slots=True)
class Errand:
    """What is wanted (by its media type), how many decoded bytes of it, and how it is asked for."""

    settings: Settings
    wanted: Callable[[str], bool] = is_page
    limit: int | None = None  # bytes; None: as the settings say
    fresh: bool = False  # ask the server even where a copy that may be used is at hand
    robots: bool = True  # whether robots.txt is asked first; not for robots.txt itself
    whole: bool = False  # a body that breaks off is an error, and no page of which a part came


class _Body(NamedTuple):
    content: bytes
    truncated: bool


async def follow(ask: Ask, target: Target, errand: Errand, budget: Budget) -> Page:
    """The document at ``target``, after redirects, as it came: any status, ``truncated`` where it is over the limit.

    Cookies that a redirect sets are sent to the next hop, and forgotten after the page. Raises ``FetchError``.
    """
    first, cookies = target.url, httpx2.Cookies()
    for _ in range(errand.settings.max_redirects + 1):
        with _told_apart(target, errand.settings):
            request = _request(target, errand, budget)
            cookies.set_cookie_header(request)
            async with AsyncExitStack() as hop:
                request.extensions["hop"] = hop  # closes whatever a layer below may leave open
                response = await ask(request)
                hop.push_async_callback(response.aclose)
                response.request = request
                cookies.extract_cookies(response)
                place = response.headers.get("location")
                if response.status_code not in _REDIRECTS or not place:
                    return await _page(response, target.url, errand)
        target = _next(target, place)
    limit = errand.settings.max_redirects
    raise FetchError(say("fetch.redirects", url=shown(first), limit=limit), code="redirects")


def _request(target: Target, errand: Errand, budget: Budget) -> httpx2.Request:
    settings = errand.settings
    headers = {
        "User-Agent": f"{settings.user_agent}; {settings.contact}" if settings.contact else settings.user_agent,
        "Accept": _ACCEPT,
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    if errand.fresh:
        headers["Cache-Control"] = "no-cache"
    extensions = {"budget": budget, "robots": errand.robots}
    return httpx2.Request("GET", target.url, headers=headers, extensions=extensions)


def _next(target: Target, place: str) -> Target:
    try:
        return parse_target(ada_url.join_url(target.url, place))
    except ValueError as error:
        raise FetchError(say("fetch.bad-address", url=shown(place)), code="bad-address") from error


async def _page(response: httpx2.Response, url: str, errand: Errand) -> Page:
    kind = response.headers.get("content-type", "")
    if response.status_code < 400 and not errand.wanted(kind.partition(";")[0].strip().lower()):
        raise FetchError(say("fetch.content-type", url=shown(url), kind=kind[:80]), code="content-type")
    body = await _read(response, errand)
    headers = tuple((k.lower(), v) for k, v in response.headers.multi_items() if k.lower() not in _PRIVATE_HEADERS)
    told = response.extensions.get("caching", {})
    return Page(
        content=body.content,
        url=url,
        content_type=kind or None,
        status=response.status_code,
        headers=headers,
        truncated=body.truncated or response.status_code == 206,  # a part, though the whole was asked for
        unchanged=bool(told.get("from_cache") and told.get("revalidated")),
    )


async def _read(response: httpx2.Response, errand: Errand) -> _Body:
    """The decoded bytes within the limit. A body that breaks off counts as far as it came."""
    limit = errand.limit or errand.settings.max_bytes
    parts: list[bytes] = []
    size = 0
    try:
        async for part in response.aiter_bytes():
            parts.append(part[: limit - size])
            size += len(part)
            if size > limit:
                return _Body(b"".join(parts), truncated=True)
    except (httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
        if not parts or (errand.whole and not isinstance(error, httpx2.TimeoutException)):
            raise
        return _Body(b"".join(parts), truncated=True)
    return _Body(b"".join(parts), truncated=False)


@contextmanager
def _told_apart(target: Target, settings: Settings) -> Iterator[None]:
    """One sentence on what happened, and at which address."""
    try:
        with _in_a_sentence(target.host, settings):
            yield
    except FetchError as error:
        error.reached = target.url
        raise


@contextmanager
def _in_a_sentence(host: str, settings: Settings) -> Iterator[None]:
    """Turn what httpx2 raises into an error that says what happened."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise FetchError(say("fetch.timeout", host=host, seconds=settings.timeout), code="timeout") from error
    except httpx2.ConnectError as error:
        secure = "CERTIFICATE" in str(error).upper() or "SSL" in str(error).upper()
        key = "fetch.tls" if secure else "fetch.unreachable"
        raise FetchError(say(key, host=host, reason=_reason(error)), code=key.partition(".")[2]) from error
    except httpx2.NetworkError as error:
        raise FetchError(say("fetch.unreachable", host=host, reason=_reason(error)), code="unreachable") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:  # whatever a hostile answer brings
        raise FetchError(say("fetch.protocol", host=host, reason=_reason(error)), code="protocol") from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
