"""What the window tells: progress, notices, the status line, the end of a long queue."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QObject, QTimer, Slot

from app.engine.status import EngineStatus
from app.kit.notice_bar import Notice
from app.kit.text import bytes_text, count_text, number_text, seconds_text, steps_text, time_left_text
from app.queue.items import Item, Result, State, settings_of
from app.queue.runner import QueueSummary
from app.queue.text import phase_text
from core.events import Progress
from core.images.scan import Refused
from core.jobs import SampleSettings
from core.storage.paths import display_name

if TYPE_CHECKING:
    from app.shell.studio import Studio

log = logging.getLogger(__name__)

LONG_QUEUE_SECONDS = 20
MEMORY_EVERY_MS = 2000
MOST_NAMES = 4


class Feedback(QObject):
    """Words only; what they are about is decided elsewhere."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self._window = studio.window
        self._notices = studio.window.picture.notices
        self._device = ""
        self._process = psutil.Process()
        self._timer = QTimer(self, interval=MEMORY_EVERY_MS)
        self._timer.timeout.connect(self._show_memory)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    # --- notices --------------------------------------------------------------------------------------------

    def notify(self, notice: Notice) -> None:
        log.log(
            {"error": logging.ERROR, "warning": logging.WARNING}.get(notice.level, logging.INFO), notice.text
        )
        self._notices.show_notice(notice)

    @Slot(str)
    def warn(self, text: str) -> None:
        self.notify(Notice(text, "warning", key=text))

    @Slot(str, str)
    def on_uncaught(self, text: str, detail: str) -> None:
        self._notices.show_notice(Notice(text, "error", key="uncaught", detail=detail))

    def show_failure(self, item: Item) -> None:
        """Why the picture that is shown has no result."""
        retry = (
            ((self.tr("Try again"), lambda: self._studio.run([item])),) if item.state is State.FAILED else ()
        )
        text = item.message if item.name in item.message else f"{item.name}: {item.message}"
        self._notices.show_notice(Notice(text, "error", key="failure", detail=item.detail, actions=retry))

    def clear_failure(self) -> None:
        self._notices.close_notice("failure")

    @Slot(object, str)
    def on_picture_failed(self, item: Item, message: str) -> None:
        if item.state is not State.UNREADABLE:
            self._notices.show_notice(Notice(message, "warning", key="failure"))

    @Slot(object, str)
    def on_region_ended(self, item: Item, message: str) -> None:
        if message:
            self.notify(Notice(message, "error", key="region"))

    # --- adding ---------------------------------------------------------------------------------------------

    @Slot(int, list)
    def on_intake(self, added: int, refused: list[Refused]) -> None:
        """One sentence for all that was refused, the whole list behind Details."""
        if not refused:
            if added == 0:
                self.notify(Notice(self.tr("There is no picture in there."), "warning", key="intake"))
            return
        text = " ".join(r.reason for r in refused[:MOST_NAMES])
        if len(refused) > MOST_NAMES:
            text += self.tr(" And {0} more.").format(len(refused) - MOST_NAMES)
        detail = "\n".join(f"{r.path}: {r.reason}" for r in refused)
        self.notify(Notice(text, "warning", key="intake", detail=detail))

    @Slot(object, dict)
    def offer_settings(self, item: Item, written: dict[str, object]) -> None:
        """A result of ours was dropped: its settings are one click away."""
        settings = settings_of(written, SampleSettings())
        parts = []
        if settings.steps is not None:
            parts.append(steps_text(settings.steps))
        if settings.kappa is not None:
            parts.append(self.tr("kappa {0}").format(number_text(settings.kappa)))
        parts.append(self.tr("seed {0}").format(settings.seed))
        text = self.tr("{0} was made by ResShift Studio: {1}.").format(item.name, ", ".join(parts))
        use = (self.tr("Use these settings"), lambda: self._studio.adopt(settings))
        self.notify(Notice(text, key="settings", actions=(use,)))

    # --- saving ---------------------------------------------------------------------------------------------

    @Slot(object, object)
    def on_saved(self, item: Item, result: Result) -> None:
        path = result.saved_to
        if path is None or self._studio.files.note_export(result):
            return
        show = (self.tr("Show in the folder"), lambda: self._studio.files.show_in_folder(path))
        self.notify(Notice(self.tr("Saved as {0}").format(display_name(path)), key="saved", actions=(show,)))
        QTimer.singleShot(10000, self, lambda: self._notices.close_notice("saved"))

    @Slot(object, object, str, str)
    def on_save_failed(self, item: Item, result: Result, message: str, detail: str) -> None:
        if self._studio.files.note_export(result, f"{item.name}: {message}"):
            return
        elsewhere = (self.tr("Save elsewhere…"), lambda: self._studio.files.save_as(item, result))
        self.notify(
            Notice(f"{item.name}: {message}", "error", key="save", detail=detail, actions=(elsewhere,))
        )

    @Slot(str)
    def on_not_kept_safe(self, reason: str) -> None:
        text = self.tr("Results cannot be kept safe from a crash, so save them soon: {0}")
        self.notify(Notice(text.format(reason), "warning", key="not kept safe"))

    # --- progress -------------------------------------------------------------------------------------------

    @Slot(object, object)
    def on_progress(self, item: Item, event: Progress) -> None:
        parts = [phase_text(event.phase)]
        if event.steps and event.phase == "sample":
            parts.append(self.tr("step {0} of {1}").format(event.step, event.steps))
            if event.tiles > 1:
                parts.append(self.tr("tile {0} of {1}").format(event.tile, event.tiles))
        if event.seconds_left is not None:
            parts.append(self.tr("{0} left").format(time_left_text(event.seconds_left)))
        text = " · ".join(parts)
        self._window.controls.run.show_progress(event.fraction, text)
        self._window.status.set_whole(f"{item.name}: {round(event.fraction * 100)} %{self._rest_text(event)}")

    def _rest_text(self, event: Progress) -> str:
        """How many wait, and how long all of them will take at the pace of those that are done."""
        waiting = self._studio.model.count(State.WAITING)
        if not waiting:
            return ""
        text = self.tr(" · {0} more waiting").format(waiting)
        left = self._studio.runner.seconds_left(event.seconds_left, waiting)
        if left is not None:
            text += self.tr(" · all in about {0}").format(time_left_text(left))
        return text

    @Slot(object, object)
    def on_result(self, item: Item, result: Result) -> None:
        for text in result.notices:
            self.notify(Notice(f"{item.name}: {text}", key=text))

    def on_state(self) -> None:
        runner = self._studio.runner
        if not runner.busy:
            self._window.status.set_whole(self._idle_text())
        elif runner.stopping:
            self._window.controls.run.show_progress(0, self.tr("Stopping…"))
        elif runner.paused:
            self._window.status.set_whole(self.tr("Paused"))
        elif runner.running_item is not None and runner.running_item.phase == "load":
            self._window.controls.run.show_progress(0, phase_text("load"))

    def _idle_text(self) -> str:
        if self._studio.runner.paused:
            return self.tr("Paused")
        saving = self._studio.saver.writing
        if saving:
            return self.tr("Saving {0}").format(
                count_text(saving, self.tr("1 result…"), self.tr("{0} results…"))
            )
        return self._device

    @Slot(object)
    def on_queue_finished(self, summary: QueueSummary) -> None:
        total = summary.done + summary.failed
        if total == 0:
            return
        text = self.tr("{0} of {1} pictures done in {2}").format(
            summary.done, total, seconds_text(summary.seconds)
        )
        if summary.failed:
            text += self.tr(", {0} failed").format(summary.failed)
        if total > 1:
            failed = (item for item in self._studio.model if item.state is State.FAILED)
            detail = "\n".join(f"{item.path or item.name}: {item.message}" for item in failed)
            level = "warning" if summary.failed else "info"
            self.notify(Notice(text, level, key="queue", detail=detail if summary.failed else ""))
        if summary.seconds >= LONG_QUEUE_SECONDS and not self._window.isActiveWindow():
            self._studio.files.announce(text)

    # --- engine ---------------------------------------------------------------------------------------------

    @Slot(object)
    def on_engine(self, status: EngineStatus) -> None:
        self._device = status.device
        if status.problem:
            self.notify(Notice(status.problem, "error", key="engine", detail=status.detail))
        self.on_state()

    @Slot()
    def _show_memory(self) -> None:
        try:
            used = self._process.memory_info().rss
        except psutil.Error:
            return
        self._window.memory.setText(bytes_text(used))
        self._window.memory.setToolTip(self.tr("Memory that the program uses"))
