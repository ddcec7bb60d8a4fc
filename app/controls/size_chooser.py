"""How large the result becomes: by a factor, or by a size in pixels; with "from W x H to W x H" below."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget

from app.kit.basics import Segments, column, label, prepare_spin_box, row, set_kind
from app.kit.text import number_text

FACTORS = (2.0, 3.0, 4.0, 8.0)
OTHER, SIZE = "other", "size"
LARGEST_SIDE = 65535


class SizeChooser(QWidget):
    """`scale` and `target` as SampleSettings has them. A target keeps the picture's shape."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._input: tuple[int, int] | None = None
        self._native = 4
        entries: list[tuple[str, object]] = [(f"{factor:g}×", factor) for factor in FACTORS]
        entries += [(self.tr("Other"), OTHER), (self.tr("Size"), SIZE)]
        self.segments = Segments(entries, self.tr("Scale"))
        self.factor = QDoubleSpinBox()
        self.factor.setRange(0.25, 16)
        self.factor.setSingleStep(0.5)
        self.factor.setSuffix("×")
        self.factor.setValue(4)
        prepare_spin_box(self.factor, self.tr("Scale"))
        self.width_field = self._side_field(self.tr("Width of the result"))
        self.height_field = self._side_field(self.tr("Height of the result"))
        self.size_row = QWidget()
        self.size_row.setLayout(
            row(self.width_field, label("×"), self.height_field, label(self.tr("px"), "muted"), 1)
        )
        self.summary = label("", "hint", wrap=True)
        layout = column(self, spacing=4)
        layout.addWidget(label(self.tr("SCALE"), "heading"))
        layout.addWidget(self.segments)
        layout.addWidget(self.factor)
        layout.addWidget(self.size_row)
        layout.addWidget(self.summary)
        self.segments.chosen.connect(self._on_chosen)
        self.factor.valueChanged.connect(self._on_typed)
        self.width_field.valueChanged.connect(self._on_width)
        self.height_field.valueChanged.connect(self._on_height)
        self.set_value(4.0, None)

    def _side_field(self, name: str) -> QSpinBox:
        field = QSpinBox()
        field.setRange(1, LARGEST_SIDE)
        field.setValue(1024)
        prepare_spin_box(field, name)
        field.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        return field

    # --- value ----------------------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        chosen = self.segments.value
        return float(chosen) if isinstance(chosen, float) else self.factor.value()

    @property
    def target(self) -> tuple[int, int] | None:
        return (self.width_field.value(), self.height_field.value()) if self.segments.value == SIZE else None

    def set_value(self, scale: float, target: tuple[int, int] | None) -> None:
        """Show a factor or a target size without a signal."""
        self.segments.set_value(SIZE if target else scale if scale in FACTORS else OTHER)
        self._set(self.factor, scale)
        if target:
            self._set(self.width_field, target[0])
            self._set(self.height_field, target[1])
        self._refresh()

    def set_input(self, size: tuple[int, int] | None) -> None:
        """Say how large the picture is that is shown; None if there is none."""
        if size != self._input:
            self._input = size
            self._refresh()

    def set_native(self, scale: int) -> None:
        """Say by which factor one pass of the model enlarges."""
        self._native = scale
        self._refresh()

    # --- changes --------------------------------------------------------------------------------------------

    @staticmethod
    def _set(field: QSpinBox | QDoubleSpinBox, value: float) -> None:
        field.blockSignals(True)
        field.setValue(value)  # type: ignore[arg-type]
        field.blockSignals(False)

    @Slot(object)
    def _on_chosen(self, value: object) -> None:
        if value == SIZE and self._input is not None:
            factor = self.factor.value()
            self._set(self.width_field, round(self._input[0] * factor))
            self._set(self.height_field, round(self._input[1] * factor))
        elif isinstance(value, float):
            self._set(self.factor, value)
        self._on_typed()

    @Slot(int)
    def _on_width(self, width: int) -> None:
        if self._input is not None:
            self._set(self.height_field, max(1, round(width * self._input[1] / self._input[0])))
        self._on_typed()

    @Slot(int)
    def _on_height(self, height: int) -> None:
        if self._input is not None:
            self._set(self.width_field, max(1, round(height * self._input[0] / self._input[1])))
        self._on_typed()

    def _on_typed(self, *_: object) -> None:
        self._refresh()
        self.changed.emit()

    def output_size(self) -> tuple[int, int] | None:
        if self.target is not None:
            return self.target
        if self._input is None:
            return None
        return max(1, round(self._input[0] * self.scale)), max(1, round(self._input[1] * self.scale))

    def _refresh(self) -> None:
        self.factor.setVisible(self.segments.value == OTHER)
        self.size_row.setVisible(self.segments.value == SIZE)
        size = self.output_size()
        if self._input is None or size is None:
            self.summary.hide()
            return
        text = self.tr("from {0} × {1} to {2} × {3}").format(*self._input, *size)
        factor = max(size[0] / self._input[0], size[1] / self._input[1])
        large = factor > self._native
        if large:
            text += "\n" + self.tr("More than {0}× takes several passes.").format(number_text(self._native))
        self.summary.setText(text)
        set_kind(self.summary, "hint")
        self.summary.show()
