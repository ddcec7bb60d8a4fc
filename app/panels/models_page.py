"""The page of models: what there is, what it was trained for, its licence and size; add, delete, use."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.model_list import ModelChoice
from app.text import bytes_text, number_text
from app.widgets.basics import column, label, row, styled

WIDEST = 860


class ModelsPage(QWidget):
    useWanted = Signal(str)  # key
    addWanted = Signal()
    deleteWanted = Signal(object)  # ModelChoice
    folderWanted = Signal(Path)

    def __init__(self, models: list[ModelChoice]) -> None:
        super().__init__()
        styled(self, "pages")
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        self._body = column(inner, spacing=12, margins=(24, 24, 24, 24))
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        add = QPushButton(self.tr("Add a model file…"))
        add.clicked.connect(self.addWanted)
        self._body.addLayout(row(label(self.tr("Models"), "title"), 1, add))
        hint = self.tr("All models run on this computer. Your own models appear here as well.")
        self._body.addWidget(label(hint, "muted", wrap=True))
        self._cards: list[QFrame] = []
        self._body.addStretch(1)
        self.set_models(models)

    def set_models(self, models: list[ModelChoice]) -> None:
        for card in self._cards:
            self._body.removeWidget(card)
            card.deleteLater()
        self._cards = [self._card(model) for model in models]
        for number, card in enumerate(self._cards):
            self._body.insertWidget(2 + number, card)

    def _card(self, model: ModelChoice) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = column(card, spacing=4, margins=(16, 12, 16, 12))
        header = row(_bold(model.title), label(self._kind(model), "muted"), 1)
        if model.own:
            header.addWidget(self._button(self.tr("Delete"), model, lambda: self.deleteWanted.emit(model)))
        if model.path is not None:
            folder = model.path.parent
            header.addWidget(
                self._button(self.tr("Open folder"), model, lambda: self.folderWanted.emit(folder))
            )
        header.addWidget(self._button(self.tr("Use"), model, lambda: self.useWanted.emit(model.key)))
        layout.addLayout(header)
        layout.addWidget(label(self._facts(model), "muted", wrap=True))
        return card

    @staticmethod
    def _button(text: str, model: ModelChoice, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{text}: {model.title}")
        button.clicked.connect(lambda: run())  # type: ignore[operator]
        return button

    def _kind(self, model: ModelChoice) -> str:
        return self.tr("your own") if model.own else self.tr("built in")

    def _facts(self, model: ModelChoice) -> str:
        low, high = model.steps_range
        steps = str(low) if low == high else self.tr("{0} to {1}").format(low, high)
        facts = [
            self.tr("{0}×").format(model.scale),
            self.tr("trained for {0} steps, kappa {1}").format(steps, self._kappa(model)),
        ]
        if model.licence:
            facts.append(self.tr("licence: {0}").format(model.licence))
        if model.size:
            facts.append(bytes_text(model.size))
        return " · ".join(facts)

    def _kappa(self, model: ModelChoice) -> str:
        low, high = (number_text(value) for value in model.kappa_range)
        return low if low == high else self.tr("{0} to {1}").format(low, high)


def _bold(text: str) -> QLabel:
    result = label(text)
    font = result.font()
    font.setBold(True)
    result.setFont(font)
    return result
