"""``summarizer models list|show|build|evaluate``: which models there are, what they are, how well they do."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.cli.summarize import How, Method
from summarizer.errors import ModelError
from summarizer.messages import say
from summarizer.report import json
from summarizer.report.console import Sheet

if TYPE_CHECKING:
    from summarizer.summarize.catalogue import Model

Figures = tuple[str, dict[str, float]]
Name = Annotated[str, Argument(metavar="NAME", help="cli.model-name", show_default=False)]


Data = Annotated[Path, Argument(metavar="DATA.jsonl", help="cli.references", show_default=False)]
Compared = Annotated[list[str] | None, Option("--way", metavar="NAME", help="cli.compared", show_default=False)]
Limit = Annotated[int | None, Option("--limit", min=1, help="cli.limit", show_default=False)]
Records = Annotated[Path | None, Option("--records", metavar="FILE", help="cli.records", show_default=False)]


def list_models(call: Call) -> Exit:
    from summarizer.summarize import catalogue

    described = [_described(call, model) for model in catalogue.models()]
    if call.format == "json":
        call.put(json.render_plain(described))
        return Exit.CLEAN
    sheet = Sheet(call.style)
    for model in described:
        state = sheet.tell("model-ready" if model["ready"] else "model-not-ready")
        sheet.line(f"{model['name']:<10} {model['title']}  {model['licence']}  {state}")
    call.put(str(sheet))
    return Exit.CLEAN


def show(call: Call, name: Name) -> Exit:
    from summarizer.summarize import catalogue

    model = _find(name)
    described = _described(call, model)
    if call.format == "json":
        call.put(json.render_plain(described))
        return Exit.CLEAN
    sheet = Sheet(call.style)
    sheet.line(f"{model.name}: {model.title}", "bold")
    sheet.line()
    for key in ("base", "family", "revision", "licence"):
        sheet.field(f"model-{key}", getattr(model, key))
    sheet.field("model-place", described["place"])
    sheet.line(sheet.tell("model-ready" if described["ready"] else "model-not-ready"))
    sheet.line()
    sheet.line(catalogue.card(model))
    call.put(str(sheet))
    return Exit.CLEAN


def build(call: Call, name: Name) -> Exit:
    from summarizer.summarize.build import build as run

    model = _find(name)
    place = run(model, call.settings.cache_dir, tell=call.note)
    as_json = call.format == "json"
    call.put(json.render_plain({"name": model.name, "place": str(place)}) if as_json else f"{place}\n")
    return Exit.CLEAN


def evaluate(
    call: Call,
    data: Data,
    way: Compared = None,
    method: How = Method.AUTO,
    limit: Limit = None,
    records: Records = None,
) -> Exit:
    """Every way, on every reference; a second run with the same records makes only what is missing."""
    from summarizer.summarize import evaluate as measuring

    rows = measuring.read(data, limit)
    named = measuring.baselines() | {"extractive": _writer(call, None)}
    own = " (own words)" if method is Method.ABSTRACTIVE else ""
    named |= {f"{name}{own}": _writer(call, name, method) for name in way or ()}
    found = list(_watched(call, measuring.evaluate(rows, named, records), len(rows) * len(named)))
    table = measuring.table(found)
    if call.format == "json":
        call.put(json.render_plain({"articles": len(rows), "ways": table}))
        return Exit.CLEAN
    sheet = Sheet(call.style)
    sheet.line(sheet.tell("evaluated", articles=len(rows)), "bold")
    heads, wide = list(next(iter(table.values()))), max(12, *map(len, table)) + 1
    sheet.line(f"{'':<{wide}}" + "".join(f"{head:>11}" for head in heads))
    for name, figures in table.items():
        sheet.line(f"{name:<{wide}}" + "".join(f"{figures[head]:>11.1f}" for head in heads))
    sheet.line(sheet.tell("evaluated-heads"), "dim")
    call.put(str(sheet))
    return Exit.CLEAN


def _writer(call: Call, model: str | None, method: str = "extractive") -> Callable[[dict[str, Any], int], str]:
    from summarizer import pipeline

    def write(row: dict[str, Any], asked: int) -> str:
        made = pipeline.summarize(row["article"], length=asked, model=model, method=method, settings=call.settings)
        return made.abstract

    return write


def _watched(call: Call, figures: Iterable[Figures], total: int) -> Iterable[Figures]:
    """The same, with a bar on a terminal."""
    if call.quiet or not sys.stderr.isatty():
        return figures
    from rich.console import Console
    from rich.progress import track

    return track(figures, total=total, console=Console(stderr=True), description="", transient=True)


def _find(name: str) -> Model:
    from summarizer.summarize import catalogue

    model = catalogue.find(name)
    if model is None:
        raise ModelError(say("summarize.unknown-model", model=name))
    return model


def _described(call: Call, model: Model) -> dict[str, Any]:
    from summarizer.summarize.build import built_path, is_built

    cache = call.settings.cache_dir
    return model.to_dict() | {"place": str(built_path(model, cache)), "ready": is_built(model, cache)}
