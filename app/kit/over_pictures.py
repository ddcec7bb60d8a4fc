"""What lies over pictures to compare them: captions, and the divider with its handle. All in logical pixels."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

HANDLE_RADIUS = 16.0
MARGIN = 10.0
# These lie over a picture, so they do not follow the theme: white on half-transparent black reads on any.
INK = QColor(255, 255, 255)
SHADE = QColor(0, 0, 0, 150)


def draw_label(painter: QPainter, text: str, area: QRectF, *, right: bool) -> None:
    """Draw a small caption in a corner of `area`, or none if it does not fit: half a word tells nothing."""
    if not text:
        return
    metrics = QFontMetricsF(painter.font())
    size = QSizeF(metrics.horizontalAdvance(text) + 16, metrics.height() + 8)
    if size.width() + MARGIN > area.width():
        return
    x = area.right() - size.width() - MARGIN if right else area.left() + MARGIN
    painter.save()
    painter.setClipRect(area)
    draw_pill(painter, QRectF(QPointF(x, area.top() + MARGIN), size), text)
    painter.restore()


def draw_pill(painter: QPainter, box: QRectF, text: str) -> None:
    """A text on its rounded ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADE)
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(INK)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def hides_much(span: QRectF) -> bool:
    """Whether a divider's handle would lie over more than a ninth of what it divides."""
    across, down = (min(side, 2 * HANDLE_RADIUS) for side in (span.width(), span.height()))
    return 9 * across * down > span.width() * span.height()


def draw_divider(painter: QPainter, x: float, span: QRectF, *, active: bool, accent: QColor) -> None:
    """The line at `x` across `span` (the compared part that is visible), and its handle where there is room for it."""
    painter.save()
    painter.fillRect(QRectF(x - 2, span.top(), 4, span.height()), QColor(0, 0, 0, 60))
    painter.fillRect(QRectF(x - 1, span.top(), 2, span.height()), accent if active else INK)
    if not hides_much(span):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_handle(painter, handle_centre(x, span), accent if active else INK)
    painter.restore()


def handle_centre(x: float, span: QRectF) -> QPointF:
    return QPointF(x, span.center().y())


def _draw_handle(painter: QPainter, centre: QPointF, ring: QColor) -> None:
    painter.setPen(QPen(QColor(0, 0, 0, 70), 4))
    painter.drawEllipse(centre, HANDLE_RADIUS, HANDLE_RADIUS)
    painter.setPen(QPen(ring, 2))
    painter.setBrush(QColor(24, 24, 28, 200))
    painter.drawEllipse(centre, HANDLE_RADIUS, HANDLE_RADIUS)
    pen = QPen(INK, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for way in (-1, 1):
        tip = centre + QPointF(way * 9.0, 0)
        wing = QPointF(-way * 4.5, 4.5)
        painter.drawPolyline(QPolygonF([tip + wing, tip, tip + QPointF(wing.x(), -wing.y())]))


def draw_focus_ring(painter: QPainter, area: QRectF, accent: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent, 2))
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 3, 3)
    painter.restore()
