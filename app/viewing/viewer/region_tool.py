"""Choosing a rectangle of the picture with the mouse or the keyboard, in result pixels."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

MIN_SIDE = 8  # a smaller rectangle was a click


class RegionTool:
    """Knows the rectangle while it is drawn; the viewer paints it and announces it."""

    def __init__(self) -> None:
        self.active = False
        self.rect = QRect()
        self._anchor: QPointF | None = None

    def start(self) -> None:
        self.active, self.rect, self._anchor = True, QRect(), None

    def stop(self) -> None:
        self.active, self.rect, self._anchor = False, QRect(), None

    def press(self, point: QPointF) -> None:
        self._anchor, self.rect = point, QRect()

    def drag(self, point: QPointF, size: QSize) -> None:
        """The rectangle from where the button went down to `point`, cut to the picture of `size`."""
        if self._anchor is not None:
            whole = QRectF(self._anchor, point).normalized().toAlignedRect()
            self.rect = whole.intersected(QRect(QPoint(0, 0), size))

    def release(self) -> QRect | None:
        """The rectangle, if it is large enough to be meant."""
        self._anchor = None
        return self.accepted()

    def accepted(self) -> QRect | None:
        if min(self.rect.width(), self.rect.height()) >= MIN_SIDE:
            return QRect(self.rect)
        self.rect = QRect()
        return None

    def propose(self, visible: QRectF) -> None:
        """For the keyboard: begin with the middle third of what is visible."""
        side = max(MIN_SIDE, round(min(visible.width(), visible.height()) / 3))
        centre = visible.center()
        self.rect = QRect(round(centre.x() - side / 2), round(centre.y() - side / 2), side, side)

    def nudge(self, dx: int, dy: int, size: QSize, *, resize: bool) -> None:
        """Move the rectangle, or its bottom right corner, and keep it in the picture of `size`."""
        x, y, w, h = self.rect.x(), self.rect.y(), self.rect.width(), self.rect.height()
        if resize:
            w = max(MIN_SIDE, min(w + dx, size.width() - x))
            h = max(MIN_SIDE, min(h + dy, size.height() - y))
        else:
            x = max(0, min(x + dx, size.width() - w))
            y = max(0, min(y + dy, size.height() - h))
        self.rect = QRect(x, y, w, h)
