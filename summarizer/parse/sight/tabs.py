"""Tab panels: what is not displayed now is one click away, if a control that the reader sees says which it opens.

The pairs are those of WAI-ARIA (``role=tab`` with ``aria-controls``) and of Bootstrap (``data-toggle=tab`` with the
panel's id as its target), and those of a button with ``aria-expanded``. They are opened by script, so on a page
without any there are none.
"""

from __future__ import annotations

from summarizer.parse.sight.snapshot import Element, Snapshot

_TOGGLES = ("data-toggle", "data-bs-toggle")
_TARGETS = ("data-bs-target", "data-target", "href")
_KINDS = ("tab", "pill")
_TELLING = frozenset({"aria-controls", *_TOGGLES})


def panels(shot: Snapshot) -> dict[int, Element]:
    """The control of each tab panel, by the panel's ``mem_id``."""
    controls = {target: element for element in shot.elements.values() if (target := _target(element))}
    if not controls or not any(element.tag == "script" for element in shot.elements.values()):
        return {}
    return {
        mem: controls[name]
        for mem, element in shot.elements.items()
        if (name := element.get("id")) in controls and not _within(controls[name], element)
    }


def _target(element: Element) -> str:
    """The id of the panel that ``element`` opens; empty where it is no tab."""
    if _TELLING.isdisjoint(element.attrs):
        return ""
    if element.get("aria-controls") and (element.get("role") == "tab" or "aria-expanded" in element.attrs):
        return element.get("aria-controls")
    if any(element.get(name) in _KINDS for name in _TOGGLES):
        target = next((value for name in _TARGETS if (value := element.get(name)).startswith("#")), "")
        return target[1:]
    return ""


def _within(control: Element, panel: Element) -> bool:
    return control is panel or any(above is panel for above in control.ancestors())
