"""What lies over the pictures of the viewer: hints, regions, the empty state. All in logical pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

from app.kit.over_pictures import MARGIN, draw_pill

GRIP = 8.0  # logical pixels of a handle's side
LEAST_EMPTY_HEIGHT = 160.0  # for a frame with two lines of a title and two of a hint
DIM = QColor(0, 0, 0, 115)


def draw_hint(painter: QPainter, text: str, area: QRectF) -> None:
    """A sentence at the bottom of `area`, in the middle."""
    metrics = QFontMetricsF(painter.font())
    size = QSizeF(metrics.horizontalAdvance(text) + 24, metrics.height() + 12)
    box = QRectF(QPointF(area.center().x() - size.width() / 2, area.bottom() - size.height() - MARGIN), size)
    painter.save()
    draw_pill(painter, box, text)
    painter.restore()


def draw_region(painter: QPainter, box: QRectF, text: str, area: QRectF, accent: QColor) -> None:
    """The outline of a region within `area`, legible on light and on dark, with `text` below it."""
    painter.save()
    painter.setClipRect(area)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 130), 3))
    painter.drawRect(box)
    painter.setPen(QPen(accent, 1.5))
    painter.drawRect(box)
    if text and box.intersects(area):
        draw_pill(painter, _caption_box(painter, box, text, area), text)
    painter.restore()


def _caption_box(painter: QPainter, box: QRectF, text: str, area: QRectF) -> QRectF:
    """Below `box`, or in it where there is no room, and always within `area`."""
    metrics = QFontMetricsF(painter.font())
    size = QSizeF(metrics.horizontalAdvance(text) + 16, metrics.height() + 6)
    below = box.bottom() + 6 + size.height() < area.bottom()
    y = box.bottom() + 6 if below else min(box.bottom(), area.bottom()) - size.height() - 6
    x = max(area.left() + 4, min(box.right() - size.width(), area.right() - size.width() - 4))
    return QRectF(QPointF(x, y), size)


def draw_selection(painter: QPainter, box: QRectF, size_text: str, area: QRectF, accent: QColor) -> None:
    """The rectangle being drawn: all else dimmed, its size below it."""
    painter.save()
    painter.setClipRect(area)
    for part in _around(box, area):
        painter.fillRect(part, DIM)
    if not box.isEmpty():
        draw_region(painter, box, size_text, area, accent)
    painter.restore()


def draw_grips(painter: QPainter, box: QRectF, area: QRectF, accent: QColor) -> None:
    """Handles at the corners of a rectangle and in the middle of its edges, as far as there is room between them."""
    middle = box.center()
    xs = [box.left(), *([middle.x()] if box.width() > 6 * GRIP else []), box.right()]
    ys = [box.top(), *([middle.y()] if box.height() > 6 * GRIP else []), box.bottom()]
    painter.save()
    painter.setClipRect(area)
    painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
    painter.setBrush(accent)
    for x in xs:
        for y in ys:
            if (x, y) != (middle.x(), middle.y()):
                painter.drawRect(QRectF(x - GRIP / 2, y - GRIP / 2, GRIP, GRIP))
    painter.restore()


def _around(box: QRectF, area: QRectF) -> list[QRectF]:
    """`area` without `box`, as rectangles that do not overlap."""
    hole = box.intersected(area)
    if hole.isEmpty():
        return [area]
    return [
        QRectF(area.left(), area.top(), area.width(), hole.top() - area.top()),
        QRectF(area.left(), hole.bottom(), area.width(), area.bottom() - hole.bottom()),
        QRectF(area.left(), hole.top(), hole.left() - area.left(), hole.height()),
        QRectF(hole.right(), hole.top(), area.right() - hole.right(), hole.height()),
    ]


def draw_empty_state(painter: QPainter, area: QRectF, title: str, hint: str, palette: QPalette) -> None:
    """A dashed frame with a line of text: an invitation, not a shout. Where it is low, the line alone."""
    if area.height() < LEAST_EMPTY_HEIGHT:
        painter.save()
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        inner = area.adjusted(MARGIN, 0, -MARGIN, 0)
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()
        return
    muted = palette.color(QPalette.ColorRole.PlaceholderText)
    line = QColor(muted)
    line.setAlphaF(0.45)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, 1.5)
    pen.setDashPattern([5, 5])
    painter.setPen(pen)
    painter.drawRoundedRect(area.adjusted(24, 24, -24, -24), 12, 12)
    large = QFont(painter.font())
    large.setPointSizeF(max(large.pointSizeF(), 9) * 1.45)
    half = area.height() / 2
    inner = area.adjusted(40, 0, -40, 0)
    wrap = Qt.TextFlag.TextWordWrap
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    small = QFont(painter.font())
    painter.setFont(large)
    painter.drawText(
        inner.adjusted(0, 0, 0, -half - 2),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | wrap,
        title,
    )
    painter.setFont(small)
    painter.setPen(muted)
    painter.drawText(
        inner.adjusted(0, half + 8, 0, 0),
        Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | wrap,
        hint,
    )
    painter.restore()
