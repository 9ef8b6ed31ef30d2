"""Mistakes in the arguments, in the user's language: Typer words them in English only."""

from __future__ import annotations

import re

from typer.exceptions import TyperException

from summarizer.data import Message
from summarizer.messages import say

# What Typer says, and the message that says the same; the groups fill its slots.
_VALUE_OF = r"Invalid value for '(?P<name>[^']+)'(?: / '[^']+')*: (?:Value error, )?"
_SAYINGS = (
    (r"Missing (?:argument|option|parameter):? '?(?P<name>[^']+)'?", "cli.usage-missing"),
    (r"Missing command", "cli.usage-no-command"),
    (r"No such command '(?P<name>[^']*)'(?P<rest>.*)", "cli.usage-command"),
    (r"No such option: (?P<name>\S+)(?P<rest>.*)", "cli.usage-option"),
    (_VALUE_OF + r"'?(?P<value>.*?)'? is not one of (?P<choices>.*)", "cli.usage-choice"),
    (_VALUE_OF + r"(?P<rest>.*)", "cli.usage-value"),
    (r"Option '(?P<name>[^']+)' requires an argument", "cli.usage-argument"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<rest>.*)\)", "cli.usage-extra"),
)
_GUESS = re.compile(r"\(?(?:Did you mean|Possible options:) ?(.*?)[?)]*$")


def explain(error: TyperException, program: str) -> Message:
    """One sentence on what is wrong, and where the usage is explained."""
    said = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    return say("cli.usage", problem=_problem(said), command=context.command_path if context else program)


def _problem(said: str) -> Message:
    for pattern, key in _SAYINGS:
        match = re.fullmatch(pattern, said)
        if match:
            slots = match.groupdict()
            guess = _GUESS.search(slots.get("rest") or "")
            slots["guess"] = say("cli.usage-guess", names=guess[1]) if guess else ""
            return say(key, **slots)
    return Message(said, said)
