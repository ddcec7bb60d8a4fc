"""How much a file may lose: the fields for it, and the dialog that asks when one result is saved as."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QSpinBox, QWidget

from app.kit.basics import column, label, prepare_spin_box, row
from app.kit.text import about_bytes_text
from app.kit.theme import scaled
from core.images.file_size import file_bytes
from core.images.names import EITHER, LOSSY, SAME, TITLES
from core.presets import OutputPreferences

_WIDTH = 320  # logical pixels of the dialog, at least: its title is to be read


class QualityFields(QWidget):
    """A quality, and beside it, for formats that can, "Lossless", with which it does not count."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quality_field = QSpinBox()
        self.quality_field.setRange(1, 100)
        prepare_spin_box(self.quality_field, self.tr("Quality"))
        self.lossless_box = QCheckBox(self.tr("Lossless"))
        self.lossless_box.setToolTip(
            self.tr("Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.")
        )
        self.setLayout(row(self.quality_field, self.lossless_box))
        self.quality_field.valueChanged.connect(self._on_changed)
        self.lossless_box.clicked.connect(self._on_changed)

    def show_for(self, format: str) -> None:
        """Offer what a format has, or with SAME what any has."""
        self.lossless_box.setVisible(format in (*EITHER, SAME))
        self._refresh()

    def set_values(self, quality: int, *, lossless: bool) -> None:
        """Show them without a signal."""
        with QSignalBlocker(self.quality_field):
            self.quality_field.setValue(quality)
        self.lossless_box.setChecked(lossless)
        self._refresh()

    def _on_changed(self, *_: object) -> None:
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        alone = self.lossless_box.isVisibleTo(self) and self.lossless_box.isChecked()
        self.quality_field.setEnabled(not alone)


class QualityDialog(QDialog):
    """For one file; what is chosen here changes no preference."""

    def __init__(self, parent: QWidget, output: OutputPreferences, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self._output, self._size = output, size
        self.setWindowTitle(self.tr("Save as {0}").format(TITLES[output.format]))
        self.fields = QualityFields()
        self.fields.set_values(output.quality, lossless=output.lossless)
        self.fields.show_for(output.format)
        self.size_label = label("", "hint")
        name = label(self.tr("Quality"))
        name.setBuddy(self.fields.quality_field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Save).setText(self.tr("Save"))
        buttons.button(QDialogButtonBox.StandardButton.Save).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self, spacing=12, margins=(20, 20, 20, 16))
        layout.addLayout(row(name, self.fields, 1))
        layout.addWidget(self.size_label)
        layout.addWidget(buttons)
        self.fields.changed.connect(self._show_size)
        self._show_size()
        self.setMinimumWidth(scaled(_WIDTH))

    def output(self) -> OutputPreferences:
        fields = self.fields
        return replace(
            self._output,
            quality=fields.quality_field.value(),
            lossless=fields.lossless_box.isChecked(),
        )

    @Slot()
    def _show_size(self) -> None:
        output = self.output()
        about = file_bytes(
            output.format,
            *self._size,
            quality=output.quality,
            lossless=output.lossless,
            bit_depth=output.bit_depth or 8,
        )
        self.size_label.setText(self.tr("File of about {0}").format(about_bytes_text(about)))


def ask_quality(
    parent: QWidget, output: OutputPreferences, size: tuple[int, int]
) -> OutputPreferences | None:
    """The same with the quality that one file of `size` pixels shall have, if its format has one; None if the person
    changed their mind."""
    if output.format not in LOSSY:
        return output
    dialog = QualityDialog(parent, output, size)
    try:
        return dialog.output() if dialog.exec() else None
    finally:
        dialog.deleteLater()
