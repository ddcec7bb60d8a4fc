"""A slider with a number field, a band for the values a model was trained for, and a mark at its default."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.basics import column, label, prepare_spin_box, row, set_kind
from app.kit.decimal_field import DecimalField
from app.kit.theme import scaled

KNOB = 7.0
HEIGHT = 28


class Track(QWidget):
    """The slider itself: logarithmic from `low` to `high`, in steps that are round numbers.

    QSlider cannot paint a band, so this is a widget of its own, with the keys and the role of a slider.
    """

    moved = Signal(float)

    def __init__(self, low: float, high: float, decimals: int) -> None:
        super().__init__()
        self._low, self._high, self._decimals = low, high, decimals
        self._value = low
        self._band: tuple[float, float] | None = None
        self._marks: Sequence[float] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    @property
    def value(self) -> float:
        return self._value

    def set_range(self, low: float, high: float) -> None:
        self._low, self._high = low, high
        self.set_value(self._value)

    def set_trained(self, band: tuple[float, float] | None, marks: Sequence[float]) -> None:
        self._band, self._marks = band, marks
        self.update()

    def set_value(self, value: float) -> None:
        """Set the value, which may lie outside of the slider's range: the knob then stands at the end."""
        self._value = value
        self.update()

    # --- geometry -------------------------------------------------------------------------------------------

    def _to_x(self, value: float) -> float:
        across = math.log(min(max(value, self._low), self._high) / self._low) / math.log(
            self._high / self._low
        )
        return KNOB + across * (self.width() - 2 * KNOB)

    def _to_value(self, x: float) -> float:
        across = min(1.0, max(0.0, (x - KNOB) / max(1.0, self.width() - 2 * KNOB)))
        for mark in self._marks:  # the default is easy to hit
            if abs(self._to_x(mark) - x) <= 4:
                return mark
        return self._rounded(self._low * (self._high / self._low) ** across)

    def _rounded(self, value: float) -> float:
        return min(self._high, max(self._low, round(value, self._decimals)))

    # --- input ----------------------------------------------------------------------------------------------

    def _move(self, value: float) -> None:
        if value != self._value:
            self.set_value(value)
            self.moved.emit(value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._move(self._to_value(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move(self._to_value(event.position().x()))

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 10.0**-self._decimals
        leap = max(step, round(self._value * 0.25, self._decimals))
        moves = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Down: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_Up: step,
            Qt.Key.Key_PageDown: -leap,
            Qt.Key.Key_PageUp: leap,
            Qt.Key.Key_Home: self._low - self._value,
            Qt.Key.Key_End: self._high - self._value,
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self._move(self._rounded(self._value + move))

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, enabled = self.palette(), self.isEnabled()
        accent = palette.color(QPalette.ColorRole.Highlight)
        groove = palette.color(QPalette.ColorRole.Light)
        text = palette.color(QPalette.ColorRole.WindowText)  # faint where nothing can be set
        middle = self.height() / 2 - 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(groove)
            painter.drawRoundedRect(QRectF(KNOB, middle - 2, self.width() - 2 * KNOB, 4), 2, 2)
            self._paint_band(painter, accent, middle)
            self._paint_marks(painter, text, middle)
            centre = self._to_x(self._value)
            painter.setBrush(accent if enabled else text)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 2))
            painter.drawEllipse(QRectF(centre - KNOB, middle - KNOB, 2 * KNOB, 2 * KNOB))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(text, 1.5))
                painter.drawEllipse(QRectF(centre - KNOB, middle - KNOB, 2 * KNOB, 2 * KNOB))

    def _paint_band(self, painter: QPainter, accent: QColor, middle: float) -> None:
        if self._band is None or not self.isEnabled():
            return
        colour = QColor(accent)
        colour.setAlphaF(0.45)
        left, right = self._to_x(self._band[0]), self._to_x(self._band[1])
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left, middle - 2, max(4.0, right - left), 4), 2, 2)

    def _paint_marks(self, painter: QPainter, colour: QColor, middle: float) -> None:
        faint = QColor(colour)
        faint.setAlphaF(0.55)
        painter.setBrush(faint)
        for mark in self._marks:
            painter.drawRect(QRectF(self._to_x(mark) - 0.75, middle + KNOB + 2, 1.5, 5))


class NumberField(DecimalField):
    """Takes numbers with more decimals than those it usually shows, and then shows them."""

    def __init__(self, usual: int, most: int) -> None:
        super().__init__()
        self._usual = usual
        self.setDecimals(most)
        self.setSingleStep(10.0**-usual)

    def textFromValue(self, value: float) -> str:
        exact = round(value, self._usual) == round(value, self.decimals())
        text = self.locale().toString(float(value), "f", self._usual if exact else self.decimals())
        return text.replace(self.locale().groupSeparator(), "")  # as Qt's own fields, see DecimalField


class ValueSlider(QWidget):
    """Title, number field, slider, the words at its ends and a hint below. The field takes a decimal more than the
    slider, unless there are whole numbers only."""

    valueChanged = Signal(float)  # by a person

    def __init__(
        self, title: str, *, low: float, high: float, decimals: int, ends: tuple[str, str], tip: str
    ) -> None:
        super().__init__()
        self.track = Track(low, high, decimals)
        self.field = NumberField(decimals, decimals + 1 if decimals else 0)
        self.field.setFixedWidth(scaled(76))
        self.hint = label("", "hint", wrap=True)
        self.title = label(title, "heading")
        prepare_spin_box(self.field, title)
        for widget in (self.track, self.field):
            widget.setAccessibleName(title)
            widget.setAccessibleDescription(tip)
            widget.setToolTip(tip)
        self.set_limits(low, high)
        layout = column(self, spacing=2)
        layout.addLayout(row(self.title, 1, self.field))
        layout.addWidget(self.track)
        layout.addLayout(row(label(ends[0], "hint"), 1, label(ends[1], "hint")))
        layout.addWidget(self.hint)
        self.hint.hide()
        self.track.moved.connect(self._on_moved)
        self.field.valueChanged.connect(self._on_typed)

    @property
    def value(self) -> float:
        return self.field.value()

    def set_value(self, value: float) -> None:
        """Set the value without a signal."""
        with QSignalBlocker(self.field):
            self.field.setValue(value)
        self.track.set_value(self.field.value())

    def set_limits(
        self, low: float, high: float, *, typed_low: float | None = None, typed_high: float | None = None
    ) -> None:
        """The slider's range; the field takes values from `typed_low` up to `typed_high`."""
        self.track.set_range(low, high)
        with QSignalBlocker(self.field):
            self.field.setRange(typed_low or low, typed_high or high)

    def set_trained(self, band: tuple[float, float] | None, default: float | None) -> None:
        self.track.set_trained(band, () if default is None else (default,))

    def set_hint(self, text: str, *, warning: bool = False) -> None:
        self.hint.setText(text)
        set_kind(self.hint, "warning" if warning else "hint")
        self.hint.setVisible(bool(text))

    def _on_moved(self, value: float) -> None:
        self.set_value(value)
        self.valueChanged.emit(self.value)

    def _on_typed(self, value: float) -> None:
        self.track.set_value(value)
        self.valueChanged.emit(value)
