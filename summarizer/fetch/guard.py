"""Which addresses may be asked: http and https, and only hosts all of whose addresses are public.

A page's link or redirect must not make this program ask the machine it runs on, its network, or a cloud's metadata
service (server-side request forgery). Host names are taken as browsers take them (WHATWG), so ``0x7f000001``,
``017700000001`` and ``2130706433`` are 127.0.0.1; every resolved address is judged, and the connection then goes to a
judged address, so that a second answer of the name server cannot slip in between.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Thread
from typing import NamedTuple

import ada_url

from summarizer.errors import FetchError
from summarizer.messages import say

Address = IPv4Address | IPv6Address

# IPv6 ranges that carry an IPv4 address in their last 32 bits: NAT64 (RFC 6052), its local form (RFC 8215), the
# translated form (RFC 2765) and the compatible one (RFC 4291).
_LAST_32 = tuple(map(IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96")))
_ISATAP = 0x5EFE  # the last but 32 bits of an address that a tunnel takes to the IPv4 address behind (RFC 5214)
# Names that are never of the open internet: RFC 6761, 6762, 8375, and what ICANN keeps for private use.
_NEVER_PUBLIC = ("localhost", "local", "internal", "home.arpa", "lan")


class Target(NamedTuple):
    """An address that may be asked for, as a browser would write it, and its host."""

    url: str
    host: str


def parse_target(url: str) -> Target:
    """``url`` normalized. Raises ``FetchError``: not http(s), no host, or with a user name or password."""
    try:
        parsed = ada_url.URL(url.strip())
    except ValueError as error:
        raise FetchError(say("fetch.bad-address", url=shown(url)), code="bad-address") from error
    if parsed.protocol not in ("http:", "https:") or not parsed.hostname:
        raise FetchError(say("fetch.bad-address", url=shown(url)), code="bad-address")
    if parsed.username or parsed.password:
        raise FetchError(say("fetch.credentials", url=parsed.host), code="credentials")
    parsed.hash = ""
    return Target(parsed.href, parsed.hostname.strip("[]"))


def shown(url: str) -> str:
    """``url`` for messages: without query and user name, which may hold secrets, and of bounded length."""
    start, query, _ = url.partition("?")
    scheme, slashes, rest = start.rpartition("//")
    return (scheme + slashes + rest.rpartition("@")[2])[:200] + ("?…" if query else "")


def is_public(address: Address) -> bool:
    """Whether ``address``, and any address it carries inside, is one of the open internet."""
    if isinstance(address, IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:  # fec0::/10, long deprecated, still routed in places
            return False
    return address.is_global and not address.is_multicast


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside a mapped, 6to4, Teredo, NAT64, ISATAP, translated or compatible address."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    tunnelled = int(address) >> 32 & 0xFDFF_FFFF == _ISATAP
    if tunnelled or any(address in network for network in _LAST_32):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


async def checked_addresses(host: str, *, timeout: float, allow_private: bool = False) -> list[Address]:
    """Every address of ``host``. Raises ``FetchError`` where it has none, or where one of them is not public."""
    literal = literal_address(host)
    addresses = [literal] if literal else await _resolve(host, timeout)
    if not allow_private:
        for address in addresses:
            refuse_private(host, address)
    return addresses


def refuse_private(host: str, address: Address) -> None:
    """Raises ``FetchError`` where ``address``, of ``host``, is not one of the open internet."""
    if not is_public(address):
        raise FetchError(say("fetch.private-address", host=host, address=address), code="private-address")


def refuse_private_unresolved(host: str) -> None:
    """The same where somebody else resolves names: judged are numbers, and names that are never public.

    Raises ``FetchError``.
    """
    address = literal_address(host)
    if address:
        refuse_private(host, address)
    name = host.rstrip(".").lower()
    if not address and ("." not in name or f".{name}".endswith(tuple(f".{end}" for end in _NEVER_PUBLIC))):
        raise FetchError(say("fetch.private-name", host=host), code="private-name")


def literal_address(host: str) -> Address | None:
    """The address that ``host`` is, where it is none that needs looking up."""
    try:
        return ip_address(host)
    except ValueError:
        return None


async def _resolve(host: str, timeout: float) -> list[Address]:
    """Ask the system's resolver, which knows no timeout: in a thread of its own, for which nothing waits at the end."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Address]] = loop.create_future()

    def settle(found: list[Address]) -> None:
        if not answer.done():
            answer.set_result(found)

    def ask() -> None:
        found = _ask(host)
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, found)

    Thread(target=ask, daemon=True).start()
    try:
        found = await asyncio.wait_for(answer, timeout)
    except TimeoutError:
        found = []
    if not found:
        raise FetchError(say("fetch.unresolved", host=host), code="unresolved")
    return found


def _ask(host: str) -> list[Address]:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers))
