"""Answers that many ask for at once: got once, kept for a while, within bounds."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Kept(NamedTuple, Generic[T]):
    """An answer, and for how many seconds from now it may be given again."""

    value: T
    seconds: float


class Shared(Generic[T]):
    """At most ``room`` of answers, each of which takes up ``size(answer)`` of it; the longest unused go first."""

    def __init__(self, room: int, size: Callable[[T], int] = lambda _: 1) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._kept: OrderedDict[str, tuple[T, float]] = OrderedDict()
        self._asking: dict[str, tuple[asyncio.Lock, int]] = {}

    async def get(self, key: str, ask: Callable[[], Awaitable[Kept[T]]]) -> T:
        """The answer kept under ``key``, or what ``ask`` gives. While one asks, others with the same key wait."""
        lock, waiting = self._asking.get(key) or (asyncio.Lock(), 0)
        self._asking[key] = (lock, waiting + 1)
        try:
            async with lock:
                kept = self._kept.get(key)
                if kept is None or kept[1] < time.monotonic():
                    self._keep(key, await ask())
                self._kept.move_to_end(key)
                return self._kept[key][0]
        finally:
            lock, waiting = self._asking.pop(key)
            if waiting > 1:
                self._asking[key] = (lock, waiting - 1)

    def _keep(self, key: str, answer: Kept[T]) -> None:
        if key in self._kept:
            self._used -= self._size(self._kept.pop(key)[0])
        self._kept[key] = (answer.value, time.monotonic() + answer.seconds)
        self._used += self._size(answer.value)
        while self._used > self._room and len(self._kept) > 1:
            _, (value, _) = self._kept.popitem(last=False)
            self._used -= self._size(value)
