"""A question in the window, with two answers; the careful one has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton

from app.kit.basics import column, label, row


class Question(QFrame):
    """Hidden until it is asked. Escape declines."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, text: str, yes: str, no: str, *, about: str) -> None:
        """`about` is said after the words on a button, where only one button is read out."""
        super().__init__()
        layout = column(self, margins=(0, 8, 0, 0))
        layout.addWidget(label(text, wrap=True))
        self.yes_button, self.no_button = QPushButton(yes), QPushButton(no)
        for button in (self.yes_button, self.no_button):
            button.setAccessibleName(f"{button.text()}: {about}")
            button.setAccessibleDescription(text)
        self.yes_button.setProperty("kind", "danger")
        layout.addLayout(row(self.yes_button, self.no_button, 1))
        self.yes_button.clicked.connect(self._on_yes)
        self.no_button.clicked.connect(self._on_no)
        self.hide()

    def ask(self) -> None:
        self.show()
        self.no_button.setFocus(Qt.FocusReason.TabFocusReason)

    def event(self, event: QEvent) -> bool:
        """Escape belongs to the question while it has the focus, not to the window's Stop."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._on_no()
                return True
        return super().event(event)

    def _on_yes(self) -> None:
        self.hide()
        self.accepted.emit()

    def _on_no(self) -> None:
        self.hide()
        self.declined.emit()
