"""Three small pictures before and after a model, side by side, under one divider."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.kit.over_pictures import draw_divider, draw_focus_ring, draw_label
from app.models.sample_store import RESULT

GAP = 8  # logical pixels between the pictures
NARROWEST = 96  # logical pixels of a picture: of a narrower one than RESULT the middle is shown
CORNER = 5
MOST = 100  # the divider's place, in hundredths of a picture's width


class SampleStrip(QSlider):
    """A slider, for keys and screen readers: its value is the place of the divider, 0 at the left, which is the same
    in all three pictures. A pixel of a result is a logical one. `moved` says it when a person moves it."""

    moved = Signal(int)

    def __init__(self, title: str, before: Sequence[QImage], after: Sequence[QImage]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._before = [_as_large(image) for image in before]
        self._after = list(after)
        self.setRange(0, MOST)
        self.setSingleStep(2)
        self.setPageStep(20)
        self.setValue(MOST // 2)
        self.setAccessibleName(self.tr("Before and after: {0}").format(title))
        self.setToolTip(
            self.tr("A soft photograph, one worn by JPEG, and a drawing: drag to see before and after")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(len(after) * RESULT.width() + (len(after) - 1) * GAP)
        self.actionTriggered.connect(lambda _: self.moved.emit(self.sliderPosition()))

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), RESULT.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(len(self._after) * (NARROWEST + GAP) - GAP, RESULT.height())

    # --- geometry -------------------------------------------------------------------------------------------

    def _places(self) -> list[QRectF]:
        """Of the pictures, in logical pixels."""
        count = len(self._after)
        width = (self.width() - (count - 1) * GAP) / count
        return [QRectF(round(k * (width + GAP)), 0, round(width), self.height()) for k in range(count)]

    def _move_to(self, x: float) -> None:
        """Put the divider at `x` of the picture that is there; in a gap nothing happens."""
        for place in self._places():
            if place.left() <= x < place.right() + GAP:
                value = round((min(x, place.right()) - place.left()) / place.width() * MOST)
                self.setValue(value)
                self.moved.emit(self.value())
                return

    # --- input ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._move_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the page scrolls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            event.ignore()  # likewise
        else:
            super().keyPressEvent(event)

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for number, place in enumerate(self._places()):
                self._paint_picture(painter, place, number)
            if self.hasFocus():
                draw_focus_ring(painter, QRectF(self.rect()), accent)

    def _paint_picture(self, painter: QPainter, place: QRectF, number: int) -> None:
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        x = place.left() + place.width() * self.sliderPosition() / MOST
        before = QRectF(place.left(), 0, x - place.left(), place.height())
        after = QRectF(x, 0, place.right() - x, place.height())
        round_ = QPainterPath()
        round_.addRoundedRect(place, CORNER, CORNER)
        for image, part in ((self._before[number], before), (self._after[number], after)):
            path = QPainterPath()
            path.addRect(part)
            painter.save()
            painter.setClipPath(round_.intersected(path))
            painter.drawImage(place, image, _middle(image, place))
            painter.restore()
        if number == 0:
            draw_label(painter, self.tr("Original"), before, right=False)
            draw_label(painter, self.tr("Result"), after, right=True)
        if 0 < self.sliderPosition() < MOST:
            draw_divider(painter, x, place, active=self.hasFocus(), accent=accent)


def _middle(image: QImage, place: QRectF) -> QRectF:
    """The part of a picture of the size RESULT that fits into a place no wider."""
    width = min(float(image.width()), place.width())
    return QRectF((image.width() - width) / 2, 0, width, image.height())


def _as_large(image: QImage) -> QImage:
    """Enlarged without a model."""
    ignore, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(RESULT, ignore, smooth)
