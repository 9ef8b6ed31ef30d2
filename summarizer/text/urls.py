"""Web addresses as browsers read them (WHATWG URL, by ada), and when two of them are the same.

Two addresses are the same when their ``key`` is: scheme (http or https), letter case of the host, a trailing dot, the
default port, percent-encoding of unreserved characters (RFC 3986 6.2.2.2), dot segments, back slashes, white space at
the ends, fragments and tracking parameters make no difference. Whatever a server may answer differently does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

import ada_url

MAX_URL = 4096
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"(%[0-9A-Fa-f]?)?%([0-9A-Fa-f]{2})")  # behind the beginning of one, or not
# What may stand in an address written as text. Anything else (Chinese, full-width marks, quotes, space) ends it.
_CHARS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
_WRITTEN = re.compile(
    rf"(?<![A-Za-z0-9@._/%=-])(?:https?:/{{1,3}}{_CHARS}{{1,{MAX_URL}}}"
    rf"|(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}(?::\d{{1,5}})?(?:[/?#]{_CHARS}{{0,{MAX_URL}}})?"
    r"(?![A-Za-z0-9@_-]))",
    re.IGNORECASE,
)
_KEPT = r"A-Za-z0-9_~.,;:@!$&()*+=-"  # characters that stay as they are wherever they stand behind the host
# A host of names (no number, no punycode) in lower case, or none before a path from the root.
_PLAIN = re.compile(
    rf"(?:(https?)://([a-z0-9][a-z0-9.-]*\.[a-z]{{2,}}))?(/(?!/)[/{_KEPT}]*)?(\?[/?{_KEPT}]*)?(#[/?{_KEPT}]*)?"
)
_BRACKETS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute http(s) address, taken apart. ``host`` is ASCII (punycode) without a trailing dot."""

    scheme: str
    host: str
    port: str
    path: str
    query: str
    fragment: str
    userinfo: str

    @property
    def key(self) -> str:
        """What is equal for equal addresses; ``key_without`` also leaves out a site's own parameters."""
        return self.key_without(())

    def key_without(self, drop: Iterable[str]) -> str:
        """The key, with the parameters that match ``drop`` (as in ``urls.toml``) left out too."""
        port = f":{self.port}" if self.port not in ("", "80", "443") else ""
        routed = f"#{self.fragment}" if self.fragment.startswith(_routing()) else ""
        return f"{self.host}{port}{self.path}{_kept(self.query, (*_tracking(), *drop))}{routed}"

    @property
    def href(self) -> str:
        """The address as a whole."""
        user = f"{self.userinfo}@" if self.userinfo else ""
        port = f":{self.port}" if self.port else ""
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{self.scheme}://{user}{self.host}{port}{self.path}{query}{fragment}"


@lru_cache(maxsize=8192)
def parse(url: str, base: str | None = None) -> Address | None:
    """``url`` as a browser on page ``base`` would read it; ``None`` unless that is an http(s) address with a host."""
    url = url.strip()
    if len(url) > MAX_URL or url[:11].lower() == "javascript:":
        return None
    return _plainly(url, base) or _as_browsers(url, base)


def _as_browsers(url: str, base: str | None) -> Address | None:
    try:
        parsed = ada_url.URL(url, base=base) if base else ada_url.URL(url)
    except ValueError:
        return None
    host = parsed.hostname.removesuffix(".")
    if parsed.protocol not in ("http:", "https:") or not host or host.endswith("."):
        return None
    return Address(
        scheme=parsed.protocol[:-1],
        host=host,
        port=parsed.port,
        path=_decoded(parsed.pathname),
        query=_decoded(parsed.search[1:]),
        fragment=parsed.hash[1:],
        userinfo=f"{parsed.username}:{parsed.password}".rstrip(":"),
    )


def _plainly(url: str, base: str | None) -> Address | None:
    """Most addresses hold nothing that the standard would change: those are cut apart here, five times as fast."""
    found = _PLAIN.fullmatch(url)
    if found is None or "/." in url:
        return None
    scheme, host, path, query, fragment = found.groups("")
    port = userinfo = ""
    if not scheme:
        page = parse(base) if base and (path or not query) else None
        if page is None:
            return None
        if not path:
            return replace(page, fragment=fragment[1:])
        scheme, host, port, userinfo = page.scheme, page.host, page.port, page.userinfo
    elif ".." in host or "xn--" in host or (base and not _is_base(base)):
        return None
    return Address(scheme, host, port, path or "/", query[1:], fragment[1:], userinfo)


@lru_cache(maxsize=256)
def _is_base(url: str) -> bool:
    return bool(ada_url.check_url(url))


def split(url: str | None) -> SplitResult:
    """The parts of an address as written, all empty where it cannot be taken apart (``https://[::``)."""
    try:
        return urlsplit(url or "")
    except ValueError:
        return urlsplit("")


def join(base: str | None, url: str) -> str | None:
    """The absolute address that ``url`` means on page ``base``; ``None`` when it means none."""
    address = parse(url, base)
    return address.href if address else None


def normalize(url: str, drop: Iterable[str] = ()) -> str | None:
    """The key two equal addresses share, or ``None`` for what is no http(s) address."""
    address = parse(url)
    return address.key_without(tuple(drop)) if address else None


def same(one: str, other: str) -> bool:
    """Do these two addresses surely lead to the same page?"""
    key = normalize(one)
    return key is not None and key == normalize(other)


@lru_cache(maxsize=4096)
def registrable_domain(host: str) -> str:
    """``news.example.com.cn`` -> ``example.com.cn`` by the bundled Public Suffix List; or the host itself."""
    found = _suffixes().extract_str(host.rstrip(".").lower())
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else host.rstrip(".").lower()


def find_urls(text: str) -> list[tuple[int, int, str]]:
    """Addresses written as plain text: ``(start, end, url)``. They end at the first character no address may hold.

    An address without a scheme counts when its host ends in a public suffix; its ``url`` then begins with ``http://``.
    """
    return [
        (match.start(), match.start() + len(written), written if has_scheme else f"http://{written}")
        for match in _WRITTEN.finditer(text)
        if (written := _trimmed(match[0]))
        and ((has_scheme := written[:4].lower() == "http" and ":/" in written[:7]) or _has_suffix(written))
    ]


def _trimmed(written: str) -> str:
    """Without the punctuation of the sentence around it: a closing bracket stays when it was opened inside."""
    while written and (written[-1] in ".,;:!?'*" or (written[-1] in ")]" and _unopened(written))):
        written = written[:-1]
    return written


def _unopened(written: str) -> bool:
    return written.count(written[-1]) > written.count(_BRACKETS[written[-1]])


def _has_suffix(written: str) -> bool:
    host = re.split(r"[:/?#]", written, maxsplit=1)[0]
    found = _suffixes().extract_str(host.lower())
    return bool(found.domain and found.suffix)


def _decoded(text: str) -> str:
    """Percent-escapes of unreserved characters decoded, where that makes no other escape; the others in upper case."""
    if "%" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        begun, code = match.groups("")
        char = chr(int(code, 16))
        return char if not begun and char in _UNRESERVED else f"{begun}%{code.upper()}"

    return _ESCAPE.sub(plain, text)


def _kept(query: str, drop: tuple[str, ...]) -> str:
    if not query:
        return ""
    dropped = _droppable(drop)
    kept = sorted(pair for pair in parse_qsl(query, keep_blank_values=True) if not dropped.covers(*pair))
    return "?" + urlencode(kept) if kept else ""


class _Droppable(NamedTuple):
    """Parameters that change nothing: by name, by the beginning of the name, by name and value."""

    names: frozenset[str]
    prefixes: tuple[str, ...]
    pairs: frozenset[str]

    def covers(self, name: str, value: str) -> bool:
        return name in self.names or name.startswith(self.prefixes) or f"{name}={value}" in self.pairs


@lru_cache(maxsize=256)
def _droppable(patterns: tuple[str, ...]) -> _Droppable:
    return _Droppable(
        frozenset(one for one in patterns if "=" not in one and not one.endswith("*")),
        tuple(one[:-1] for one in patterns if one.endswith("*")),
        frozenset(one for one in patterns if "=" in one),
    )


@cache
def _tracking() -> tuple[str, ...]:
    return tuple(_listed()["tracking"])


@cache
def _routing() -> tuple[str, ...]:
    return tuple(_listed()["routing"])


@cache
def _listed() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("urls.toml").read_text(encoding="utf-8"))


@cache
def _suffixes() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)
