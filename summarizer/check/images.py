"""Signs that an image holds what the text lacks: a QR code to the original, a picture of its notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from summarizer.check.context import Context
from summarizer.check.wording import knowledge
from summarizer.data import Image
from summarizer.text.fold import folded


def in_image(context: Context) -> bool:
    """May the link to the original stand in an image, such as a QR code?"""
    return _hinted(context, "link")


def statement_in_image(context: Context) -> bool:
    """May the statement stand in an image?"""
    return _hinted(context, "statement")


def _hinted(context: Context, what: str) -> bool:
    words = knowledge()["image_hints"][what]
    if any(word in text for text in map(_words_of, _added(context)) for word in words):
        return True
    lines = (folded(line.text) for line in context.repost.article_lines() if len(line.text) < 60)
    spoken = knowledge()["image_hints"]["spoken"]
    return what == "link" and any(word in line for line in lines for word in spoken)


def _added(context: Context) -> Iterator[Image]:
    """The repost's images that the original does not have, by file name."""
    known = {_name(image) for image in (context.original.article.images if context.original else ())}
    return (image for image in context.repost.article.images if _name(image) not in known)


def _name(image: Image) -> str:
    return image.src.split("?")[0].rsplit("/", 1)[-1].lower()


def _words_of(image: Image) -> str:
    parts: Iterable[str | None] = (_name(image), image.alt, image.caption)
    return folded(" ".join(part for part in parts if part))
