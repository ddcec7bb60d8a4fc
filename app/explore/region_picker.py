"""The picture in small, with the region of the sheet: drawn or moved by mouse, moved and resized by keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
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
from PySide6.QtWidgets import QApplication, QSizePolicy

from app.kit.focus import RingedWidget
from app.kit.over_pictures import draw_focus_ring
from app.viewing.viewer.overlays import DIM
from core.jobs import Region

HEIGHT = 168
LEAST = 16  # pixels of the picture along a side
LARGEST_STEP = 40  # a key moves by this part of the picture
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RegionPicker(RingedWidget):
    """`region` is in pixels of the picture and always lies inside it."""

    regionChanged = Signal(object)  # Region, by a person, once it is settled

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._width = self._height = 0
        self.region: Region | None = None
        self._pressed: QPointF | None = None  # in pixels of the picture
        self._pressed_at = QPointF()
        self._grabbed: Region | None = None  # the region as it was when it was taken hold of
        self._drawing = False
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Region of the picture"))
        self.setToolTip(
            self.tr("Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.")
        )

    def sizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def show_picture(self, image: QImage | None, width: int, height: int) -> None:
        """`image` shows a picture of width x height pixels, at any size; None empties the place."""
        self._image, self._width, self._height = image, width, height
        self.setEnabled(image is not None)
        if image is None:
            self.region = None
        self.update()

    def set_region(self, region: Region | None) -> None:
        """Without a signal."""
        self.region = None if region is None else self._inside(region)
        if self.region is not None:
            r = self.region
            self.setAccessibleDescription(
                self.tr("{0} × {1} pixels at {2}, {3}").format(r.width, r.height, r.x, r.y)
            )
        self.update()

    def _inside(self, region: Region) -> Region:
        if not self._width:
            return region
        w = max(min(LEAST, self._width), min(region.width, self._width))
        h = max(min(LEAST, self._height), min(region.height, self._height))
        return Region(max(0, min(region.x, self._width - w)), max(0, min(region.y, self._height - h)), w, h)

    # --- geometry -------------------------------------------------------------------------------------------

    def _place(self) -> QRectF:
        """Where the picture is painted."""
        if not self._width or not self._height:
            return QRectF()
        scale = min(self.width() / self._width, self.height() / self._height)
        # A thin picture is a pixel wide all the same, or it could not be seen.
        w, h = max(1.0, self._width * scale), max(1.0, self._height * scale)
        return QRectF((self.width() - w) / 2, (self.height() - h) / 2, w, h)

    def _to_picture(self, position: QPointF) -> QPointF:
        place = self._place()
        across, down = self._width / place.width(), self._height / place.height()
        return QPointF((position.x() - place.x()) * across, (position.y() - place.y()) * down)

    def _within(self, point: QPointF) -> QPointF:
        """What of the picture is nearest: one may press beside a thin one, or draw beyond an edge."""
        return QPointF(min(max(0.0, point.x()), self._width), min(max(0.0, point.y()), self._height))

    def _box(self, region: Region) -> QRectF:
        place = self._place()
        across, down = place.width() / self._width, place.height() / self._height
        return QRectF(
            place.x() + region.x * across,
            place.y() + region.y * down,
            region.width * across,
            region.height * down,
        )

    # --- mouse and keys -------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._image is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._ring = False
        self._pressed, self._pressed_at = self._to_picture(event.position()), event.position()
        inside = self.region is not None and self._box(self.region).contains(event.position())
        self._grabbed = self.region if inside else None
        self._drawing = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        at = self._to_picture(event.position())
        if self._grabbed is not None:
            moved = at - self._pressed
            x, y = round(self._grabbed.x + moved.x()), round(self._grabbed.y + moved.y())
            self.set_region(replace(self._grabbed, x=x, y=y))
        elif (
            self._drawing
            or (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        ):
            self._drawing = True
            one, other = self._within(self._pressed), self._within(at)
            drawn = QRectF(one, other).normalized().toAlignedRect()
            self.set_region(Region(drawn.x(), drawn.y(), drawn.width(), drawn.height()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None or self.region is None:
            return
        if self._grabbed is None and not self._drawing:  # a click: here, as large as before
            r = self.region
            x, y = round(pressed.x() - r.width / 2), round(pressed.y() - r.height / 2)
            self.set_region(replace(r, x=x, y=y))
        self._drawing = False
        if self.region != self._grabbed:
            self.regionChanged.emit(self.region)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key not in ARROWS or self.region is None:
            super().keyPressEvent(event)
            return
        dx, dy = ARROWS[key]
        step, r = max(1, max(self._width, self._height) // LARGEST_STEP), self.region
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            wanted = replace(r, width=r.width + dx * step, height=r.height + dy * step)
        else:
            wanted = replace(r, x=r.x + dx * step, y=r.y + dy * step)
        self.set_region(wanted)
        if self.region != r:
            self.regionChanged.emit(self.region)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            area, accent = QRectF(self.rect()), self.palette().color(QPalette.ColorRole.Highlight)
            painter.fillRect(area, self.palette().color(QPalette.ColorRole.Base))
            if self._image is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(self._place(), self._image)
                if self.region is not None:
                    self._paint_region(painter, self._box(self.region), accent)
            if self.shows_ring:
                draw_focus_ring(painter, area, accent)

    def _paint_region(self, painter: QPainter, box: QRectF, accent: QColor) -> None:
        painter.save()
        place = self._place()
        for part in (
            QRectF(place.left(), place.top(), place.width(), box.top() - place.top()),
            QRectF(place.left(), box.bottom(), place.width(), place.bottom() - box.bottom()),
            QRectF(place.left(), box.top(), box.left() - place.left(), box.height()),
            QRectF(box.right(), box.top(), place.right() - box.right(), box.height()),
        ):
            painter.fillRect(part, DIM)
        painter.setPen(QPen(QColor(0, 0, 0, 130), 3))
        painter.drawRect(box)
        painter.setPen(QPen(accent, 1.5))
        painter.drawRect(box)
        painter.restore()
