"""Fields for the settings of experts, made from the engine's list: each with its range and an explanation."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QGridLayout, QSpinBox, QWidget

from app.kit.basics import combo, fill, label, prepare_spin_box
from app.kit.decimal_field import DECIMAL_MARKS
from app.kit.text import digits_text, whole_text
from app.kit.words import tr, translated

if TYPE_CHECKING:
    from core.training.settings.config import TrainConfig
    from core.training.settings.fields import Field

MOST_WHOLE = 2**31 - 1
OPTIONAL = ("threads",)  # may be left to the program


class PlainNumber(QDoubleSpinBox):
    """A number over many powers of ten: shown as 0.0003, typed as 0.0003 or 3e-4, and stepped by factors."""

    def __init__(self, *, logarithmic: bool) -> None:
        super().__init__()
        self._logarithmic = logarithmic
        self.setDecimals(9)

    def textFromValue(self, value: float) -> str:
        return _plain(value)

    def valueFromText(self, text: str) -> float:
        number = _number(text)
        return self.value() if number is None else number

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state = QValidator.State
        number = _number(text)
        if number is not None and self.minimum() <= number <= self.maximum():
            return state.Acceptable, text, position
        return state.Intermediate, text, position

    def stepBy(self, steps: int) -> None:
        if self._logarithmic and self.value() > 0:
            self.setValue(self.value() * 10 ** (steps / 10))
        else:
            super().stepBy(steps)


class ExpertFields(QWidget):
    """Shows a TrainConfig; `apply_to` writes the values into another."""

    changed = Signal(str)  # name of the setting that a person has changed

    def __init__(self) -> None:
        super().__init__()
        from core.training.settings.fields import FIELDS

        self.fields = FIELDS
        self._editors: dict[str, QComboBox | QSpinBox | PlainNumber] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for field in FIELDS:
            self._add(grid, field)

    def _add(self, grid: QGridLayout, field: Field) -> None:
        """A number stands beside its explanation; a choice, whose words may be long, above it."""
        editor, line = self._editor(field), grid.rowCount()
        words = translated(field.help)
        limits = _range_text(field)
        editor.setToolTip(f"{words}\n{limits}" if limits else words)
        editor.setAccessibleDescription(f"{words} {limits}".strip())
        name = label(translated(field.title))
        name.setBuddy(editor)
        name.setContentsMargins(0, 7, 0, 0)  # so that it stands on the line of the editor's text
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(name, line, 0, top)
        hint = label(f"{words} {limits}".strip(), "hint", wrap=True)
        if field.choices:
            grid.addWidget(editor, line, 1, 1, 2)
            grid.addWidget(hint, line + 1, 1, 1, 2)
        else:
            editor.setFixedWidth(150)
            grid.addWidget(editor, line, 1, top)
            grid.addWidget(hint, line, 2, Qt.AlignmentFlag.AlignVCenter)
        self._editors[field.name] = editor

    def _editor(self, field: Field) -> QComboBox | QSpinBox | PlainNumber:
        title = translated(field.title)
        editor: QComboBox | QSpinBox | PlainNumber
        if field.choices:
            editor = combo(title)
            fill(editor, [(translated(words), value) for value, words in field.choices], None)
            editor.activated.connect(lambda _: self.changed.emit(field.name))
            return editor
        low, high = field.low or 0, field.high if field.high is not None else MOST_WHOLE
        if field.whole:
            editor = QSpinBox()
            editor.setRange(int(low), int(min(high, MOST_WHOLE)))
            # As the numbers of its explanation are written: not every language has marks between the thousands.
            marks = QLocale.NumberOption.OmitGroupSeparator not in QLocale().numberOptions()
            editor.setGroupSeparatorShown(marks)
            if field.name in OPTIONAL:
                editor.setMinimum(0)
                editor.setSpecialValueText(self.tr("all"))
            if field.logarithmic:
                editor.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        else:
            editor = PlainNumber(logarithmic=field.logarithmic)
            editor.setRange(low, high)
            editor.setSingleStep(max(high - low, 1e-9) / 100 if high <= 1 else 0.1)
        prepare_spin_box(editor, title)
        editor.valueChanged.connect(lambda _: self.changed.emit(field.name))
        return editor

    # --- values ---------------------------------------------------------------------------------------------

    def set_config(self, config: TrainConfig) -> None:
        """Show the values of `config` without a signal."""
        for name, editor in self._editors.items():
            value = getattr(config, name)
            with QSignalBlocker(editor):
                if isinstance(editor, QComboBox):
                    editor.setCurrentIndex(max(0, editor.findData(value)))
                elif isinstance(editor, QSpinBox):
                    editor.setValue(int(value or 0))
                else:
                    editor.setValue(float(value))

    def apply_to(self, config: TrainConfig) -> TrainConfig:
        """`config` with the values as they are shown; those that a person has not changed stay exact."""
        values = {name: self._value(name, getattr(config, name)) for name in self._editors}
        return replace(config, **values)

    def _value(self, name: str, was: Any) -> Any:
        editor = self._editors[name]
        if isinstance(editor, QComboBox):
            return editor.currentData()
        if isinstance(editor, QSpinBox):
            return editor.value() or None if name in OPTIONAL else editor.value()
        near = was is not None and math.isclose(editor.value(), float(was), rel_tol=1e-6, abs_tol=1e-9)
        return was if near else editor.value()

    def editor(self, name: str) -> QWidget:
        return self._editors[name]

    def set_fixed(self, names: Collection[str]) -> None:
        """Let these fields be read but not changed."""
        for name, editor in self._editors.items():
            editor.setEnabled(name not in names)


def value_text(field: Field, value: object) -> str:
    """A setting's value as its field shows it."""
    if field.choices:
        return next((translated(words) for key, words in field.choices if key == value), str(value))
    if value is None or (field.name in OPTIONAL and value == 0):
        return QCoreApplication.translate("ExpertFields", "all")
    assert isinstance(value, int | float)
    return whole_text(int(value)) if field.whole else _plain(value)


def _range_text(field: Field) -> str:
    if field.low is None or field.high is None:
        return ""
    text = whole_text if field.whole else _plain
    return tr("({0} to {1})").format(text(field.low), text(field.high))


def _plain(number: float) -> str:
    """A number as text, like "0.01" and "1e-7"."""
    return digits_text(number, 6).replace("e-0", "e-")


def _number(text: str) -> float | None:
    """The number that was typed, with any decimal mark; None if it is none."""
    for mark in DECIMAL_MARKS:
        text = text.replace(mark, ".")
    try:
        number = float(text.strip())
    except ValueError:
        return None
    return number if math.isfinite(number) else None
