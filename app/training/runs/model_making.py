"""Makes a model of a run, among the installed ones, by asking a training process for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.kit.work import Worker
from app.training.asking import Asking
from app.training.launcher import Launcher
from app.training.runs.store import RunStore
from core.events import Event, ModelExported


class ModelMaking(QObject):
    """One model at a time; `busyChanged` says when it begins and ends."""

    busyChanged = Signal(bool)
    made = Signal(str, bool)  # key of the new model, whether a person wants to enlarge with it at once
    noted = Signal()  # the run's own folder names its model now
    # Why there is none; what makes one of the newest state, None where that is no help.
    failed = Signal(str, object)

    def __init__(self, launcher: Launcher, store: RunStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._asking = Asking(launcher, self)
        self._asking.told.connect(self._on_told)
        self._asking.ended.connect(self._on_ended)
        self._worker = Worker(self)
        self._run: Path | None = None
        self._title, self._iteration, self._use, self._newest = "", -1, False, False

    def make(self, run: Path, title: str, *, iteration: int, use: bool, newest: bool = False) -> None:
        """Make a model called `title` of the best state, or the newest, which is that of `iteration`; nothing happens
        while another is being made."""
        if self._asking.busy:
            return
        self._run, self._title, self._iteration = run, title, iteration
        self._use, self._newest = use, newest
        self.busyChanged.emit(True)
        self._asking.ask(run, "--install", title, *(["--newest"] if newest else []))

    def stop(self, timeout_ms: int) -> bool:
        self._asking.stop()
        return self._worker.stop(timeout_ms)

    @Slot(object)
    def _on_told(self, event: Event) -> None:
        if not isinstance(event, ModelExported) or self._run is None:
            return
        run, iteration, self._run = self._run, self._iteration, None
        self._worker.start(
            lambda: self._store.note_model(run, event.key, iteration), lambda _: self.noted.emit()
        )
        self.busyChanged.emit(False)
        self.made.emit(event.key, self._use)

    @Slot(str)
    def _on_ended(self, reason: str) -> None:
        if self._run is not None:
            run, title, use, self._run = self._run, self._title, self._use, None
            self.busyChanged.emit(False)
            # The engine names this option where the best state is of no use and the newest one is sound.
            helps = not self._newest and "--newest" in reason
            of_newest = partial(self.make, run, title, iteration=-1, use=use, newest=True)
            self.failed.emit(reason, of_newest if helps else None)
