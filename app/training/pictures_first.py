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
        self._heard = False  # the watcher has seen our word there
        self._let_go: Path | None = None  # the run that the person has let go on beside these pictures

    def holds(self, run: Path) -> bool:
        """Whether a run waits for pictures."""
        return run == self._waiting

    @Slot()
    def look(self) -> None:
        """Work on pictures, or on a run, has begun or ended: pause the run that is at work, or let it go on."""
        self._heed_the_person()
        if self._enlarging():
            self._pause()
            return
        waiting, self._waiting, self._let_go = self._waiting, None, None
        if waiting is not None:
            self._watcher.say(waiting, "run")

    def _heed_the_person(self) -> None:
        """A run that has been told something else since, or has ended, no longer waits for the pictures."""
        if self._waiting is None:
            return
        run = self._watcher.find(self._waiting)
        if run is None or not run.at_work or run.asked == "stop":
            self._waiting = None
        elif run.asked == "pause":
            self._heard = True
        elif self._heard:
            self._waiting, self._let_go = None, self._waiting

    def _pause(self) -> None:
        run = self._watcher.at_work
        if run is None or self._waiting is not None or run.path == self._let_go or not self._may_pause():
            return
        # A process that does not hold its run yet might take our word for one to an earlier process.
        if run.held and run.asked == "run" and run.state in ("running", "preparing", "starting"):
            self._waiting, self._heard = run.path, False
            self._watcher.say(run.path, "pause")

    def stop(self) -> None:
        """The window ends, and the training must not wait for it for ever."""
        if self._waiting is not None and RunFolder(self._waiting).asked() == "pause":
            RunFolder(self._waiting).say("run")
