"""The picture viewer: before and after, compared by a divider, side by side or in turns.

It knows nothing of the engine: it is given ready QImages and paints each frame from them. What it shows is in its
state, which its input changes and its painting reads.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.kit.focus import came_by_keyboard
from app.viewing.viewer.input import ViewerInput
from app.viewing.viewer.layers import Layer
from app.viewing.viewer.painting import paint_viewer
from app.viewing.viewer.state import CompareMode, ViewerState
from app.viewing.viewer.viewport import Place

__all__ = ["CompareMode", "PictureViewer"]


class PictureViewer(QWidget):
    """Compares two pictures in one coordinate space: the pixels of the result.

    `zoom` is device pixels per result pixel: 1.0 is 100 %. Images are QImages of any format and size; each is
    stretched to the result's size, but for those that keep a shape of their own. Call `clear()` before showing another
    picture.
    """

    zoomChanged = Signal(float)
    cursorMoved = Signal(object)  # PixelReadout, or None where there is no picture
    dividerMoved = Signal(float)  # 0..1 across the compared part that is visible
    regionSelected = Signal(QRect)  # in result pixels
    cropSelected = Signal(QRect)  # likewise
    regionCancelled = Signal()
    inView = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ViewerState(lambda: (self.size(), self.devicePixelRatioF()))
        self._input = ViewerInput(self, self.state)
        self.state.setParent(self)  # not before there is an input: becoming a parent sends an event already
        self.layers, self.viewport, self.region_tool = (
            self.state.layers,
            self.state.viewport,
            self.state.region_tool,
        )
        self.brush, self.proposals = self.state.brush, self.state.proposals
        self._set_up_widget()
        self._connect()

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
        self.state.labels = (self.tr("Original"), self.tr("Result"))
        self.state.empty_text = (
            self.tr("Drop a picture here, or press Ctrl+O"),
            self.tr("Several pictures, comic books or a whole folder are welcome too"),
        )

    def _connect(self) -> None:
        state = self.state
        state.changed.connect(self.update)
        for mine, of_state in (
            (self.zoomChanged, state.zoomChanged),
            (self.cursorMoved, state.cursorMoved),
            (self.dividerMoved, state.dividerMoved),
            (self.regionSelected, state.regionSelected),
            (self.cropSelected, state.cropSelected),
            (self.regionCancelled, state.regionCancelled),
        ):
            of_state.connect(mine)

    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    # --- pictures -------------------------------------------------------------------------------------------

    def set_before(self, image: QImage | None, *, own_shape: bool = False) -> None:
        """The original; None removes it. `own_shape`: if its shape is another one it is fitted, not stretched."""
        self.layers.set_image(Layer.BEFORE, image, own_shape=own_shape)

    def set_after(self, image: QImage | None, *, own_shape: bool = False) -> None:
        """The result; it takes the place of a preview. None removes it."""
        if image is not None and not image.isNull():
            self.layers.replace_preview(image, own_shape=own_shape)
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

    def set_heatmap(self, image: QImage | None, rect: QRect | None = None) -> None:
        """A picture with transparency, laid over the result or `rect` of it, in its pixels; None removes it."""
        self.layers.set_heatmap(image, rect or QRect())

    def set_marks(self, image: QImage | None) -> None:
        """What has been painted, as a transparent picture that lies over both sides; None removes it."""
        self.layers.set_image(Layer.MARKS, image)

    @Slot(bool)
    def set_brush(self, active: bool, colour: QColor | None = None) -> None:
        """Let the person paint: each stroke is said by `brush.painted`, undo and redo are asked for by its signals."""
        self.brush.set_active(active, colour)
        self._input.update_cursor()

    def clear(self) -> None:
        """Forget all pictures, end a selection and go back to fit; the mode and the divider stay."""
        self.state.cancel_region_selection()
        self.layers.clear()

    def set_labels(self, before: str, after: str) -> None:
        """The captions of the two sides, as for two results that are compared."""
        self.state.labels = (before, after)
        self.update()

    def set_empty_text(self, title: str, hint: str = "") -> None:
        self.state.empty_text = (title, hint)
        self.update()

    def show_hint(self, text: str) -> None:
        """A sentence over the picture; "" for none."""
        if text != self.state.hint:
            self.state.hint = text
            self.update()

    # --- what is shown, and how -----------------------------------------------------------------------------

    @property
    def labels(self) -> tuple[str, str]:
        return self.state.labels

    @property
    def mode(self) -> CompareMode:
        return self.state.mode

    def set_mode(self, mode: CompareMode) -> None:
        """Choose how the two are compared. BLINK starts its timer anew."""
        self.state.set_mode(mode)

    @Slot(bool)
    def show_original(self, shown: bool) -> None:
        """Show the original alone, for as long as a key or a button is held."""
        self.state.show_original(shown)

    @property
    def loupe(self) -> bool:
        return self.state.loupe

    @Slot(bool)
    def set_loupe(self, shown: bool) -> None:
        """Show the magnifier at the pointer."""
        self.state.set_loupe(shown)

    @property
    def divider(self) -> float:
        return self.state.divider

    def set_divider(self, position: float) -> None:
        """0..1 across the compared part that is visible, so that the line stays in reach at every zoom."""
        self.state.set_divider(position)

    @property
    def zoom(self) -> float:
        return self.state.zoom

    @property
    def is_fitted(self) -> bool:
        return self.state.is_fitted

    @Slot()
    def fit(self) -> None:
        """Show the whole picture and keep it so while the window changes."""
        self.state.fit()

    @Slot(float)
    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom with the content at `at` (logical pixels; default: the middle) left in place."""
        self.state.set_zoom(zoom, at)

    @Slot()
    def zoom_in(self) -> None:
        self.state.zoom_in()

    @Slot()
    def zoom_out(self) -> None:
        self.state.zoom_out()

    def zoom_to(self, rect: QRect) -> None:
        """Bring a rectangle of the result into view, with some room around it."""
        self.state.zoom_to(rect)

    def bring_into_view(self, rect: QRect) -> Place | None:
        """The same where it would be seen badly as it is; returns where the view was, for `go_back`, or None."""
        return self.state.bring_into_view(rect)

    def go_back(self, place: Place) -> None:
        """Show what was shown there."""
        self.state.go_back(place)

    @Slot()
    def start_region_selection(self) -> None:
        """Let a rectangle be drawn; `regionSelected` or `regionCancelled` follows."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.state.start_region_selection()

    def start_crop(self, rect: QRect) -> None:
        """Let a rectangle be changed by its handles; `cropSelected` or `regionCancelled` follows."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.state.start_region_selection(rect)

    @Slot()
    def accept_crop(self) -> None:
        """As Enter does."""
        self.state.finish_region_selection(self.region_tool.accepted())

    @Slot()
    def cancel_region_selection(self) -> None:
        self.state.cancel_region_selection()

    # --- events ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_viewer(painter, self.state, self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.state.relayout()
        if isinstance(event, QHelpEvent) and self.layers.size is None:  # its words may be cut
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, self.state.empty_text)), self)
            return True
        return self._input.gesture(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.state.relayout()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.inView.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.inView.emit(False)

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
        self.state.move_pointer(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._input.key_press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self._input.key_release(event):
            super().keyReleaseEvent(event)

    def look_key(self, event: QKeyEvent) -> bool:
        """Do what a key means that was pressed or let go elsewhere in the window; False if it means nothing here."""
        if event.type() == QEvent.Type.KeyRelease:
            return self._input.key_release(event)
        return self._input.look_key_press(event)

    def let_go(self) -> None:
        """Forget which keys are held: their releases will not be heard."""
        self._input.let_go()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.state.keyboard_focus = came_by_keyboard(event.reason(), self.state.keyboard_focus)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._input.let_go()
        self.update()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.stop_blinking()
        super().closeEvent(event)
