"""The pages behind a record once more, as they were judged, for reports that show evidence in place.

Files are read again and fetched pages come from the job folder; nothing is asked of the network. A page that is gone,
or has other bytes by now, is not shown: its check would point at what is no longer there.
"""

from __future__ import annotations

from summarizer import pairs, pipeline
from summarizer.batch.files import FolderError
from summarizer.batch.folder import JobFolder
from summarizer.batch.plan import read_plan
from summarizer.batch.store import Store
from summarizer.batch.work import MissingError
from summarizer.config import Settings
from summarizer.data import Article, Check, Item, Page, Reading, Spread
from summarizer.errors import SummarizerError
from summarizer.sources import load_evidence

_UNREADABLE = (SummarizerError, FolderError, MissingError, OSError, ValueError, LookupError, TypeError)


class Reopener:
    """Goes through the plan of a job as its records come, one shard in memory at a time."""

    def __init__(self, folder: JobFolder, settings: Settings) -> None:
        self._settings = settings
        self._folder = folder
        self._ahead = iter(sorted((folder.path / "plan").glob("*.jsonl")))
        self._items: dict[str, Item] = {}
        self._store: Store | None = None

    def spread(self, record_id: str, check: Check) -> Spread | None:
        """``check`` with both of its pages; ``None`` where one of them cannot be had as it was."""
        try:
            item = self._find(record_id)
            if item is None or item.repost is None or item.stored:
                return None
            return self._opened(item, item.repost, check)
        except _UNREADABLE:
            return None

    def _find(self, record_id: str) -> Item | None:
        while record_id not in self._items:
            path = next(self._ahead, None)
            if path is None:
                return None
            self._items = {item.id: item for item in read_plan(path)}
            self._store = Store(self._folder.pages(int(path.stem)))
        return self._items[record_id]

    def _opened(self, item: Item, repost: str, check: Check) -> Spread | None:
        page = load_evidence(repost, url=item.repost_url, settings=self._settings, web=self._store)
        reading = _as_it_was(page, check.repost)
        if reading is None:
            return None
        if check.original is None:
            return Spread(check, None, reading)
        urls = (item.repost_url, item.original_url)
        pair = pairs.load_pair(page, item.original, urls=urls, settings=self._settings, web=self._store)
        original = _as_it_was(pair.original, check.original) if pair.original else None
        return Spread(check, original, reading) if original else None


def _as_it_was(page: Page, article: Article) -> Reading | None:
    reading = pipeline.read(page)
    return reading if reading.article.sha256 == article.sha256 else None
