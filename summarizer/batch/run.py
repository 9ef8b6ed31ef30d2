"""A job from what is asked to its exit: plan, workers, supply, progress."""

from __future__ import annotations

import queue
from dataclasses import dataclass
from pathlib import Path

from summarizer.batch.asked import Run
from summarizer.batch.crew import Crew, Event, Order
from summarizer.batch.folder import JobFolder
from summarizer.batch.job import WHOLE, Job, Part
from summarizer.batch.local import LocalCrew, cpus
from summarizer.batch.progress import Progress
from summarizer.batch.stats import Tally
from summarizer.batch.store import Shelf
from summarizer.batch.supply import Supply
from summarizer.config import Settings


@dataclass(frozen=True, slots=True)
class Means:
    """With what a job is done, which changes nothing about its records."""

    settings: Settings
    part: Part = WHOLE
    engine: str = "local"
    workers: int | None = None
    ray_address: str | None = None
    metrics: Path | None = None  # a file for Prometheus
    revalidate: bool = False  # ask for pages anew, whatever a cache says


def run_job(folder: JobFolder, run: Run, means: Means, progress: Progress) -> Tally:
    """Do what is missing of the job; the counts of the part. Raises ``FolderError``; may be interrupted any time."""
    events: queue.Queue[Event] = queue.Queue()
    order = Order(folder.path.absolute(), run.asked, means.settings, means.settings.record_seconds, run.place)
    supply = Supply(folder, means.settings, events, means.revalidate, means.part.n)
    crew = _crew(order, events, folder, means)
    try:
        shelf = Shelf(folder, means.settings.max_page_bytes)
        return Job(folder, run, means.part, crew, supply, events, progress, shelf, means.metrics).work()
    finally:
        crew.close()
        supply.close()


def _crew(order: Order, events: queue.Queue[Event], folder: JobFolder, means: Means) -> Crew:
    if means.engine == "ray":
        from summarizer.batch.ray import RayCrew

        return RayCrew(order, events, means.workers, means.ray_address)
    return LocalCrew(order, events, means.workers or cpus(), folder.path / "logs")
