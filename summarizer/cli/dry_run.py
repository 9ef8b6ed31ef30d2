"""``summarizer batch --dry-run``: what a job would do. The input is gone through once, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.cli.command import Call
from summarizer.data import Message
from summarizer.messages import say
from summarizer.report.json import render_plain

if TYPE_CHECKING:
    from summarizer.batch.asked import Asked
    from summarizer.inputs.items import Description


def would(asked: Asked, found: Description, shard_size: int, call: Call) -> str:
    """What was ``found`` in the input, and what would be done with it, in the format that was asked for."""
    if call.format == "json":
        return render_plain(found.to_dict())
    return "".join(f"{line.in_language(call.lang)}\n" for line in _lines(found, asked, shard_size))


def _lines(found: Description, asked: Asked, shard_size: int) -> Iterator[Message]:
    shards = -(-found.items // shard_size)
    tasks = ",".join(asked.tasks)
    yield say("batch.would", items=found.items, addresses=found.addresses, shards=shards, tasks=tasks)
    yield say("batch.would-format", kind=found.kind.value, encoding=found.encoding or "-")
    for item in found.first:
        yield say("batch.would-item", id=item.id, repost=item.repost or "", original=item.original or "")
    for code, count in sorted(found.errors.items()):
        yield say("batch.would-error", code=code, count=count)
    for item in found.wrong:
        if item.error:
            yield item.error.message
