"""Which axis lies along one side of the sheet, and its values: numbers in a field, or models to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.explore.axes import (
    MOST_VALUES,
    NOTHING,
    Along,
    Axis,
    Value,
    axis_title,
    default_values,
    read_stored,
    read_values,
    stored_text,
    values_text,
)
from app.kit.basics import column, combo, fill, icon_button, label, row, set_kind
from app.kit.literal import literal
from app.kit.theme import scaled
from app.models.model_list import ModelChoice, find
from core.jobs import SampleSettings

ROW_HEIGHT = 26
MOST_ROWS = 5  # models that are seen at once


class AxisEditor(QWidget):
    """Values that nobody has typed follow the model and the settings. A reset brings them back."""

    axisChosen = Signal(object, object)  # the Axis before, the Axis now: by a person
    changed = Signal()  # other values, by a person
    entered = Signal()  # Return in the field

    def __init__(self, title: str, axes: Sequence[Axis]) -> None:
        super().__init__()
        self._typed: dict[Axis, str] = {}  # what a person has typed, for each axis
        self._ticked: set[str] | None = None  # models; None: the chosen one alone
        self._models: list[ModelChoice] = []
        self._settings = SampleSettings()
        self._axis = axes[0]
        self._problem = ""
        self.box = combo(title)
        fill(self.box, [(axis_title(axis), axis) for axis in axes], axes[0])
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Values: {0}").format(title))
        self.field.setAcceptDrops(False)  # dropped pictures belong to the window
        self.field.setToolTip(self.tr("Up to {0} values, with blanks between them").format(MOST_VALUES))
        self.reset_button = icon_button("reset", self.tr("Back to the model's own values"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Models: {0}").format(title))
        self.hint = label("", "warning", wrap=True)
        layout = column(self, spacing=4)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(self.box)
        layout.addLayout(row(self.field, self.reset_button, spacing=4))
        layout.addWidget(self.list)
        layout.addWidget(self.hint)
        self.box.activated.connect(self._on_axis)
        self.field.textEdited.connect(self._on_typed)
        self.field.returnPressed.connect(self.entered)
        self.reset_button.clicked.connect(self._on_reset)
        self.list.itemChanged.connect(self._on_ticked)
        self._show()

    # --- state ----------------------------------------------------------------------------------------------

    @property
    def axis(self) -> Axis:
        return self._axis

    def set_axis(self, axis: Axis) -> None:
        """Without a signal."""
        if self.box.findData(axis) >= 0:
            self._axis = axis
            self.box.setCurrentIndex(self.box.findData(axis))
            self._show()

    def set_context(self, models: Sequence[ModelChoice], settings: SampleSettings) -> None:
        """What the default values follow: the models there are and the settings of the controls."""
        if (list(models), settings) != (self._models, self._settings):
            self._models, self._settings = list(models), settings
            self._show()

    def typed(self) -> dict[str, str]:
        """What is remembered: the values that a person has typed, as numbers. What is wrong is forgotten."""
        read = {axis: read_values(axis, text) for axis, text in self._typed.items()}
        return {
            axis.value: stored_text(Along(axis, values))
            for axis, (values, problem) in read.items()
            if not problem
        }

    def set_typed(self, texts: dict[str, str]) -> None:
        """Show what is remembered as this language writes it."""
        known = {axis.value: axis for axis in Axis}
        read = [read_stored(known[name], text) for name, text in texts.items() if name in known]
        self._typed = {along.axis: values_text(along) for along in read if along is not None}
        self._show()

    @property
    def problem(self) -> str:
        """What is wrong with the values, "" where nothing is."""
        return self._problem

    def along(self) -> Along:
        """The axis with its values; the defaults where what was typed cannot be used."""
        if self._axis is Axis.NONE or not self._models:
            return NOTHING
        if self._axis is Axis.MODEL:
            return Along(Axis.MODEL, tuple(m.key for m in self._offered() if m.key in self._chosen()))
        values, problem = read_values(self._axis, self._typed.get(self._axis, ""))
        return Along(self._axis, values if values and not problem else self._defaults())

    def _defaults(self) -> tuple[Value, ...]:
        model = find(self._models, self._settings.model)
        return default_values(self._axis, model, self._settings)

    # --- models ---------------------------------------------------------------------------------------------

    def _offered(self) -> list[ModelChoice]:
        return [model for model in self._models if not model.lacks]

    def _chosen(self) -> set[str]:
        """The ticked models that are still there; at least the one of the controls."""
        there = {model.key for model in self._offered()}
        ticked = (self._ticked or set()) & there
        return ticked or {find(self._models, self._settings.model).key}

    def tick(self, keys: set[str]) -> None:
        """Choose models as a person would."""
        self._ticked = set(keys)
        self._show()
        self.changed.emit()

    # --- showing --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        numbers = self._axis not in (Axis.MODEL, Axis.NONE)
        self.field.setVisible(numbers)
        self.reset_button.setVisible(numbers)
        self.reset_button.setEnabled(self._axis in self._typed)
        self.list.setVisible(self._axis is Axis.MODEL)
        if numbers and self._models and not (self.field.hasFocus() and self._axis in self._typed):
            text = self._typed.get(self._axis)
            self.field.setText(values_text(Along(self._axis, self._defaults())) if text is None else text)
        if self._axis is Axis.MODEL:
            self._show_models()
        self._check()

    def _show_models(self) -> None:
        with QSignalBlocker(self.list):
            self.list.clear()
            for model in self._offered():
                entry = QListWidgetItem(model.title)
                entry.setData(Qt.ItemDataRole.UserRole, model.key)
                entry.setToolTip(literal(model.title))
                entry.setSizeHint(
                    QSize(0, scaled(ROW_HEIGHT))
                )  # as wide as the list: a long title is shortened
                entry.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = model.key in self._chosen()
                entry.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.list.addItem(entry)
            self.list.setFixedHeight(scaled(ROW_HEIGHT) * min(max(self.list.count(), 1), MOST_ROWS) + 4)

    def _check(self) -> None:
        """Say below the field what is wrong with it."""
        self._problem = ""
        if self._axis is Axis.MODEL and len(self._chosen()) > MOST_VALUES:
            self._problem = self.tr("At most {0} models fit along one side.").format(MOST_VALUES)
        elif self._axis in self._typed:
            _, self._problem = read_values(self._axis, self._typed[self._axis])
        hint = self._problem
        if self._axis is Axis.MODEL and len(self._offered()) == 1:
            hint = self.tr("There is one model: others can be fetched on the page Models.")
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        set_kind(self.hint, "warning" if self._problem else "hint")

    # --- a person -------------------------------------------------------------------------------------------

    @Slot(int)
    def _on_axis(self, index: int) -> None:
        before, self._axis = self._axis, self.box.itemData(index)
        self._show()
        if before is not self._axis:
            self.axisChosen.emit(before, self._axis)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._typed[self._axis] = text
        self.reset_button.setEnabled(True)
        self._check()
        self.changed.emit()

    @Slot()
    def _on_reset(self) -> None:
        self._typed.pop(self._axis, None)
        self._show()
        self.changed.emit()

    @Slot(QListWidgetItem)
    def _on_ticked(self, entry: QListWidgetItem) -> None:
        ticked = {
            self.list.item(k).data(Qt.ItemDataRole.UserRole)
            for k in range(self.list.count())
            if self.list.item(k).checkState() == Qt.CheckState.Checked
        }
        if not ticked:  # a sheet is of one model at least, and the list says which
            with QSignalBlocker(self.list):
                entry.setCheckState(Qt.CheckState.Checked)
            return
        self._ticked = ticked
        self._check()
        self.changed.emit()
