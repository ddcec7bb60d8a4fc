"""The log in the window."""

from PySide6.QtGui import QGuiApplication


def test_the_log_panel_shows_what_happens_and_copies_it(studio, qtbot):
    panel, action = studio.window.log_panel, studio.window.actions_.log
    assert panel.isHidden()
    action.trigger()
    assert not panel.isHidden()
    panel._lines.lines.append("a line for the log")
    panel._lines.added.emit("a line for the log")
    qtbot.waitUntil(lambda: "a line for the log" in panel.text.toPlainText())
    panel._copy()
    assert "a line for the log" in QGuiApplication.clipboard().text()
    panel.close_button.click()
    assert panel.isHidden()
    assert not action.isChecked()
