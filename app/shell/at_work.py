"""Whether anything is under way, and that the machine stays awake meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from app.inventions.inventions import Inventions
from app.models.manager import ModelManager
from app.preferences.keeper import PreferencesKeeper
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.results.saving import Saver
from app.shell.exploring import Exploring
from app.shell.sampling import Sampling
from app.shell.support import Support
from app.system.keep_awake import KeepAwake
from app.training.trainings import Trainings


class AtWork(QObject):
    """Asks all that work for long."""

    def __init__(
        self,
        runner: QueueRunner,
        model: QueueModel,
        saver: Saver,
        exploring: Exploring,
        sampling: Sampling,
        inventions: Inventions,
        training: Trainings,
        models: ModelManager,
        support: Support,
        preferences: PreferencesKeeper,
        awake: KeepAwake,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._model, self._saver = runner, model, saver
        self._exploring, self._sampling, self._seeds = exploring, sampling, inventions.seeds
        self._training, self._models, self._support = training, models, support
        self._preferences, self._awake = preferences, awake

    def is_enlarging(self) -> bool:
        """Whether the engine computes pictures, or is about to."""
        others = self._exploring.busy or self._sampling.busy or self._seeds.running
        return self._runner.busy or others

    def is_any(self) -> bool:
        """Whether anything is under way that the end of the program would break off, or a paused queue waits."""
        return (
            self.is_enlarging()
            or self._model.has_work
            or self._saver.busy
            or self._training.watcher.at_work is not None
            or bool(self._training.watcher.queue)
            or self._models.busy
            or self._support.installer.busy
        )

    @Slot()
    def keep_awake(self) -> None:
        """As long as anything is computed. A paused queue may be forgotten: it holds nothing."""
        if self.is_enlarging() and not self._runner.paused and self._preferences.value.keep_awake:
            self._awake.hold()
        else:
            self._awake.release()
