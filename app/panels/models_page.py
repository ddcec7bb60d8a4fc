"""The page of models: what is installed, what can be downloaded, and files being taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.model_list import MissingModel, ModelChoice
from app.panels.model_cards import ImportCard, MissingCard, ModelCard
from app.widgets.basics import column, label, row, scrolled, styled

WIDEST = 860


class ModelsPage(QWidget):
    useWanted = Signal(str)  # key
    addWanted = Signal()
    deleteWanted = Signal(object)  # ModelChoice
    folderWanted = Signal(Path)
    downloadWanted = Signal(str)  # key
    licenceAccepted = Signal(str)  # key
    cancelWanted = Signal(str)  # key

    def __init__(self) -> None:
        super().__init__()
        styled(self, "pages")
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        self._body = column(inner, spacing=12, margins=(24, 24, 24, 24))
        self.scroll_area = scrolled(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scroll_area)
        add = QPushButton(self.tr("Add a model file…"))
        add.clicked.connect(self.addWanted)
        self._body.addLayout(row(label(self.tr("Models"), "title"), 1, add))
        hint = self.tr(
            "All models run on this computer. Your own models appear here as well; a model file can be dropped "
            "anywhere on the window."
        )
        self._body.addWidget(label(hint, "muted", wrap=True))
        self._imports = _stack(self._body)
        self._installed = _stack(self._body)
        self._heading = label(self.tr("By the authors of ResShift"), "heading")
        self._body.addWidget(self._heading)
        self._missing = _stack(self._body)
        self._body.addStretch(1)
        self.model_cards: list[ModelCard] = []
        self.missing_cards: dict[str, MissingCard] = {}

    def set_models(self, models: list[ModelChoice], missing: list[MissingModel]) -> None:
        """Cards of downloads under way stay as they are."""
        for old in self.model_cards:
            old.deleteLater()
        self.model_cards = [self._model_card(model) for model in models]
        for card in self.model_cards:
            self._installed.addWidget(card)
        wanted = {model.key for model in missing}
        for key in [k for k in self.missing_cards if k not in wanted]:
            self.missing_cards.pop(key).deleteLater()
        for model in missing:
            if model.key not in self.missing_cards:
                self.missing_cards[model.key] = self._missing_card(model)
                self._missing.addWidget(self.missing_cards[model.key])
        self._heading.setVisible(bool(missing))

    def add_import(self, name: str) -> ImportCard:
        """A card for a file that is being taken in, at the top of the page."""
        card = ImportCard(name)
        self._imports.addWidget(card)
        self.scroll_area.verticalScrollBar().setValue(0)
        return card

    def _model_card(self, model: ModelChoice) -> ModelCard:
        card = ModelCard(model)
        card.useWanted.connect(self.useWanted)
        card.deleteWanted.connect(self.deleteWanted)
        card.folderWanted.connect(self.folderWanted)
        return card

    def _missing_card(self, model: MissingModel) -> MissingCard:
        card = MissingCard(model)
        card.downloadWanted.connect(self.downloadWanted)
        card.licenceAccepted.connect(self.licenceAccepted)
        card.cancelWanted.connect(self.cancelWanted)
        return card


def _stack(body: QVBoxLayout) -> QVBoxLayout:
    """A place for cards in the page's column."""
    place = QFrame()
    body.addWidget(place)
    return column(place, spacing=12)
