"""The size of a print: width and height in centimetres or inches, and the pixels per inch."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QSpinBox, QWidget

from app.kit.basics import column, combo, fill, label, prepare_spin_box, row
from app.kit.decimal_field import DecimalField
from app.kit.text import number_text
from core.images.print_size import CM_PER_INCH, PRINT_DPI, pixels_of

CM, INCH = "cm", "in"
DECIMALS = {CM: 1, INCH: 2}
LARGEST = 999.0


class PrintFields(QWidget):
    """Holds a frame in pixels and shows it as a size on paper. The frame stays exact until a person types."""

    changed = Signal()  # by a person
    unitChanged = Signal()  # by a person: the frame is the same in other words

    def __init__(self) -> None:
        super().__init__()
        self._frame = (2400, 1800)
        self._input: tuple[int, int] | None = None
        self._typed = dict[DecimalField, float]()  # what a person wrote, the last one last
        self.width_field = self._side(self.tr("Width of the print"))
        self.height_field = self._side(self.tr("Height of the print"))
        self.unit_box = combo(self.tr("Unit of the print's size"))
        self.unit_box.setMinimumContentsLength(3)
        fill(self.unit_box, [(self.tr("cm"), CM), (self.tr("inch"), INCH)], _usual_unit())
        self.dpi_field = QSpinBox()
        self.dpi_field.setRange(30, 2400)
        self.dpi_field.setValue(round(PRINT_DPI))
        self.dpi_field.setSuffix(self.tr(" dpi"))
        prepare_spin_box(self.dpi_field, self.tr("Pixels per inch"))
        self.dpi_field.setToolTip(
            self.tr("300 for what is looked at from near, 150 for posters. It is written into the result.")
        )
        layout = column(self, spacing=4)
        sides = row(self.width_field, label("×"), self.height_field, spacing=4)
        below = row(self.unit_box, self.dpi_field, spacing=4)
        for line, places in ((sides, (0, 2)), (below, (0, 1))):
            for place in places:
                line.setStretch(place, 1)
            layout.addLayout(line)
        self.width_field.valueChanged.connect(self._on_width)
        self.height_field.valueChanged.connect(self._on_height)
        self.dpi_field.valueChanged.connect(self._on_dpi)
        self.unit_box.activated.connect(self._on_unit)
        self._show()

    def _side(self, name: str) -> DecimalField:
        field = DecimalField()
        field.setRange(0.1, LARGEST)
        prepare_spin_box(field, name)
        return field

    # --- value ----------------------------------------------------------------------------------------------

    @property
    def frame(self) -> tuple[int, int]:
        """Width and height in pixels that the result is to fit into."""
        return self._frame

    @property
    def dpi(self) -> float:
        return float(self.dpi_field.value())

    @property
    def unit(self) -> str:
        unit: str = self.unit_box.currentData()
        return unit

    def set_value(self, frame: tuple[int, int], dpi: float) -> None:
        """Show a print without a signal."""
        self._frame = frame
        self._typed.clear()
        self.set_dpi(dpi)

    def set_dpi(self, dpi: float) -> None:
        with QSignalBlocker(self.dpi_field):
            self.dpi_field.setValue(round(dpi))
        self._show()

    def set_unit(self, unit: str) -> None:
        """An unknown unit is the one that is usual where the person lives."""
        self.unit_box.setCurrentIndex(
            max(0, self.unit_box.findData(unit if unit in DECIMALS else _usual_unit()))
        )
        self._show()

    def set_input(self, size: tuple[int, int] | None, *, before: tuple[int, int] | None = None) -> None:
        """Say which shape typing one side keeps. `before`: the size that the same picture had until it was cropped or
        turned; a frame of that shape gets the new one, with the side that was typed last. None: another picture."""
        self._input = size
        if size is None:
            return
        if before is not None:
            by_height = bool(self._typed) and next(reversed(self._typed)) is self.height_field
            self._frame = reshaped(self._frame, before, size, by_height=by_height)
            self._show()
        if before in (None, size[::-1]):
            self._typed.clear()

    @property
    def out_of_shape(self) -> tuple[str, str] | None:
        """Width and height as a person typed them, where the picture's shape does not allow both; else None."""
        fields = self.width_field, self.height_field
        if self._input is None or any(field not in self._typed for field in fields):
            return None
        smallest = 10.0 ** -DECIMALS[self.unit]
        if all(abs(field.value() - self._typed[field]) < smallest / 2 for field in fields):
            return None
        width, height = (number_text(self._typed[field], DECIMALS[self.unit]) for field in fields)
        return width, height

    @property
    def typed_shape(self) -> tuple[float, float]:
        """Width and height as a person typed them. To be asked where these are `out_of_shape`."""
        return self._typed[self.width_field], self._typed[self.height_field]

    def described(self, size: tuple[int, int]) -> str:
        """ "20 × 15 cm at 300 dpi" for a result of so many pixels."""
        locale, decimals = QLocale(), DECIMALS[self.unit]
        width, height = (locale.toString(side / self._per_unit, "f", decimals) for side in size)
        return self.tr("{0} × {1} {2} at {3} dpi").format(
            width, height, self.unit_box.currentText(), locale.toString(self.dpi_field.value())
        )

    # --- changes --------------------------------------------------------------------------------------------

    @property
    def _per_unit(self) -> float:
        """Pixels per centimetre or inch."""
        return self.dpi / (CM_PER_INCH if self.unit == CM else 1)

    def _inches(self, field: DecimalField) -> float:
        return field.value() / (CM_PER_INCH if self.unit == CM else 1)

    def _show(self) -> None:
        for field, side in zip((self.width_field, self.height_field), self._frame, strict=True):
            with QSignalBlocker(field):
                field.setDecimals(DECIMALS[self.unit])
                field.setValue(side / self._per_unit)

    @Slot(float)
    def _on_width(self, typed: float) -> None:
        self._remember(self.width_field, typed)
        width, height = pixels_of((self._inches(self.width_field), None), self.dpi)[0], self._frame[1]
        if self._input is not None:
            height = max(1, round(width * self._input[1] / self._input[0]))
        self._type((width, height))

    @Slot(float)
    def _on_height(self, typed: float) -> None:
        self._remember(self.height_field, typed)
        width, height = self._frame[0], pixels_of((None, self._inches(self.height_field)), self.dpi)[1]
        if self._input is not None:
            width = max(1, round(height * self._input[0] / self._input[1]))
        self._type((width, height))

    @Slot(int)
    def _on_dpi(self, _: int) -> None:
        """The paper keeps its size; the pixels follow."""
        self._frame = pixels_of((self._inches(self.width_field), self._inches(self.height_field)), self.dpi)
        if self._input is not None:
            height = max(1, round(self._frame[0] * self._input[1] / self._input[0]))
            if abs(height - self._frame[1]) <= self._per_unit / 10 ** DECIMALS[self.unit]:
                # But for the rounding of what is shown, it had the shape.
                self._frame = self._frame[0], height
        self.changed.emit()

    def _remember(self, field: DecimalField, typed: float) -> None:
        self._typed.pop(field, None)
        self._typed[field] = typed

    @Slot(int)
    def _on_unit(self, _: int) -> None:
        self._typed.clear()
        self._show()
        self.unitChanged.emit()

    def _type(self, frame: tuple[int, int]) -> None:
        self._frame = frame
        self._show()
        self.changed.emit()


def reshaped(
    frame: tuple[int, int], before: tuple[int, int], now: tuple[int, int], *, by_height: bool
) -> tuple[int, int]:
    """The frame in pixels of a picture that was of the size `before`. One that was not of its shape stays as it is."""
    width, height = frame
    if now == before or abs(width * before[1] - height * before[0]) > max(before):  # but for the rounding
        return frame
    if now == before[::-1]:  # it was turned
        return height, width
    if by_height:
        return max(1, round(height * now[0] / now[1])), height
    return width, max(1, round(width * now[1] / now[0]))


def _usual_unit() -> str:
    metric = QLocale().measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return CM if metric else INCH
