"""Validates the averaged weights and keeps the best of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.errors import Cancelled, EngineError
from core.events import LogLine, Validated
from core.models.checkpoints import write_tensors
from core.training.loop.ema import averaged
from core.training.loop.learner import Learner, contiguous
from core.training.loop.saving import Saver


class Validation(Protocol):
    """Measures the task's network as it is now. Returns metrics by name; the best run has the lowest "score"."""

    def __call__(self, tick: Callable[[], None]) -> dict[str, float]: ...


class Validator:
    """Measures the learner's averaged weights. Of several processes the main one measures, the others wait for it."""

    def __init__(self, learner: Learner, validation: Validation | None, saver: Saver) -> None:
        self.learner, self.validation, self.saver = learner, validation, saver

    def validate(self) -> None:
        """Raises Cancelled if the run is told to stop meanwhile."""
        learner, processes = self.learner, self.saver.processes
        stopped = False
        if self.validation is not None and processes.is_main:
            try:
                self._validate_here(self.validation)
            except Cancelled:
                stopped = True
        stopped, learner.progress = processes.agree((stopped, learner.progress))
        if stopped:
            raise Cancelled
        learner.progress.validated_at = learner.progress.iteration

    def _validate_here(self, validation: Validation) -> None:
        learner, progress, folder, emit = (
            self.learner,
            self.learner.progress,
            self.saver.folder,
            self.saver.emit,
        )
        with averaged(learner.network, learner.ema):
            metrics = validation(self.saver.control.raise_if_stopped)
        if progress.iteration == 0:
            progress.start_metrics = metrics
        better = progress.best is None or metrics["score"] < progress.best
        if better:
            progress.best, progress.best_metrics = metrics["score"], metrics
            progress.best_iteration = progress.iteration
            self.saver.insist(lambda: write_tensors(folder.best, contiguous(learner.ema.shadow), {}))
        progress.stale = 0 if better else progress.stale + 1
        emit(Validated(progress.iteration, metrics, better))
        save_samples = getattr(validation, "save_samples", None)
        if save_samples is not None:
            try:
                save_samples(folder.samples, progress.iteration, emit)
            except (OSError, EngineError) as error:
                emit(LogLine("warning", f"The pictures of this validation could not be saved: {error}"))
