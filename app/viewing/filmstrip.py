"""The walk as a strip of thumbnails: one frame for each step, and the result at the end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kit.focus import RingedWidget
from app.kit.theme import scaled

RESULT = -1
FRAME_HEIGHT = 52
CAPTION = 16  # with the usual size of letters
GAP = 6
PADDING = 4
MAX_ASPECT, MIN_ASPECT = 1.8, 0.6
WHEEL_STEP = 0.5  # logical pixels per unit of angle delta


def thumbnail(image: QImage, size: QSize) -> QImage:
    """The colours of `image` cut and shrunk to fill `size`; steps have no transparency, so a result is shown without it
    as well. A large image is thinned out first, which keeps this fast."""
    mode = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    if image.width() > 4 * size.width() and image.height() > 4 * size.height():
        image = image.scaled(size * 4, mode, Qt.TransformationMode.FastTransformation)
    if image.hasAlphaChannel():
        image = image.convertToFormat(QImage.Format.Format_RGB32)
    filled = image.scaled(size, mode, Qt.TransformationMode.SmoothTransformation)
    corner = QPoint((filled.width() - size.width()) // 2, (filled.height() - size.height()) // 2)
    return filled.copy(QRect(corner, size))


class Filmstrip(RingedWidget):
    """Frames 1..steps in the order they are computed, then the result.

    While steps arrive the newest is shown as current, until the person chooses one; choosing the newest or
    the result follows again. Choosing emits `stepSelected`.
    """

    stepSelected = Signal(int)  # 1..steps, or RESULT (-1) for the final result
    menuWanted = Signal(int, QPoint)  # 1..steps: what can be done with it, and where the menu opens

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: list[QImage | None] = []  # the last one is the result
        self._aspect = 1.0
        self._finished = False
        self._current: int | None = None  # index into _frames
        self._following = True
        self._scroll = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._caption_height = scaled(CAPTION)
        self.setFixedHeight(FRAME_HEIGHT + 2 * PADDING + self._caption_height)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Steps"))
        self.setAccessibleDescription(
            self.tr(
                "The picture after each step. Left and Right choose a step, End the result, "
                "the menu key shows what can be done with it."
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    # --- content --------------------------------------------------------------------------------------------

    @property
    def steps(self) -> int:
        return max(0, len(self._frames) - 1)

    @property
    def selected(self) -> int | None:
        """1..steps or RESULT; None before the first step has arrived."""
        return None if self._current is None else self._number(self._current)

    def begin(self, steps: int, *, aspect: float = 1.0) -> None:
        """Begin a walk: `steps` empty frames and one for the result; `aspect` is the picture's width / height."""
        self._aspect = min(MAX_ASPECT, max(MIN_ASPECT, aspect))
        self._reset([None] * (steps + 1))

    def clear(self) -> None:
        """Empty the strip."""
        self._reset([])

    def _reset(self, frames: list[QImage | None]) -> None:
        self._frames = frames
        self._finished, self._current, self._following, self._scroll = False, None, True, 0
        self.update()

    def set_step(self, step: int, image: QImage) -> None:
        """Show the prediction of `step` (1..steps). Raises IndexError for a step that is not there."""
        if not 1 <= step <= self.steps:
            raise IndexError(f"step {step} of {self.steps}")
        self._set_frame(step - 1, image)

    def finish(self, image: QImage | None = None) -> None:
        """Show that the walk is over; `image` is the result, for which the last step stands if it is None."""
        if not self._frames:
            return
        self._finished = True
        self._set_frame(len(self._frames) - 1, image or self._last_step())

    def _last_step(self) -> QImage | None:
        return next((frame for frame in reversed(self._frames[:-1]) if frame is not None), None)

    def _set_frame(self, index: int, image: QImage | None) -> None:
        if image is not None and not image.isNull():
            pixels = self._frame_size() * self.devicePixelRatioF()
            self._frames[index] = thumbnail(image, pixels)
        if self._following:
            self._current = index
            self._reveal(index)
        self.update()

    # --- selection ------------------------------------------------------------------------------------------

    @Slot(int)
    def select(self, step: int) -> None:
        """Choose a step (1..steps) or RESULT, as if clicked; one that has not arrived is not chosen."""
        self._choose(len(self._frames) - 1 if step == RESULT else step - 1)

    def _is_there(self, index: int) -> bool:
        if not 0 <= index < len(self._frames):
            return False
        return self._finished if index == len(self._frames) - 1 else self._frames[index] is not None

    def _choose(self, index: int) -> None:
        if not self._is_there(index):
            return
        self._following = not any(self._is_there(later) for later in range(index + 1, len(self._frames)))
        if index == self._current:
            return
        self._current = index
        self._reveal(index)
        self.update()
        self.stepSelected.emit(self._number(index))

    def _number(self, index: int) -> int:
        return RESULT if index == len(self._frames) - 1 else index + 1

    def _move(self, direction: int) -> None:
        """Go to the next frame that has a picture."""
        index = (self._current if self._current is not None else -1) + direction
        while 0 <= index < len(self._frames) and not self._is_there(index):
            index += direction
        self._choose(index)

    # --- geometry -------------------------------------------------------------------------------------------

    def _frame_size(self) -> QSize:
        height = FRAME_HEIGHT
        return QSize(round(height * self._aspect), height)

    def _pitch(self) -> int:
        return self._frame_size().width() + GAP

    def _max_scroll(self) -> int:
        return max(0, len(self._frames) * self._pitch() + 2 * PADDING - GAP - self.width())

    def frame_rect(self, index: int) -> QRect:
        """Where frame `index` (0 first, the result last) lies, logical pixels."""
        corner = QPoint(PADDING + index * self._pitch() - self._scroll, PADDING)
        return QRect(corner, self._frame_size())

    def _index_at(self, x: float) -> int | None:
        index = int((x + self._scroll - PADDING + GAP / 2) // self._pitch())
        return index if 0 <= index < len(self._frames) else None

    def _scroll_to(self, offset: int) -> None:
        self._scroll = max(0, min(offset, self._max_scroll()))
        self.update()

    def _reveal(self, index: int) -> None:
        """Scroll no further than needed to show the frame and a bit of its neighbour."""
        left = index * self._pitch() - self._pitch() // 2
        right = (index + 1) * self._pitch() + self._pitch() // 2 - self.width() + 2 * PADDING
        self._scroll_to(max(min(self._scroll, left), right))

    # --- painting -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            first = max(0, (self._scroll - PADDING) // self._pitch())
            last = min(len(self._frames), (self._scroll + self.width()) // self._pitch() + 1)
            for index in range(first, last):
                self._paint_frame(painter, index)
            if self.shows_ring:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._accent(), 2))
                painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 3, 3)

    def _paint_frame(self, painter: QPainter, index: int) -> None:
        box, image = self.frame_rect(index), self._frames[index]
        is_current = index == self._current
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if image is not None:
            painter.drawImage(box, image)
        else:
            pen = QPen(self._muted(), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        if is_current:
            painter.setPen(QPen(self._accent(), 2))
            painter.drawRect(box)
        painter.setPen(self._accent() if is_current else self._caption_colour(index))
        wanted = painter.fontMetrics().horizontalAdvance(self._caption(index)) + 2
        # "Result" may be wider than its frame; beside it stands a number.
        spare = max(GAP, wanted - box.width())
        caption = QRect(box.left() - spare // 2, box.bottom() + 2, box.width() + spare, self._caption_height)
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, self._caption(index))

    def _caption(self, index: int) -> str:
        return self.tr("Result") if index == len(self._frames) - 1 else str(index + 1)

    def _caption_colour(self, index: int) -> QColor:
        return self.palette().color(QPalette.ColorRole.WindowText) if self._is_there(index) else self._muted()

    def _muted(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.PlaceholderText)

    def _accent(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Highlight)

    # --- events ---------------------------------------------------------------------------------------------

    def _choose_at(self, x: float) -> None:
        index = self._index_at(x)
        if index is not None:
            self._choose(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose_at(event.position().x())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu: of the frame below the pointer, or by key of the chosen one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self._current if by_key else self._index_at(event.pos().x())
        if index is not None and self._is_there(index) and self._number(index) != RESULT:
            at = self.mapToGlobal(self.frame_rect(index).center()) if by_key else event.globalPos()
            self.menuWanted.emit(self._number(index), at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self._scroll_to(self._scroll - round((delta.x() or delta.y()) * WHEEL_STEP))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Left:
                self._move(-1)
            case Qt.Key.Key_Right:
                self._move(1)
            case Qt.Key.Key_Home:
                self._current = None
                self._move(1)
            case Qt.Key.Key_End:
                self.select(RESULT)
            case _:
                super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            index = self._index_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if index is None else self._tip(index), self)
            return True
        return super().event(event)

    def _tip(self, index: int) -> str:
        if self._number(index) == RESULT:
            return self.tr("The result")
        text = self.tr("Prediction after step {0} of {1}. Right click: save it, or compare others with it.")
        return text.format(index + 1, self.steps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._current is not None:
            self._reveal(self._current)
        self._scroll_to(self._scroll)
