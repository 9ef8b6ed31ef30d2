"""Nouns from their JSON: what ``Noun.to_dict`` wrote, read back. Fields that a record lacks take their defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from summarizer.noun import Noun

N = TypeVar("N", bound=Noun)
Reader = Callable[[Any], Any]


def restore(kind: type[N], plain: Any) -> N:
    """The noun that ``plain`` is the JSON object of. Raises ``ValueError`` where it is none."""
    try:
        made: N = _noun(kind)(plain)
        return made
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{kind.__name__}: {error}") from error


def _noun(kind: Any) -> Reader:
    return _built(kind)


@cache
def _built(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    readers = {one.name: _reader(hints[one.name]) for one in dataclasses.fields(kind)}

    def read(plain: Any) -> Any:
        return kind(**{name: reader(plain[name]) for name, reader in readers.items() if name in plain})

    return read


def _reader(hint: Any) -> Reader:
    """How a value of the type ``hint`` is read from JSON."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = _reader(next(one for one in arguments if one is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        inner = _reader(arguments[0])
        return lambda value: tuple(inner(one) for one in _a(list, value))
    if origin is Literal:
        return lambda value: arguments[arguments.index(value)]
    if isinstance(hint, type) and issubclass(hint, Noun | StrEnum):
        return _noun(hint) if issubclass(hint, Noun) else hint
    return float if hint is float else lambda value: _a(hint, value)


def _a(kind: type[Any], value: Any) -> Any:
    """``value``, which must be of this kind: a record from outside may hold anything."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r:.40} is no {kind.__name__}")
    return value
