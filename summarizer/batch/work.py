"""From one input to its record: the only place where what goes wrong becomes a ``Failure``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from summarizer import pairs, pipeline, sources
from summarizer.batch.asked import Asked
from summarizer.batch.files import FolderError
from summarizer.config import Settings
from summarizer.data import Abstract, Article, Check, Failure, Item, Page, Reading, Record
from summarizer.errors import InputError, SummarizerError
from summarizer.fetch.web import Web
from summarizer.inputs import stored
from summarizer.messages import say
from summarizer.summarize.engine import writer

_ORIGINALS = 16  # readings kept: reposts of one article tend to stand together


class MissingError(Exception):
    """Pages are needed that have not been fetched yet."""


class Made(NamedTuple):
    """The record of an input; the article where it waits for a model to write its abstract; seconds a stage took."""

    record: Record
    waiting: Article | None
    seconds: dict[str, float]


class Bench:
    """All that one worker needs to make records, set up once a process."""

    def __init__(self, asked: Asked, settings: Settings) -> None:
        self.asked = asked
        self.settings = settings
        self.model = writer(asked.method, asked.model) if "summarize" in asked.tasks else None
        self._read_original: Callable[[Page], Reading] = lru_cache(_ORIGINALS)(pipeline.read)

    def warm(self) -> None:
        """Import and load what every record needs."""
        page = pipeline.as_page("<p>预热</p>")
        pipeline.parse(page)
        if "check" in self.asked.tasks:
            self.check(pairs.Pair(page, page))
        if self.model:
            from summarizer.summarize.loader import load_summarizer

            load_summarizer(self.model, cache_dir=self.settings.cache_dir)

    def make(self, item: Item, web: Web) -> Made:
        """Raises ``MissingError`` where ``web`` lacks a page, ``FolderError`` where the job cannot go on."""
        return _Making(self, item, web).made()

    def article(self, item: Item, web: Web) -> Article:
        """The article of an input once more, for a model: it was parsed before the process ended."""
        return pipeline.parse(_Making(self, item, web).page())

    def abstract(self, article: Article) -> Abstract | Failure:
        return self.abstracts([article])[0]

    def abstracts(self, articles: Sequence[Article]) -> list[Abstract | Failure]:
        """The abstract of each, or why there is none; where they fail together, each is tried alone."""
        asked = self.asked
        try:
            written = pipeline.summarize_all(
                articles, length=asked.size, method=asked.method, model=asked.model, settings=self.settings
            )
        except Exception as error:
            return [failure(error)] if len(articles) == 1 else [self.abstract(article) for article in articles]
        return [replace(one, seconds=0.0) for one in written]  # records hold no times: they stand in the statistics

    def check(self, pair: pairs.Pair) -> Check:
        return pairs.check_pair(pair, profile=self.asked.profile, read_original=self._read_original)


class _Making:
    """One record on its way: each task is tried, and the first that fails says why the input has no (full) result."""

    def __init__(self, bench: Bench, item: Item, web: Web) -> None:
        self._bench = bench
        self._item = item
        self._web = web
        self._seconds: dict[str, float] = {}
        self._error: Failure | None = item.error

    def made(self) -> Made:
        tasks = self._bench.asked.tasks
        check = article = abstract = waiting = None
        if self._error is None:
            with self._tried():
                check = self._check() if "check" in tasks else None
            with self._tried():
                article = self._article(check)
            if article is not None and "summarize" in tasks and article.paragraphs:
                waiting = article if self._bench.model else None
                abstract = None if waiting else self._abstract(article)
        record = Record(
            id=self._item.id,
            status="error" if self._error else "ok",
            repost=self._item.repost,
            original=self._item.original,
            error=self._error,
            article=article if "parse" in tasks else None,
            abstract=abstract,
            check=check,
        )
        return Made(record, waiting, self._seconds)

    def page(self) -> Page:
        """The page as evidence where it is to be checked, else as an article: what is no page then is an error."""
        item, settings = self._item, self._bench.settings
        if item.stored:
            return stored.load(item.stored, url=item.repost_url or item.repost, settings=settings)
        if item.repost is None:
            raise InputError(say("batch.no-page"), code="no-page")
        load = sources.load_evidence if "check" in self._bench.asked.tasks else sources.load
        return load(item.repost, url=item.repost_url, settings=settings, web=self._web)

    def _check(self) -> Check:
        with self._timed("load"):
            page = self.page()
            urls = (self._item.repost_url, self._item.original_url)
            settings = self._bench.settings
            pair = pairs.load_pair(page, self._item.original, urls=urls, settings=settings, web=self._web)
        with self._timed("check"):
            return self._bench.check(pair)

    def _article(self, check: Check | None) -> Article | None:
        """The article; that there is none is an error unless the check has said so."""
        if check:
            return check.repost
        if self._error and self._bench.asked.tasks == ("check",):
            return None
        with self._timed("load"):
            page = self.page()
        with self._timed("parse"):
            article = pipeline.parse(page)
        if not article.paragraphs:
            self._fail(sources.no_article(self._item.repost or self._item.id, article))
        return article

    def _abstract(self, article: Article) -> Abstract | None:
        with self._timed("summarize"):
            written = self._bench.abstract(article)
        if isinstance(written, Failure):
            self._error = self._error or written
            return None
        return written

    @contextmanager
    def _tried(self) -> Iterator[None]:
        try:
            yield
        except (MissingError, FolderError):
            raise
        except Exception as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self._error = self._error or failure(error)

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[stage] = self._seconds.get(stage, 0.0) + time.perf_counter() - began


def failure(error: Exception) -> Failure:
    """What went wrong, as it stands on a record."""
    if isinstance(error, SummarizerError):
        return Failure(error.code, error.message)
    if isinstance(error, MemoryError):
        return Failure("memory", say("batch.memory"))
    said = say("cli.internal", kind=type(error).__name__, reason=str(error)[:300])
    return Failure("internal", said)
