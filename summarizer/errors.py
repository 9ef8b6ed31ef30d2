"""What can go wrong for a user. Each says in one sentence what happened and what to do, in both languages."""

from __future__ import annotations

from summarizer.data import Message


class SummarizerError(Exception):
    """Base of every error this package raises on purpose. ``code`` is stable and appears on batch records."""

    code = "error"

    def __init__(self, message: Message, *, code: str | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        if code:
            self.code = code


class InputError(SummarizerError):
    """The source cannot be used: missing, empty, a directory, not HTML, too large."""

    code = "input"


class FetchError(SummarizerError):
    """The address could not be fetched, or may not be. ``reached`` is where redirects had led when it failed."""

    code = "fetch"
    reached: str | None = None


class ConfigError(SummarizerError):
    """A profile, a configuration file or an option is wrong."""

    code = "config"


class ModelError(SummarizerError):
    """A model cannot be found, built, verified or loaded."""

    code = "model"
