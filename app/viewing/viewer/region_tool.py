"""Choosing a rectangle of the picture with the mouse or the keyboard, in result pixels.

One that is drawn to be tried is chosen as soon as the button is let go. One that `stays`, as for a crop, has handles:
its edges are pulled and it is moved as often as the person likes, until they say that it is good.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF

MIN_SIDE = 8  # a smaller rectangle was a click
MOVE = (0, 0)
Grip = tuple[int, int]
"""Which edges are pulled, across and down: -1 left or top, 1 right or bottom; MOVE: none, the rectangle goes along."""


class RegionTool:
    """Knows the rectangle while it is drawn; the viewer paints it and announces it."""

    def __init__(self) -> None:
        self.active = False
        self.stays = False
        self.rect = QRect()
        self._anchor: QPointF | None = None
        self._grip: Grip | None = None  # while the button is down
        self._grabbed = QRect()  # as it was when it was taken hold of
        self._least = MIN_SIDE, MIN_SIDE  # across and down: no more than the picture has
        self._whole = QRect()  # the picture; empty while its size is not known

    def start(self, rect: QRect | None = None, size: QSize | None = None) -> None:
        """Let one be drawn; with `rect`, let that be changed, which stays until it is accepted. `size`: the picture's,
        if it is known."""
        self.active, self.stays = True, rect is not None
        self._know(size or QSize())
        self.rect, self._anchor, self._grip = QRect(rect or QRect()), None, None

    def stop(self) -> None:
        self.active, self.stays = False, False
        self.rect, self._anchor, self._grip = QRect(), None, None

    def grip_at(self, point: QPointF, reach: float) -> Grip | None:
        """What a press there takes hold of, with `reach` in result pixels; None: another one is begun there."""
        if not self.stays or self.rect.isEmpty():
            return None
        box = QRectF(self.rect)
        if not box.adjusted(-reach, -reach, reach, reach).contains(point):
            return None
        across = _end_at(point.x(), box.left(), box.right(), reach)
        grip = across, _end_at(point.y(), box.top(), box.bottom(), reach)
        # All of the picture cannot be moved: whoever draws within it means another one.
        return None if grip == MOVE and self.rect == self._whole else grip

    def press(self, point: QPointF, reach: float = 0.0) -> None:
        self._anchor, self._grip, self._grabbed = point, self.grip_at(point, reach), QRect(self.rect)
        if not self.stays:
            self.rect = QRect()

    def drag(self, point: QPointF, size: QSize, drawn: QSizeF) -> None:
        """The rectangle from where the button went down to `point`, cut to the picture of `size`. Where that is `drawn`
        (logical pixels) so thin that nothing can be chosen across it, all of its width or height is taken."""
        self._know(size)
        if self._anchor is not None and self._grip is not None:
            self._pull(point - self._anchor, self._grip, size)
        elif self._anchor is not None:
            rect = QRectF(self._anchor, point).normalized()
            if drawn.width() < MIN_SIDE:
                rect.setLeft(0)
                rect.setRight(size.width())
            if drawn.height() < MIN_SIDE:
                rect.setTop(0)
                rect.setBottom(size.height())
            self.rect = rect.toAlignedRect().intersected(QRect(QPoint(0, 0), size))

    def _pull(self, by: QPointF, grip: Grip, size: QSize) -> None:
        """Moves the edges that are held, or all of them, and keeps the rectangle in the picture and large enough."""
        box, dx, dy = self._grabbed, round(by.x()), round(by.y())
        if grip == MOVE:
            x = max(0, min(box.x() + dx, size.width() - box.width()))
            y = max(0, min(box.y() + dy, size.height() - box.height()))
            self.rect = QRect(x, y, box.width(), box.height())
            return
        left, right = _pulled(box.x(), box.x() + box.width(), grip[0], dx, self._least[0], size.width())
        top, bottom = _pulled(box.y(), box.y() + box.height(), grip[1], dy, self._least[1], size.height())
        self.rect = QRect(left, top, right - left, bottom - top)

    def release(self) -> QRect | None:
        """The rectangle, if it is large enough to be meant; None for one that stays: nothing is decided yet."""
        was_drawn, self._anchor, self._grip = self._grip is None, None, None
        if not self.stays:
            return self.accepted()
        if was_drawn and (self.rect.width() < self._least[0] or self.rect.height() < self._least[1]):
            self.rect = QRect(self._grabbed)  # it was a click
        return None

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
        self._least, self._whole = (width, height), QRect(QPoint(0, 0), size)


def _end_at(at: float, low: float, high: float, reach: float) -> int:
    """Which end of a side is taken hold of there; 0: none. A short side has room left to be taken by its middle."""
    reach = min(reach, (high - low) / 3)
    return -1 if at <= low + reach else 1 if at >= high - reach else 0


def _pulled(low: int, high: int, which: int, by: int, least: int, limit: int) -> tuple[int, int]:
    """Both ends of a side after the lower one (-1), the upper one (1) or none (0) was pulled."""
    if which < 0:
        low = max(0, min(low + by, high - least))
    elif which > 0:
        high = min(limit, max(high + by, low + least))
    return low, high
