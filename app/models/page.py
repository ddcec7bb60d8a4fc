"""The page of models: what is installed, what can be downloaded, and files being taken in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.kit.basics import ScrolledColumn, column, label, row, styled
from app.models.cards import DamagedCard, ImportCard, MissingCard, ModelCard
from app.models.fetch_box import FetchBox
from app.models.model_list import MissingModel, ModelChoice, alike
from app.models.sample_strip import MOST
from core.models.catalog import DamagedModel

WIDEST = 940


class ModelsPage(QWidget):
    useWanted = Signal(str)  # key
    addWanted = Signal()
    deleteWanted = Signal(object)  # ModelChoice
    damagedUnwanted = Signal(object)  # Path of a damaged file that is to be deleted
    folderWanted = Signal(Path)
    downloadWanted = Signal(str)  # key
    licenceAccepted = Signal(str)  # key
    cancelWanted = Signal(str)  # key
    discardWanted = Signal(str)  # key
    opened = Signal()
    digestKnown = Signal()  # of one more model
    sampleWanted = Signal(object)  # ModelChoice whose examples are to be computed
    sampleUnwanted = Signal(object)  # ModelChoice
    compareWanted = Signal()  # all models on the person's own picture

    def __init__(self) -> None:
        super().__init__()
        styled(self, "pages")
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        self._body = column(inner, spacing=12, margins=(24, 24, 24, 24))
        self.scroll_area = ScrolledColumn(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scroll_area)
        self.add_button = QPushButton(self.tr("Add a model file…"))
        self.add_button.clicked.connect(self.addWanted)
        self.compare_button = QPushButton(self.tr("Compare on your picture…"))
        self.compare_button.setToolTip(self.tr("A part of your picture by all models, on the page Explore"))
        self.compare_button.clicked.connect(self.compareWanted)
        buttons = (self.compare_button, self.add_button)
        self._body.addLayout(row(label(self.tr("Models"), "title"), 1, *buttons))
        hint = self.tr(
            "All models run on this computer. Your own models appear here as well; a model file can be dropped "
            "anywhere on the window."
        )
        self._body.addWidget(label(hint, "muted", wrap=True))
        self._imports = _stack(self._body)
        self._damaged = _stack(self._body)
        self._installed = _stack(self._body)
        unseen = self.tr("What one of these makes of a picture is shown here once it is installed.")
        self._missing = self._headed(self.tr("By the authors of ResShift"), unseen)
        self._missing_of_others = self._headed(self.tr("By others"))
        self._body.addStretch(1)
        self.divider = MOST // 2  # the same in the examples of all cards, see SampleStrip
        self.model_cards: list[ModelCard] = []
        self.missing_cards: dict[str, MissingCard] = {}
        self.damaged_cards: dict[Path, DamagedCard] = {}

    def _headed(self, title: str, hint: str = "") -> tuple[QWidget, QVBoxLayout]:
        heading = QWidget()
        words = column(heading, spacing=4, margins=(0, 12, 0, 0))
        words.addWidget(label(title, "heading"))
        if hint:
            words.addWidget(label(hint, "hint", wrap=True))
        self._body.addWidget(heading)
        return heading, _stack(self._body)

    def set_damaged(self, models: list[DamagedModel]) -> None:
        """Files that cannot be used, with their reasons."""
        for card in self.damaged_cards.values():
            card.deleteLater()
        self.damaged_cards = {model.path: DamagedCard(model) for model in models}
        for card in self.damaged_cards.values():
            card.deleteWanted.connect(self.damagedUnwanted)
            self._damaged.addWidget(card)
        place = self._damaged.parentWidget()
        if place is not None:
            place.setVisible(bool(models))

    def set_models(self, models: list[ModelChoice], missing: list[MissingModel]) -> None:
        """Show these models. Cards of models that have not changed, and of downloads under way, stay as they are."""
        self._set_installed(models)
        wanted = {model.key for model in missing}
        for key in [k for k in self.missing_cards if k not in wanted]:
            self.missing_cards.pop(key).deleteLater()
        for model in missing:
            if model.key in self.missing_cards:
                self.missing_cards[model.key].set_model(model)
            else:
                self.missing_cards[model.key] = self._missing_card(model)
                _, stack = self._missing_of_others if model.of_others else self._missing
                stack.addWidget(self.missing_cards[model.key])
        for (heading, _), of_others in ((self._missing, False), (self._missing_of_others, True)):
            heading.setVisible(any(model.of_others is of_others for model in missing))

    def _set_installed(self, models: list[ModelChoice]) -> None:
        # By their files: two of these may have one key.
        kept = {card.model.path: card for card in self.model_cards}
        self.model_cards = []
        for place, model in enumerate(models):
            card = kept.pop(model.path, None)
            fetching = card is not None and card.busy and model.offer is not None
            if card is not None and (fetching or alike(card.model, model)):
                card.set_model(model)
            else:
                if card is not None:
                    card.deleteLater()
                card = self._model_card(model)
                self._installed.insertWidget(place, card)
            self.model_cards.append(card)
        for card in kept.values():
            card.deleteLater()

    def model_card(self, key: str) -> ModelCard | None:
        return next((card for card in self.model_cards if card.model.key == key), None)

    def card_of(self, path: Path | None) -> ModelCard | None:
        return next((card for card in self.model_cards if card.model.path == path), None)

    def reveal(self, widget: QWidget) -> None:
        """Scroll to a part of a card, once the card has its new height."""
        QTimer.singleShot(0, widget, lambda: self.scroll_area.ensureWidgetVisible(widget))

    def focus_after(self, key: str, place: int) -> None:
        """Put the keyboard's focus where it goes on once the card at `place` has gone."""
        if key in self.missing_cards:
            self.missing_cards[key].download_button.setFocus()
        elif self.model_cards:
            self.model_cards[min(place, len(self.model_cards) - 1)].first_button.setFocus()

    def on_another(self, card: QWidget | None) -> bool:
        """Whether the keyboard's focus is on another card than this one, where the person may be at work."""
        focus = self.window().focusWidget()
        cards = (*self.model_cards, *self.missing_cards.values())
        return focus is not None and any(c.isAncestorOf(focus) for c in cards if c is not card)

    def turn_to(self, key: str, *, focus: bool) -> None:
        """Show the card of a model that has just come, and where wanted give it the keyboard's focus."""
        card = self.model_card(key)
        if card is not None and self.isVisible():
            if focus:
                card.first_button.setFocus()
            self.reveal(card)

    def fetch_box(self, key: str) -> FetchBox | None:
        """The box that shows a download of the model, or of the part that it lacks."""
        missing = self.missing_cards.get(key)
        installed = self.model_card(key)
        return missing.fetch if missing is not None else installed.fetch if installed is not None else None

    def _on_divided(self, place: int) -> None:
        """One divider for all, so that models can be compared."""
        self.divider = place
        cards: list[ModelCard | MissingCard] = [*self.model_cards, *self.missing_cards.values()]
        for card in cards:
            card.sample.set_divider(place)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened.emit()

    def add_import(self, name: str) -> ImportCard:
        """Add a card for a file that is being taken in, at the top of the page."""
        card = ImportCard(name)
        self._imports.addWidget(card)
        self.scroll_area.verticalScrollBar().setValue(0)
        return card

    def _model_card(self, model: ModelChoice) -> ModelCard:
        card = ModelCard(model)
        card.useWanted.connect(self.useWanted)
        card.deleteWanted.connect(self.deleteWanted)
        card.folderWanted.connect(self.folderWanted)
        card.unfolded.connect(self.reveal)
        card.digest_line.known.connect(self.digestKnown)
        card.sample.wanted.connect(lambda: self.sampleWanted.emit(card.model))
        card.sample.unwanted.connect(lambda: self.sampleUnwanted.emit(card.model))
        card.sample.moved.connect(self._on_divided)
        if card.fetch is not None:
            self._connect(card.fetch)
        return card

    def _missing_card(self, model: MissingModel) -> MissingCard:
        card = MissingCard(model)
        card.sample.moved.connect(self._on_divided)
        self._connect(card.fetch)
        return card

    def _connect(self, box: FetchBox) -> None:
        box.downloadWanted.connect(self.downloadWanted)
        box.licenceAccepted.connect(self.licenceAccepted)
        box.cancelWanted.connect(self.cancelWanted)
        box.discardWanted.connect(self.discardWanted)


def _stack(body: QVBoxLayout) -> QVBoxLayout:
    """A place for cards in the page's column."""
    place = QFrame()
    body.addWidget(place)
    return column(place, spacing=12)
