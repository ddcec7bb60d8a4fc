"""A new run: its pictures, the model it starts from, how long it may take, what that costs, and Start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.kit.basics import (
    ScrolledColumn,
    Section,
    column,
    combo,
    fill,
    label,
    row,
    rule,
    set_kind,
    styled,
)
from app.kit.text import bytes_text
from app.models.model_list import ModelChoice, find
from app.training.expert_fields import ExpertFields
from app.training.setup.dataset_card import DatasetCard
from app.training.setup.dataset_check import Checked
from app.training.words import duration_text, translated
from core.errors import EngineError

if TYPE_CHECKING:
    from core.events import Estimated
    from core.training.settings.config import TrainConfig

WIDEST = 860
DEFAULT_PRESET = "normal"
# A change of these does not change what one iteration costs.
COSTLESS = (
    "iterations",
    "lr",
    "lr_end",
    "warmup",
    "ema",
    "clip",
    "weight_decay",
    "patience",
    "seed",
    "nice",
    "save_every",
)


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
        self._base: TrainConfig | None = None
        self._estimate: tuple[TrainConfig, Estimated] | None = None
        self._measuring = False
        self._own_title = False  # typed by the person
        self._machine_busy = False
        self._make()
        self._connect()
        self.set_models(models)
        self._refresh()

    # --- making ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.dataset = DatasetCard()
        self.model_card = self._make_model_card()
        self.preset_card = self._make_preset_card()
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        body = column(inner, spacing=12, margins=(20, 20, 20, 20))
        body.addWidget(label(self.tr("New training"), "title"))
        hint = self.tr(
            "Make a model better at your kind of picture. It is done on this computer, in the background; "
            "the window can be closed meanwhile."
        )
        body.addWidget(label(hint, "muted", wrap=True))
        for card in (self.dataset, self.model_card, self.preset_card):
            body.addWidget(card)
        body.addStretch(1)
        self.scroll_area = ScrolledColumn(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroll_area, 1)
        layout.addWidget(rule())
        layout.addWidget(self._make_bar())

    def _make_model_card(self) -> QFrame:
        card, layout = _card(self.tr("MODEL"))
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

    def _make_preset_card(self) -> QFrame:
        from core.training.settings.presets import PRESETS

        card, layout = _card(self.tr("HOW THOROUGHLY"))
        self.presets = QButtonGroup(self)
        self._preset_names = [preset.name for preset in PRESETS]
        for number, preset in enumerate(PRESETS):
            button = QRadioButton(translated(preset.title))
            button.setAccessibleDescription(translated(preset.help))
            button.setChecked(preset.name == DEFAULT_PRESET)
            self.presets.addButton(button, number)
            layout.addWidget(button)
            layout.addWidget(_indented(label(translated(preset.help), "hint", wrap=True)))
        self.expert_section = Section(self.tr("Settings for experts"))
        self.expert = ExpertFields()
        self.expert_problem = label("", "warning", wrap=True)
        self.reset_button = QPushButton(self.tr("Back to the preset's values"))
        inside = column(self.expert_section.body)
        inside.addWidget(self.expert)
        inside.addLayout(row(self.reset_button, 1))
        layout.addWidget(self.expert_section)
        layout.addWidget(self.expert_problem)
        return card

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        styled(bar, "panel")
        self.estimate_line = label("", wrap=True)
        self.estimate_note = label("", "hint", wrap=True)
        self.measure_button = QPushButton(self.tr("Measure"))
        self.measure_button.setToolTip(
            self.tr(
                "Trains for a few seconds to find out how long the run will take and what memory it needs."
            )
        )
        self.start_button = QPushButton(self.tr("Start training"))
        set_kind(self.start_button, "primary")
        self.start_button.setMinimumWidth(170)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.estimate_line)
        texts.addWidget(self.estimate_note)
        line = row(spacing=12, margins=(20, 10, 20, 10))
        line.addLayout(texts, 1)
        line.addWidget(self.measure_button)
        line.addWidget(self.start_button)
        bar.setLayout(line)
        return bar

    def _connect(self) -> None:
        self.dataset.placeChosen.connect(self.placeChosen)
        self.dataset.cancelWanted.connect(self.cancelWanted)
        self.dataset.optionsChanged.connect(self._on_settings)
        self.dataset.pairsWanted.connect(self.pairsWanted)
        self.model_box.activated.connect(self._on_model)
        self.title.textEdited.connect(self._on_title)
        self.presets.idToggled.connect(lambda _, on: self._apply_preset() if on else None)
        self.expert.changed.connect(self._on_expert)
        self.reset_button.clicked.connect(self._apply_preset)
        self.measure_button.clicked.connect(self.measureWanted)
        self.start_button.clicked.connect(self.startWanted)

    # --- what it comes to -----------------------------------------------------------------------------------

    @property
    def model(self) -> ModelChoice:
        return find(self._models, self.model_box.currentData())

    @property
    def run_title(self) -> str:
        return self.title.text().strip() or self.title.placeholderText()

    def config(self) -> TrainConfig | None:
        """The settings as they stand; None where there are no usable pictures or the values cannot be used."""
        if self._base is None or self.checked is None or self.checked.report.problem():
            return None
        config = replace(
            self.expert.apply_to(self._base), correct_shifts=self.dataset.correct_shifts.isChecked()
        )
        try:
            config.check()
        except EngineError as error:
            self.expert_problem.setText(str(error))
            return None
        self.expert_problem.setText("")
        return config

    def set_models(self, models: list[ModelChoice]) -> None:
        self._models = models
        entries = [(f"{m.title}  ({m.scale}×)", m.key) for m in models]
        fill(self.model_box, entries, self.model_box.currentData())

    def choose_model(self, key: str) -> None:
        self.model_box.setCurrentIndex(max(0, self.model_box.findData(key)))
        self._on_model()

    # --- the check ------------------------------------------------------------------------------------------

    def show_checking(self, place: Path) -> None:
        self.checked, self._base = None, None
        self._drop_estimate()
        self.dataset.show_running(place)
        if not self._own_title:
            self.title.setText(self._title_for(place))
            self.title.setCursorPosition(0)
        self._refresh()

    def show_checked(self, checked: Checked) -> None:
        self.checked = checked
        self._apply_preset()
        self.dataset.show_found(checked)
        self._refresh()

    def show_check_failed(self, message: str) -> None:
        self.checked, self._base = None, None
        self.dataset.show_failure(message)
        self._refresh()

    def show_no_pictures(self) -> None:
        self.checked, self._base = None, None
        self.dataset.show_empty()
        self._refresh()

    def _title_for(self, place: Path) -> str:
        """From the folder's name: "ResShift Lite, leaves"."""
        return f"{self.model.title}, {place.stem or place.name}"[:80]

    # --- settings -------------------------------------------------------------------------------------------

    @Slot()
    def _apply_preset(self) -> None:
        from core.training.settings.presets import preset

        if self.checked is None or self.checked.report.problem():
            return
        report, model = self.checked.report, self.model
        self._base = preset(
            self._preset_names[self.presets.checkedId()],
            report.usable,
            source=report.source,
            start=model.key,
            architecture=architecture_of(model),
            scale=model.scale,
            smallest=self.checked.smallest,
        )
        self.expert.set_config(self._base)
        self._on_settings()

    @Slot()
    def _on_model(self) -> None:
        if self.checked is not None and self.checked.report.scale != self.model.scale:
            self.checkWanted.emit()
        else:
            self._apply_preset()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._own_title = bool(text.strip())

    @Slot(str)
    def _on_expert(self, name: str) -> None:
        self._on_settings()

    @Slot()
    def _on_settings(self) -> None:
        self.dataset.refresh_pairs(changed=True)
        self._refresh()
        self.settingsChanged.emit()

    # --- the estimate ---------------------------------------------------------------------------------------

    def show_measuring(self) -> None:
        self._measuring = True
        self._refresh()

    def show_not_measuring(self) -> None:
        if self._measuring:
            self._measuring = False
            self._refresh()

    def wants_measurement(self) -> bool:
        """Whether the settings can be measured and have not been."""
        config = self.config()
        if config is None or self._measuring:
            return False
        return self._estimate is None or not same_cost(config, self._estimate[0])

    def show_estimate(self, config: TrainConfig, estimate: Estimated) -> None:
        self._measuring = False
        self._estimate = (config, estimate)
        self._refresh()

    def show_estimate_failed(self, reason: str) -> None:
        self._drop_estimate()
        self._refresh()
        self.estimate_note.setText(self.tr("The measurement failed: {0}").format(reason))

    def set_machine_busy(self, busy: bool) -> None:
        """Another run is at work: a new one would wait, and a measurement now would mislead."""
        if busy != self._machine_busy:
            self._machine_busy = busy
            self._refresh()

    def _drop_estimate(self) -> None:
        self._measuring, self._estimate = False, None

    def _refresh(self) -> None:
        config = self.config()
        ready = config is not None
        for card in (self.model_card, self.preset_card):
            card.setEnabled(self.checked is not None)
        self.expert_problem.setVisible(bool(self.expert_problem.text()))
        self.start_button.setEnabled(ready)
        self.start_button.setText(
            self.tr("Add to the queue") if self._machine_busy else self.tr("Start training")
        )
        self.measure_button.setEnabled(ready and not self._measuring and not self._machine_busy)
        self.measure_button.setVisible(self.wants_measurement())
        self._show_estimate(config)

    def _show_estimate(self, config: TrainConfig | None) -> None:
        note = ""
        if config is None:
            text = (
                self.tr("Choose pictures first.")
                if self.checked is None
                else self.tr("This cannot start yet.")
            )
        elif self._measuring:
            text = self.tr("Measuring how long it will take…")
            note = self.tr("This takes up to a minute. You can start without it.")
        elif self._estimate is None:
            text = self.tr("{0} iterations").format(f"{config.iterations:,}")
            note = self.tr("Measure tells you the time and the memory beforehand.")
            if self._machine_busy:
                note = self.tr("Another run is at work: this one will wait for its turn.")
        else:
            text, note = self._estimate_texts(config, *self._estimate)
        self.estimate_line.setText(text)
        self.estimate_note.setText(note)
        self.estimate_note.setVisible(bool(note))

    def _estimate_texts(
        self, config: TrainConfig, measured: TrainConfig, found: Estimated
    ) -> tuple[str, str]:
        seconds = found.seconds * config.iterations / max(1, measured.iterations)
        text = self.tr("Takes {0} and up to {1} of memory on: {2}").format(
            duration_text(seconds), bytes_text(found.memory_bytes), found.device
        )
        notes = list(found.notices)
        if found.ceiling is not None:
            notes.append(
                self.tr(
                    "At best {0} dB PSNR: what the model's autoencoder can show of these pictures."
                ).format(f"{found.ceiling:.1f}")
            )
        if not same_cost(config, measured):
            notes.insert(0, self.tr("Measured with other settings: measure again to be sure."))
        return text, " ".join(notes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure_button.setText(
            self.tr("Measure time and memory") if self.width() > 760 else self.tr("Measure")
        )


def architecture_of(model: ModelChoice) -> str:
    """From the file's own recipe; Lite where there is no such file yet."""
    from core.models.checkpoints import read_recipe

    try:
        return read_recipe(model.path).architecture if model.path is not None else "lite_unet"
    except EngineError:
        return "lite_unet"


def same_cost(config: TrainConfig, measured: TrainConfig) -> bool:
    """Whether a measurement with the one holds for the other."""
    return replace(measured, **{name: getattr(config, name) for name in COSTLESS}) == config


def _card(title: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    layout = column(card, spacing=8, margins=(16, 14, 16, 14))
    layout.addWidget(label(title, "heading"))
    return card, layout


def _indented(widget: QWidget) -> QWidget:
    widget.setContentsMargins(26, 0, 0, 4)
    return widget
