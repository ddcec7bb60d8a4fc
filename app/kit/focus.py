"""Decides when a focus ring is shown: for a focus that came by keyboard, not for one that came by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt

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
