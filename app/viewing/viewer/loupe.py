"""The magnifier at the pointer: the same spot of both sides, next to each other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.viewing.viewer.view_transform import MAX_ZOOM

MAGNIFICATION = 4.0
SIDE = 168.0  # of one square, logical pixels
GAP = 2.0
DISTANCE = 22.0  # from the pointer
MARGIN = 6.0  # from the edge of the view

PaintSide = Callable[[QPainter, QRectF], None]


def loupe_zoom(zoom: float) -> float:
    """Four times what the view shows, and never below 100 %: nothing smaller has detail to judge."""
    return min(MAX_ZOOM, max(1.0, MAGNIFICATION * zoom))


def loupe_box(pointer: QPointF, area: QRectF, squares: int) -> QRectF:
    """Where the loupe lies: to the lower right of the pointer, on another side if there is no room."""
    size = QSizeF(SIDE * squares + GAP * (squares - 1), SIDE)
    x, y = pointer.x() + DISTANCE, pointer.y() + DISTANCE
    if x + size.width() > area.right() - MARGIN:
        x = pointer.x() - DISTANCE - size.width()
    if y + size.height() > area.bottom() - MARGIN:
        y = pointer.y() - DISTANCE - size.height()
    x = max(area.left() + MARGIN, min(x, area.right() - size.width() - MARGIN))
    y = max(area.top() + MARGIN, min(y, area.bottom() - size.height() - MARGIN))
    return QRectF(QPointF(round(x), round(y)), size)


def draw_loupe(painter: QPainter, box: QRectF, sides: list[PaintSide], canvas: QColor) -> None:
    """`sides` paint their square (given in logical pixels) themselves."""
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, 8, 8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(0, 0, 0, 90), 6))
    painter.drawPath(outline)
    painter.setClipPath(outline)
    painter.fillRect(box, canvas)
    for index, paint_side in enumerate(sides):
        square = QRectF(box.x() + index * (SIDE + GAP), box.y(), SIDE, SIDE)
        painter.save()
        paint_side(painter, square)
        painter.restore()
        _draw_cross(painter, square.center())
    painter.setClipping(False)
    painter.setPen(QPen(QColor(255, 255, 255, 220), 2))
    painter.drawPath(outline)
    if len(sides) > 1:
        painter.fillRect(QRectF(box.x() + SIDE, box.y(), GAP, SIDE), QColor(255, 255, 255, 220))
    painter.restore()


def _draw_cross(painter: QPainter, centre: QPointF) -> None:
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        way = QPointF(dx, dy)
        for colour, width in ((QColor(0, 0, 0, 120), 3), (QColor(255, 255, 255, 200), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(centre + way * 5, centre + way * 11)
