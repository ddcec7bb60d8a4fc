"""Decides when a focus ring is shown: for a focus that came by keyboard, not for one that came by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def came_by_keyboard(reason: Qt.FocusReason, before: bool) -> bool:
    """Whether to show the ring now. A focus that comes back with the window leaves it as it was `before`."""
    if reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        return before
    return reason in KEYBOARD


class RingedWidget(QWidget):
    """A widget that paints its own ring: `shows_ring` says when. A subclass sets `_ring` anew where a key or a button
    tells by what the person works now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring = False  # the focus came by keyboard

    @property
    def shows_ring(self) -> bool:
        return self._ring and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = came_by_keyboard(event.reason(), self._ring)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
