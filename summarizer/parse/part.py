"""The article's part of the page, cut out for BeautifulSoup: its rules mark what in it is no body, and read the images.

Every element of the cut carries the number of its box in the survey, so what a rule finds can be named on the page.
"""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from summarizer.parse.blocks import Survey

MARK = "data-box"
MAX_BOXES = 20_000
_UNREAD = ["script", "style", "noscript", "iframe", "template", "select", "textarea", "svg", "object"]


def cut_out(survey: Survey, box: int) -> BeautifulSoup:
    """A soup of one box of the page."""
    node = survey.boxes[box].node
    numbers = {other.node.mem_id: number for number, other in enumerate(survey.boxes[box:], box)}
    copy = node.clone()
    for original, twin in zip(node.traverse(), copy.traverse(), strict=True):
        number = numbers.get(original.mem_id)
        if number is not None:
            twin.attrs[MARK] = str(number)
    copy.strip_tags(_UNREAD)
    return BeautifulSoup(copy.html or "", "lxml")


def box_of(tag: Tag) -> int | None:
    """The box that an element of the soup stands for."""
    value = tag.get(MARK)
    return int(value) if isinstance(value, str) else None
