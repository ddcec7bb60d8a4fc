"""Deleting the file of a card: a button, the question before it, and why it could not be done."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.kit.basics import column, label
from app.kit.question import Question
from app.models.work_box import card_button


class Deletion(QWidget):
    """Takes no room while there is nothing to say. `button`, which begins it, belongs into the card's header."""

    confirmed = Signal()  # the person has been asked
    unfolded = Signal(object)  # this widget, which wants to be seen

    def __init__(self, title: str, text: str) -> None:
        """`text` is the question, about the card called `title`."""
        super().__init__()
        self.button = card_button(self.tr("Delete"), title, self._on_delete)
        self.question = Question(text, self.tr("Delete"), self.tr("Keep"), about=title)
        self.trouble = label("", "danger", wrap=True)
        self.trouble.hide()
        layout = column(self, spacing=4)
        layout.addWidget(self.question)
        layout.addWidget(self.trouble)
        self.question.accepted.connect(self.hide)
        self.question.accepted.connect(self.confirmed)
        self.question.declined.connect(self._on_kept)
        self.hide()

    def _on_delete(self) -> None:
        self.trouble.hide()
        self.button.setEnabled(False)
        self.show()
        self.question.ask()
        self.unfolded.emit(self)

    @Slot()
    def _on_kept(self) -> None:
        self.hide()
        self.button.setEnabled(True)
        self.button.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Say that the file could not be deleted."""
        self._on_kept()
        self.trouble.setText(sentence)
        self.trouble.show()
        self.show()
