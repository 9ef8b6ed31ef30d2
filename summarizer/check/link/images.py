"""Signs that an image holds what the text lacks: a QR code to the original, a picture of its notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from summarizer.check.context import Context
from summarizer.check.statement.wording import knowledge
from summarizer.data import Image
from summarizer.text.fold import folded, simplify

_LABEL = re.compile("(?:本文|原文|文章)?(?:出处)?(?:链接|网址|地址|出处):")


def in_image(context: Context) -> bool:
    """May the link to the original stand in an image, such as a QR code?"""
    return _hinted(context, "link")


def statement_in_image(context: Context) -> bool:
    """May the statement stand in an image?"""
    return _hinted(context, "statement")


def _hinted(context: Context, what: str) -> bool:
    words, added = knowledge()["image_hints"][what], list(_added(context))
    if any(word in text for text in map(_words_of, added) for word in words):
        return True
    return what == "link" and (_spoken(context) or bool(added and _bare_label(context)))


def _spoken(context: Context) -> bool:
    """Does the page send its readers to a code for the original? (扫码关注我们 does not.)"""
    hints = knowledge()["image_hints"]
    lines = (simplify(folded(line.text)) for line in context.repost.lines if len(line.text) < 60)
    return any(
        any(word in line for word in hints["spoken"]) and any(word in line for word in hints["goal"]) for line in lines
    )


def _bare_label(context: Context) -> bool:
    """A line that announces the link and then holds none: it may stand in the image beside it."""
    return any(_LABEL.fullmatch(simplify(folded(line.text))) for line in context.repost.article_lines())


def _added(context: Context) -> Iterator[Image]:
    """The repost's images that the original does not have, by file name."""
    known = {_name(image) for image in (context.original.article.images if context.original else ())}
    return (image for image in context.repost.article.images if _name(image) not in known)


def _name(image: Image) -> str:
    return image.src.split("?")[0].rsplit("/", 1)[-1].lower()


def _words_of(image: Image) -> str:
    parts: Iterable[str | None] = (_name(image), image.alt, image.caption)
    return simplify(folded(" ".join(part for part in parts if part)))
