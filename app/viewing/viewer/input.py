"""What mouse, wheel, touch and keys do in the viewer."""

from __future__ import annotations

from enum import Enum, auto
from typing import cast

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from app.kit.over_pictures import HANDLE_RADIUS, handle_centre
from app.viewing.viewer import view_transform
from app.viewing.viewer.state import ViewerState

LINE_REACH = 8.0  # logical pixels to both sides of the divider
GRIP_REACH = 10.0  # likewise, of the edges of a crop
HANDLE_REACH = HANDLE_RADIUS + 4
DIVIDER_STEP, DIVIDER_LEAP = 0.01, 0.1
PAN_STEP = 64.0  # logical pixels
NUDGE = 8  # result pixels
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
GRIP_SHAPES = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}
HELD_TO_LOOK = (Qt.Key.Key_Backslash, Qt.Key.Key_L)  # the original alone, the loupe


class _Drag(Enum):
    NONE = auto()
    CLICK = auto()  # a button is down, and the pointer has not moved far enough to mean anything yet
    PAN = auto()
    DIVIDER = auto()
    REGION = auto()
    BRUSH = auto()


class ViewerInput:
    """Turns the events of a widget into changes of what it shows.

    A press on the line or its handle drags the divider; elsewhere a click makes the divider jump there and a
    drag pans, or moves the divider where the whole picture is visible and there is nothing to pan.
    """

    def __init__(self, widget: QWidget, state: ViewerState) -> None:
        self._widget, self._state = widget, state
        self._drag = _Drag.NONE
        self._pressed_at = QPointF()
        self._last = QPointF()
        self._space = False
        self._divider_before_click = 0.5
        state.selecting.connect(lambda _: self.update_cursor())

    # --- mouse ----------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        position, state = event.position(), self._state
        if self._drag is _Drag.BRUSH:
            return  # a further button during a stroke
        self._pressed_at = self._last = position
        state.keyboard_focus = False
        if event.button() == Qt.MouseButton.MiddleButton or (self._space and _is_left(event)):
            self._drag = _Drag.PAN
        elif not state.region_tool.active and state.proposals.press(
            state.viewport.to_content(position), event.button()
        ):
            return
        elif state.brush.active and not state.region_tool.active:
            if not self._begin_stroke(event):
                event.ignore()
                return
        elif not _is_left(event):
            event.ignore()
            return
        elif state.region_tool.active:
            self._drag = _Drag.REGION
            state.region_tool.press(state.viewport.to_content(position), self._grip_reach)
        elif self._reaches_divider(position):
            self._drag = _Drag.DIVIDER
            self._divider_before_click = state.divider
        else:
            self._drag = _Drag.CLICK
        self.update_cursor()
        state.changed.emit()

    def _begin_stroke(self, event: QMouseEvent) -> bool:
        """The left button paints, the right one or Alt erases. False for any other, and where there is no picture."""
        right = event.button() == Qt.MouseButton.RightButton
        if self._state.layers.size is None or not (right or _is_left(event)):
            return False
        erase = right or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._drag = _Drag.BRUSH
        self._state.brush.press(self._state.viewport.to_content(event.position()), erase=erase)
        return True

    def move(self, event: QMouseEvent) -> None:
        position, state = event.position(), self._state
        moved, self._last = position - self._last, position
        if self._drag is _Drag.CLICK and self._is_far(position):
            panning = state.viewport.can_pan or state.divider_span() is None
            self._drag = _Drag.PAN if panning else _Drag.DIVIDER
            moved = position - self._pressed_at
        if self._drag is _Drag.PAN:
            state.pan(moved.x(), moved.y())
        elif self._drag is _Drag.DIVIDER:
            state.move_divider_to(position.x() * state.viewport.dpr)
        elif self._drag is _Drag.REGION:
            self._drag_region(position)
        elif self._drag is _Drag.BRUSH:
            state.brush.drag(state.viewport.to_content(position), state.viewport)
        state.move_pointer(position)
        self.update_cursor()

    def _drag_region(self, position: QPointF) -> None:
        size = self._state.layers.size
        if size is not None:
            viewport = self._state.viewport
            drawn = viewport.to_logical(viewport.content_rect()).size()
            self._state.region_tool.drag(viewport.to_content(position), size, drawn)
            self._state.changed.emit()

    def release(self, event: QMouseEvent) -> None:
        state, drag = self._state, self._drag
        self._drag = _Drag.NONE
        if drag is _Drag.REGION and state.region_tool.active:
            chosen = state.region_tool.release()
            if not state.region_tool.stays:
                state.finish_region_selection(chosen)
        elif drag is _Drag.BRUSH:
            state.brush.release(state.viewport)
        elif drag is _Drag.CLICK and state.divider_span() is not None:
            self._divider_before_click = state.divider
            state.move_divider_to(event.position().x() * state.viewport.dpr)
        self.update_cursor()
        state.changed.emit()

    def double_click(self, event: QMouseEvent) -> None:
        """On the handle, put the divider into the middle. Elsewhere, undo the jump and change between fit and 100 %."""
        state = self._state
        if not _is_left(event) or state.region_tool.active or state.brush.active:
            self.press(event)
            return
        jumped = state.divider != self._divider_before_click
        if self._reaches_divider(event.position()) and not jumped:
            state.set_divider(0.5)
        else:
            state.set_divider(self._divider_before_click)
            state.toggle_fit(event.position())

    @property
    def _grip_reach(self) -> float:
        """How far from the edges of a rectangle they are taken hold of, in result pixels."""
        return GRIP_REACH * self._state.viewport.dpr / self._state.zoom

    def _is_far(self, position: QPointF) -> bool:
        return (position - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()

    def _reaches_divider(self, position: QPointF) -> bool:
        state = self._state
        x, span = state.divider_x(), state.divider_span()
        if x is None or span is None:
            return False
        box = state.viewport.to_logical(span)
        x /= state.viewport.dpr
        to_handle = position - handle_centre(x, box)
        on_handle = to_handle.x() ** 2 + to_handle.y() ** 2 <= HANDLE_REACH**2
        on_line = abs(position.x() - x) <= LINE_REACH and box.top() <= position.y() <= box.bottom()
        return on_handle or on_line

    def update_cursor(self) -> None:
        """Show by the pointer's shape what a press would do."""
        state = self._state
        was, state.divider_is_active = state.divider_is_active, False
        if self._drag is _Drag.PAN:
            shape = Qt.CursorShape.ClosedHandCursor
        elif state.region_tool.active:
            shape = self._region_shape()
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif (
            state.pointer is not None
            and self._drag is _Drag.NONE
            and state.proposals.at(state.viewport.to_content(state.pointer)) is not None
        ):
            shape = Qt.CursorShape.PointingHandCursor
        elif state.brush.active:
            shape = Qt.CursorShape.CrossCursor
        elif self._drag is _Drag.DIVIDER or (
            state.pointer is not None and self._drag is _Drag.NONE and self._reaches_divider(state.pointer)
        ):
            shape, state.divider_is_active = Qt.CursorShape.SplitHCursor, True
        else:
            shape = Qt.CursorShape.ArrowCursor
        if self._widget.cursor().shape() != shape:
            self._widget.setCursor(shape)
        if was != state.divider_is_active:
            state.changed.emit()

    def _region_shape(self) -> Qt.CursorShape:
        """Of the pointer where a rectangle is drawn, or the handles of one that stays are pulled."""
        state = self._state
        if not state.region_tool.stays or state.pointer is None:
            return Qt.CursorShape.CrossCursor
        if self._drag is _Drag.REGION:
            return self._widget.cursor().shape()
        grip = state.region_tool.grip_at(state.viewport.to_content(state.pointer), self._grip_reach)
        return Qt.CursorShape.CrossCursor if grip is None else GRIP_SHAPES[grip]

    # --- wheel and touch ------------------------------------------------------------------------------------

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; a trackpad's small deltas add up to the same as a wheel's notches."""
        delta = event.angleDelta().y() or event.pixelDelta().y()
        brush, held = self._state.brush, event.modifiers()
        if delta and brush.active and held & Qt.KeyboardModifier.ControlModifier:
            brush.wheel(delta)
        elif delta:
            self._state.set_zoom(view_transform.wheel_zoom(self._state.zoom, delta), event.position())
        event.accept()

    def gesture(self, event: QEvent) -> bool:
        """Pinch on a trackpad (native) or a touch screen; True if the event was one."""
        state = self._state
        if event.type() == QEvent.Type.NativeGesture:
            native = cast(QNativeGestureEvent, event)
            if native.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                state.set_zoom(state.zoom * max(0.1, 1 + native.value()), native.position())
                return True
            if native.gestureType() == Qt.NativeGestureType.SmartZoomNativeGesture:
                state.toggle_fit(native.position())
                return True
        elif event.type() == QEvent.Type.Gesture:
            pinch = cast(QGestureEvent, event).gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self._widget.mapFromGlobal(pinch.centerPoint())
                state.set_zoom(state.zoom * pinch.scaleFactor(), QPointF(at))
                return True
        return False

    # --- keys -----------------------------------------------------------------------------------------------

    def key_press(self, event: QKeyEvent) -> bool:
        """Do what the key means. False if it means nothing here."""
        state, key = self._state, event.key()
        if state.region_tool.active and self._region_key(event):
            return True
        if state.brush.active and state.brush.key(event):
            return True
        if key in ARROWS:
            return self._arrow(event)
        if key == Qt.Key.Key_Space:
            self._hold_if_new(event)
            return True
        return self.look_key_press(event) or self._zoom_key(Qt.Key(key))

    def look_key_press(self, event: QKeyEvent) -> bool:
        """The keys that only look another way, and are meant for the picture wherever the focus is."""
        if event.key() in HELD_TO_LOOK:
            self._hold_if_new(event)
        elif event.key() == Qt.Key.Key_B and not (event.isAutoRepeat() or _has_ctrl(event)):
            self._state.blink_by_hand()
        else:
            return False
        return True

    def _hold_if_new(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._hold(Qt.Key(event.key()), True)

    def _zoom_key(self, key: Qt.Key) -> bool:
        state = self._state
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            state.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            state.zoom_out()
        elif key == Qt.Key.Key_0:
            state.fit()
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2):
            state.set_zoom(1.0 if key == Qt.Key.Key_1 else 2.0)
        elif key == Qt.Key.Key_Home:
            state.set_divider(0.0)
        elif key == Qt.Key.Key_End:
            state.set_divider(1.0)
        else:
            return False
        return True

    def _arrow(self, event: QKeyEvent) -> bool:
        """Left and right move the divider; with Ctrl, up and down, or without a divider, arrows pan."""
        state = self._state
        dx, dy = ARROWS[Qt.Key(event.key())]
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        ctrl = _has_ctrl(event)
        if dx and not ctrl and state.divider_span() is not None:
            state.set_divider(state.divider + dx * (DIVIDER_LEAP if shift else DIVIDER_STEP))
            return True
        if state.viewport.can_pan:
            step = PAN_STEP * (4 if shift else 1)
            state.pan(-dx * step, -dy * step)
            return True
        return False

    def _region_key(self, event: QKeyEvent) -> bool:
        state, tool, key = self._state, self._state.region_tool, event.key()
        size = state.layers.size
        if key == Qt.Key.Key_Escape:
            self._drag = _Drag.NONE
            state.cancel_region_selection()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            state.finish_region_selection(tool.accepted())
        elif key in ARROWS and size is not None:
            dx, dy = ARROWS[Qt.Key(key)]
            if tool.rect.isEmpty():
                tool.propose(state.viewport.visible)
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            nudge = 1 if tool.stays else NUDGE
            step = max(nudge, round(nudge / state.zoom))
            tool.nudge(dx * step, dy * step, size, resize=resize)
            state.changed.emit()
        else:
            return False
        return True

    def key_release(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key != Qt.Key.Key_Space and key not in HELD_TO_LOOK:
            return False
        if not event.isAutoRepeat():
            self._hold(Qt.Key(key), False)
        return True

    def _hold(self, key: Qt.Key, down: bool) -> None:
        if key == Qt.Key.Key_Space:
            self._space = down
            self.update_cursor()
        elif key == Qt.Key.Key_Backslash:
            self._state.show_original(down)
        else:
            self._state.hold_loupe(down)

    def let_go(self) -> None:
        """The focus went elsewhere, and with it the releases of the keys that are held."""
        self._space = False
        self._state.show_original(False)
        self._state.hold_loupe(False)
        self.update_cursor()


def _has_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _is_left(event: QMouseEvent) -> bool:
    return event.button() == Qt.MouseButton.LeftButton
