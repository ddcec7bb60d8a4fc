"""What goes on while nobody is there: a watched folder, and what follows when the queue is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from app.kit.notice_bar import Notice
from app.preferences.keeper import PreferencesKeeper
from app.queue.folder_watch import FolderWatch
from app.queue.intake import Intake
from app.queue.items import Item
from app.queue.model import QueueModel
from app.queue.opening import Opening
from app.queue.originals_away import OriginalsAway
from app.queue.runner import QueueRunner
from app.results.places import watched_text
from app.results.saving import Saver
from app.shell.closing import Closing
from app.shell.main_window import MainWindow
from app.shell.notices import Notices
from app.shell.pages import UPSCALE
from app.shell.upscaling import Upscaling
from app.shell.when_done import WhenDone
from app.system.power import Power
from app.viewing.comparison import Comparison

FAILED = "watched"  # the notice about a picture that came by itself


class Unattended(QObject):
    """Makes them and connects them with the queue."""

    announced = Signal(str)  # a sentence for someone who looks elsewhere

    def __init__(
        self,
        window: MainWindow,
        model: QueueModel,
        intake: Intake,
        preferences: PreferencesKeeper,
        notices: Notices,
        *,
        power: Power,
        closing: Closing,
        at_work: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """`at_work`: see WhenDone."""
        super().__init__(parent)
        self._window, self._notices = window, notices
        self._told_of: Item | None = None  # that failed last
        self.watch = FolderWatch(model, intake, preferences, notices.notify, self, close_notice=notices.close)
        self.originals = OriginalsAway(model, self.watch, preferences, notices.notify, self)
        self.when_done = WhenDone(
            window.queue.when_done,
            power,
            window.picture.notices,
            notices.notify,
            queued=lambda: model.has_work,
            at_work=at_work,
            problem=lambda: closing.problem,
            parent=self,
        )
        model.summaryChanged.connect(self.when_done.refresh)
        self.when_done.announced.connect(self.announced)
        self.when_done.wanted.connect(lambda: window.show_page(UPSCALE))
        self.when_done.closeWanted.connect(window.close)
        window.controls.run.stopClicked.connect(self.when_done.forget)
        window.queue.watching.stopClicked.connect(self.watch.leave)
        window.controls.output.changed.connect(self._show_watch)
        window.queue.watching.moveWanted.connect(self._on_move_wanted)
        self.watch.changed.connect(self._show_watch)
        self.originals.changed.connect(self._show_watch)

    def connect_with(
        self,
        opening: Opening,
        upscaling: Upscaling,
        runner: QueueRunner,
        saver: Saver,
        comparison: Comparison,
    ) -> None:
        self._window.actions_.watch_folder.triggered.connect(opening.watch_folder)
        opening.watchWanted.connect(self.watch.watch)
        self.watch.arrived.connect(upscaling.run)
        self.watch.failed.connect(lambda item: self._tell_failed(item, comparison.item))
        self.watch.triedAgain.connect(self._on_tried_again)
        saver.saved.connect(self.watch.on_saved)
        runner.framesSaved.connect(self.watch.on_frames_saved)
        saver.saved.connect(self.originals.on_saved)
        runner.framesSaved.connect(self.originals.on_frames_saved)
        runner.foundDone.connect(self.originals.on_found_done)

    def stop(self, timeout_ms: int) -> bool:
        """False if a worker did not end in time; nothing is lost with what they do."""
        ended = [one.stop(timeout_ms) for one in (self.watch, self.originals, self.when_done)]
        return all(ended)

    @Slot()
    def _show_watch(self) -> None:
        watch, output = self.watch, self._window.controls.output.output()
        self._window.queue.watching.show_folder(
            watch.folder, watched_text(output), away=watch.away, originals=self.originals.folder
        )

    @Slot(bool)
    def _on_move_wanted(self, wanted: bool) -> None:
        """Where to is asked; without an answer they stay."""
        name = ""
        if wanted and self.watch.folder is not None:
            beside = str(self.watch.folder.parent)
            name = QFileDialog.getExistingDirectory(self._window, self.tr("Move originals into"), beside)
        self.originals.set_folder(Path(name) if name else None)

    def _tell_failed(self, item: Item, shown: Item | None) -> None:
        """Of the picture that is shown it is said anyway."""
        if item is not shown:
            text = item.message if item.name in item.message else f"{item.name}: {item.message}"
            self._told_of = item
            self._notices.notify(Notice(text, "warning", key=FAILED, detail=item.detail))

    @Slot(object)
    def _on_tried_again(self, item: Item) -> None:
        """What was said of it is true no more."""
        if item is self._told_of:
            self._notices.close(FAILED)
