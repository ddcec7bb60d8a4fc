"""Follows the events of one run in small portions, from its first line on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.kit.work import Worker
from app.training.runs.progress import RunProgress
from core.events import Event
from core.training.run_folder import RunFolder

PORTION = 400  # lines
PAUSE_MS, NEXT_MS = 500, 5

Portion = tuple[list[Event], int]


class RunFollower(QObject):
    """`progress` grows as the file does; a file that became shorter is read anew."""

    progressed = Signal()  # `progress` has new events

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run: Path | None = None
        self.progress = RunProgress()
        self._offset = 0
        self._reading = False
        self._worker = Worker(self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._read)

    def follow(self, run: Path | None) -> None:
        """Follow another run from its beginning, or none."""
        if run != self.run:
            self.run, self.progress = run, RunProgress()
            self._offset = 0
            self._read()

    def stop(self, timeout_ms: int) -> bool:
        self._timer.stop()
        self.run = None
        return self._worker.stop(timeout_ms)

    @Slot()
    def _read(self) -> None:
        run, offset = self.run, self._offset
        if run is None or self._reading:
            return
        self._reading = True
        self._worker.start(
            lambda: read_portion(run, offset),
            lambda portion: self._on_read(run, portion),
            lambda error: self._on_read(run, ([], offset)),
        )

    def _on_read(self, run: Path, portion: Portion) -> None:
        self._reading = False
        if run != self.run:
            self._read()
            return
        events, offset = portion
        if offset < self._offset:
            self.progress = RunProgress()
        self._offset = offset
        for event in events:
            self.progress.take(event)
        if events:
            self.progressed.emit()
        self._timer.start(NEXT_MS if len(events) >= PORTION else PAUSE_MS)


def read_portion(run: Path, offset: int) -> Portion:
    """Up to PORTION events from `offset` on, and the offset behind them. A shorter file is read from its start."""
    folder = RunFolder(run)
    try:
        if folder.events.stat().st_size < offset:
            return [], 0
    except OSError:
        return [], offset
    events: list[Event] = []
    for event, behind in islice(folder.read_events(offset), PORTION):
        offset = behind
        if event is not None:
            events.append(event)
    return events, offset
