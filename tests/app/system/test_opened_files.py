"""Files that the system hands over by an event, before the window is there and while it is."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent

from app.system.opened_files import OpenedFiles


def test_what_came_too_early_waits_and_the_rest_comes_at_once(qapp):
    opened, got = OpenedFiles(qapp), []
    opened.opened.connect(got.append)
    for name in ("/a.png", "/b.png"):
        assert QCoreApplication.sendEvent(qapp, QFileOpenEvent(name))
    assert got == []
    opened.begin()
    assert got == [[Path("/a.png"), Path("/b.png")]]
    QCoreApplication.sendEvent(qapp, QFileOpenEvent("/c.png"))
    assert got[1:] == [[Path("/c.png")]]
    qapp.removeEventFilter(opened)
    opened.deleteLater()
