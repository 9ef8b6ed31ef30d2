"""What every command has in common: its flags, its settings, and where its results and its talk go."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from summarizer.cli import output
from summarizer.cli.language import from_environment
from summarizer.data import Message
from summarizer.report.console import Lang, Style

if TYPE_CHECKING:
    from summarizer.config import Settings


class PageFormat(StrEnum):
    TEXT = "text"
    JSON = "json"


class CheckFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    HTML = "html"


class JobFormat(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JUNIT = "junit"
    SARIF = "sarif"


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


LangOption = Annotated[Language | None, Option("--lang", help="cli.lang", show_default=False)]
QuietOption = Annotated[bool, Option("--quiet", "-q", help="cli.quiet")]
ConfigOption = Annotated[Path | None, Option("--config", metavar="FILE", help="cli.config", show_default=False)]


@dataclass(frozen=True, slots=True)
class Call:
    """One run of one command: what was asked of all commands alike."""

    settings: Settings
    format: str
    quiet: bool

    @property
    def lang(self) -> Lang:
        return self.settings.lang or from_environment()

    @property
    def style(self) -> Style:
        return output.style(self.lang)

    def put(self, text: str) -> None:
        """Data, to standard output."""
        output.put(text)

    def note(self, message: Message) -> None:
        """Talk, to standard error, unless it is not wanted."""
        if not self.quiet:
            output.note(message, self.lang)

    def fail(self, message: Message) -> None:
        """An error that does not end the command."""
        output.note(message, self.lang)


def command(function: Callable[..., int], formats: type[StrEnum] = PageFormat) -> Callable[..., int]:
    """``function(call, …)`` with the common flags added to its own.

    A flag of its own that is named like a setting (``allow_private``, ``model``, ``profile``) becomes part of
    ``call.settings``, and is not handed on.
    """
    own = list(inspect.signature(function, eval_str=True).parameters.values())[1:]
    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [one.replace(kind=keyword) for one in own]
    parameters += [
        inspect.Parameter("format", keyword, default="text", annotation=_format_option(formats)),
        inspect.Parameter("lang", keyword, default=None, annotation=LangOption),
        inspect.Parameter("quiet", keyword, default=False, annotation=QuietOption),
        inspect.Parameter("config", keyword, default=None, annotation=ConfigOption),
    ]

    def run(**flags: Any) -> int:
        from summarizer.config import Settings, load_settings  # 0.1 s that help need not wait for

        chosen = {name: flags.pop(name) or None for name in list(flags) if name in Settings.model_fields}
        settings = load_settings(flags.pop("config"), **chosen)
        return function(Call(settings, flags.pop("format"), flags.pop("quiet")), **flags)

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in parameters}
    return run


def _format_option(formats: Any) -> Any:
    return Annotated[formats, Option("--format", "-f", help="cli.format")]
