"""Enlarges one picture, or a region of it, with one seed after the other, and finds how far the results differ."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.thread import EngineThread, Outcome
from app.inventions.found import Found, add_seed, read
from app.kit.work import Worker
from app.queue.items import Item, Result
from core.events import JobDone, JobFailed
from core.finishing.strokes import Marks
from core.images.framing import Framing
from core.inventions.spread import Spread
from core.jobs import Region, SampleSettings, UpscaleJob

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Sampling:
    """What has been computed for one picture, region, settings and marks; it can be gone on with."""

    item: Item
    region: Region | None
    settings: SampleSettings
    marks: Marks | None  # what the model fills in, if it does
    framing: Framing  # of the picture
    first: Result | None = None  # a result with these settings that is there without computing
    spread: Spread = field(default_factory=Spread)
    found: Found | None = None
    next_seed: int = 0  # counted from that of the settings
    adding: bool = False  # the worker is taking a result in


class SeedRun(QObject):
    """Works on one sampling at a time, through the same thread of the engine as all jobs: one seed, then the next."""

    changed = Signal()  # more has been found, or it has come to an end
    stopped = Signal()  # before its end
    failed = Signal(str)  # a sentence

    def __init__(self, engine: EngineThread, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine, self._worker = engine, worker
        self._sampling: Sampling | None = None
        self._wanted = 0
        self._job_id = ""
        engine.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        return self._sampling is not None

    @property
    def sampling(self) -> Sampling | None:
        return self._sampling

    def start(self, sampling: Sampling, seeds: int) -> None:
        """Go on with a sampling until it has so many seeds. Another that was at work is stopped."""
        if sampling is self._sampling:
            self._wanted = seeds
            return
        self.stop()
        self._sampling, self._wanted = sampling, seeds
        if not sampling.adding:
            self._next()

    def stop(self) -> None:
        """Stop at once. What has been found stays in the sampling."""
        was_running, self._sampling = self.running, None
        job_id, self._job_id = self._job_id, ""
        if job_id:
            self._engine.cancel(job_id)
        if was_running:
            self.stopped.emit()

    def _next(self) -> None:
        sampling = self._sampling
        if sampling is None:
            return
        if sampling.spread.count >= self._wanted:
            self._sampling = None
        elif sampling.next_seed == 0 and sampling.first is not None:
            first = sampling.first
            self._add(sampling, lambda: add_seed(sampling.spread, read(first)))
        else:
            self._submit(sampling)
        self.changed.emit()

    def _submit(self, sampling: Sampling) -> None:
        item, settings = sampling.item, sampling.settings
        seed = (settings.seed + sampling.next_seed) % 2**63
        job = UpscaleJob(
            source=item.path,
            settings=replace(settings, seed=seed),
            picture=item.picture,
            title=item.title,
            framing=sampling.framing,
            region=sampling.region,
            mask=sampling.marks,
        )
        self._job_id = job.job_id
        self._engine.submit(job)

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        event, sampling = outcome.event, self._sampling
        if sampling is None or event.job_id != self._job_id:
            return
        self._job_id = ""
        if isinstance(event, JobDone) and event.picture is not None:
            picture, of_region = event.picture, sampling.region is not None
            self._add(sampling, lambda: add_seed(sampling.spread, picture, of_region=of_region))
            return
        self._sampling = None
        self.changed.emit()
        if isinstance(event, JobFailed):
            log.warning("%s: %s %s", event.source, event.message, event.detail)
            self.failed.emit(event.message)

    def _add(self, sampling: Sampling, work: Callable[[], Found | None]) -> None:
        """Take a result into the sampling in the worker, even if it has been stopped since; then go on."""
        sampling.next_seed += 1
        sampling.adding = True

        def added(found: Found | None) -> None:
            sampling.found, sampling.adding = found, False
            if sampling is self._sampling:
                self._next()
            else:
                self.changed.emit()

        def failed(error: Exception) -> None:
            log.info("A result cannot be compared: %s", error)
            sampling.adding = False
            if sampling is self._sampling:
                self._next()  # by computing it

        self._worker.start(work, added, failed)
