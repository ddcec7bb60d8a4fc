"""How much a file may lose: the fields for it, and the dialog that asks when one result is saved as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QSpinBox, QWidget

from app.kit.basics import column, label, prepare_spin_box, row, set_kind
from app.kit.decimal_field import DecimalField
from app.kit.failures import sentence_of
from app.kit.text import about_bytes_text, bytes_text, unparted
from app.kit.theme import scaled
from app.results.writing import Fit
from core.images.file_size import file_bytes
from core.images.formats.fitting import FileTooLargeError
from core.images.names import EITHER, LOSSY, SAME, TITLES
from core.jobs import CancelToken
from core.presets import OutputPreferences
from core.printable import printable

Search = Callable[
    [OutputPreferences, int, CancelToken, Callable[[Fit], None], Callable[[Exception], None]], None
]
"""Looks in the background for the highest quality of a file with at most so many bytes, see Saver.find_quality."""

_USUAL_MEGABYTES = 5.0
_TYPED = 300  # milliseconds after which a number is taken as typed
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


class SizeLimit(QWidget):
    """ "At most 5 MB", off at first: the quality is then looked for."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox(self.tr("At most"))
        self.field = DecimalField()
        self.field.setRange(0.01, 9999)
        self.field.setDecimals(2)
        self.field.setSuffix(self.tr(" MB"))
        self.field.setValue(_USUAL_MEGABYTES)
        self.field.setEnabled(False)
        prepare_spin_box(self.field, self.tr("Size of the file at most"))
        tip = self.tr(
            "For places that take no larger files: the highest quality whose file fits is looked for, up to the one "
            "above. PNG, TIFF and files without loss have no quality that could be lowered."
        )
        for widget in (self.box, self.field):
            widget.setToolTip(tip)
        self.setLayout(row(self.box, self.field, 1))
        self.box.toggled.connect(self.field.setEnabled)
        self.box.toggled.connect(self.changed)
        self.field.valueChanged.connect(self.changed)

    @property
    def most(self) -> int | None:
        """The bytes that a file may have; None for any number."""
        return round(self.field.value() * 1_000_000) if self.isEnabled() and self.box.isChecked() else None


class QualityDialog(QDialog):
    """For one file; what is chosen here changes no preference. With a `search` a size can be asked for."""

    def __init__(
        self,
        parent: QWidget,
        output: OutputPreferences,
        size: tuple[int, int],
        search: Search | None = None,
    ) -> None:
        super().__init__(parent)
        self._output, self._size, self._search = output, size, search
        self._cancel = CancelToken()  # of the search that is under way
        self._fit: Fit | None = None
        self._soon = QTimer(self, singleShot=True, interval=_TYPED)
        self._soon.timeout.connect(self._look)
        self.setWindowTitle(self.tr("Save as {0}").format(TITLES[output.format]))
        self.fields = QualityFields()
        self.fields.set_values(output.quality, lossless=output.lossless)
        self.fields.show_for(output.format)
        self.limit = SizeLimit()
        self.limit.setVisible(search is not None)
        self.size_label = label("", "hint", wrap=True)
        name = label(self.tr("Quality"))
        name.setBuddy(self.fields.quality_field)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setText(self.tr("Save"))
        self.save_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = column(self, spacing=12, margins=(20, 20, 20, 16))
        layout.addLayout(row(name, self.fields, 1))
        layout.addWidget(self.limit)
        layout.addWidget(self.size_label)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.fields.changed.connect(self._refresh)
        self.limit.changed.connect(self._refresh)
        self._refresh()
        self.setMinimumWidth(scaled(_WIDTH))

    def output(self) -> OutputPreferences:
        """With the quality that was found, where a size was asked for."""
        asked = self._asked()
        return asked if self._fit is None else replace(asked, quality=self._fit.quality)

    def _asked(self) -> OutputPreferences:
        fields = self.fields
        return replace(
            self._output,
            quality=fields.quality_field.value(),
            lossless=fields.lossless_box.isChecked(),
        )

    def done(self, result: int) -> None:
        self._soon.stop()
        self._cancel.cancel()
        super().done(result)

    @Slot()
    def _refresh(self) -> None:
        """Say how large the file will be. What was found before is not what is asked for now."""
        self._cancel.cancel()
        self._soon.stop()
        self._fit = None
        self.limit.setEnabled(self.fields.quality_field.isEnabled())
        self.save_button.setEnabled(self.limit.most is None)
        if self.limit.most is None:
            self._say(self.tr("File of about {0}").format(about_bytes_text(self._about())))
            return
        self._say(self.tr("Looking for the highest quality that fits…"))
        self._soon.start()

    def _say(self, text: str, kind: str = "hint") -> None:
        self.size_label.setText(printable(unparted(text)))
        set_kind(self.size_label, kind)
        layout = self.layout()
        needed = 0 if layout is None else layout.totalHeightForWidth(self.width())
        if needed > self.height():  # lines that are wrapped make no window larger by themselves
            self.resize(self.width(), needed)

    def _about(self) -> float:
        output = self._asked()
        return file_bytes(
            output.format,
            *self._size,
            quality=output.quality,
            lossless=output.lossless,
            bit_depth=output.bit_depth or 8,
        )

    @Slot()
    def _look(self) -> None:
        most, cancel = self.limit.most, CancelToken()
        if most is None or self._search is None:
            return
        self._cancel = cancel

        def found(fit: Fit) -> None:
            if not cancel.cancelled:
                self._fit = fit
                text = self.tr("Quality {0}: a file of {1}")
                self._say(text.format(fit.quality, bytes_text(fit.bytes)))
                self.save_button.setEnabled(True)

        def failed(error: Exception) -> None:
            if not cancel.cancelled:
                self._say(self._sentence(error), "warning")

        self._search(self._asked(), most, cancel, found, failed)

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, FileTooLargeError):
            text = self.tr(
                "Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and "
                "height, or choose another format."
            )
            return text.format(error.quality, bytes_text(error.size), error.percent)
        return sentence_of(error, self.tr("The quality could not be found."))


def ask_quality(
    parent: QWidget, output: OutputPreferences, size: tuple[int, int], search: Search | None = None
) -> OutputPreferences | None:
    """The same with the quality that one file of `size` pixels shall have, if its format has one; None if the person
    changed their mind."""
    if output.format not in LOSSY:
        return output
    dialog = QualityDialog(parent, output, size, search)
    try:
        return dialog.output() if dialog.exec() else None
    finally:
        dialog.deleteLater()
