"""What a person does with the run that is shown: pause it, let it go on, remove it, look into its folder and log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from app.kit.details_dialog import DetailsDialog
from app.kit.literal import literal
from app.kit.work import Worker
from app.training.runs.glance import RunGlance
from app.training.runs.view import RunView
from app.training.runs.watcher import RunWatcher
from core.training.run_folder import RunFolder

LOG_SIZE = 200_000  # bytes at the end of the log that are shown


class RunActions(QObject):
    """`shown` tells the run that is shown; `page` is what dialogs belong to."""

    removing = Signal(Path)  # Path of the run whose folder is about to be deleted
    goingOn = Signal(Path)  # of the run that the person is about to let go on
    warned = Signal(str, str)  # sentence, detail

    def __init__(
        self,
        view: RunView,
        watcher: RunWatcher,
        shown: Callable[[], RunGlance | None],
        page: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._watcher, self._shown, self._page = watcher, shown, page
        self._worker = Worker(self)
        view.pauseWanted.connect(lambda: self._say("pause"))
        view.stopWanted.connect(lambda: self._say("stop"))
        view.goOnWanted.connect(self._go_on)
        view.removeWanted.connect(self._remove)
        view.leaveQueueWanted.connect(self._leave_queue)
        view.settingsWanted.connect(self._show_settings)
        view.folderWanted.connect(self._open_folder)
        view.logWanted.connect(self._show_log)

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    def _say(self, word: str) -> None:
        run = self._shown()
        if run is not None:
            self._watcher.say(run.path, word)

    @Slot()
    def _go_on(self) -> None:
        run = self._shown()
        if run is None:
            return
        self.goingOn.emit(run.path)
        if run.at_work:
            self._watcher.say(run.path, "run")
        else:
            self._watcher.start(run.path)

    @Slot()
    def _leave_queue(self) -> None:
        run = self._shown()
        if run is not None:
            self._watcher.leave_queue(run.path)

    @Slot()
    def _remove(self) -> None:
        run = self._shown()
        if run is None or run.at_work:
            return
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        text = self.tr("Delete the run {0} with its saved states? A model that was made of it stays.").format(
            run.about.title
        )
        if QMessageBox.question(self._page.window(), self.tr("Delete"), literal(text), yes | no, no) == yes:
            self.removing.emit(run.path)
            self._watcher.remove(run.path)

    @Slot()
    def _open_folder(self) -> None:
        run = self._shown()
        if run is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(run.path)))

    @Slot()
    def _show_log(self) -> None:
        run = self._shown()
        if run is not None:
            self._worker.start(lambda: _end_of(RunFolder(run.path).log), self._on_log)

    def _on_log(self, text: str) -> None:
        title = self.tr("What the process printed")
        DetailsDialog(self._page.window(), title, text or self.tr("Nothing so far.")).exec()

    @Slot()
    def _show_settings(self) -> None:
        from app.training.runs.settings_dialog import edit_run_settings

        run = self._shown()
        if run is not None:
            edit_run_settings(self._page.window(), run, self.warned.emit)
            self._watcher.look()  # with other settings it may be able to go on


def _end_of(path: Path) -> str:
    try:
        return path.read_bytes()[-LOG_SIZE:].decode("utf-8", "replace")
    except OSError:
        return ""
