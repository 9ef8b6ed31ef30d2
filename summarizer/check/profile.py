"""Profiles: what is asked beyond a page's own notice, what is known about sites, how severe a rule is, what is waived.

A profile is TOML. Built-in ones are ``default``, ``news-cn``, ``lenient`` and ``strict``; a file of one's own says
``extends = "default"`` (or leaves it out) and states only what differs. Unknown keys are errors. Every profile knows
the sites of ``profiles/sources/*.toml``; a ``[source.x]`` of the same name replaces one.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from summarizer.check.registry import Level, rules
from summarizer.errors import ConfigError
from summarizer.messages import say
from summarizer.text.stations import stations_of

MAX_PROFILE_BYTES = 1_000_000


def _demand(value: object) -> object:
    """``true`` and ``false`` are the short way to write ``"error"`` and ``"off"``."""
    return {True: "error", False: "off"}.get(value, value) if isinstance(value, bool) else value


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


Demand = Annotated[Literal["error", "warn", "off"], BeforeValidator(_demand)]
Strings = Annotated[tuple[str, ...], BeforeValidator(_several)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Require(_Table):
    """What is asked of a repost when its notice does not say. ``None`` leaves the question to the wider profile."""

    link: Literal["link", "hyperlink", "off"] | None = None
    statement: Literal["kept", "verbatim", "off"] | None = None
    title: Literal["same-or-labelled", "same", "off"] | None = None
    source: Demand | None = None
    author: Demand | None = None
    editor: Demand | None = None
    prominent: Demand | None = None
    permission: Demand | None = None


class Equivalent(_Table):
    """Hosts on which the same article identifier means the same article. ``{station}`` stands for any station."""

    hosts: tuple[str, ...]
    same: Literal["id"] = "id"
    verdict: Literal["pass", "warn"] = "warn"


class Statement(_Table):
    """The wording(s) a site prints below its articles, and pairs of words that count as the same there."""

    template: Strings = ()
    equal_forms: tuple[tuple[str, str], ...] = ()


class Source(_Table):
    """What is known about one site (or group of sites): names, hosts, addresses of articles, its statement."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...]
    article_id: tuple[str, ...] = ()
    drop_params: tuple[str, ...] = ()
    keep_params: tuple[str, ...] = ()
    same_path: tuple[Literal["trailing-slash", "index", "htm-html", "double-slash"], ...] = ()
    equivalent: tuple[Equivalent, ...] = ()
    stations: dict[str, str] = Field(default_factory=dict)
    statement: Statement = Statement()
    require: Require = Require()


class Waiver(_Table):
    """Findings of these rules do not count on reposts whose address matches, until a day (inclusive)."""

    repost: str = "*"
    rules: Strings
    reason: str
    until: date | None = None


class Grant(_Table):
    """A permission on file: who may repost what (both as globs), until a day (inclusive)."""

    repost: str = "*"
    original: str = "*"
    reason: str
    until: date | None = None


class Options(_Table):
    """Switches. ``listed_sources``: a file with a listed source a line (稿源单位名单), its aliases after tabs."""

    strict_permission: bool = False
    assume_visible: bool = False
    text_browser: bool = False
    listed_sources: Path | None = None


class Example(_Table):
    """Something the profile promises: two addresses, or two statements, that are (or are not) the same."""

    kind: Literal["address", "statement"]
    original: str
    repost: str
    verdict: Literal["pass", "warn", "fail", "unknown"]


class Profile(_Table):
    """A whole profile, what it extends included."""

    name: str = "default"
    extends: str | None = None
    require: Require = Require()
    require_news: Require = Require()
    severity: dict[str, Level] = Field(default_factory=dict)
    options: Options = Options()
    source: dict[str, Source] = Field(default_factory=dict)
    waive: tuple[Waiver, ...] = ()
    grant: tuple[Grant, ...] = ()
    example: tuple[Example, ...] = ()


BUILT_IN = ("default", "news-cn", "lenient", "strict")


def load_profile(name: str | Path = "default") -> Profile:
    """The profile with this built-in name, or the one in this file.

    Raises ``ConfigError`` naming the file and the key when there is no such profile or something in it is wrong.
    """
    if isinstance(name, str) and name in BUILT_IN:
        return _built_in(name)
    table = _table(Path(name))
    profile = _validated(_extended(table) | {"name": table.get("name", Path(name).stem)}, str(name))
    listed = profile.options.listed_sources
    if listed is None or listed.is_absolute() or listed.exists():
        return profile
    # A file that a profile names stands beside the profile, wherever the command is run.
    beside = profile.options.model_copy(update={"listed_sources": Path(name).parent / listed})
    return profile.model_copy(update={"options": beside})


@cache
def _built_in(name: str) -> Profile:
    return _validated(_extended(_packaged(name)), name)


def _extended(table: dict[str, Any]) -> dict[str, Any]:
    """``table`` laid over what it extends; the built-in ``default`` extends nothing but the known sites."""
    base = table.get("extends") or (None if table.get("name") == "default" else "default")
    if base is None:
        return _merged(_known_sites(), table)
    if base not in BUILT_IN:
        raise ConfigError(say("check.profile-missing", name=base, known=", ".join(BUILT_IN)))
    return _merged(_extended(_packaged(str(base))), table)


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables are laid over each other key by key, except a ``[source.x]``, which replaces; lists are joined."""
    result = dict(base)
    for key, value in over.items():
        old = result.get(key)
        if key == "source" and isinstance(old, dict) and isinstance(value, dict):
            result[key] = old | value
        elif isinstance(old, dict) and isinstance(value, dict):
            result[key] = _merged(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = old + value
        else:
            result[key] = value
    return result


def _validated(table: dict[str, Any], name: str) -> Profile:
    try:
        profile = Profile.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        key = "check.profile-key" if first["type"] == "extra_forbidden" else "check.profile-invalid"
        raise ConfigError(say(key, name=name, where=where, what=first["msg"])) from error
    if unknown := set(profile.severity) - {rule.id for rule in rules()}:
        raise ConfigError(say("check.profile-rule", name=name, rule=min(unknown)))
    return profile


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_PROFILE_BYTES:
            raise ConfigError(say("check.profile-large", name=path))
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(say("check.profile-missing", name=path, known=", ".join(BUILT_IN))) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(say("check.profile-invalid", name=path, where="TOML", what=error)) from error


def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _known_sites() -> dict[str, Any]:
    """All of ``profiles/sources/*.toml``: what is known about sites, and the examples that prove it."""
    folder = files(__package__) / "profiles" / "sources"
    result: dict[str, Any] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        result = _merged(result, tomllib.loads(file.read_text(encoding="utf-8")))
    for source in result["source"].values():
        for domain in source.get("domains", ()):
            source["stations"] = {**stations_of(domain), **source.get("stations", {})}
    return result
