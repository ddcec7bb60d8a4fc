"""Saves a run's state and goes on from it; a disk that cannot be written to pauses the run."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from core.errors import EngineError, TrainingError
from core.events import CheckpointSaved, Emit, LogLine, RunState
from core.training.control import Control
from core.training.loop.learner import Learner, environment
from core.training.loop.progress import Stopwatch
from core.training.loop.state import TrainState, newest_state, save_state
from core.training.processes import Processes
from core.training.run_folder import RunFolder

log = logging.getLogger(__name__)

T = TypeVar("T")
RETRY = 5.0  # seconds between two tries to write


class Saver:
    """Writes the learner's state into the run folder and reads it back. Of several processes the main one writes."""

    def __init__(
        self,
        learner: Learner,
        folder: RunFolder,
        *,
        emit: Emit,
        control: Control,
        processes: Processes,
        watch: Stopwatch | None = None,
    ) -> None:
        self.learner, self.folder = learner, folder
        self.emit, self.control, self.processes = emit, control, processes
        self.watch = watch or Stopwatch()
        self._saved, self._saved_when = (-1, -1), time.monotonic()

    def save(self) -> None:
        """Writes the state if there is anything new in it; see core.training.loop.state for what survives a cut.

        If it cannot be written, the run pauses, says why, and goes on once it can.
        """
        if self._saved == self._content():
            return
        if self.processes.is_main:
            path = self.insist(lambda: save_state(self.folder.path, self.learner.state()))
            if path is not None:
                self.emit(CheckpointSaved(self.learner.progress.iteration, str(path)))
        self._saved, self._saved_when = self._content(), time.monotonic()

    def _content(self) -> tuple[int, int]:
        """What tells one state of the run from another: a validation alone changes it as well."""
        progress = self.learner.progress
        return progress.iteration, progress.validated_at

    def is_due(self, seconds: float) -> bool:
        """Whether the last state is so many seconds old; never for 0."""
        return 0 < seconds < time.monotonic() - self._saved_when

    def insist(self, write: Callable[[], T]) -> T | None:
        """Tries `write` until it succeeds; the run is paused meanwhile. None if the run is told to stop first."""
        told = False
        while True:
            try:
                result = write()
            except EngineError as error:
                if not told:
                    log.warning("%s", error, exc_info=True)
                    self.emit(RunState("paused", str(error)))
                told = True
                with self.watch.paused():
                    self.control.wait(RETRY)
                if self.control.asked() == "stop":
                    message = f"Ended without saving; what came after the last checkpoint is lost. {error}"
                    self.emit(LogLine("error", message))
                    return None
                continue
            if told:
                self.emit(RunState("running"))
            return result

    def resume(self, *, quietly: bool = False) -> bool:
        """Goes on from the newest sound state in the run folder. Returns whether there is one.

        Raises TrainingError if there are states and none of them can be used.
        """
        state = self._newest()
        if state is None:
            return False
        self.learner.load(state)
        self._saved = self._content()
        if not quietly:
            iteration = self.learner.progress.iteration
            self.emit(LogLine("info", f"Going on from iteration {iteration}."))
            was = state.facts.get("environment", {})
            if was and was != environment():
                message = (
                    f"This run was last worked on by {_named(was)} and now goes on with {_named(environment())}: it "
                    "continues well, but not bit for bit."
                )
                self.emit(LogLine("warning", message))
        return True

    def _newest(self) -> TrainState | None:
        """The newest sound state, the same in all processes: the others read the one that the main process has
        found."""
        state = None
        if self.processes.is_main:
            state = newest_state(self.folder.path, notice=lambda text: self.emit(LogLine("warning", text)))
        iteration = self.processes.agree(None if state is None else state.facts["iteration"])
        if iteration is None or state is not None:
            return state
        state = newest_state(self.folder.path)
        if state is None or state.facts["iteration"] != iteration:
            raise TrainingError(
                f"The checkpoint of iteration {iteration} is not found here. All machines of a training must see the "
                f"same run folder, {self.folder.path}."
            )
        return state


def _named(environment: dict[str, str]) -> str:
    return ", ".join(f"{k} {v}" for k, v in environment.items())
