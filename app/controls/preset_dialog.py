"""Asks what a new preset is called, and whether it holds model, size and output as well."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLineEdit, QWidget

from app.kit.basics import column, label
from core.presets import Preset, title_key
from core.printable import printable

LONGEST = 200  # letters of a title
WIDTH = 380


class PresetDialog(QDialog):
    """`preset` makes it of a title and of whether it is to hold everything; `described` says in a line what it has."""

    def __init__(
        self,
        parent: QWidget,
        preset: Callable[[str, bool], Preset],
        described: Callable[[Preset], str],
        taken: Iterable[str],
        reserved: Callable[[str], bool],
        *,
        has_sampling: bool,
    ) -> None:
        """`taken`: the titles of own presets that there are. `reserved`: whether a title is that of one that comes with
        the program. `has_sampling`: the model has steps and kappa, so that a
        preset of these alone has a meaning."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("New preset"))
        self._make, self._described, self._reserved = preset, described, reserved
        self._taken = {title_key(title) for title in taken}
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST)
        self.name.setAccessibleName(self.tr("Name of the preset"))
        self.whole = QCheckBox(self.tr("With model, size and output"))
        self.whole.setChecked(True)
        self.whole.setEnabled(has_sampling)
        self.holds = label("", "hint", wrap=True)
        self.note = label("", "warning", wrap=True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        layout = column(self, spacing=12, margins=(20, 20, 20, 16))
        name = label(self.tr("Name of the preset"))
        name.setBuddy(self.name)
        for widget in (name, self.name, self.whole, self.holds, self.note, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(WIDTH)
        self.name.textChanged.connect(self._refresh)
        self.whole.toggled.connect(self._refresh)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._refresh()

    @property
    def title(self) -> str:
        return self.name.text().strip()

    @property
    def preset(self) -> Preset:
        return self._make(self.title, self.whole.isChecked())

    @Slot()
    def _refresh(self) -> None:
        self.holds.setText(printable(self._described(self.preset)))
        reserved = self._reserved(self.title)
        self.save_button.setEnabled(bool(self.title) and not reserved)
        self.note.setText(
            self.tr("A preset of the program has this name: choose another one.")
            if reserved
            else self.tr("It takes the place of the preset of this name.")
        )
        self.note.setVisible(reserved or title_key(self.title) in self._taken)
