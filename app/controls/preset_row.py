"""The list of presets, with the buttons that keep what is set as a new one and delete one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.controls.preset_dialog import PresetDialog
from app.controls.presets import built_in, described, is_reserved
from app.kit.basics import column, combo, fill, icon_button, label, row
from app.kit.literal import literal
from app.models.model_list import ModelChoice
from core.errors import SaveError, SettingsError
from core.presets import OwnPresets, Preset
from core.printable import printable


class PresetRow(QWidget):
    """It says which preset the controls show, and what a person chooses; it sets nothing itself."""

    chosen = Signal(object)  # Preset: its values are wanted
    told = Signal(str)  # a sentence: something cannot be done

    def __init__(self, own: OwnPresets, make: Callable[[str, bool], Preset]) -> None:
        """`make` gives a preset of what is set now, with a title; the bool asks for one that holds everything. It
        raises SettingsError while such a one would hold what is out of range."""
        super().__init__()
        self._own, self._make = own, make
        self._models: list[ModelChoice] = []
        self._model: ModelChoice | None = None
        self.box = combo(self.tr("Preset"))
        self.add_button = icon_button("add", self.tr("Keep these settings as a preset"))
        self.remove_button = icon_button("trash", self.tr("Delete this preset"))
        self.note = label("", "hint", wrap=True)  # what is in a preset that holds everything
        layout = column(self, spacing=12)
        layout.addLayout(row(self.box, self.add_button, self.remove_button, spacing=4))
        layout.addWidget(self.note)
        self.box.activated.connect(self._on_chosen)
        self.add_button.clicked.connect(self._on_add)
        self.remove_button.clicked.connect(self._on_remove)

    def refresh(self, models: list[ModelChoice], model: ModelChoice) -> None:
        """Show the name of the preset whose values the controls have, or "Own settings"; `model` is the chosen one."""
        self._models, self._model = models, model
        self._show()

    def _show(self) -> None:
        presets = self._presets()
        match = self._matching(presets)
        entries: list[tuple[str, object]] = [(p.title, p) for p in presets]
        if match is None:
            entries.append((self.tr("Own settings"), None))
        fill(self.box, entries, None)
        for number, preset in enumerate(presets):
            tip = literal(described(preset, self._models))
            self.box.setItemData(number, tip, Qt.ItemDataRole.ToolTipRole)
        self.box.setCurrentIndex(presets.index(match) if match else len(presets))
        whole = match is not None and match.setup is not None
        self.add_button.setVisible(not whole)
        self.remove_button.setVisible(match is not None and match.own)
        self.note.setText(printable(described(match, self._models)) if match and whole else "")
        self.note.setVisible(whole)

    def _presets(self) -> list[Preset]:
        """Those that have a meaning for the model: steps and kappa alone are none for one without."""
        if self._model is None:
            return []
        presets = [*built_in(self._model), *self._own.presets]
        return [p for p in presets if p.setup is not None or self._model.has_kappa]

    def _matching(self, presets: list[Preset]) -> Preset | None:
        """The preset that the controls show: one that holds everything, before one of steps and kappa alone."""
        try:
            now = replace(self._make("", True), own=False)
        except SettingsError:  # which is told where it is used
            return None
        whole = next((p for p in presets if p.setup == now.setup), None)
        sampling = replace(now, setup=None)
        return whole or next((p for p in presets if replace(p, title="", own=False) == sampling), None)

    @Slot(int)
    def _on_chosen(self, index: int) -> None:
        presets = self._presets()
        if index < len(presets):
            self.chosen.emit(presets[index])

    @Slot()
    def _on_add(self) -> None:
        model = self._model
        if model is None:
            return
        try:
            self._make("", True)
        except SettingsError as error:
            self.told.emit(str(error))
            return
        dialog = PresetDialog(
            self,
            self._make,
            lambda preset: described(preset, self._models),
            [preset.title for preset in self._own.presets],
            lambda title: is_reserved(title, model),
            has_sampling=model.has_kappa,
        )
        if dialog.exec():
            self.add(dialog.title, whole=dialog.whole.isChecked())

    def add(self, title: str, *, whole: bool = False) -> None:
        """Keep what is set now as a preset of the person's."""
        self._change(lambda: self._own.put(self._make(title, whole)))

    @Slot()
    def _on_remove(self) -> None:
        preset = self.box.currentData()
        if isinstance(preset, Preset) and preset.own:
            self._change(lambda: self._own.remove(preset.title))

    def _change(self, change: Callable[[], None]) -> None:
        try:
            change()
        except SaveError as error:
            text = self.tr("The settings cannot be written ({0}): is the disk full?")
            self.told.emit(text.format(error.__cause__ or error))
        self._show()
