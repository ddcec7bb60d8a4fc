"""Getting pictures into the queue: the dialogs, the clipboard, what is dropped, and another start of the program."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.notice_bar import Notice, Notify
from app.preferences.keeper import PreferencesKeeper
from app.queue.intake import Intake
from core.images.names import BOOK_SUFFIXES
from core.images.scan import EXTENSIONS

OPEN_SUFFIXES = " ".join(f"*{suffix}" for suffix in sorted({*EXTENSIONS, *BOOK_SUFFIXES}))


class Opening(QObject):
    """Asks and hands on to the intake; `wanted` says that the queue's page is to be seen."""

    wanted = Signal()
    watchWanted = Signal(Path)

    def __init__(
        self,
        intake: Intake,
        preferences: PreferencesKeeper,
        notify: Notify,
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._intake, self._preferences, self._notify = intake, preferences, notify
        self._window = window
        self.follow_added = False  # show the first of what is added next

    def add(self, paths: list[Path]) -> None:
        """Add pictures and folders and show the first."""
        self.follow_added = True
        self.wanted.emit()
        self._intake.add_paths(paths)

    @Slot(list)
    def on_other_start(self, paths: list[Path]) -> None:
        """The program was started once more: its files come here, and this window to the front."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        if paths:
            self.add(paths)

    @Slot()
    def on_dropped(self) -> None:
        self.follow_added = True

    @Slot(Path)
    def on_sample(self, path: Path) -> None:
        self.add([path])

    @Slot()
    def open_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Open pictures"),
            self._preferences.value.last_folder,
            self._filters(),
            options=QFileDialog.Option.HideNameFilterDetails,
        )
        if names:
            self._remember_folder(Path(names[0]).parent)
            self.add([Path(name) for name in names])

    def ask_file(self, title: str) -> Path | None:
        """One picture that is to become no row; None if the person chose none."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            title,
            self._preferences.value.last_folder,
            self._filters(),
            options=QFileDialog.Option.HideNameFilterDetails,
        )
        if not name:
            return None
        self._remember_folder(Path(name).parent)
        return Path(name)

    def _filters(self) -> str:
        pictures = self.tr("Pictures ({0})").format(OPEN_SUFFIXES)
        return ";;".join((pictures, self.tr("All files (*)")))

    @Slot()
    def open_folder(self) -> None:
        if (folder := self._ask_folder(self.tr("Open a folder"))) is not None:
            self.add([folder])

    @Slot()
    def watch_folder(self) -> None:
        if (folder := self._ask_folder(self.tr("Watch a folder"))) is not None:
            self.wanted.emit()
            self.watchWanted.emit(folder)

    def _ask_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self._window, title, self._preferences.value.last_folder)
        if not name:
            return None
        self._remember_folder(Path(name))
        return Path(name)

    @Slot()
    def paste(self) -> None:
        self.follow_added = True
        if self._intake.paste():
            self.wanted.emit()
        else:
            self.follow_added = False
            text = self.tr("There is no picture in the clipboard.")
            self._notify(Notice(text, "warning", key=text))

    def _remember_folder(self, folder: Path) -> None:
        self._preferences.value.last_folder = str(folder)
        self._preferences.touch()
