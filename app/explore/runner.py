"""Gives the cells of a sheet to the engine one by one, while the queue has nothing to do."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.thread import EngineThread, Outcome
from app.explore.results import CellResult
from core.events import JobDone, JobFailed
from core.jobs import UpscaleJob

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Order:
    """A cell to compute. `key` is by what whoever wants it knows it, for a sheet a CellKey."""

    key: Hashable
    job: UpscaleJob


class SheetRunner(QObject):
    """One cell at a time. `may_run` says whether the engine is free for it; `look` has to be called when that
    changes. A cell that has begun is computed to its end, and whoever comes next waits for it."""

    done = Signal(object, object)  # key, CellResult
    failed = Signal(object, str)  # key, sentence
    changed = Signal()  # what waits, or what is computed

    def __init__(
        self, engine: EngineThread, may_run: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine, self._may_run = engine, may_run
        self._waiting: deque[Order] = deque()
        self._running: Order | None = None
        self._given_up: dict[str, Hashable] = {}  # by job: stopped, but the engine has not answered yet
        engine.ended.connect(self._on_ended)

    @property
    def busy(self) -> bool:
        """Whether there is anything to compute, even if it has to wait."""
        return self._running is not None or bool(self._waiting)

    @property
    def held_up(self) -> bool:
        """Whether all that is left waits for the queue."""
        return self._running is None and bool(self._waiting)

    @property
    def computing(self) -> Hashable | None:
        return self._running.key if self._running else None

    @property
    def waiting(self) -> set[Hashable]:
        return {order.key for order in self._waiting}

    def compute(self, orders: Sequence[Order]) -> None:
        """Compute these, in this order, and nothing else. What is being computed goes on if it is among them."""
        running = self.computing
        self._waiting.clear()  # before anything is given up: its end lets the next one begin
        if running is not None and all(order.key != running for order in orders):
            self._give_up()
            running = None
        self._waiting.extend(order for order in orders if order.key != running)
        self.look()
        self.changed.emit()

    @Slot()
    def cancel(self) -> None:
        """Stop at once. What the engine finishes even so is not lost."""
        self._waiting.clear()
        self._give_up()
        self.changed.emit()

    def _give_up(self) -> None:
        order, self._running = self._running, None
        if order is not None:
            self._given_up[order.job.job_id] = order.key
            self._engine.cancel(order.job.job_id)

    @Slot()
    def look(self) -> None:
        """Begin the next cell, if there is one and the engine is free."""
        if self._running is None and self._waiting and self._may_run():
            self._running = self._waiting.popleft()
            self._engine.submit(self._running.job)
            self.changed.emit()

    # --- what the engine says -------------------------------------------------------------------------------

    @Slot(object)
    def _on_ended(self, outcome: Outcome) -> None:
        event = outcome.event
        key = self._given_up.pop(event.job_id, None)
        if key is None:
            if self._running is None or self._running.job.job_id != event.job_id:
                return  # a job of the queue
            key, self._running = self._running.key, None
        if isinstance(event, JobDone) and outcome.image is not None:
            self.done.emit(key, CellResult(outcome.image, event.seconds, event.notices))
        elif isinstance(event, JobFailed):
            log.warning("A cell failed: %s %s", event.message, event.detail)
            self.failed.emit(key, event.message)
        self.look()
        self.changed.emit()
