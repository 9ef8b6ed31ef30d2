"""The program: its commands, in the user's language, and the one place where what goes wrong becomes one line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import typer
from typer import rich_utils
from typer.exceptions import TyperException

from summarizer.cli import (
    batch,
    check,
    completion,
    desk,
    doctor,
    evidence,
    models,
    originals,
    output,
    parse,
    profiles,
    report,
    rules,
    summarize,
    support,
    usage,
)
from summarizer.cli.command import CheckFormat, JobFormat, command
from summarizer.cli.exits import Exit, of_error
from summarizer.cli.language import from_arguments
from summarizer.errors import SummarizerError
from summarizer.messages import say
from summarizer.report.console import Lang

_NAME = "summarizer"

app = typer.Typer(name=_NAME, help="cli.program", no_args_is_help=True, add_completion=False)
app.command("parse", help="cli.parse")(command(parse.parse))
app.command("summarize", help="cli.summarize")(command(summarize.summarize))
app.command("support", help="cli.support")(command(support.support))
app.command("check", help="cli.check")(command(check.check, CheckFormat))
app.command("rules", help="cli.rules")(command(rules.rules))
app.command("evidence", help="cli.evidence")(command(evidence.evidence))
app.command("desk", help="cli.desk")(command(desk.desk))
app.command("doctor", help="cli.doctor")(command(doctor.doctor))
app.command("completion", help="cli.completion")(command(completion.completion))
app.command("batch", help="cli.batch")(command(batch.batch))
app.command("report", help="cli.report")(command(report.report, JobFormat))

register_commands = typer.Typer(name="originals", help="cli.originals", no_args_is_help=True)
register_commands.command("add", help="cli.originals-add")(command(originals.add))
register_commands.command("list", help="cli.originals-list")(command(originals.list_entries))
register_commands.command("match", help="cli.originals-match")(command(originals.match))
register_commands.command("export", help="cli.originals-export")(command(originals.export))
register_commands.command("remove", help="cli.originals-remove")(command(originals.remove))
app.add_typer(register_commands)

model_commands = typer.Typer(name="models", help="cli.models", no_args_is_help=True)
model_commands.command("list", help="cli.models-list")(command(models.list_models))
model_commands.command("show", help="cli.models-show")(command(models.show))
model_commands.command("build", help="cli.models-build")(command(models.build))
model_commands.command("evaluate", help="cli.models-evaluate")(command(models.evaluate))
app.add_typer(model_commands)

profile_commands = typer.Typer(name="profiles", help="cli.profiles", no_args_is_help=True)
profile_commands.command("test", help="cli.profiles-test")(command(profiles.test))
app.add_typer(profile_commands)


def run(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` name, and give its exit code. Nothing is raised."""
    lang = from_arguments(arguments)
    if completion.asked():
        return completion.answer(localized(lang))
    try:
        return _invoke(localized(lang), list(arguments) or ["--help"])
    except BrokenPipeError:
        output.let_go()
        return Exit.BROKEN_PIPE
    except KeyboardInterrupt:
        output.note(say("cli.interrupted"), lang)
        return Exit.INTERRUPTED
    except Exception as error:
        return _explained(error, lang)


def _invoke(tree: Any, arguments: list[str]) -> int:
    """What ``tree.main`` does, but for its own ideas of how to end on Ctrl-C, a closed pipe or a mistake."""
    try:
        with tree.make_context(_NAME, arguments) as context:
            return int(tree.invoke(context) or 0)
    except typer.Exit as done:  # --help
        return done.exit_code


def _explained(error: Exception, lang: Lang) -> Exit:
    """One line on standard error for whatever went wrong, and its exit code."""
    code = Exit.ERROR
    if isinstance(error, SummarizerError):
        message, code = error.message, of_error(error)
    elif isinstance(error, TyperException):
        if not error.format_message():  # a command group on its own: its help was shown
            return code
        message = usage.explain(error, _NAME)
    elif os.environ.get("SUMMARIZER_DEBUG"):
        raise error
    else:
        message = say("cli.internal", kind=type(error).__name__, reason=str(error)[:300])
    output.note(message, lang)
    return code


def localized(lang: Lang) -> Any:
    """The command tree with every help text, which names a message until now, in ``lang``."""
    for panel in ("options", "arguments", "commands"):
        setattr(rich_utils, f"{panel.upper()}_PANEL_TITLE", say(f"cli.panel-{panel}").in_language(lang))
    tree = typer.main.get_command(app)
    _translate(tree, lang)
    return tree


def _translate(command: Any, lang: Lang) -> None:
    for owner in (command, *command.params):
        key = getattr(owner, "help", None)
        if key and key.startswith("cli."):
            owner.help = say(key).in_language(lang)
    command.get_help_option(typer.Context(command)).help = say("cli.help").in_language(lang)
    for inner in getattr(command, "commands", {}).values():
        _translate(inner, lang)
