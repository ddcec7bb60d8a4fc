"""Notifications of the system, for work that ends while the person looks elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QSystemTrayIcon, QWidget


class Announcer(QObject):
    """Shows a sentence outside of the window, where the system has a place for it and `enabled` allows it."""

    def __init__(self, window: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._tray: QSystemTrayIcon | None = None
        self.enabled = True

    @Slot(str)
    def announce(self, text: str) -> None:
        if not self.enabled or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.messageClicked.connect(self._window.activateWindow)
        self._tray.show()
        self._tray.showMessage("ResShift Studio", text)
