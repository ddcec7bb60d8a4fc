"""What decides a sheet: the region, the two axes, and the button that computes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.explore.axes import Axis, cells_text
from app.explore.axis_editor import AxisEditor
from app.explore.region_picker import RegionPicker
from app.kit.basics import (
    Elided,
    ScrolledColumn,
    column,
    icon_button,
    label,
    row,
    rule,
    set_kind,
    styled,
)
from app.kit.icons import icons
from app.kit.text import size_text
from core.jobs import Region

WIDTH = 292
EVERY = (Axis.KAPPA, Axis.STEPS, Axis.SEED, Axis.MODEL)


class SidePanel(QWidget):
    planChanged = Signal()  # axes or values, by a person
    computeClicked = Signal()
    stopClicked = Signal()
    regionReset = Signal()  # back to the most detailed part

    def __init__(self) -> None:
        super().__init__()
        styled(self, "panel")
        self._busy = False
        self.picker = RegionPicker()
        self.region_text = label("", "hint")
        self.region_reset = icon_button("reset", self.tr("The part with the most detail"))
        self.columns = AxisEditor(self.tr("COLUMNS"), EVERY)
        self.rows = AxisEditor(self.tr("ROWS"), (*EVERY, Axis.NONE))
        self.rows.set_axis(Axis.STEPS)
        self.note = label("", "hint", wrap=True)
        self.status = Elided("", "hint")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 1000)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.button = QPushButton()
        self.button.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        self.save_button = QPushButton(self.tr("Save the sheet…"))
        self.save_button.setToolTip(self.tr("As one picture, every cell at 100 %, with its labels"))
        icons.put(self.save_button, "save")
        self._lay_out()
        self._connect()
        self.show_region(None)
        self.show_work(busy=False, missing=0, status="", fraction=0.0)

    def _lay_out(self) -> None:
        inner = QWidget()
        body = column(inner, spacing=12, margins=(16, 12, 12, 12))
        body.addWidget(label(self.tr("REGION"), "heading"))
        body.addWidget(self.picker)
        body.addLayout(row(self.region_text, 1, self.region_reset, spacing=4))
        body.addWidget(rule())
        body.addWidget(self.columns)
        body.addWidget(self.rows)
        body.addWidget(self.note)
        body.addStretch(1)
        foot = QWidget()
        below = column(foot, margins=(16, 12, 12, 12))
        for widget in (self.status, self.progress, self.save_button, self.button):
            below.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(ScrolledColumn(inner), 1)
        layout.addWidget(rule())
        layout.addWidget(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _connect(self) -> None:
        self.button.clicked.connect(self._on_clicked)
        self.region_reset.clicked.connect(self.regionReset)
        for editor, other in ((self.columns, self.rows), (self.rows, self.columns)):
            editor.changed.connect(self.planChanged)
            editor.entered.connect(self.computeClicked)
            editor.axisChosen.connect(lambda before, now, other=other: self._keep_apart(other, before, now))

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 600)

    def _keep_apart(self, other: AxisEditor, before: Axis, now: Axis) -> None:
        """The two sides never have the same axis: the other one takes what this one had."""
        if other.axis is now:
            other.set_axis(before if before is not Axis.NONE else _another(now))
        self.planChanged.emit()

    def set_models_apart(self, keys: set[str]) -> None:
        """A row of these models, as if a person had chosen it."""
        self.columns.set_axis(Axis.MODEL)
        self.rows.set_axis(Axis.NONE)
        self.columns.tick(keys)

    @Slot()
    def _on_clicked(self) -> None:
        (self.stopClicked if self._busy else self.computeClicked).emit()

    # --- showing --------------------------------------------------------------------------------------------

    def show_region(self, region: Region | None) -> None:
        self.picker.set_region(region)
        self.region_reset.setEnabled(region is not None)
        text = self.tr("No picture") if region is None else size_text(region.width, region.height)
        self.region_text.setText(text)

    def show_note(self, text: str, *, warning: bool = False) -> None:
        """What else the sheet is made with, or why it cannot be made."""
        self.note.setText(text)
        set_kind(self.note, "warning" if warning else "hint")

    def show_work(self, *, busy: bool, missing: int, status: str, fraction: float) -> None:
        """`missing` cells would be computed by the button, which stops where something is being computed."""
        self._busy = busy
        set_kind(self.button, "stop" if busy else "primary")
        if busy:
            self.button.setText(self.tr("Stop"))
        elif missing:
            self.button.setText(self.tr("Compute {0}").format(cells_text(missing)))
        else:
            self.button.setText(self.tr("Compute"))
        self.button.setEnabled(busy or missing > 0)
        self.button.setAccessibleName(self.button.text())
        self.progress.setVisible(busy)
        self.progress.setValue(round(fraction * 1000))
        self.status.set_whole(status)
        self.status.setVisible(bool(status))


def _another(axis: Axis) -> Axis:
    return Axis.STEPS if axis is Axis.KAPPA else Axis.KAPPA
