"""The picture viewer: before and after, compared by a divider, side by side or in turns.

It knows nothing of the engine: it is given ready QImages and paints each frame from them.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.kit.focus import came_by_keyboard
from app.viewing.viewer.input import ViewerInput
from app.viewing.viewer.layers import Layer, Layers, Side
from app.viewing.viewer.painting import Part, paint_viewer
from app.viewing.viewer.region_tool import RegionTool
from app.viewing.viewer.view_transform import next_zoom
from app.viewing.viewer.viewport import Viewport

BLINK_INTERVAL_MS = 400


class CompareMode(Enum):
    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"
    BLINK = "blink"
    SINGLE = "single"


class PictureViewer(QWidget):
    """Compares two pictures in one coordinate space: the pixels of the result.

    `zoom` is device pixels per result pixel: 1.0 is 100 %. Images are QImages of any format and size; each is
    stretched to the result's size. Call `clear()` before showing another picture.
    """

    zoomChanged = Signal(float)
    cursorMoved = Signal(object)  # PixelReadout, or None where there is no picture
    dividerMoved = Signal(float)  # 0..1 across the compared part that is visible
    regionSelected = Signal(QRect)  # in result pixels
    regionCancelled = Signal()
    modeChanged = Signal(object)  # CompareMode

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._input = ViewerInput(self)  # first: making a child sends an event already
        self.viewport = Viewport()
        self.layers = Layers(self)
        self.layers.changed.connect(self._relayout)
        self.region_tool = RegionTool()
        self.pointer: QPointF | None = None  # logical pixels, while it is over the widget
        self.labels = (self.tr("Original"), self.tr("Result"))
        self.empty_text = (
            self.tr("Drop a picture here, or press Ctrl+O"),
            self.tr("Several pictures or a whole folder are welcome too"),
        )
        self.keyboard_focus = False
        self._mode = CompareMode.SPLIT
        self._divider = 0.5
        self._original_held = False
        self._blink_shows_before = False
        self._loupe = False
        self._blink_timer = QTimer(self, interval=BLINK_INTERVAL_MS)
        self._blink_timer.timeout.connect(self.blink)
        self._set_up_widget()

    def _set_up_widget(self) -> None:
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(self.tr("Picture comparison"))
        self.setAccessibleDescription(
            self.tr(
                "Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, "
                "1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. "
                "Hold backslash to see the original, L for the loupe."
            )
        )

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    # --- pictures -------------------------------------------------------------------------------------------

    def set_before(self, image: QImage | None) -> None:
        """The original; None removes it."""
        self.layers.set_image(Layer.BEFORE, image)

    def set_after(self, image: QImage | None) -> None:
        """The result; it takes the place of a preview. None removes it."""
        if image is not None and not image.isNull():
            self.layers.replace_preview(image)
        else:
            self.layers.set_image(Layer.AFTER, None)

    def set_preview(self, image: QImage | None) -> None:
        """A step's prediction of any size, shown in place of the result until None or a result is set."""
        self.layers.set_image(Layer.PREVIEW, image)

    def set_result_size(self, width: int, height: int) -> None:
        """The size in pixels that all pictures are stretched to. Without it the result's own size counts."""
        self.layers.set_result_size(QSize(width, height))

    def set_region_overlay(self, rect: QRect, image: QImage | None, label: str = "") -> None:
        """Show a sampled region in place: `rect` in result pixels. Without an image it is only framed."""
        self.layers.set_region(rect, image, label)

    def clear_region_overlay(self) -> None:
        self.layers.set_region(QRect(), None, "")

    def set_heatmap(self, image: QImage | None, opacity: float = 0.6) -> None:
        """A picture laid over the result with `opacity` 0..1; None removes it."""
        self.layers.heatmap_opacity = opacity
        self.layers.set_image(Layer.HEATMAP, image)

    def clear(self) -> None:
        """Forget all pictures, end a selection and go back to fit; the mode and the divider stay."""
        self.cancel_region_selection()
        self.layers.clear()

    def set_labels(self, before: str, after: str) -> None:
        """The captions of the two sides, as for two results that are compared."""
        self.labels = (before, after)
        self.update()

    def set_empty_text(self, title: str, hint: str = "") -> None:
        self.empty_text = (title, hint)
        self.update()

    # --- modes ----------------------------------------------------------------------------------------------

    @property
    def mode(self) -> CompareMode:
        return self._mode

    def set_mode(self, mode: CompareMode) -> None:
        """Choose how the two are compared. BLINK starts its timer anew."""
        self._blink_shows_before = False
        self._blink_timer.stop()
        if mode is CompareMode.BLINK:
            self._blink_timer.start()
        if mode is not self._mode:
            self._mode = mode
            self._relayout()
            self.modeChanged.emit(mode)
        self.update()

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are two panes now: one picture alone has the whole widget."""
        return self._mode is CompareMode.SIDE_BY_SIDE and self.layers.compared is not None

    @Slot()
    def blink(self) -> None:
        """Show the other side, in BLINK mode."""
        if self._mode is CompareMode.BLINK:
            self._blink_shows_before = not self._blink_shows_before
            self.update()

    def blink_by_hand(self) -> None:
        """Show the other side now and leave the turns to the person."""
        self._blink_timer.stop()
        self.blink()

    @Slot(bool)
    def show_original(self, shown: bool) -> None:
        """Show the original alone, for as long as a key or a button is held."""
        self._original_held = shown
        self.update()

    @property
    def loupe(self) -> bool:
        return self._loupe

    @Slot(bool)
    def set_loupe(self, shown: bool) -> None:
        """Show the magnifier at the pointer."""
        self._loupe = shown
        self.update()

    # --- divider --------------------------------------------------------------------------------------------

    @property
    def divider(self) -> float:
        return self._divider

    def set_divider(self, position: float) -> None:
        """0..1 across the compared part that is visible, so that the line stays in reach at every zoom."""
        position = min(1.0, max(0.0, position))
        if position != self._divider:
            self._divider = position
            self.dividerMoved.emit(position)
            self.update()

    def divider_span(self) -> QRectF | None:
        """Where the divider can be, in device pixels; None where nothing is compared by it."""
        compared = self.layers.compared
        if self._mode is not CompareMode.SPLIT or compared is None or self._original_held:
            return None
        span = self.viewport.to_device(QRectF(compared)).intersected(self.viewport.pane(0))
        return None if span.isEmpty() else span

    def divider_x(self) -> float | None:
        """Device pixels, whole."""
        span = self.divider_span()
        return None if span is None else float(round(span.left() + self._divider * span.width()))

    def move_divider_to(self, device_x: float) -> None:
        span = self.divider_span()
        if span is not None and span.width() > 0:
            self.set_divider((device_x - span.left()) / span.width())

    # --- zoom and pan ---------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self.viewport.zoom

    @property
    def is_fitted(self) -> bool:
        return self.viewport.is_fitted

    @Slot()
    def fit(self) -> None:
        """Show the whole picture and keep it so while the window changes."""
        self._change_view(self.viewport.fit)

    @Slot(float)
    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom with the content at `at` (logical pixels; default: the middle) left in place."""
        self._change_view(lambda: self.viewport.zoom_at(zoom, at))

    @Slot()
    def zoom_in(self) -> None:
        self.set_zoom(next_zoom(self.zoom, 1))

    @Slot()
    def zoom_out(self) -> None:
        self.set_zoom(next_zoom(self.zoom, -1))

    def toggle_fit(self, at: QPointF | None = None) -> None:
        """Between the whole picture and 100 % at `at`."""
        if self.is_fitted and self.zoom != 1.0:
            self.set_zoom(1.0, at)
        else:
            self.fit()

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by logical pixels."""
        self._change_view(lambda: self.viewport.pan(dx, dy))

    def zoom_to(self, rect: QRect) -> None:
        """Bring a rectangle of the result into view, with some room around it."""
        if not rect.isEmpty():
            self._change_view(lambda: self.viewport.show(rect))

    @Slot()
    def _relayout(self) -> None:
        """Pictures, panes or screen have changed."""
        size, before = self.layers.size, self.zoom
        self.viewport.lay_out(size, self.size(), self.devicePixelRatioF(), two_panes=self.is_side_by_side)
        self._view_changed(before)

    def _change_view(self, change: Callable[[], None]) -> None:
        if self.viewport.content is not None:
            before = self.zoom
            change()
            self._view_changed(before)

    def _view_changed(self, zoom_before: float) -> None:
        if self.zoom != zoom_before:
            self.zoomChanged.emit(self.zoom)
        self._emit_readout()
        self.update()

    # --- region ---------------------------------------------------------------------------------------------

    @Slot()
    def start_region_selection(self) -> None:
        """Let a rectangle be drawn; `regionSelected` or `regionCancelled` follows."""
        if self.layers.size is not None:
            self.region_tool.start()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._input.update_cursor()
            self.update()

    @Slot()
    def cancel_region_selection(self) -> None:
        if self.region_tool.active:
            self.region_tool.stop()
            self._input.update_cursor()
            self.update()
            self.regionCancelled.emit()

    def finish_region_selection(self, rect: QRect | None) -> None:
        """The rectangle has been drawn; None: it was too small, and another may be drawn."""
        self.update()
        if rect is not None:
            self.region_tool.stop()
            self._input.update_cursor()
            self.regionSelected.emit(rect)

    # --- painting -------------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """What is painted where: a side, the pane that its picture fills, and the part of it that shows."""
        first = self.viewport.pane(0)
        if self.is_side_by_side:
            right = Side.BEFORE if self._original_held else Side.AFTER
            return [Part(Side.BEFORE, 0, first), Part(right, 1, self.viewport.pane(1))]
        x, span = self.divider_x(), self.divider_span()
        if x is not None and span is not None:
            left = QRectF(first.left(), first.top(), x - first.left(), first.height())
            right_part = QRectF(x, first.top(), first.right() - x, first.height())
            return [Part(Side.BEFORE, 0, left), Part(Side.AFTER, 0, right_part)]
        before = self._original_held or (self._mode is CompareMode.BLINK and self._blink_shows_before)
        return [Part(Side.BEFORE if before else Side.AFTER, 0, first)]

    @property
    def canvas_colour(self) -> QColor:
        """Around the picture: the darker of the theme's two grounds, so that nothing outshines it."""
        roles = (QPalette.ColorRole.Base, QPalette.ColorRole.Window)
        return min((self.palette().color(role) for role in roles), key=QColor.lightness)

    @property
    def accent_colour(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Highlight)

    @property
    def divider_is_active(self) -> bool:
        return self._input.on_divider

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_viewer(painter, self)

    # --- events ---------------------------------------------------------------------------------------------

    def _emit_readout(self) -> None:
        if self.pointer is not None:
            point = self.viewport.to_content(self.pointer)
            self.cursorMoved.emit(self.layers.readout(point.x(), point.y()))

    def move_pointer(self, position: QPointF | None) -> None:
        """The mouse has moved here (logical pixels) or has left."""
        self.pointer = position
        if position is None:
            self.cursorMoved.emit(None)
        else:
            self._emit_readout()
        if self._loupe or self.is_side_by_side:
            self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._relayout()
        return self._input.gesture(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._relayout()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._input.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._input.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._input.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._input.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.move_pointer(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._input.key_press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._input.key_release(event):
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard_focus = came_by_keyboard(event.reason(), self.keyboard_focus)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._input.let_go()
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._blink_timer.stop()
        super().closeEvent(event)
