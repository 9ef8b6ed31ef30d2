"""From an article to an abstract that may be published: written, proved, labelled, credited."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from summarizer.data import Abstract, Article, Credit
from summarizer.errors import InputError
from summarizer.messages import say
from summarizer.summarize import catalogue
from summarizer.summarize.base import Draft, Refused, Request, Summarizer
from summarizer.summarize.build import CACHE, Progress, build, is_built
from summarizer.summarize.coverage import coverage
from summarizer.summarize.extractive import Extractive
from summarizer.summarize.fitness import unfit
from summarizer.summarize.lengths import measure, window
from summarizer.summarize.support import support

# A model's draft is published only where the article bears it out; else the extractive way takes over and says why.
# ``auto`` without a named model is the extractive way (docs/decisions/0016-a-model-that-doubts.md).
_ENDED = tuple("。！？…!?.")  # what stops in the middle of a sentence is no abstract


def summarize_all(
    articles: Sequence[Article],
    *,
    length: str | int = "standard",
    model: str | None = None,
    method: str = "auto",
    cache_dir: Path | None = None,
) -> list[Abstract]:
    """An abstract of each article, with the paragraphs that bear out its sentences, its label and its credit.

    ``length``: ``short``, ``standard``, ``long`` or characters. ``method``: ``auto``, ``abstractive``, ``extractive``.
    ``model``: a name from the catalogue, a folder, a GGUF file or a hub id; with ``auto``, naming one asks for it, and
    it writes several abstracts at a time. Raises ``InputError`` for a wrong length or method or an empty article,
    ``ModelError`` where a model cannot be had.
    """
    started = time.perf_counter()
    room = window(length)
    if method not in ("auto", "abstractive", "extractive"):
        raise InputError(say("summarize.bad-method", method=method), code="bad-method")
    requests = [Request(tuple(filter(str.strip, article.paragraphs)), room, article.title) for article in articles]
    if not all(request.paragraphs for request in requests):
        raise InputError(say("summarize.empty"), code="no-article")
    chosen = _chosen(requests, writer(method, model), cache_dir, free=method == "abstractive")
    seconds = (time.perf_counter() - started) / max(1, len(articles))
    return [_publish(article, *one, seconds) for article, one in zip(articles, chosen, strict=True)]


def writer(method: str, model: str | None) -> str | None:
    """The model to write with; ``None`` for the extractive way."""
    if method == "extractive" or (method == "auto" and model is None):
        return None
    return model or "fast"


def prepare(method: str, model: str | None, cache_dir: Path | None, tell: Progress) -> None:
    """Build the model that would write, if it is one of ours that is not built yet. Raises ``ModelError``."""
    name = writer(method, model)
    known = catalogue.find(name) if name else None
    if known and not is_built(known, cache_dir or CACHE):
        build(known, cache_dir or CACHE, tell=tell)


def _chosen(
    requests: Sequence[Request], model: str | None, cache_dir: Path | None, *, free: bool
) -> list[tuple[Draft, str | None]]:
    """What is published for each request, and why it is not a model's, where it is not."""
    given = [_given(request, model, free=free) for request in requests]
    asked = [request for request, ready in zip(requests, given, strict=True) if ready is None]
    made = iter(_written(asked, model, cache_dir, free=free))
    return [ready or next(made) for ready in given]


def _given(request: Request, model: str | None, *, free: bool) -> tuple[Draft, str] | None:
    """What needs no model, and why: an article that is short, or one that no model of ours can read."""
    whole = "\n".join(request.paragraphs)
    if measure(whole) <= request.window.most:
        return Draft(whole, "extractive"), "short-article"
    reason = unfit(request.paragraphs, to_choose=not free) if model and catalogue.find(model) else None
    return (_extracted(request), reason) if reason else None


def _written(
    requests: Sequence[Request], model: str | None, cache_dir: Path | None, *, free: bool
) -> list[tuple[Draft, str | None]]:
    """``free``: in the model's own words, even where it does better to choose among the article's sentences."""
    if model is None or not requests:
        return [(_extracted(request), "extractive-first") for request in requests]
    from summarizer.summarize.loader import load_summarizer

    using = load_summarizer(model, cache_dir=cache_dir)
    to_choose = using.worth is not None and not free
    publish = _chosen_by if to_choose else _best
    written = using.drafts(requests, to_choose=to_choose)
    return [publish(request, drafts, using) for request, drafts in zip(requests, written, strict=True)]


def _chosen_by(request: Request, drafts: Sequence[Draft], using: Summarizer) -> tuple[Draft, str | None]:
    """The article's sentences that say what ``drafts`` say, unless by the rules one says something else when cut."""
    from summarizer.summarize.choose import choose

    texts, worth = [draft.text for draft in drafts], using.worth or 0.0
    made = choose(request.paragraphs, texts, request.window, title=request.title, worth=worth, stops=drafts[0].stops)
    draft = Draft(made.text, made.method, drafts[0].model)
    refused = _refused(request, draft)
    return (_extracted(request), refused.reason) if refused else (draft, None)


def _best(request: Request, drafts: Sequence[Draft], using: Summarizer) -> tuple[Draft, str | None]:
    """The draft that covers most, of those that the article bears out; if none, the extractive way and the reason.

    Where none is borne out, the model goes on once more from what is sound in them.
    """
    sound, refused = _proved(request, drafts, using)
    if not sound:
        sound, _ = _proved(request, using.redrafts(request, refused), using)
    if not sound:
        return _extracted(request), refused[0].reason
    return max(sound, key=lambda draft: coverage(request.paragraphs, draft.text)), None


def _proved(request: Request, drafts: Sequence[Draft], using: Summarizer) -> tuple[list[Draft], list[Refused]]:
    """Those of ``drafts`` that neither rules nor the model itself object to, and the others."""
    refused = [refusal for refusal in (_refused(request, draft) for draft in drafts) if refusal]
    held = {refusal.text for refusal in refused}
    sound = [draft for draft in drafts if draft.text not in held]
    if not sound:
        return [], refused
    texts = [draft.text for draft in sound]
    doubts = dict(zip(sound, using.doubts(request.paragraphs, texts, request.title), strict=True))
    refused += [Refused(draft.text, "model-not-supported", place) for draft, place in doubts.items() if place]
    return [draft for draft, place in doubts.items() if place is None], refused


def _extracted(request: Request) -> Draft:
    return Extractive().draft(request.paragraphs, request.window, title=request.title)


def _refused(request: Request, draft: Draft) -> Refused | None:
    """Why a model's draft may not be published by the rules; ``None`` if it may."""
    if not draft.text:
        return Refused("", "model-wrote-nothing")
    if not request.window.least <= measure(draft.text) <= request.window.most:
        return Refused(draft.text, "model-missed-length")
    if not draft.text.rstrip("”’」』）)\"'").endswith(_ENDED):
        return Refused(draft.text, "model-not-supported", (len(draft.text) - 1, len(draft.text)))
    found = [words for one in support(request.paragraphs, draft.text).sentences for words in one.unsupported]
    if not found:
        return None
    begin = min(max(0, draft.text.find(words)) for words in found)
    return Refused(draft.text, "model-not-supported", (begin, begin + len(found[0])))


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
