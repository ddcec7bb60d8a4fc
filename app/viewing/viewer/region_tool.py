"""Choosing a rectangle of the picture with the mouse or the keyboard, in result pixels."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF

MIN_SIDE = 8  # a smaller rectangle was a click


class RegionTool:
    """Knows the rectangle while it is drawn; the viewer paints it and announces it."""

    def __init__(self) -> None:
        self.active = False
        self.rect = QRect()
        self._anchor: QPointF | None = None
        self._least = MIN_SIDE, MIN_SIDE  # across and down: no more than the picture has

    def start(self) -> None:
        self.active, self.rect, self._anchor = True, QRect(), None

    def stop(self) -> None:
        self.active, self.rect, self._anchor = False, QRect(), None

    def press(self, point: QPointF) -> None:
        self._anchor, self.rect = point, QRect()

    def drag(self, point: QPointF, size: QSize, drawn: QSizeF) -> None:
        """The rectangle from where the button went down to `point`, cut to the picture of `size`. Where that is `drawn`
        (logical pixels) so thin that nothing can be chosen across it, all of its width or height is taken."""
        self._know(size)
        if self._anchor is not None:
            rect = QRectF(self._anchor, point).normalized()
            if drawn.width() < MIN_SIDE:
                rect.setLeft(0)
                rect.setRight(size.width())
            if drawn.height() < MIN_SIDE:
                rect.setTop(0)
                rect.setBottom(size.height())
            self.rect = rect.toAlignedRect().intersected(QRect(QPoint(0, 0), size))

    def release(self) -> QRect | None:
        """The rectangle, if it is large enough to be meant."""
        self._anchor = None
        return self.accepted()

    def accepted(self) -> QRect | None:
        if self.rect.width() >= self._least[0] and self.rect.height() >= self._least[1]:
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
        self._know(size)
        w, h = max(w, self._least[0]), max(h, self._least[1])
        x, y, w, h = max(0, x), max(0, y), min(w, size.width()), min(h, size.height())
        if resize:
            w = max(self._least[0], min(w + dx, size.width() - x))
            h = max(self._least[1], min(h + dy, size.height() - y))
        else:
            x = max(0, min(x + dx, size.width() - w))
            y = max(0, min(y + dy, size.height() - h))
        self.rect = QRect(x, y, w, h)

    def _know(self, size: QSize) -> None:
        width, height = (MIN_SIDE if side >= MIN_SIDE else 1 for side in (size.width(), size.height()))
        self._least = width, height
