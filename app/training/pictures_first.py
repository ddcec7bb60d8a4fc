"""Lets a training wait while pictures are enlarged, where the person wants that."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.kit.work import Worker
from app.training.runs.watcher import RunWatcher
from core.training.run_folder import RunFolder

MARK = "paused-for-pictures"  # a file in the run's folder, by which the next window knows it if this one is killed
MOMENT_MS = 500


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
        self._worker = Worker(self)
        self._met: set[Path] = set()  # the runs that have been at work, and whose mark has been looked for
        self._heard = False  # the watcher has seen our word there
        self._let_go: set[Path] = set()  # the runs that the person has let go on beside these pictures

    def holds(self, run: Path) -> bool:
        """Whether a run waits for pictures."""
        return run == self._waiting

    @Slot(Path)
    def let_go(self, run: Path) -> None:
        """The person wants a run to go on, whatever is enlarged."""
        if self._enlarging():
            self._let_go.add(run)
        if run == self._waiting:
            self._forget()

    def _forget(self) -> None:
        """The run that was paused waits for the pictures no longer."""
        run, self._waiting = self._waiting, None
        if run is not None:
            self._unmark(run)

    def _unmark(self, run: Path) -> None:
        self._worker.start(lambda: (run / MARK).unlink(missing_ok=True))

    @Slot()
    def look(self) -> None:
        """Work on pictures, or on a run, has begun or ended: pause the run that is at work, or let it go on."""
        self._heed_the_person()
        self._recall()
        if self._enlarging():
            self._pause()
            return
        self._let_go.clear()
        if self._waiting is not None:
            self._watcher.say(self._waiting, "run")
            self._forget()

    def _recall(self) -> None:
        """Find out of a run that comes into view whether a window that was killed had paused it."""
        run = self._watcher.at_work
        if run is not None and run.path not in self._met:
            path = run.path
            self._met.add(path)
            self._worker.start((path / MARK).exists, lambda marked: self._on_recalled(path, marked=marked))

    def _on_recalled(self, path: Path, *, marked: bool) -> None:
        if not marked or path == self._waiting:
            return
        run = self._watcher.find(path)
        if self._waiting is None and run is not None and run.at_work and run.asked == "pause":
            self._waiting, self._heard = path, True
            self.look()
        else:  # the person has said something else since, or its process has ended
            self._unmark(path)

    def _heed_the_person(self) -> None:
        """A run that has been told something else since, or has ended, no longer waits for the pictures."""
        if self._waiting is None:
            return
        run = self._watcher.find(self._waiting)
        if run is None or not run.at_work or run.asked == "stop":
            self._forget()
        elif run.asked == "pause":
            self._heard = True
        elif self._heard:
            self.let_go(self._waiting)

    def _pause(self) -> None:
        run = self._watcher.at_work
        if run is None or self._waiting is not None or run.path in self._let_go or not self._may_pause():
            return
        # A process that does not hold its run yet might take our word for one to an earlier process.
        if run.held and run.asked == "run" and run.state in ("running", "preparing", "starting"):
            self._waiting, self._heard = run.path, False
            self._worker.start((run.path / MARK).touch)
            self._watcher.say(run.path, "pause")

    def stop(self) -> None:
        """The window ends, and the training must not wait for it for ever."""
        self._worker.stop(MOMENT_MS)
        if self._waiting is None:
            return
        if RunFolder(self._waiting).asked() == "pause":
            RunFolder(self._waiting).say("run")
        with contextlib.suppress(OSError):
            (self._waiting / MARK).unlink()
