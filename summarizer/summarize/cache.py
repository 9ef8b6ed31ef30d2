"""Keys and values of what a model has read: articles side by side, each row with room to be written on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor
from torch.nn import functional
from transformers import DynamicCache
from transformers.cache_utils import Cache, DynamicLayer, DynamicSlidingWindowLayer


class Room(DynamicLayer):  # type: ignore[misc]
    """One layer. ``keys`` and ``values`` (rows, heads, read, width) are the beginning of buffers with room for more.

    What is read is written in its place; a cache that grows by being put together anew copies itself at each token.
    """

    def __init__(self, rows: int, read: int, room: int, like: Tensor) -> None:
        super().__init__()
        self._room = room
        _, heads, _, width = like.shape
        self.lazy_initialization(like, like)
        self._buffers = [like.new_zeros(rows, heads, read + room, width) for _ in range(2)]
        self._show(0)

    def put(self, row: int, end: int, layer: Any) -> None:
        """What ``layer`` has read, from ``row`` on, as the columns before ``end``."""
        rows, _, read, _ = layer.keys.shape
        for buffer, read_ in zip(self._buffers, (layer.keys, layer.values), strict=True):
            buffer[row : row + rows, :, end - read : end] = read_
        self._show(end)

    def update(self, keys: Tensor, values: Tensor, *_: Any, **__: Any) -> tuple[Tensor, Tensor]:
        begin, end = self.keys.shape[-2], self.keys.shape[-2] + keys.shape[-2]
        if end > self._buffers[0].shape[-2]:  # gaps have taken up the room
            self._buffers = [functional.pad(buffer, (0, 0, 0, self._room)) for buffer in self._buffers]
        for buffer, read in zip(self._buffers, (keys, values), strict=True):
            buffer[:, :, begin:end] = read
        self._show(end)
        return self.keys, self.values

    def batch_select_indices(self, indices: Tensor) -> None:
        """``indices[n]`` is what becomes row ``n``, and no less than ``n``: rows move up in their place."""
        for row, place in enumerate(indices.tolist()):
            if row != place:
                for buffer in self._buffers:
                    buffer[row] = buffer[place]
        self._buffers = [buffer[: len(indices)] for buffer in self._buffers]
        self._show(self.keys.shape[-2])

    def settle(self, kept: Sequence[int], first: int, begin: int) -> None:
        """Of what each row read from column ``begin`` on only its first ``kept`` stay, as ``flush`` says."""
        for buffer in self._buffers:
            flush(buffer, kept, first, begin)
        self._show(begin + max(kept))

    def _show(self, end: int) -> None:
        self.keys, self.values = (buffer[:, :, :end] for buffer in self._buffers)


def flush(columns: Tensor, kept: Sequence[int], first: int, begin: int, *, fill: int | None = None) -> None:
    """Move the columns ``first`` to ``begin`` + ``kept`` of each row (…, columns, width) up, so that all end together.

    What they leave behind is ``fill``, if given.
    """
    for row, count in enumerate(kept):
        lag = max(kept) - count
        if lag:
            end = begin + count
            columns[row, ..., first + lag : end + lag, :] = columns[row, ..., first:end, :].clone()
            if fill is not None:
                columns[row, ..., first : first + lag, :] = fill


def is_plain(model: Any) -> bool:
    """Whether every layer of ``model`` keeps keys and values, all or those in a window; others keep sums or states."""
    return _kinds(model) <= {DynamicLayer, DynamicSlidingWindowLayer}


def has_window(model: Any) -> bool:
    """Whether a layer of ``model`` looks back so many columns and no further."""
    return DynamicSlidingWindowLayer in _kinds(model)


def _kinds(model: Any) -> set[type]:
    return {type(layer) for layer in DynamicCache(config=model.config).layers}


class Beside:
    """Caches of single articles, put side by side: ``rows`` in all, filled up on the left to ``read`` columns."""

    def __init__(self, rows: int, read: int, room: int) -> None:
        self.rows, self.read, self.room, self.taken = rows, read, room, 0
        self.layers: list[Room] = []

    def add(self, cache: Any) -> None:
        for number, layer in enumerate(cache.layers):
            if number == len(self.layers):
                self.layers.append(Room(self.rows, self.read, self.room, layer.keys))
            self.layers[number].put(self.taken, self.read, layer)
        self.taken += len(cache.layers[0].keys)

    def cache(self) -> Any:
        return Cache(layers=self.layers)
