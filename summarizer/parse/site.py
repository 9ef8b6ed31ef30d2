"""What is known about single sites: names, hosts, where the body is and what in it is none. Data in ``sites/``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from summarizer.text.urls import split


@dataclass(frozen=True, slots=True)
class Site:
    """One table of a file in ``sites/``. Selectors are CSS; the first of ``body`` that holds text is taken.

    ``domains`` match themselves and what is below them. ``aliases`` are names the site gives itself in notices.
    ``author`` and ``source`` select where the template shows them without a label. ``published`` are regular
    expressions on the markup whose first group is the time: seconds since 1970, or a date.
    """

    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


@cache
def sites() -> tuple[Site, ...]:
    """All known sites, in the order of the file names."""
    folder = files(__package__).joinpath("sites")
    tables = (
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    )
    return tuple(_site(table) for file in tables for table in file["site"])


def _site(table: dict[str, Any]) -> Site:
    unknown = table.keys() - {field.name for field in fields(Site)}
    if unknown:
        raise ValueError(f"unknown keys in sites/: {', '.join(sorted(unknown))}")
    lists = {name: tuple(value) for name, value in table.items() if name != "name"}
    return Site(table["name"], **lists)


@cache
def _by_domain() -> dict[str, Site]:
    return {domain: site for site in sites() for domain in site.domains}


def find_site(url: str | None, canonical: str | None) -> Site | None:
    """The site of a page: by its address or, where that is not known, by the one it gives itself."""
    return site_of(url or canonical)


def site_of(url: str | None) -> Site | None:
    """The site an address belongs to: the longest known domain that its host ends with."""
    host = (split(url).hostname or "").rstrip(".")
    labels = host.split(".")
    table = _by_domain()
    return next((table[name] for cut in range(len(labels)) if (name := ".".join(labels[cut:])) in table), None)
