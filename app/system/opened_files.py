"""Files that the system hands over while the program runs: macOS sends them as events, and not as arguments."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class OpenedFiles(QObject):
    """Those that come before `begin` wait for it: a double click starts the program, and its file comes first."""

    opened = Signal(list)  # of Path

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._waiting: list[Path] | None = []
        app.installEventFilter(self)

    def begin(self) -> None:
        """Hand on what has come so far, and whatever comes from now on."""
        paths, self._waiting = self._waiting, None
        if paths:
            self.opened.emit(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        if self._waiting is None:
            self.opened.emit([Path(event.file())])
        else:
            self._waiting.append(Path(event.file()))
        return True
