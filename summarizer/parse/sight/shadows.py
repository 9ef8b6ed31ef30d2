"""Declarative shadow trees: what stands in the host is shown only through a slot (HTML, 4.12.3; DOM, 4.2.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from summarizer.data import Sight, Visibility
from summarizer.parse.sight.snapshot import Element, Snapshot

MAX_SHADOW = 200_000  # characters of one tree that are read
_HOSTS = frozenset("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split())
_MODE = "shadowrootmode"
_OUTER = re.compile(r"^\s*<template[^>]*>|</template>\s*$", re.IGNORECASE)
_STYLED = re.compile(
    r"(?::host|::slotted)(?:[^{}:]|:(?!host|:slotted))*+\{[^{}]*(?:none|hidden|:\s*0|transparent|-\d{3,})",
    re.IGNORECASE,
)
SlotSight = Callable[[str], Mapping[str, Visibility]]  # the markup of a tree -> how visible each of its slots is


def is_shadow(element: Element) -> bool:
    """Is it a template that browsers make the shadow tree of the element it stands in?"""
    if element.tag != "template" or element.get(_MODE).strip().lower() not in ("open", "closed"):
        return False
    host = element.parent
    return host is not None and (host.tag in _HOSTS or "-" in host.tag)


def shadowed(shot: Snapshot, slots_of: SlotSight) -> dict[int, Visibility]:
    """The elements that shadow trees keep from sight, by ``mem_id``: hosts as a whole, or single children."""
    found: dict[int, Visibility] = {}
    hosts: set[int] = set()
    for element in shot.elements.values():
        if not is_shadow(element) or element.parent is None or element.parent.mem in hosts:
            continue
        hosts.add(element.parent.mem)  # the first template counts
        markup = _OUTER.sub("", element.node.html or "")[:MAX_SHADOW]
        slots = dict(slots_of(markup))
        if _STYLED.search(markup):
            slots = {name: Visibility(Sight.UNKNOWN, "V601", ":host, ::slotted", _origin()) for name in slots}
        found |= _without_slot(element.parent, slots, shot)
    return found


def _without_slot(host: Element, slots: Mapping[str, Visibility], shot: Snapshot) -> dict[int, Visibility]:
    unslotted = Visibility(Sight.HIDDEN, "V604", None, _origin())
    if not slots:
        return {host.mem: unslotted}
    seen = {name: sight for name, sight in slots.items() if sight.sight in (Sight.SEEN, Sight.EFFORT)}
    if not seen:
        return {host.mem: next(iter(slots.values()))}
    wanted = {child.mem: slots.get(child.get("slot").strip(), unslotted) for child in shot.children(host)}
    return {mem: sight for mem, sight in wanted.items() if sight.sight in (Sight.HIDDEN, Sight.UNKNOWN)}


def _origin() -> str:
    return f"<template {_MODE}>"
