"""Widgets that paint their own focus ring: for a focus that came by keyboard, as long as it stays."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from app.kit.focus import RingedWidget


@pytest.fixture
def widget(qtbot):
    widget = RingedWidget()
    qtbot.addWidget(widget)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.BacktabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
        (Qt.FocusReason.OtherFocusReason, False),
    ],
)
def test_the_ring_is_shown_for_a_focus_that_came_by_keyboard(widget, reason, shown):
    widget.clearFocus()
    widget.setFocus(reason)
    assert widget.hasFocus()
    assert widget.shows_ring is shown
    widget.clearFocus()
    assert not widget.shows_ring


@pytest.mark.parametrize("reason", [Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason])
def test_a_focus_that_comes_back_with_the_window_leaves_the_ring_as_it_was(widget, reason):
    widget.clearFocus()
    widget.setFocus(reason)
    before = widget.shows_ring
    back = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    QApplication.sendEvent(widget, back)
    assert widget.shows_ring is before
