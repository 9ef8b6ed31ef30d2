"""Write the reference pages that are made from code: ``python docs/build.py``. A test says when they are stale."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from summarizer.check.registry import SECTIONS, Rule, Stage, rules
from summarizer.cli.app import localized

PLACE = Path(__file__).parent / "reference"
HEADINGS = {
    "zh": {
        "title": "检查规则",
        "about": "由规则的文档字符串生成（`python docs/build.py`），请勿手改。也可用 `summarizer rules L201` 查看。",
        "level": "默认",
        "what": "查什么",
        "why": "为什么",
        "bad": "反例",
        "good": "正例",
        "mend": "改法",
        "law": "依据",
        "stages": ("证据是否足够", "读原文", "链接", "声明", "署名", "内容", "权利", "元数据", "摘要"),
    },
    "en": {
        "title": "The rules",
        "about": "Made from docstrings by `python docs/build.py`; `summarizer rules L201 --lang en` says the same.",
        "level": "default",
        "what": "What",
        "why": "Why",
        "bad": "Bad",
        "good": "Good",
        "mend": "How to mend",
        "law": "Source",
        "stages": (
            "Is there enough to judge by",
            "Reading the original",
            "Links",
            "Statements",
            "Attribution",
            "Fidelity",
            "Rights",
            "Metadata",
            "Abstracts",
        ),
    },
}


def page(lang: str) -> str:
    """All rules by stage, as Markdown in one language."""
    words = HEADINGS[lang]
    parts = [f"# {words['title']}\n\n{words['about']}\n"]
    for number, stage in enumerate(Stage):
        parts.append(f"## {words['stages'][number]}\n")
        parts += [entry(rule, lang) for rule in rules() if rule.stage is stage]
    return "\n".join(parts)


def entry(rule: Rule, lang: str) -> str:
    """One rule: what it looks for and, where the docstring says so, why, examples, how to mend, its source in law."""
    words = HEADINGS[lang]
    lines = [f'### <a id="{rule.id.lower()}"></a>{rule.id} {rule.name}\n', f"{words['level']}: `{rule.level}`\n"]
    for section in SECTIONS:
        said = getattr(rule.explanation, section).in_language(lang)
        if section in ("bad", "good") and said:
            lines.append(f"**{words[section]}**\n\n```html\n{said}\n```\n")
        elif said:
            lines.append(f"**{words[section]}** {escaped(said)}\n")
    return "\n".join(lines)


COMMANDS = {
    "zh": ("命令", "由程序的帮助生成（`python docs/build.py`），请勿手改。", "默认", "必填"),
    "en": ("The commands", "Made from the program's help by `python docs/build.py`.", "default", "required"),
}


def commands(lang: str) -> str:
    """Every command with its arguments and flags, as Markdown in one language."""
    title, about, _, _ = COMMANDS[lang]
    described = (described_command(path, one, lang) for path, one in _leaves("summarizer", localized(lang)))
    return "\n".join([f"# {title}\n\n{about}\n", *described])


def _leaves(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", None)
    if not inner:
        yield path, command
        return
    for name in sorted(inner):
        yield from _leaves(f"{path} {name}", inner[name])


def described_command(path: str, command: Any, lang: str) -> str:
    """One command: what it does, then a row for each argument and flag."""
    rows = ["|  |  |", "|---|---|", *(_row(parameter, lang) for parameter in command.params)]
    return f"## `{path}`\n\n{escaped(command.help or '')}\n\n" + "\n".join(rows) + "\n"


def _row(parameter: Any, lang: str) -> str:
    _, _, default, required = COMMANDS[lang]
    value = _value(parameter)
    name = f"`{value}`"
    if parameter.opts[0].startswith("-"):
        name = ", ".join(f"`{option}`" for option in parameter.opts) + (f" `{value}`" if value else "")
    note = f" ({required})" if parameter.required else ""
    if not parameter.required and parameter.default not in (None, False, ()):
        note = f" ({default} `{getattr(parameter.default, 'value', parameter.default)}`)"
    return f"| {name} | {escaped(parameter.help or '')}{note} |"


def _value(parameter: Any) -> str:
    """What stands behind a flag: a name, or the values that there are. Nothing where the flag says it all."""
    if getattr(parameter, "is_flag", False):
        return ""
    kind = parameter.type_descriptor.annotation
    listed = isinstance(kind, type) and issubclass(kind, Enum)
    shown = parameter.metavar or ("|".join(one.value for one in kind) if listed else parameter.name.upper())
    return str(shown).replace("|", "\\|")


def escaped(text: str) -> str:
    """Markup in prose is shown, not rendered."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*", "\\*")


def main() -> None:
    PLACE.mkdir(exist_ok=True)
    for lang in HEADINGS:
        (PLACE / f"rules.{lang}.md").write_text(page(lang), encoding="utf-8")
        (PLACE / f"commands.{lang}.md").write_text(commands(lang), encoding="utf-8")


if __name__ == "__main__":
    main()
