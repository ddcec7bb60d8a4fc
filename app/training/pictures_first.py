"""Lets a training wait while pictures are enlarged, where the person wants that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.training.runs.watcher import RunWatcher
from core.training.run_folder import RunFolder


class PicturesFirst(QObject):
    """`enlarging` says whether pictures are being worked on, `may_pause` whether a training then waits for them."""

    def __init__(
        self,
        watcher: RunWatcher,
        enlarging: Callable[[], bool],
        may_pause: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._watcher, self._enlarging, self._may_pause = watcher, enlarging, may_pause
        self._waiting: Path | None = None  # the run that was paused for the pictures

    @Slot()
    def look(self) -> None:
        """Work on pictures has begun or ended: pause the run that is at work, or let it go on."""
        busy, run = self._enlarging(), self._watcher.at_work
        if busy and run is not None and self._waiting is None and self._may_pause():
            if run.asked == "run" and run.state in ("running", "preparing", "starting"):
                self._waiting = run.path
                self._watcher.say(run.path, "pause")
        elif not busy and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._watcher.say(waiting, "run")

    def stop(self) -> None:
        """The window ends, and the training must not wait for it for ever."""
        if self._waiting is not None:
            RunFolder(self._waiting).say("run")
