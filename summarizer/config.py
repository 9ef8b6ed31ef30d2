"""Settings: defaults, then the user's TOML file, then ``SUMMARIZER_*`` variables, then flags."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, SettingsError

from summarizer.errors import ConfigError
from summarizer.messages import say


class HostSettings(BaseModel):
    """How one host, or those of one pattern, may be asked. Its robots.txt can only slow this down."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate: float = Field(default=1.0, gt=0, le=1000)  # requests a second
    concurrency: int = Field(default=2, ge=1, le=100)  # requests under way at once


class Settings(BaseSettings):
    """What can be set. Sizes are bytes, times seconds."""

    model_config = SettingsConfigDict(env_prefix="SUMMARIZER_", extra="forbid", frozen=True)

    lang: Literal["zh", "en"] | None = None  # None: the locale decides
    cache_dir: Path = Field(default=Path("~/.cache/summarizer"), validate_default=True)
    originals: Path = Field(default=Path("~/.local/share/summarizer/originals.sqlite"), validate_default=True)
    model: str | None = None
    profile: str = "default"

    # Fetching
    allow_private: bool = False
    timeout: float = Field(default=20.0, gt=0, le=600)
    max_bytes: int = Field(default=10_000_000, gt=0)
    max_redirects: int = Field(default=5, ge=0, le=20)
    max_stylesheets: int = Field(default=20, ge=0, le=100)
    max_stylesheet_bytes: int = Field(default=1_000_000, gt=0)
    max_following: int = Field(default=10, ge=0, le=100)
    user_agent: str = Field(default="summarizer/0.1 (reads a page for its abstract and attribution)", min_length=1)
    contact: str | None = None  # an address or a mailbox, sent with the user agent
    proxy: SecretStr | None = None  # an http or https address; None: none is asked, whatever the environment says

    # Fetching many
    hosts: dict[str, HostSettings] = Field(default_factory=dict)  # by host, host:port or pattern ("*.news.example")
    max_connections: int = Field(default=64, ge=1, le=1000)
    attempts: int = Field(default=3, ge=1, le=10)  # how often an address is asked that gives no answer, 429 or 5xx
    max_wait: float = Field(default=120.0, ge=0, le=3600)  # the most that Retry-After or a crawl-delay may ask for

    # Files and standard input
    max_file_bytes: int = Field(default=20_000_000, gt=0)

    # Jobs
    max_worker_bytes: int = Field(default=4_000_000_000, ge=500_000_000)  # memory of one worker without a model
    max_page_bytes: int = Field(default=10_000_000_000, ge=0)  # of fetched pages kept once their records are made
    record_seconds: float = Field(default=60.0, gt=0, le=86_400)  # for one input, or one article of a model's batch

    @field_validator("user_agent", "contact")
    @classmethod
    def _header(cls, value: str | None) -> str | None:
        if value and not (value.isascii() and value.isprintable()):
            raise ValueError("sent as it is, so one line of ASCII only")
        return value

    @field_validator("proxy")
    @classmethod
    def _proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"https?://[^\s/]+/?", value.get_secret_value()):
            raise ValueError("not http://HOST:PORT or https://HOST:PORT")
        return value

    @field_validator("cache_dir", "originals")
    @classmethod
    def _home(cls, value: Path) -> Path:
        return value.expanduser()


def load_settings(config: Path | None = None, **flags: Any) -> Settings:
    """Settings from ``config`` (or the user's own file), the environment and ``flags``; ``None`` is a flag not given.

    Raises ``ConfigError`` for a file that is missing or not TOML, an unknown name, a value out of range.
    """
    given = _from_file(config) | _from_environment() | {k: v for k, v in flags.items() if v is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise ConfigError(say("config.bad-value", name=name, reason=first["msg"])) from error


@cache
def default_settings() -> Settings:
    """The settings of the Python interface: the user's own file and the environment, read once."""
    return load_settings()


def user_config() -> Path:
    """Where a user's own settings stand, whether or not there is such a file."""
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(os.environ.get("SUMMARIZER_CONFIG") or Path(base) / "summarizer" / "config.toml").expanduser()


def _from_environment() -> dict[str, Any]:
    try:
        return EnvSettingsSource(Settings)()
    except SettingsError as error:  # the only table among the settings, there written as JSON
        raise ConfigError(say("config.bad-value", name="SUMMARIZER_HOSTS", reason="not JSON")) from error


def _from_file(config: Path | None) -> dict[str, Any]:
    path = config or user_config()
    asked = config is not None or "SUMMARIZER_CONFIG" in os.environ
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if not asked:
            return {}
        raise ConfigError(say("config.missing", path=path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(say("config.unreadable", path=path)) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(say("config.not-toml", path=path, reason=error)) from error
