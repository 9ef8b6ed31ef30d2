"""Settings: defaults, then the user's TOML file, then ``SUMMARIZER_*`` variables, then flags."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set. Sizes are bytes, times seconds."""

    model_config = SettingsConfigDict(env_prefix="SUMMARIZER_", extra="forbid", frozen=True)

    allow_private: bool = False
    timeout: float = 20.0
    max_bytes: int = 10_000_000
    max_redirects: int = 5
    user_agent: str = "summarizer/0.1"
    cache_dir: Path = Path("~/.cache/summarizer")
    model: str | None = None
