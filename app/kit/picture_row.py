"""A row of small pictures that shows as many as fit; some rows can be chosen from."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from app.kit.focus import RingedWidget
from app.kit.picture_square import RADIUS, paint_square

GAP = 8


class PictureRow(RingedWidget):
    """Squares of `side` logical pixels; each picture fills its square."""

    chosen = Signal(int)

    def __init__(self, side: int, accessible_name: str, *, selectable: bool = False) -> None:
        super().__init__()
        self._side, self._selectable = side, selectable
        self._images: list[QImage] = []
        self._current = 0
        self.setAccessibleName(accessible_name)
        self.setFixedHeight(side + 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selectable else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(self._side * 3, self._side + 4)

    def set_images(self, images: list[QImage]) -> None:
        self._images = images
        self._current = min(self._current, max(0, len(images) - 1))
        self.setVisible(bool(images))
        self.update()

    @property
    def images(self) -> list[QImage]:
        return self._images

    @property
    def current(self) -> int:
        return self._current

    def choose(self, number: int) -> None:
        """Choose a picture as a person would: `chosen` follows."""
        if self._selectable and 0 <= number < len(self._images):
            self._current = number
            self.update()
            self.chosen.emit(number)

    def _box(self, number: int) -> QRect:
        return QRect(2 + number * (self._side + GAP), 2, self._side, self._side)

    # --- input ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._images)):
            if self._box(number).contains(event.position().toPoint()):
                self.choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.choose(self._current + move)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number, image in enumerate(self._images):
                box = self._box(number)
                if box.right() > self.width():
                    break
                paint_square(painter, box, image)
                if self._selectable and number == self._current:
                    self._paint_ring(painter, box)

    def _paint_ring(self, painter: QPainter, box: QRect) -> None:
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 3 if self.shows_ring else 2))
        painter.drawRoundedRect(QRectF(box), RADIUS, RADIUS)
