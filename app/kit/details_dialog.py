"""The technical side of a message, to read and to copy."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from app.kit.basics import label
from core.printable import printable


class DetailsDialog(QDialog):
    def __init__(self, parent: QWidget, sentence: str, detail: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Details"))
        self.resize(640, 400)
        sentence, detail = printable(sentence), printable(detail)
        text = QPlainTextEdit(detail)
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{sentence}\n\n{detail}"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(label(sentence, wrap=True))
        layout.addWidget(text)
        layout.addWidget(buttons)
