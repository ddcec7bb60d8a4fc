"""Everything that decides a result: model, size, steps, kappa, seed, and more below Advanced."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from app.controls.advanced import AdvancedControls
from app.controls.output import OutputControls
from app.controls.preset_row import PresetRow
from app.controls.reduce_first import ReduceFirst, Reduction
from app.controls.run import RunControls
from app.controls.seed_edit import SeedEdit
from app.controls.size_chooser import SizeChooser
from app.engine.status import EngineStatus
from app.kit.basics import (
    ScrolledColumn,
    Section,
    column,
    combo,
    fill,
    forbid,
    icon_button,
    label,
    row,
    rule,
    styled,
)
from app.kit.literal import literal
from app.kit.text import number_text
from app.kit.value_slider import ValueSlider
from app.models.model_list import ModelChoice, find, title_of
from core.errors import SettingsError
from core.jobs import SampleSettings
from core.presets import OwnPresets, Preset, Setup

MOST_STEPS = 50
LEAST_KAPPA, MOST_KAPPA = 0.01, 20.0  # that can be typed
WIDTH = 292


class ControlsPanel(QWidget):
    """Holds one SampleSettings; `settings` and `set_settings` are the way in and out."""

    settingsChanged = Signal()  # by a person, who may have deleted the chosen model
    taskChanged = Signal(str)  # what the chosen model does: upscale, inpaint or face
    modelsWanted = Signal()  # a person wants to look at the models
    told = Signal(str)  # a sentence: something else is set than was wanted

    def __init__(self, models: list[ModelChoice], presets: OwnPresets) -> None:
        super().__init__()
        styled(self, "panel")
        self._models = models
        self._task = "upscale"
        self._make_widgets(presets)
        self._lay_out()
        self._connect()
        self.set_models(models)

    # --- making ---------------------------------------------------------------------------------------------

    def _make_widgets(self, presets: OwnPresets) -> None:
        self.model_box = combo(self.tr("Model"))
        self.models_button = icon_button("models", self.tr("See what each model does"))
        self.models_button.clicked.connect(self.modelsWanted)
        self.device_note = label(self.tr("Getting the engine ready…"), "hint", wrap=True)
        self.preset_row = PresetRow(presets, self._as_preset)
        self.chain = QWidget()  # what only a model with a chain has
        text = self.tr("This model restores at once: it has no steps, no kappa and no seed.")
        self.at_once_note = label(text, "muted", wrap=True)
        self.task_note = label("", "muted", wrap=True)  # what a model does that does not enlarge
        self.size_chooser = SizeChooser()
        self.reduce_first = ReduceFirst()
        self.steps = ValueSlider(
            self.tr("STEPS"),
            low=1,
            high=15,
            decimals=0,
            ends=(self.tr("quick"), self.tr("fine")),
            tip=self.tr("How finely the model walks from the small picture to the large one."),
        )
        self.kappa = ValueSlider(
            self.tr("KAPPA"),
            low=0.1,
            high=4,
            decimals=2,
            ends=(self.tr("faithful"), self.tr("more texture")),
            tip=self.tr("How much the model may invent: low stays close to the picture, high adds texture."),
        )
        self.seed = SeedEdit()
        self.color_fix = QCheckBox(self.tr("Keep the picture's colours"))
        self.color_fix.setToolTip(self.tr("Takes the broad colours from the original."))
        self.advanced_section = Section(self.tr("Advanced"))
        self.advanced = AdvancedControls()
        self.output_section = Section(self.tr("Output"))
        self.output = OutputControls()
        self.run = RunControls()

    def _lay_out(self) -> None:
        inner = QWidget()
        body = column(inner, spacing=12, margins=(16, 12, 12, 12))
        body.addWidget(label(self.tr("MODEL"), "heading"))
        body.addLayout(row(self.model_box, self.models_button, spacing=4))
        body.addWidget(self.device_note)
        body.addWidget(rule())
        body.addWidget(self.preset_row)
        body.addWidget(self.task_note)
        body.addWidget(self.size_chooser)
        body.addWidget(self.reduce_first)
        chain = column(self.chain, spacing=12)
        chain.addWidget(self.steps)
        chain.addWidget(self.kappa)
        chain.addWidget(label(self.tr("SEED"), "heading"))
        chain.addWidget(self.seed)
        body.addWidget(self.chain)
        body.addWidget(self.at_once_note)
        body.addWidget(self.color_fix)
        body.addWidget(rule())
        for section, content in ((self.advanced_section, self.advanced), (self.output_section, self.output)):
            inside = column(section.body)
            inside.addWidget(content)
            body.addWidget(section)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ScrolledColumn(inner), 1)
        layout.addWidget(rule())
        layout.addWidget(self.run)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        self.model_box.activated.connect(self._on_model_chosen)
        self.preset_row.chosen.connect(self.apply_preset)
        self.preset_row.told.connect(self.told)
        self.reduce_first.wanted.connect(self._on_reduce)
        self.output.changed.connect(self._show_preset)
        for signal in (
            self.size_chooser.changed,
            self.steps.valueChanged,
            self.kappa.valueChanged,
            self.seed.changed,
            self.color_fix.clicked,
            self.advanced.changed,
        ):
            signal.connect(self._on_changed)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    # --- settings -------------------------------------------------------------------------------------------

    @property
    def models(self) -> list[ModelChoice]:
        return self._models

    @property
    def model(self) -> ModelChoice:
        return find(self._models, self.model_box.currentData() or "")

    def settings(self) -> SampleSettings:
        """The settings as the controls stand now."""
        size = self.size_chooser
        enlarging = self.model.task == "upscale"
        return SampleSettings(
            model=self.model.key,
            scale=size.scale if enlarging else 1.0,
            target=size.target if enlarging else None,
            fit=enlarging and size.fit,
            cover=enlarging and size.cover,
            resolution=size.resolution if enlarging else None,
            reduce=self.advanced.reduce if self.model.scale > 1 else 1.0,
            steps=None if self.model.at_once else round(self.steps.value),
            kappa=self.kappa.value if self.model.has_kappa else None,
            seed=self.seed.value,
            stochasticity=self.advanced.stochasticity,
            color_fix=self._color_fix(),
            tile=self.advanced.tile,
            device=self.advanced.device,
            dtype=self.advanced.dtype,
            tileable=self.advanced.tileable and self.model.task != "face",
        )

    def set_settings(self, settings: SampleSettings) -> None:
        """Show these settings without a signal. What is None becomes the model's default. Whatever cannot be shown is
        told."""
        model = self._there(settings.model)
        self.model_box.setCurrentIndex(self._models.index(model))
        self._show_model()
        if model.key != settings.model:  # steps and kappa were meant for the other one
            self._tell_replaced(title_of(settings.model), model)
            settings = replace(settings, model=model.key, steps=None, kappa=None)
        self.steps.set_value(model.default_steps if settings.steps is None else settings.steps)
        self.kappa.set_value(model.default_kappa if settings.kappa is None else settings.kappa)
        if model.task == "upscale":  # the size stays for the next model that has one
            self.size_chooser.set_value(settings)
        self.seed.set_value(settings.seed)
        self.color_fix.setChecked(settings.color_fix != "off")
        self.advanced.set_settings(settings)
        self._refresh()
        self._tell_changed(settings)

    def _tell_changed(self, wanted: SampleSettings) -> None:
        """Settings of a file may lie beyond what the fields hold, or between two values of theirs."""
        shown = self.settings()
        pairs: list[tuple[str, float | None, float | None]] = [
            (self.tr("steps"), wanted.steps, shown.steps),
            (self.tr("kappa"), wanted.kappa, shown.kappa),
            (self.tr("randomness"), wanted.stochasticity, shown.stochasticity),
        ]
        if self.model.task == "upscale":
            pairs.append((self.tr("dpi"), wanted.resolution, shown.resolution))
            if wanted.target is None or shown.target is None:
                pairs.append((self.tr("scale"), wanted.scale, shown.scale))
            else:
                pairs.append((self.tr("width"), wanted.target[0], shown.target[0]))
                pairs.append((self.tr("height"), wanted.target[1], shown.target[1]))
        changed = [
            self.tr("{0} {1} instead of {2}").format(name, number_text(now, 3), number_text(before, 3))
            for name, before, now in pairs
            if before is not None and now is not None and round(before, 3) != round(now, 3)
        ]
        if changed:
            text = self.tr("Not everything can be set here as it was wanted: {0}.")
            self.told.emit(text.format(", ".join(changed)))

    def set_only_below(self, limit: int) -> None:
        """Show up to which size pictures are enlarged at all, without a signal; 0: any."""
        self.advanced.set_only_below(limit)
        self._refresh()

    def settings_for_run(self) -> SampleSettings:
        """Like `settings`, after a new seed has been drawn if it is not locked. A number that is being typed counts as
        it stands, though its field has the focus still."""
        field = self.focusWidget()
        if isinstance(field, QAbstractSpinBox):
            field.interpretText()
        settings = self.settings()
        if not self.seed.locked and not self.model.at_once:
            self.seed.roll()
            settings = replace(settings, seed=self.seed.value)
        return settings

    def _color_fix(self) -> str:
        return self.advanced.color_fix if self.color_fix.isChecked() else "off"

    # --- models ---------------------------------------------------------------------------------------------

    def set_models(self, models: list[ModelChoice]) -> None:
        """Offer these models. The chosen one stays chosen if it is still there and complete."""
        before, self._models = self._models, models
        chosen: str | None = self.model_box.currentData()
        now = self._there(chosen or "")
        fill(self.model_box, [(self._entry(m), m.key) for m in models], now.key)
        for k, model in enumerate(models):
            if model.lacks:
                text = self.tr("It needs {0}, which is not here: fetch that on the page Models.")
                forbid(self.model_box, k, text.format(model.lacks))
        if chosen in (None, now.key):
            self._show_model()
            self._refresh()
        else:
            title = next((m.title for m in before if m.key == chosen), str(chosen))
            self._tell_replaced(title, now)
            self._on_model_chosen()

    def _tell_replaced(self, title: str, model: ModelChoice) -> None:
        text = self.tr("{0} cannot be used now: {1} takes its place, with its own steps and kappa.")
        self.told.emit(text.format(title, model.title))

    def _there(self, key: str) -> ModelChoice:
        """The model called `key`, or the first one where it is gone or lacks a part."""
        whole = [m for m in self._models if not m.lacks]
        return find(whole or self._models, key)

    def _entry(self, model: ModelChoice) -> str:
        return self.tr("{0} (lacks a part)").format(model.title) if model.lacks else model.title

    def task_of(self, key: str) -> str:
        """What the model called `key` does: upscale, inpaint or face."""
        return next((m.task for m in self._models if m.key == key), "upscale")

    def choose_model(self, key: str) -> None:
        """Choose a model as if a person had: with its own default settings."""
        index = self.model_box.findData(key)
        if index < 0:
            self.told.emit(self.tr("The model {0} is no longer there.").format(key))
            return
        self.model_box.setCurrentIndex(index)
        self._on_model_chosen()

    @Slot()
    def _on_model_chosen(self) -> None:
        self._show_model()
        self.steps.set_value(self.model.default_steps)
        self.kappa.set_value(self.model.default_kappa)
        self._on_changed()

    def _show_model(self) -> None:
        model = self.model
        low, high = model.steps_range
        self.steps.set_limits(1, max(15, high), typed_high=max(MOST_STEPS, high))
        self.steps.set_trained((low, high), model.default_steps)
        low_kappa, high_kappa = model.kappa_range
        self.kappa.set_limits(
            min(0.1, low_kappa), max(4.0, high_kappa * 1.5), typed_low=LEAST_KAPPA, typed_high=MOST_KAPPA
        )
        self.kappa.set_trained((low_kappa, high_kappa), model.default_kappa)
        self.size_chooser.set_native(model.scale)
        self.chain.setVisible(not model.at_once)
        self.kappa.setVisible(model.has_kappa)
        self.at_once_note.setVisible(model.at_once)
        self.size_chooser.setVisible(model.task == "upscale")
        self.color_fix.setVisible(model.task != "inpaint")  # around the hole is the picture itself
        notes = {
            "inpaint": self.tr("Fills in what you mark in the picture. The rest stays as it is."),
            "face": self.tr("Restores the faces that are found in the picture. The rest stays as it is."),
        }
        self.task_note.setText(notes.get(model.task, ""))
        self.task_note.setVisible(model.task in notes)
        self.run.set_task(model.task)
        if model.task != self._task:
            self._task = model.task
            self.taskChanged.emit(model.task)
        self.advanced.show_meaningful(
            randomness=not model.at_once, enlarging=model.scale > 1, textures=model.task != "face"
        )

    @Slot(object)
    def show_engine(self, status: EngineStatus) -> None:
        """List the devices, and say why one of them is used."""
        self.device_note.setText(status.problem or status.reason or status.device)
        self.device_note.setToolTip(literal(status.reason))
        self.advanced.set_devices(status.devices)

    # --- hints ----------------------------------------------------------------------------------------------

    def _on_changed(self, *_: object) -> None:
        self._refresh()
        self.settingsChanged.emit()

    def _refresh(self) -> None:
        self.advanced.enable_color_fix(self.color_fix.isChecked())
        self.reduce_first.set_value(self.advanced.reduce, offered=self.model.scale > 1)
        self.size_chooser.set_only_below(self.advanced.only_below)
        self.size_chooser.set_reduced(self.reduce_first.factor if self.model.scale > 1 else 1.0)
        self._show_steps_hint()
        self._show_kappa_hint()
        self._show_preset()

    @Slot(object)
    def _on_reduce(self, value: Reduction) -> None:
        self.advanced.set_reduce(value)
        self._on_changed()

    def propose_reduction(self, factor: float) -> None:
        """Say by which factor the picture that is shown should be reduced first; 1 for not at all."""
        self.reduce_first.set_proposed(factor)
        self._refresh()

    def _show_steps_hint(self) -> None:
        (low, high), steps = self.model.steps_range, round(self.steps.value)
        if low <= steps <= high:
            self.steps.set_hint("")
        else:
            text = self.tr("This model was trained for {0} to {1} steps: expect a worse result.")
            self.steps.set_hint(text.format(low, high), warning=True)

    def _show_kappa_hint(self) -> None:
        (low, high), kappa = self.model.kappa_range, self.kappa.value
        if low == high and kappa != low:
            text = self.tr("This model was trained at {0}: other values are an experiment.")
            self.kappa.set_hint(text.format(number_text(low)), warning=True)
        elif not low <= kappa <= high:
            text = self.tr("Outside of {0} to {1}, which this model was trained for: expect artefacts.")
            self.kappa.set_hint(text.format(number_text(low), number_text(high)), warning=True)
        else:
            self.kappa.set_hint("")

    # --- presets --------------------------------------------------------------------------------------------

    def _as_preset(self, title: str, whole: bool) -> Preset:
        """Of what is set now. Raises SettingsError while a `whole` one would hold what is out of range."""
        setup = Setup.of(self.settings(), self.output.output(), self.advanced.only_below) if whole else None
        return Preset(
            title,
            round(self.steps.value),
            round(self.kappa.value, 3),
            round(self.advanced.stochasticity, 2),
            self._color_fix(),
            own=True,
            setup=setup,
        )

    @Slot()
    def _show_preset(self) -> None:
        self.preset_row.refresh(self._models, self.model)

    @Slot(object)
    def apply_preset(self, preset: Preset) -> None:
        if preset.setup is not None:
            self._apply_setup(preset.setup)
            return
        self.steps.set_value(preset.steps)
        self.kappa.set_value(preset.kappa)
        self.color_fix.setChecked(preset.color_fix != "off")
        self.advanced.set_sampling(preset.stochasticity, preset.color_fix)
        self._on_changed()

    def _apply_setup(self, setup: Setup) -> None:
        """A model that is not there any more is told, and another one takes its place."""
        try:
            now = self.settings()
        except SettingsError:
            now = SampleSettings()
        self.output.set_output(setup.output)
        self.advanced.set_only_below(setup.only_below)
        self.set_settings(setup.for_controls(now))
        self.output.changed.emit()
        self._on_changed()
