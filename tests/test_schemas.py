"""The published JSON Schemas say exactly what the nouns give."""

from __future__ import annotations

import dataclasses
import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from summarizer import data

SCHEMAS = {
    path.name.partition(".")[0]: json.loads(path.read_text(encoding="utf-8"))
    for path in files("summarizer.schemas").iterdir()
    if path.name.endswith(".schema.json")
}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


def _objects() -> list[tuple[str, dict[str, Any]]]:
    tops = [(schema["title"], schema) for schema in SCHEMAS.values()]
    return tops + [pair for schema in SCHEMAS.values() for pair in schema.get("$defs", {}).items()]


@pytest.mark.parametrize(("noun", "schema"), _objects(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_field_of_a_noun_is_described(noun: str, schema: dict[str, Any]) -> None:
    kind = getattr(data, noun)
    names = {field.name for field in dataclasses.fields(kind)} | ({"text"} if kind is data.Article else set())
    assert set(schema["properties"]) == names
    assert set(schema["required"]) == names


def test_enumerations_are_complete() -> None:
    article, check = SCHEMAS["article"], SCHEMAS["check"]
    assert article["$defs"]["Duty"]["properties"]["kind"]["enum"] == [kind.value for kind in data.DutyKind]
    assert check["properties"]["verdict"]["enum"] == [verdict.value for verdict in data.Verdict]
