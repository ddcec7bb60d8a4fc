"""The square with round corners in which lists and rows show a small picture."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

RADIUS = 4.0  # of the corners, logical pixels


def square_path(box: QRect) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(box), RADIUS, RADIUS)
    return path


def paint_square(painter: QPainter, box: QRect, image: QImage) -> None:
    """Fill the square with the picture; what sticks out is cut off."""
    size = image.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    target = QRect(0, 0, size.width(), size.height())
    target.moveCenter(box.center())
    painter.save()
    painter.setClipPath(square_path(box))
    painter.drawImage(target, image)
    painter.restore()
