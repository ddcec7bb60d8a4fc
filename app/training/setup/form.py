"""The form for a new run: its pictures, the model it starts from, how thoroughly it trains, and Start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.kit.basics import ScrolledColumn, column, combo, fill, label, rule
from app.models.model_list import MISSING, ModelChoice, find
from app.training.setup.dataset_card import DatasetCard
from app.training.setup.dataset_check import Checked
from app.training.setup.start_bar import StartBar
from app.training.setup.thoroughness_card import ThoroughnessCard
from core.data.source import TABLES
from core.printable import printable

if TYPE_CHECKING:
    from core.training.settings.config import TrainConfig

WIDEST = 860  # logical pixels
WIDE_ENOUGH = 760  # for longer texts


class TrainSetup(QWidget):
    """Puts a TrainConfig together. It decides nothing about processes: it asks by signals."""

    placeChosen = Signal(Path)
    cancelWanted = Signal()
    checkWanted = Signal()  # for another scale
    pairsWanted = Signal()
    measureWanted = Signal()
    settingsChanged = Signal()  # the settings, or the pictures, are others
    startWanted = Signal()

    def __init__(self, models: list[ModelChoice]) -> None:
        super().__init__()
        self._models = models
        self.checked: Checked | None = None
        self._own_title = False  # typed by the person
        self._place: Path | None = None
        self._make()
        self._connect()
        self.set_models(models)
        self._refresh()

    # --- making ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.dataset = DatasetCard()
        self.model_card = self._make_model_card()
        self.thoroughness = ThoroughnessCard()
        self.bar = StartBar()
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        body = column(inner, spacing=12, margins=(20, 20, 20, 20))
        body.addWidget(label(self.tr("New training"), "title"))
        hint = self.tr(
            "Make a model better at your kind of picture. It is done on this computer, in the background; "
            "the window can be closed meanwhile."
        )
        body.addWidget(label(hint, "muted", wrap=True))
        for card in (self.dataset, self.model_card, self.thoroughness):
            body.addWidget(card)
        body.addStretch(1)
        self.scroll_area = ScrolledColumn(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll_area, 1)
        layout.addWidget(rule())
        layout.addWidget(self.bar)

    def _make_model_card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        layout = column(card, spacing=8, margins=(16, 14, 16, 14))
        layout.addWidget(label(self.tr("MODEL"), "heading"))
        self.model_box = combo(self.tr("Model to start from"))
        self.title = QLineEdit()
        self.title.setMaxLength(80)
        self.title.setPlaceholderText(self.tr("For example: My scanned pages"))
        self.title.setAccessibleName(self.tr("Name of the new model"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for line, (text, editor) in enumerate(
            ((self.tr("Start from"), self.model_box), (self.tr("Name"), self.title))
        ):
            name = label(text)
            name.setBuddy(editor)
            grid.addWidget(name, line, 0)
            grid.addWidget(editor, line, 1)
        layout.addLayout(grid)
        return card

    def _connect(self) -> None:
        self.dataset.placeChosen.connect(self.placeChosen)
        self.dataset.cancelWanted.connect(self.cancelWanted)
        self.dataset.optionsChanged.connect(self._on_settings)
        self.dataset.pairsWanted.connect(self.pairsWanted)
        self.model_box.activated.connect(self._on_model)
        self.title.textEdited.connect(self._on_title)
        self.thoroughness.presetWanted.connect(self._apply_preset)
        self.thoroughness.changed.connect(self._on_settings)
        self.bar.measureWanted.connect(self.measureWanted)
        self.bar.startWanted.connect(self.startWanted)

    # --- the settings ---------------------------------------------------------------------------------------

    @property
    def model(self) -> ModelChoice:
        return find(self._models, self.model_box.currentData())

    @property
    def run_title(self) -> str:
        return self.title.text().strip() or self.title.placeholderText()

    def config(self) -> TrainConfig | None:
        """The settings as they stand; None where there are no usable pictures or the values cannot be used."""
        if self.checked is None or self.checked.report.problem():
            return None
        config = self.thoroughness.config()
        if config is None:
            return None
        return replace(config, correct_shifts=self.dataset.correct_shifts.isChecked())

    def set_models(self, models: list[ModelChoice]) -> None:
        """Offer those that can be trained. The chosen one stays chosen if it is still there."""
        self._models = [m for m in models if can_be_trained(m)] or [MISSING]
        chosen = self.model_box.currentData()
        fill(self.model_box, [(f"{m.title}  ({m.scale}×)", m.key) for m in self._models], chosen)
        if chosen not in (None, self.model_box.currentData()):
            self._on_model()

    def choose_model(self, key: str) -> None:
        self.model_box.setCurrentIndex(max(0, self.model_box.findData(key)))
        self._on_model()

    @Slot()
    def _apply_preset(self) -> None:
        if self.checked is not None and not self.checked.report.problem():
            self.thoroughness.apply_preset(self.checked, self.model)

    @Slot()
    def _on_model(self) -> None:
        if self.checked is not None and self.checked.report.scale != self.model.scale:
            self.checkWanted.emit()
        else:
            self._apply_preset()
            self._suggest_title()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._own_title = bool(text.strip())

    @Slot()
    def _on_settings(self) -> None:
        self.dataset.refresh_pairs(changed=True)
        self._refresh()
        self.settingsChanged.emit()

    def _refresh(self) -> None:
        for card in (self.model_card, self.thoroughness):
            card.setEnabled(self.checked is not None)
        self.bar.set_config(self.config(), has_pictures=self.checked is not None)

    # --- the check of the pictures --------------------------------------------------------------------------

    def show_checking(self, place: Path) -> None:
        self._forget_pictures()
        self.bar.drop_estimate()
        self.dataset.show_running(place)
        self._place = place
        self._suggest_title()

    def show_checked(self, checked: Checked) -> None:
        self.checked = checked
        self._apply_preset()
        self.dataset.show_found(checked)
        self._refresh()

    def show_check_failed(self, message: str) -> None:
        self._forget_pictures()
        self.dataset.show_failure(message)

    def show_no_pictures(self) -> None:
        self._forget_pictures()
        self.dataset.show_empty()

    def _forget_pictures(self) -> None:
        self.checked = None
        self.thoroughness.forget()
        self._refresh()

    def _suggest_title(self) -> None:
        """From the names of the model and the folder, unless a person has typed one: "ResShift Lite, leaves"."""
        if not self._own_title and self._place is not None:
            self.title.setText(f"{self.model.title}, {name_of(self._place)}"[:80])
            self.title.setCursorPosition(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bar.set_wide(self.width() > WIDE_ENOUGH)


def can_be_trained(model: ModelChoice) -> bool:
    """Whether a model enlarges by a chain of ResShift, and all its parts are here."""
    return model.has_kappa and model.task == "upscale" and not model.lacks


def name_of(place: Path) -> str:
    """What pictures are called by their folder, whose name may have points in it, or by their table."""
    return printable(place.stem if place.suffix.lower() in TABLES else place.name, lines=False)
