"""The line at the bottom of the window: what is being done, how long it takes, what computes, how much memory."""

from __future__ import annotations

from dataclasses import dataclass, replace

import psutil
from PySide6.QtCore import QObject, QTimer, Slot

from app.controls.run import RunControls
from app.engine.status import EngineStatus
from app.kit.text import bytes_text, count_text, time_left_text
from app.queue.items import Item, State
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.queue.text import WAIT, phase_text, progress_text
from app.results.saving import Saver
from app.shell.main_window import MainWindow
from core.events import Progress

MEMORY_EVERY_MS = 2000


@dataclass(frozen=True)
class Told:
    """How far a job is, in the bar above the big button and in the line at the bottom."""

    job_id: str = ""
    fraction: float = 0.0
    picture: str = ""
    line: str = ""


class StatusLine(QObject):
    """Also fills the bar above the big button, which says the same of one picture."""

    def __init__(
        self, window: MainWindow, model: QueueModel, runner: QueueRunner, saver: Saver, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._line, self._memory = window.status, window.memory
        self._run: RunControls = window.controls.run
        self._model, self._runner, self._saver = model, runner, saver
        self._device = ""
        self._told = Told()
        self._process = psutil.Process()
        self._timer = QTimer(self, interval=MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._show_memory)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot(object)
    def on_engine(self, status: EngineStatus) -> None:
        self._device = status.device
        self.refresh()

    @Slot(object, object)
    def on_progress(self, item: Item, event: Progress) -> None:
        line = f"{item.name}: {round(event.fraction * 100)} %{self._rest_text(event)}"
        self._told = Told(event.job_id, event.fraction, progress_text(event), line)
        self.refresh()

    def _rest_text(self, event: Progress) -> str:
        """How many pictures wait, and how long all will take at the pace of those that are done."""
        waiting = self._model.count(State.WAITING)
        if not waiting:
            return ""
        text = self.tr(" · {0} more waiting").format(waiting)
        left = self._runner.seconds_left(event.seconds_left, waiting)
        if left is not None:
            text += self.tr(" · all in about {0}").format(time_left_text(left))
        return text

    @Slot()
    def refresh(self) -> None:
        """Show the present state; to be called after any change of it."""
        runner = self._runner
        if not runner.busy:
            self._line.set_whole(self._idle_text())
        elif runner.stopping:
            self._run.show_progress(0, self.tr("Stopping…"))
        else:
            self._show_work()

    def _show_work(self) -> None:
        """What was said last of the job at work stays true until more is heard, but for a pause."""
        job, told = self._runner.running_job, self._told
        if job is not None and job.job_id != told.job_id:  # nothing has been heard of it yet
            told = Told(picture=phase_text(WAIT))
        if self._runner.paused:
            told = replace(told, picture=self.tr("Paused"), line=self.tr("Paused"))
        self._run.show_progress(told.fraction, told.picture)
        if told.line:
            self._line.set_whole(told.line)

    def _idle_text(self) -> str:
        if self._runner.paused:
            return self.tr("Paused")
        saving = self._saver.writing
        if saving:
            return self.tr("Saving {0}").format(
                count_text(saving, self.tr("1 result…"), self.tr("{0} results…"))
            )
        return self._device

    @Slot()
    def _show_memory(self) -> None:
        try:
            used = self._process.memory_info().rss
        except psutil.Error:
            return
        self._memory.setText(bytes_text(used))
        self._memory.setToolTip(self.tr("Memory that the program uses"))
