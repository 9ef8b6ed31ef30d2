"""Addresses that stand for others: jump pages, short links, and hosts made to be taken for the original's.

The lists are in ``wrappers.toml``. Nothing here needs the network.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl

import ada_url
from rapidfuzz.distance import OSA

from summarizer.text.urls import Address, parse, registrable_domain

MAX_WRAPPERS = 3
_JUMP = re.compile(
    r"(?i)/(?:go|goto|jump|jumpto|redirect|redir|link|out|outlink|transfer|url|leave|away|middle\w*)(?:\.\w+)?/?$"
)


def unwrapped(address: Address) -> tuple[Address, bool]:
    """The address inside those of known jump pages, and whether there was one."""
    wrapped = False
    for _ in range(MAX_WRAPPERS):
        inner = _inside(address)
        if inner is None:
            break
        address, wrapped = inner, True
    return address, wrapped


def is_short(address: Address) -> bool:
    """Is it of a known link shortener?"""
    return address.host in _short_hosts() and len(address.path) > 1


def carried(address: Address) -> Iterator[Address]:
    """The addresses that an unknown page carries in its parameters."""
    for name, value in parse_qsl(address.query, max_num_fields=50):
        inner = parse(value) if name.lower() in _table()["short"]["params"] else None
        if inner:
            yield inner


def may_jump(url: str) -> bool:
    """Does an address look like a jump page or short link that no list has? Asked of links said to lead there."""
    address = parse(url)
    if address is None:
        return False
    label = registrable_domain(address.host).split(".")[0]
    jump = _JUMP.search(address.path) and address.query and not any(map(parse, dict(parse_qsl(address.query)).values()))
    return bool(jump) or (len(label) <= 3 and bool(re.fullmatch(r"/[A-Za-z0-9]{4,8}", address.path)))


def lookalike(host: str, domain: str, *, copied: bool) -> str:
    """Why ``host`` passes for one of ``domain``; empty when it does not.

    Some likeness accuses nobody; together with the original's path (``copied``) it does.
    """
    label, theirs = domain.split(".", maxsplit=1)[0], registrable_domain(host).split(".")[0]
    if f"{domain}." in f"{host}." and "." in theirs + host.removesuffix(domain):
        return "prefix"
    if len(label) >= 3 and "." in domain and re.search(rf"(?:^|\.){re.escape(domain)}[-_]", host):
        return "prefix"
    if theirs != label and _skeleton(theirs) == _skeleton(label):
        return "homoglyph"
    if copied and (theirs == label or label in theirs.split("-") or domain.replace(".", "-") in host):
        return "suffix" if theirs == label else "prefix"
    if copied and len(label) >= 4 and OSA.distance(theirs, label) == 1:
        return "typo"
    return ""


@cache
def listing_words() -> frozenset[str]:
    """Directories of pages that list articles."""
    return frozenset(_table()["general"]["words"])


@cache
def labels() -> tuple[str, ...]:
    """Words by which a reposter marks a link as the way to the original."""
    return tuple(_table()["label"]["words"])


@cache
def closing_labels() -> frozenset[str]:
    """All that a line below an article says that leads to the original."""
    return frozenset(_table()["label"]["closing"])


def _inside(address: Address) -> Address | None:
    for entry in _table()["wrapper"]:
        if address.host in entry["hosts"] and address.path.startswith(entry.get("path", "/")):
            pairs = set(parse_qsl(address.query))
            values = dict(pairs)
            if any(sum(name == one for one, _ in pairs) > 1 for name in entry["params"]):
                return None  # two goals: which one it leads to is the jump page's affair
            return next((found for name in entry["params"] if name in values and (found := parse(values[name]))), None)
    return None


@lru_cache(maxsize=1024)
def _skeleton(label: str) -> str:
    """What a reader takes a host label for."""
    shown = ada_url.idna_to_unicode(label) if "xn--" in label else label
    shown = "".join(char for char in unicodedata.normalize("NFKD", shown) if not unicodedata.combining(char))
    for table in ("letters", "pairs"):
        for char, taken_for in _table()["lookalike"][table].items():
            shown = shown.replace(char, taken_for)
    return shown


@cache
def _short_hosts() -> frozenset[str]:
    return frozenset(_table()["short"]["hosts"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("wrappers.toml").read_text(encoding="utf-8"))
