"""Which station of a news group a host is: 郴州 for ``cz.rednet.cn``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def stations_of(domain: str) -> Mapping[str, str]:
    """Station names by host label, for a registrable domain; empty where it has no stations that are known."""
    return _listed().get(domain, {})


def station_at(host: str, stations: Mapping[str, str]) -> str | None:
    """The station whose host this is; ``cz-wap`` is the station of ``cz`` for phones."""
    return stations.get(host.partition(".")[0].removesuffix("-wap"))


@cache
def _listed() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("stations.toml").read_text(encoding="utf-8"))
