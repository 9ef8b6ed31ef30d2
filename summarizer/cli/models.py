"""``summarizer models list|show|build``: which models there are, what they are, and making one ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument

from summarizer.cli.command import Call
from summarizer.cli.exits import Exit
from summarizer.errors import ModelError
from summarizer.messages import say
from summarizer.report import json
from summarizer.report.console import Sheet

if TYPE_CHECKING:
    from summarizer.summarize.catalogue import Model

Name = Annotated[str, Argument(metavar="NAME", help="cli.model-name", show_default=False)]


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
