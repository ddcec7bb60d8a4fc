"""How thoroughly a new run trains: the presets, and each of their settings for experts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QRadioButton, QWidget

from app.kit.basics import Section, column, label, row
from app.kit.words import translated
from app.models.model_list import ModelChoice
from app.training.expert_fields import ExpertFields
from app.training.setup.dataset_check import Checked
from core.errors import EngineError

if TYPE_CHECKING:
    from core.training.settings.config import TrainConfig

DEFAULT_PRESET = "normal"


class ThoroughnessCard(QFrame):
    """Makes a TrainConfig of a preset and what an expert has changed in it."""

    presetWanted = Signal()  # a person wants a preset's values: `apply_preset` is to be called
    changed = Signal()  # the settings are others

    def __init__(self) -> None:
        from core.training.settings.presets import PRESETS

        super().__init__()
        self.setObjectName("card")
        self._base: TrainConfig | None = None  # the preset's values for these pictures and this model
        self._last: TrainConfig | None = None  # those for the pictures before
        self._own: list[str] = []  # settings that a person has changed since the preset was chosen
        layout = column(self, spacing=8, margins=(16, 14, 16, 14))
        layout.addWidget(label(self.tr("HOW THOROUGHLY"), "heading"))
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
        self.expert_problem.hide()
        self.own_line = label("", "hint", wrap=True)
        self.own_line.hide()
        self.reset_button = QPushButton(self.tr("Back to the preset's values"))
        inside = column(self.expert_section.body)
        inside.addWidget(self.expert)
        inside.addLayout(row(self.reset_button, 1))
        layout.addWidget(self.expert_section)
        layout.addWidget(self.own_line)
        layout.addWidget(self.expert_problem)
        self.presets.idToggled.connect(lambda _, on: self._drop_own() if on else None)
        self.reset_button.clicked.connect(self._drop_own)
        self.expert.changed.connect(self._on_expert)

    def apply_preset(self, checked: Checked, model: ModelChoice) -> None:
        """Take the chosen preset's values for these pictures and this model; what a person has changed stays."""
        from core.training.settings.presets import preset

        report = checked.report
        before, was = self._base or self._last, self._shown()
        self._base = preset(
            self._preset_names[self.presets.checkedId()],
            report.usable,
            source=report.source,
            start=model.key,
            architecture=architecture_of(model),
            scale=model.scale,
            smallest=checked.smallest,
        )
        if was is not None and "patch" in self._own:
            other = before is not None and before.architecture != self._base.architecture
            # Each of the authors' networks takes one size alone, and pictures must not be smaller.
            if other or (checked.smallest is not None and was.patch > checked.smallest):
                self._own.remove("patch")
        kept = {name: getattr(was, name) for name in self._own} if was is not None else {}
        self.expert.set_config(replace(self._base, **kept))
        self._show_own()
        self.changed.emit()

    def _shown(self) -> TrainConfig | None:
        """The settings as they stand in the fields, whether they can be used or not."""
        base = self._base or self._last
        return None if base is None else self.expert.apply_to(base)

    def _drop_own(self) -> None:
        self._own = []
        self.presetWanted.emit()

    def _show_own(self) -> None:
        titles = [translated(f.title) for f in self.expert.fields if f.name in self._own]
        self.own_line.setText(self.tr("Changed by you: {0}").format(", ".join(titles)))
        self.own_line.setVisible(bool(titles))

    def forget(self) -> None:
        """There are no pictures to choose settings for."""
        self._last, self._base = self._base or self._last, None
        self._show_problem("")

    def config(self) -> TrainConfig | None:
        """The settings as they stand; None, with a sentence in the card, where they cannot be used."""
        if self._base is None:
            return None
        config = self.expert.apply_to(self._base)
        problem = ""
        try:
            config.check()
        except EngineError as error:
            problem = str(error)
        self._show_problem(problem)
        return None if problem else config

    def _show_problem(self, problem: str) -> None:
        self.expert_problem.setText(problem)
        self.expert_problem.setVisible(bool(problem))

    @Slot(str)
    def _on_expert(self, name: str) -> None:
        if name not in self._own:
            self._own.append(name)
        self._show_own()
        self.changed.emit()


def architecture_of(model: ModelChoice) -> str:
    """The one that the file's own recipe names; Lite where there is no such file yet."""
    from core.models.checkpoints import read_recipe

    try:
        return read_recipe(model.path).architecture if model.path is not None else "lite_unet"
    except EngineError:
        return "lite_unet"


def _indented(widget: QWidget) -> QWidget:
    widget.setContentsMargins(26, 0, 0, 4)
    return widget
