"""The log at the bottom of the window: what happened, to read and to copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from app.kit.basics import column, icon_button, label, row, styled
from app.system.logs import LINES, LogLines


class LogPanel(QWidget):
    closed = Signal()

    def __init__(self, lines: LogLines, folder: Path) -> None:
        super().__init__()
        styled(self, "logPanel")
        self._lines, self._folder = lines, folder
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(LINES)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.tr("Log"))
        copy = QPushButton(self.tr("Copy all"))
        opened = QPushButton(self.tr("Open folder"))
        self.close_button = icon_button("close", self.tr("Close the log"))
        self.close_button.clicked.connect(self.closed)
        layout = column(self, spacing=4, margins=(12, 8, 12, 8))
        layout.addLayout(row(label(self.tr("LOG"), "heading"), 1, copy, opened, self.close_button))
        layout.addWidget(self.text)
        copy.clicked.connect(self._copy)
        opened.clicked.connect(self._open_folder)
        self.setFixedHeight(200)
        self.text.setPlainText("\n".join(lines.lines))
        lines.added.connect(self._add)
        self.hide()

    @Slot(str)
    def _add(self, line: str) -> None:
        self.text.appendPlainText(line)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._lines.lines))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
