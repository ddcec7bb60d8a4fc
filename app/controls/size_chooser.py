"""How large the result becomes: by a factor, in pixels or on paper; with "from W x H to W x H" below."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget

from app.controls.print_fields import PrintFields, reshaped
from app.kit.basics import Segments, column, combo, fill, label, prepare_spin_box, row
from app.kit.decimal_field import DecimalField
from app.kit.text import number_text
from core.images.print_size import LARGEST_SIDE
from core.jobs import SampleSettings
from core.models.recipe import MAX_PASSES

FACTORS = (1.0, 2.0, 3.0, 4.0, 8.0)
OTHER, SIZE, PRINT = "other", "size", "print"
FRAME, LONGER, SHORTER = "frame", "longer", "shorter"  # what of the result has so many pixels


class SizeChooser(QWidget):
    """`scale`, `target`, `fit`, `cover` and `resolution` as SampleSettings has them. A target is a frame: one size may
    be for pictures of several shapes, and none is to be stretched. One side alone is a square frame."""

    changed = Signal()
    cropWanted = Signal(float, float)  # width and height of the shape that the picture is to be cropped to

    def __init__(self) -> None:
        super().__init__()
        self._input: tuple[int, int] | None = None
        self._shape: tuple[int, int] | None = None  # the last input that was known
        self._by_height = False  # the height in pixels was typed last
        self._native = 4
        self._reduced = 1.0
        self._only_below = 0
        self._size_before = (1024, 1024)  # of the result, as it was shown last
        self._given = SampleSettings()  # whose resolution stays until a person chooses another size
        self._make_widgets()
        layout = column(self, spacing=4)
        layout.addWidget(label(self.tr("SCALE"), "heading"))
        for widget in (self.factors, self.kinds, self.factor, self.size_row, self.print_fields, self.summary):
            layout.addWidget(widget)
        layout.addLayout(row(self.crop_button, 1))
        self.factors.chosen.connect(self._on_factor)
        self.kinds.chosen.connect(self._on_kind)
        self.factor.valueChanged.connect(self._on_typed)
        self.sides_box.activated.connect(self._on_sides)
        self.side_field.valueChanged.connect(self._on_typed)
        self.width_field.valueChanged.connect(self._on_width)
        self.height_field.valueChanged.connect(self._on_height)
        self.print_fields.changed.connect(self._on_typed)
        self.print_fields.unitChanged.connect(self._refresh)
        self.crop_button.clicked.connect(lambda: self.cropWanted.emit(*self.print_fields.typed_shape))
        self.set_value(self._given)

    def _make_widgets(self) -> None:
        self.factors = Segments([(f"{factor:g}×", factor) for factor in FACTORS], self.tr("Scale"))
        self.factors.set_tip(1.0, self.tr("Restore: the same size, without its noise and softness"))
        self.kinds = Segments(
            [(self.tr("Other"), OTHER), (self.tr("Pixels"), SIZE), (self.tr("Print"), PRINT)],
            self.tr("Other sizes"),
        )
        self.factor = DecimalField()
        self.factor.setRange(0.25, 16)
        self.factor.setSingleStep(0.5)
        self.factor.setSuffix("×")
        self.factor.setValue(4)
        prepare_spin_box(self.factor, self.tr("Scale"))
        self.width_field = self._side_field(self.tr("Width of the result"))
        self.height_field = self._side_field(self.tr("Height of the result"))
        self.sides_box = combo(self.tr("What has so many pixels"))
        fill(
            self.sides_box,
            [
                (self.tr("Width × height"), FRAME),
                (self.tr("Longer side"), LONGER),
                (self.tr("Shorter side"), SHORTER),
            ],
            FRAME,
        )
        self.side_field = self._side_field(self.tr("Pixels of this side"))
        self.frame_row, self.side_row = QWidget(), QWidget()
        self.frame_row.setLayout(
            row(self.width_field, label("×"), self.height_field, label(self.tr("px"), "muted"), 1)
        )
        self.side_row.setLayout(row(self.side_field, label(self.tr("px"), "muted"), 1))
        self.size_row = QWidget()
        inside = column(self.size_row, spacing=4)
        for widget in (self.sides_box, self.frame_row, self.side_row):
            inside.addWidget(widget)
        self.print_fields = PrintFields()
        self.summary = label("", "hint", wrap=True)
        self.crop_button = QPushButton()
        self.crop_button.setToolTip(self.tr("Choose which part of the picture is printed"))

    def _side_field(self, name: str) -> QSpinBox:
        field = QSpinBox()
        field.setRange(1, LARGEST_SIDE)
        field.setValue(1024)
        prepare_spin_box(field, name)
        return field

    # --- value ----------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """OTHER, SIZE or PRINT; "" for one of FACTORS."""
        return str(self.kinds.value or "")

    @property
    def scale(self) -> float:
        chosen = self.factors.value
        return float(chosen) if isinstance(chosen, float) else self.factor.value()

    @property
    def target(self) -> tuple[int, int] | None:
        if self.kind == PRINT:
            return self.print_fields.frame
        if self.kind != SIZE:
            return None
        side = self.side_field.value()
        return (
            (side, side) if self._of_sides != FRAME else (self.width_field.value(), self.height_field.value())
        )

    @property
    def _of_sides(self) -> str:
        """FRAME, LONGER or SHORTER."""
        return str(self.sides_box.currentData())

    @property
    def cover(self) -> bool:
        return self.kind == SIZE and self._of_sides == SHORTER

    @property
    def fit(self) -> bool:
        return self.target is not None

    @property
    def resolution(self) -> float | None:
        return self.print_fields.dpi if self.kind == PRINT else self._given.resolution

    def set_value(self, settings: SampleSettings) -> None:
        """Show the size that is in the settings without a signal."""
        self._given = settings
        frame = settings.fit and not settings.cover
        printed = settings.target is not None and frame and settings.resolution is not None
        if settings.target and printed:
            self._choose(PRINT)
            self.print_fields.set_value(settings.target, settings.resolution or self.print_fields.dpi)
        elif settings.target:
            self._choose(SIZE)
            square = settings.fit and settings.target[0] == settings.target[1]
            sides = LONGER if square else FRAME
            self.sides_box.setCurrentIndex(self.sides_box.findData(SHORTER if settings.cover else sides))
            self._set(self.side_field, settings.target[0])
            self._set(self.width_field, settings.target[0])
            self._set(self.height_field, settings.target[1])
        else:
            self._choose(settings.scale if settings.scale in FACTORS else OTHER)
        self._set(self.factor, settings.scale)
        self._refresh()

    def set_input(self, size: tuple[int, int] | None, *, same_picture: bool = False) -> None:
        """Say how large the picture is that is shown; None if there is none. `same_picture`: the one before has been
        cropped or turned, and a size that had its shape gets the new one."""
        if size == self._input and same_picture:
            return
        self._input = size
        before = self._shape if same_picture else None
        self.print_fields.set_input(size, before=before)
        if size is not None:
            if before is not None:
                self._show_sides(*reshaped(self._sides, before, size, by_height=self._by_height))
            self._shape = size
        self._refresh()

    def set_native(self, scale: int) -> None:
        """Say by which factor one pass of the model enlarges."""
        self._native = scale
        self._refresh()

    def set_only_below(self, limit: int) -> None:
        """Say that pictures whose longer side has so many pixels or more are left as they are; 0: none."""
        self._only_below = limit
        self._refresh()

    def set_reduced(self, factor: float) -> None:
        """Say by which factor the picture is reduced before."""
        self._reduced = factor
        self._refresh()

    # --- changes --------------------------------------------------------------------------------------------

    @staticmethod
    def _set(field: QSpinBox | DecimalField, value: float) -> None:
        with QSignalBlocker(field):
            field.setValue(value)  # type: ignore[arg-type]

    def choose(self, value: float | str) -> None:
        """Choose a factor or a kind as if a person had."""
        self._choose(value)
        if isinstance(value, float):
            self._on_factor(value)
        else:
            self._on_kind(value)

    def _choose(self, value: float | str) -> None:
        self.factors.set_value(value)
        self.kinds.set_value(value)

    @Slot(object)
    def _on_factor(self, value: object) -> None:
        self.kinds.set_value(None)
        if isinstance(value, float):
            self._set(self.factor, value)
        self._on_chosen()

    @Slot(object)
    def _on_kind(self, value: object) -> None:
        self.factors.set_value(None)
        if self._input is not None and value != OTHER:
            width, height = (max(1, round(side * self.factor.value())) for side in self._input)
            self._show_sides(width, height)
            self.print_fields.set_value((width, height), self.print_fields.dpi)
            self._set(self.side_field, min(self._sides) if self._of_sides == SHORTER else max(self._sides))
        self._on_chosen()

    @property
    def _sides(self) -> tuple[int, int]:
        return self.width_field.value(), self.height_field.value()

    @Slot()
    def _on_sides(self) -> None:
        """The size stays what it was, as far as another way to say it allows."""
        size = self._size_before
        if self._input is None:
            size = (self.side_field.value(),) * 2 if self.frame_row.isHidden() else self._sides
        self._show_sides(*size)
        self._set(self.side_field, min(size) if self._of_sides == SHORTER else max(size))
        self._on_typed()

    def _on_chosen(self) -> None:
        self._given = SampleSettings()
        self._on_typed()

    @Slot(int)
    def _on_width(self, width: int) -> None:
        self._by_height = False
        if self._input is not None:
            self._show_sides(width, round(width * self._input[1] / self._input[0]))
        self._on_typed()

    @Slot(int)
    def _on_height(self, height: int) -> None:
        self._by_height = True
        if self._input is not None:
            self._show_sides(round(height * self._input[0] / self._input[1]), height)
        self._on_typed()

    def _show_sides(self, width: int, height: int) -> None:
        """Where one side is longer than a field can hold, both are shortened by one factor."""
        shorten = min(1.0, LARGEST_SIDE / max(width, height))
        for field, side in ((self.width_field, width), (self.height_field, height)):
            self._set(field, max(1, round(side * shorten)))

    def _on_typed(self, *_: object) -> None:
        self._refresh()
        self.changed.emit()

    @property
    def left_alone(self) -> bool:
        """Whether the picture is too large to be enlarged, see `set_only_below`."""
        return self._input is not None and 0 < self._only_below <= max(self._input)

    def output_size(self) -> tuple[int, int] | None:
        """Width and height of the result in pixels; None if there is no picture to tell."""
        if self._input is None:
            return self.target
        chosen = SampleSettings(scale=self.scale, target=self.target, fit=self.fit, cover=self.cover)
        return chosen.size_of(*self._input)

    @Slot()
    def _refresh(self) -> None:
        self.factor.setVisible(self.kind == OTHER)
        self.size_row.setVisible(self.kind == SIZE)
        self.print_fields.setVisible(self.kind == PRINT)
        self.frame_row.setVisible(self._of_sides == FRAME)
        self.side_row.setVisible(self._of_sides != FRAME)
        size, typed = self.output_size(), self.print_fields.out_of_shape if self.kind == PRINT else None
        self.crop_button.setVisible(typed is not None and not self.left_alone)
        if self._input is None or size is None:
            self.summary.hide()
            return
        self._size_before = size
        if self.left_alone:
            text = self.tr("{0} × {1}, left as it is: only pictures below {2} px are enlarged")
            self.summary.setText(text.format(*self._input, self._only_below))
            self.summary.show()
            return
        if size == self._input:
            lines = [self.tr("{0} × {1}, restored at the same size").format(*size)]
        else:
            lines = [self.tr("from {0} × {1} to {2} × {3}").format(*self._input, *size)]
        lines.append(self.tr("Prints {0}.").format(self.print_fields.described(size)))
        if typed is not None:
            unit = self.print_fields.unit_box.currentText()
            text = self.tr("The picture keeps its shape: for {0} × {1} {2} it has to be cropped.")
            lines.append(text.format(*typed, unit))
            self.crop_button.setText(self.tr("Crop to {0} × {1}…").format(*typed))
        lines += self._what_it_takes(max(size[0] / self._input[0], size[1] / self._input[1]))
        self.summary.setText("\n".join(lines))
        self.summary.show()

    def _what_it_takes(self, factor: float) -> list[str]:
        """What is to be known of a result that is `factor` times as large, if anything is. A model that keeps the size
        gets no picture that was reduced before."""
        factor /= self._reduced if self._native > 1 else 1.0
        most = self._native**MAX_PASSES
        if factor <= self._native * 1.001:
            return []
        if self._native == 1:
            return [self.tr("This model does not enlarge: the enlargement is interpolated.")]
        if factor > most * 1.001:
            text = self.tr("This model enlarges up to {0}×: the rest is interpolated.")
            if self._reduced != 1:
                text = self.tr(
                    "This model enlarges the reduced picture up to {0}×: the rest is interpolated."
                )
            return [text.format(number_text(most))]
        return [self.tr("More than {0}× takes several passes.").format(number_text(self._native))]
