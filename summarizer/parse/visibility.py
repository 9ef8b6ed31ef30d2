"""How visible each element is: what its own and its ancestors' declarations do to the text in it."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.data import SEEN, Page, Sight, Visibility
from summarizer.parse.snapshot import Element, Snapshot

INLINE = frozenset(
    "a abbr acronym area b bdi bdo big cite code data del dfn em font i ins kbd label map mark nobr o:p output q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr img button input select textarea svg text tspan audio video "
    "canvas picture object embed iframe meter progress script style noscript template link meta".split()
)
# Elements whose text is not text of the page: read as hidden containers or not at all.
UNREAD = frozenset("script style template title head meta link".split())


@dataclass(slots=True, eq=False)
class Look:
    """The computed style of an element, as far as it decides whether its text is seen."""

    visibility: Visibility
    block: Element
    breaks: bool = False
    unread: bool = False
    preformatted: bool = False


class Looks:
    """Computes looks in document order: a parent's look is known before its children's."""

    def __init__(self, shot: Snapshot, page: Page) -> None:
        self.known: dict[int, Look] = {}

    def of(self, element: Element) -> Look:
        look = self.known.get(element.mem)
        if look is None:
            above = element.parent
            parent = self.of(above) if above is not None else Look(SEEN, element)
            look = self.known[element.mem] = self._look(element, parent)
        return look

    def _look(self, element: Element, parent: Look) -> Look:
        breaks = element.tag not in INLINE
        look = Look(
            parent.visibility,
            element if breaks and element.tag != "br" else parent.block,
            breaks,
            parent.unread or element.tag in UNREAD,
            parent.preformatted or element.tag == "pre",
        )
        if look.visibility.sight is not Sight.HIDDEN:
            look.visibility = _own(element) or look.visibility
        return look


def _own(element: Element) -> Visibility | None:
    attrs = element.attrs
    if element.tag == "noscript":
        return Visibility(Sight.HIDDEN, "V604", None, "<noscript>")
    if "hidden" in attrs:
        return Visibility(Sight.HIDDEN, "V601", "hidden", "attribute hidden")
    style = attrs.get("style", "").lower().replace(" ", "")
    for declaration in ("display:none", "visibility:hidden"):
        if declaration in style:
            return Visibility(Sight.HIDDEN, "V601", declaration, "style attribute")
    return None
