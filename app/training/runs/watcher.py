"""Looks after all runs: their state every second, the next of the queue as soon as none is at work."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.failures import detail_of, sentence_of
from app.kit.work import Worker
from app.training.launcher import Launcher
from app.training.runs.glance import PID_FILE, Glancer, RunGlance, is_at_work
from app.training.runs.launches import Launch, note_early_end, sizes
from app.training.runs.store import RunStore, load_queue, save_queue
from core.training.run_folder import RunFolder

log = logging.getLogger(__name__)

BUSY_MS, IDLE_MS = 700, 4000


class RunWatcher(QObject):
    """Alone starts runs. All reading is done in a thread; the queue is kept in a file."""

    changed = Signal()  # `runs` is new
    failed = Signal(str, str)  # sentence, detail

    def __init__(self, store: RunStore, launcher: Launcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self.launcher = store, launcher
        self.runs: list[RunGlance] = []
        self.queue: list[Path] = []
        self.watched = False  # the page is in view: look more often
        # Runs that this window has started and that do not hold their lock yet; None: the process is being started.
        self._launched: dict[Path, Launch | None] = {}
        self._worker = Worker(self)
        self._glancer = Glancer()
        self._queue_read = False
        self._looking = self._stopped = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    # --- what can be asked ----------------------------------------------------------------------------------

    @property
    def at_work(self) -> RunGlance | None:
        found = [r for r in self.runs if r.at_work]
        return min(found, key=lambda r: r.state == "waiting", default=None)

    def find(self, run: Path | None) -> RunGlance | None:
        return next((r for r in self.runs if r.path == run), None)

    # --- what can be done -----------------------------------------------------------------------------------

    def start(self, run: Path) -> None:
        """Let a run go to work, or wait until the one that is at work has ended. Nothing happens if it is at work
        already, or is about to be: a person may click twice."""
        known = self.find(run)
        if run in self._launched or (known is not None and known.at_work):
            return
        if self.at_work is None and not self.queue and not self._launched:
            self._launch(run)
        elif run not in self.queue:
            self.queue.append(run)
            self._store_queue()
        self.look()

    def leave_queue(self, run: Path) -> None:
        if run in self.queue:
            self.queue.remove(run)
            self._store_queue()
            self.look()

    def say(self, run: Path, word: str) -> None:
        """Tell a run's process "run", "pause" or "stop", which it sees within a second or so."""
        self._worker.start(lambda: RunFolder(run).say(word), lambda _: self.look(), self._on_failed)

    def remove(self, run: Path) -> None:
        self.leave_queue(run)
        self._worker.start(lambda: self.store.remove(run), lambda _: self.look(), self._on_failed)

    def _launch(self, run: Path) -> None:
        """Start a process, after a stop that was meant for the last one has been taken back."""
        self._launched[run] = None

        def go() -> Launch:
            RunFolder(run).say("run")
            if not is_at_work(run):
                (run / PID_FILE).unlink(missing_ok=True)  # of a process that was killed
            told, printed = sizes(run)
            return Launch(self.launcher.start(run, "--events", "jsonl", "--wait"), told, printed)

        self._worker.start(go, lambda launch: self._on_launched(run, launch), self._on_launch_failed(run))

    def _on_launched(self, run: Path, launch: Launch) -> None:
        log.info("Training process %d works in %s", launch.number, run)
        self._launched[run] = launch
        self.look()

    def _on_launch_failed(self, run: Path):  # type: ignore[no-untyped-def]
        def failed(error: Exception) -> None:
            self._launched.pop(run, None)
            self._on_failed(error)

        return failed

    # --- looking --------------------------------------------------------------------------------------------

    @Slot()
    def look(self) -> None:
        """Read all runs now, unless they are being read already."""
        if self._stopped:
            return
        if self._looking:
            self._timer.start(BUSY_MS // 4)
            return
        self._looking = True
        read_queue = not self._queue_read
        queue, launched = list(self.queue), dict(self._launched)

        def read() -> tuple[list[RunGlance], list[Path], list[Path]]:
            if read_queue:
                self.store.remove_old_drafts()
            waiting = load_queue(self.store.root) if read_queue else queue
            gone = [
                run for run, launch in launched.items() if launch is not None and self._has_ended(run, launch)
            ]
            alive = [run for run in launched if run not in gone]
            runs = self._glancer.glance_all(self.store.folders(), launched=alive, queued=waiting)
            return runs, waiting, gone

        self._worker.start(read, self._on_read, self._on_read_failed)

    def _has_ended(self, run: Path, launch: Launch) -> bool:
        code = self.launcher.exit_code(launch.number)
        if code is not None:
            note_early_end(run, launch, code)
        return code is not None

    def _on_read(self, found: tuple[list[RunGlance], list[Path], list[Path]]) -> None:
        runs, waiting, gone = found
        self._looking = False
        if self._stopped:
            return
        if not self._queue_read:
            self._queue_read, self.queue = True, waiting
        for run in [*gone, *(r.path for r in runs if r.held)]:
            self._launched.pop(run, None)
        self.runs = runs
        if self.queue and self.at_work is None and not self._launched:
            self._launch(self.queue.pop(0))
            self._store_queue()
        self.changed.emit()
        self._timer.start(BUSY_MS if self.watched and self.at_work else IDLE_MS)

    def _on_read_failed(self, error: Exception) -> None:
        self._looking = False
        self._timer.start(IDLE_MS)

    def set_watched(self, watched: bool) -> None:
        self.watched = watched
        if watched:
            self.look()

    def stop(self, timeout_ms: int) -> bool:
        """End the watching with the window; the processes go on."""
        self._stopped = True
        self._timer.stop()
        return self._worker.finish(timeout_ms)

    # --- ending ---------------------------------------------------------------------------------------------

    def _store_queue(self) -> None:
        runs = list(self.queue)
        self._worker.start(lambda: save_queue(self.store.root, runs), failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        text = self.tr("The training run cannot be reached: {0}").format(error)
        self.failed.emit(sentence_of(error, text), detail_of(error))
