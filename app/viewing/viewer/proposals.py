"""Boxes that are proposed on the picture, of which each is taken or refused by a click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from app.viewing.viewer.viewport import Viewport


class Proposals(QObject):
    """Boxes keep their order, and their place in the picture whatever size it is shown in."""

    changed = Signal()
    clicked = Signal(int, bool)  # which box; whether it was taken (left button) or refused (right)

    def __init__(self, size: Callable[[], QSize | None], parent: QObject | None = None) -> None:
        """`size` tells the result's, in pixels."""
        super().__init__(parent)
        self._size = size
        self._shares: list[QRectF] = []

    def show(self, shares: list[QRectF]) -> None:
        """Show boxes given in shares of the picture's width and height."""
        self._shares = shares
        self.changed.emit()

    @property
    def boxes(self) -> list[QRectF]:
        """In pixels of the result."""
        size = self._size() or QSize(0, 0)
        w, h = size.width(), size.height()
        return [QRectF(s.x() * w, s.y() * h, s.width() * w, s.height() * h) for s in self._shares]

    def at(self, point: QPointF) -> int | None:
        """The number of the smallest box at a point in result pixels."""
        boxes = self.boxes
        hit = [index for index, box in enumerate(boxes) if box.contains(point)]
        return min(hit, key=lambda i: boxes[i].width() * boxes[i].height(), default=None)

    def press(self, point: QPointF, button: Qt.MouseButton) -> bool:
        """Whether a press hit a box, which is then said."""
        index = self.at(point)
        if index is None or button not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return False
        self.clicked.emit(index, button == Qt.MouseButton.LeftButton)
        return True


def draw_proposals(
    painter: QPainter, proposals: Proposals, viewport: Viewport, pane: int, accent: QColor
) -> None:
    """Dashed boxes, legible on light and on dark."""
    painter.save()
    painter.setClipRect(viewport.to_logical(viewport.pane(pane)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    dashed = QPen(accent, 1.75)
    dashed.setDashPattern([4, 3])
    for box in proposals.boxes:
        place = viewport.to_logical(viewport.to_device(box, pane))
        for pen in (QPen(QColor(0, 0, 0, 140), 3), QPen(QColor(255, 255, 255, 200), 1.75), dashed):
            painter.setPen(pen)
            painter.drawRect(place)
    painter.restore()
