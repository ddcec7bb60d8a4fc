"""The dialog with the details of a notice."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox

from app.kit.details_dialog import DetailsDialog


def test_details_are_copied_with_their_sentence(studio, qtbot):
    dialog = DetailsDialog(studio.window, "It failed.", "Traceback: here")
    qtbot.addWidget(dialog)
    buttons = dialog.findChild(QDialogButtonBox)
    next(b for b in buttons.buttons() if b.text() == "Copy").click()
    assert QGuiApplication.clipboard().text() == "It failed.\n\nTraceback: here"
