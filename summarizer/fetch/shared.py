"""Answers that many ask for at once: got once, and kept for a while where that is right, within bounds."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Kept(NamedTuple, Generic[T]):
    """An answer, and for how many seconds from now it may be given again: 0 for those who wait for it only."""

    value: T
    seconds: float


class _Asking(Generic[T]):
    """One question under way, those who wait for its answer, and then the answer."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.waiting = 0
        self.answer: Kept[T] | None = None


class Shared(Generic[T]):
    """At most ``room`` of answers, each of which takes up ``size(answer)`` of it; the longest unused go first."""

    def __init__(self, room: int, size: Callable[[T], int] = lambda _: 1) -> None:
        self._room = room
        self._size = size
        self._used = 0
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()  # the seconds are those of the monotonic clock
        self._asking: dict[str, _Asking[T]] = {}

    async def get(self, key: str, ask: Callable[[], Awaitable[Kept[T]]]) -> T:
        """The answer kept under ``key``, or what ``ask`` gives. While one asks, others with the same key wait."""
        asking = self._asking.setdefault(key, _Asking())
        asking.waiting += 1
        try:
            async with asking.lock:
                if asking.answer is None:
                    asking.answer = self._recall(key) or self._keep(key, await ask())
                return asking.answer.value
        finally:
            asking.waiting -= 1
            if not asking.waiting:
                del self._asking[key]

    def _recall(self, key: str) -> Kept[T] | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.seconds < time.monotonic():
            self._used -= self._size(self._kept.pop(key).value)
            return None
        self._kept.move_to_end(key)
        return kept

    def _keep(self, key: str, answer: Kept[T]) -> Kept[T]:
        size = self._size(answer.value)
        if answer.seconds > 0 and size <= self._room:
            self._kept[key] = Kept(answer.value, time.monotonic() + answer.seconds)
            self._used += size
        while self._used > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._used -= self._size(oldest.value)
        return answer
