"""One address to one page: every hop judged, one deadline, a bounded number of decoded bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import ada_url
import httpx2

from summarizer.config import Settings
from summarizer.data import Page
from summarizer.errors import FetchError
from summarizer.fetch.guard import Target, parse_target, shown
from summarizer.fetch.transport import Deadline, GuardedTransport
from summarizer.messages import say

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1"
_PAGE_TYPES = ("text/", "application/xhtml+xml", "application/xml")
_PRIVATE_HEADERS = ("set-cookie", "authorization", "proxy-authenticate", "www-authenticate")


class _Body(NamedTuple):
    content: bytes
    truncated: bool


def fetch(url: str, settings: Settings) -> Page:
    """The document at ``url``, as it came: any status, and ``truncated`` where it is over the limit or broke off.

    ``Page.url`` is the address after redirects. Raises ``FetchError`` where no document came: a refused address, no
    answer in time, something that is not text.
    """
    with _session(settings) as get:
        return get(parse_target(url), _is_page)


def fetch_texts(urls: list[str], settings: Settings, *, limit: int) -> Iterator[tuple[str, bytes]]:
    """The style sheets at ``urls`` that can be had within one deadline, each of at most ``limit`` bytes."""
    bounded = settings.model_copy(update={"max_bytes": limit})
    with _session(bounded) as get:
        for url in urls:
            try:
                page = get(parse_target(url), _is_stylesheet)
            except FetchError:
                continue
            if page.status == 200 and not page.truncated and isinstance(page.content, bytes):
                yield url, page.content


Getter = Callable[[Target, Callable[[str], bool]], Page]


@contextmanager
def _session(settings: Settings) -> Iterator[Getter]:
    """A function that fetches; all it fetches shares one deadline, one connection pool and its cookies."""
    deadline = Deadline(settings.timeout)
    headers = {
        "User-Agent": settings.user_agent,
        "Accept": _ACCEPT,
        "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    transport = GuardedTransport(deadline, allow_private=settings.allow_private)
    with httpx2.Client(transport=transport, headers=headers, trust_env=False, follow_redirects=False) as client:

        def get(target: Target, wanted: Callable[[str], bool]) -> Page:
            with _told_apart(target.host, settings):
                return _follow(client, target, settings, wanted)

        yield get


def _follow(client: httpx2.Client, target: Target, settings: Settings, wanted: Callable[[str], bool]) -> Page:
    first = target.url
    for _ in range(settings.max_redirects + 1):
        with client.stream("GET", target.url) as response:
            place = response.headers.get("location")
            if response.status_code not in _REDIRECTS or not place:
                return _page(response, target.url, settings, wanted)
        target = _next(target, place)
    raise FetchError(say("fetch.redirects", url=shown(first), limit=settings.max_redirects), code="redirects")


def _next(target: Target, place: str) -> Target:
    try:
        return parse_target(ada_url.join_url(target.url, place))
    except ValueError as error:
        raise FetchError(say("fetch.bad-address", url=shown(place)), code="bad-address") from error


def _page(response: httpx2.Response, url: str, settings: Settings, wanted: Callable[[str], bool]) -> Page:
    kind = response.headers.get("content-type", "")
    if not wanted(kind.partition(";")[0].strip().lower()):
        raise FetchError(say("fetch.content-type", url=shown(url), kind=kind[:80]), code="content-type")
    body = _read(response, settings.max_bytes)
    headers = tuple((k.lower(), v) for k, v in response.headers.multi_items() if k.lower() not in _PRIVATE_HEADERS)
    return Page(
        content=body.content,
        url=url,
        content_type=kind or None,
        status=response.status_code,
        headers=headers,
        truncated=body.truncated,
    )


def _is_page(kind: str) -> bool:
    return not kind or kind.startswith(_PAGE_TYPES)


def _is_stylesheet(kind: str) -> bool:
    return kind in ("", "text/css", "text/plain")


def _read(response: httpx2.Response, limit: int) -> _Body:
    """At most ``limit`` decoded bytes. A body that breaks off counts as far as it came."""
    parts: list[bytes] = []
    size = 0
    try:
        for part in response.iter_bytes():
            parts.append(part[: limit - size])
            size += len(part)
            if size > limit:
                return _Body(b"".join(parts), truncated=True)
    except (httpx2.TimeoutException, httpx2.NetworkError, httpx2.RemoteProtocolError):
        if not parts:
            raise
        return _Body(b"".join(parts), truncated=True)
    return _Body(b"".join(parts), truncated=False)


@contextmanager
def _told_apart(host: str, settings: Settings) -> Iterator[None]:
    """Turn what httpx2 raises into one sentence on what happened."""
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
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise FetchError(say("fetch.protocol", host=host, reason=_reason(error)), code="protocol") from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
