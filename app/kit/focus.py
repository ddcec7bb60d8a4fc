"""When a focus ring is shown: for those who came by keyboard, as the mouse needs none."""

from __future__ import annotations

from PySide6.QtCore import Qt

KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def came_by_keyboard(reason: Qt.FocusReason, before: bool) -> bool:
    """Whether to show the ring now; coming back to the window leaves it as it was `before`."""
    if reason in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
        return before
    return reason in KEYBOARD
