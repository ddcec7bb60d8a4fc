"""The bar below the picture while a mask is painted: brush, eraser, its size, undo and redo, clear."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from app.kit.basics import icon_button, label, prepare_spin_box, row, styled
from app.viewing.viewer.brush_tool import LARGEST, SMALLEST, BrushTool


class MaskBar(QWidget):
    """Brush and eraser belong to the viewer's tool; what else is asked for is said by signals."""

    paintToggled = Signal(bool)  # whether the mouse paints and the mask is shown
    undoClicked = Signal()
    redoClicked = Signal()
    clearClicked = Signal()

    def __init__(self, brush: BrushTool) -> None:
        super().__init__()
        styled(self, "readoutBar")
        self._brush = brush
        self.paint_button = icon_button("brush", self.tr("Mark what is to be filled in"), checkable=True)
        self.erase_button = icon_button(
            "eraser", self.tr("Erase marks (the right mouse button does, too)"), checkable=True
        )
        self.size_field = QSpinBox()
        self.size_field.setRange(round(2 * SMALLEST), round(2 * LARGEST))
        self.size_field.setSuffix(self.tr(" px"))
        prepare_spin_box(self.size_field, self.tr("Size of the brush"))
        self.size_field.setToolTip(self.tr("Size of the brush on the screen: [ and ], or Ctrl and the wheel"))
        self.undo_button = icon_button("undo", self.tr("Undo"))
        self.redo_button = icon_button("redo", self.tr("Redo"))
        self.clear_button = icon_button("trash", self.tr("Take all marks away"))
        self.hint = label("", "muted", wrap=True)
        line = row(
            self.paint_button,
            self.erase_button,
            label(self.tr("Brush"), "muted"),
            self.size_field,
            self.undo_button,
            self.redo_button,
            self.clear_button,
            self.hint,
            margins=(8, 4, 12, 4),
        )
        line.setStretchFactor(self.hint, 1)
        self.setLayout(line)
        self.paint_button.toggled.connect(self.paintToggled)
        self.erase_button.toggled.connect(self._on_erase)
        self.size_field.valueChanged.connect(lambda size: brush.set_radius(size / 2))
        brush.radiusChanged.connect(self._on_radius)
        self.undo_button.clicked.connect(self.undoClicked)
        self.redo_button.clicked.connect(self.redoClicked)
        self.clear_button.clicked.connect(self.clearClicked)
        self._on_radius(brush.radius)

    def show_state(self, *, painting: bool, marked: bool, can_undo: bool, can_redo: bool) -> None:
        """What can be done now. `marked`: there is something to fill in."""
        with QSignalBlocker(self.paint_button):
            self.paint_button.setChecked(painting)
        if not painting:
            self.erase_button.setChecked(False)  # the brush may paint something else next
        for widget in (self.erase_button, self.size_field):
            widget.setEnabled(painting)
        self.undo_button.setEnabled(painting and can_undo)
        self.redo_button.setEnabled(painting and can_redo)
        self.clear_button.setEnabled(painting and marked)
        if not marked:
            self.hint.setText(self.tr("Nothing is marked yet: paint over what is to be filled in."))
        elif painting:
            self.hint.setText(self.tr("What is marked will be filled in."))
        else:
            self.hint.setText(self.tr("Marked: press the brush to see and change it."))

    @Slot(bool)
    def _on_erase(self, erase: bool) -> None:
        self._brush.eraser = erase

    @Slot(float)
    def _on_radius(self, radius: float) -> None:
        with QSignalBlocker(self.size_field):
            self.size_field.setValue(round(2 * radius))
