"""From an article to an abstract that may be published: written, proved, labelled, credited."""

from __future__ import annotations

import time
from pathlib import Path

from summarizer.data import Abstract, Article, Credit
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.summarize.base import Draft
from summarizer.summarize.coverage import coverage
from summarizer.summarize.extractive import Extractive
from summarizer.summarize.lengths import Window, measure, window
from summarizer.summarize.support import support

# A model's draft is published only where the article bears it out; else the extractive way takes over and says why.
# ``auto`` without a named model is extractive until a model does better on the development references
# (docs/decisions/0004-extractive-first.md).


def summarize(
    article: Article,
    *,
    length: str | int = "standard",
    model: str | None = None,
    method: str = "auto",
    cache_dir: Path | None = None,
) -> Abstract:
    """An abstract of ``article``, with the paragraphs that bear out each sentence, its label and its credit.

    ``length``: ``short``, ``standard``, ``long`` or characters. ``method``: ``auto``, ``abstractive``, ``extractive``.
    ``model``: a name from the catalogue, a folder or a hub id; with ``auto``, naming one asks for it. Raises
    ``InputError`` for a wrong length or method or an empty article, ``ModelError`` where a model cannot be had.
    """
    started = time.perf_counter()
    room = window(length)
    if method not in ("auto", "abstractive", "extractive"):
        raise InputError(say("summarize.bad-method", method=method), code="bad-method")
    paragraphs = [paragraph for paragraph in article.paragraphs if paragraph.strip()]
    if not paragraphs:
        raise InputError(say("summarize.empty"), code="no-article")
    draft, reason = _draft(article, paragraphs, room, writer(method, model), cache_dir)
    return _publish(article, draft, reason, time.perf_counter() - started)


def writer(method: str, model: str | None) -> str | None:
    """The model to write with; ``None`` for the extractive way."""
    if method == "extractive" or (method == "auto" and model is None):
        return None
    return model or "fast"


def _draft(
    article: Article, paragraphs: list[str], room: Window, model: str | None, cache_dir: Path | None
) -> tuple[Draft, str | None]:
    whole = "\n".join(paragraphs)
    if measure(whole) <= room.most:
        return Draft(whole, "extractive"), "short-article"
    if model is None:
        return Extractive().draft(paragraphs, room, title=article.title), "extractive-first"
    from summarizer.summarize.loader import load_summarizer

    drafts = load_summarizer(model, cache_dir=cache_dir).drafts(paragraphs, room, title=article.title)
    refused = {draft: _refused(paragraphs, draft, room) for draft in drafts}
    sound = [draft for draft, reason in refused.items() if reason is None]
    if sound:
        return max(sound, key=lambda draft: coverage(paragraphs, draft.text)), None
    return Extractive().draft(paragraphs, room, title=article.title), refused[drafts[0]]


def _refused(paragraphs: list[str], draft: Draft, room: Window) -> str | None:
    """Why a model's draft may not be published; ``None`` if it may."""
    if not draft.text:
        return "model-wrote-nothing"
    if not room.least <= measure(draft.text) <= room.most:
        return "model-missed-length"
    return None if support(paragraphs, draft.text).ok else "model-not-supported"


def _publish(article: Article, draft: Draft, reason: str | None, seconds: float) -> Abstract:
    proved = support(article.paragraphs, draft.text)
    return Abstract(
        url=article.url,
        title=article.title,
        abstract=draft.text,
        length=measure(draft.text),
        method=draft.method,
        fallback_reason=reason,
        model=draft.model,
        support=proved.sentences,
        label=say("summarize.label").zh,
        credit=Credit(article.notice.source, article.notice.link or article.canonical_url or article.url),
        seconds=round(seconds, 3),
    )
