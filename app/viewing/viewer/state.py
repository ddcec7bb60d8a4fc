"""What a viewer shows: pictures, mode, divider, zoom and place, held keys. Input changes it, painting reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, QTimer, Signal, Slot

from app.kit.over_pictures import hides_much
from app.viewing.viewer.brush_tool import BrushTool
from app.viewing.viewer.layers import Layers, Side
from app.viewing.viewer.proposals import Proposals
from app.viewing.viewer.region_tool import RegionTool
from app.viewing.viewer.view_transform import next_zoom
from app.viewing.viewer.viewport import Place, Viewport

BLINK_INTERVAL_MS = 400
LEAST_SEEN = 0.5  # zoom: below, a region's pixels tell little


class CompareMode(Enum):
    SPLIT = "split"
    SIDE_BY_SIDE = "side_by_side"
    BLINK = "blink"
    SINGLE = "single"


@dataclass(frozen=True)
class Part:
    """A side's picture, laid out in pane 0 or 1 and seen through `clip` (device pixels)."""

    side: Side
    pane: int
    clip: QRectF


class ViewerState(QObject):
    """Coordinates are pixels of the result unless a name says otherwise; `zoom` is device pixels per result pixel."""

    changed = Signal()  # something that is painted
    zoomChanged = Signal(float)
    cursorMoved = Signal(object)  # PixelReadout, or None where there is no picture
    dividerMoved = Signal(float)  # 0..1 across the compared part that is visible
    regionSelected = Signal(QRect)
    cropSelected = Signal(QRect)
    regionCancelled = Signal()
    selecting = Signal(bool)  # whether a rectangle is being drawn now

    def __init__(self, surface: Callable[[], tuple[QSize, float]]) -> None:
        """`surface` tells the widget's size in logical pixels, and the screen's device pixels in each of these."""
        super().__init__()
        self._surface = surface
        self.viewport = Viewport()
        self.layers = Layers(self)
        self.layers.changed.connect(self.relayout)
        self.region_tool = RegionTool()
        self.brush = BrushTool(self)
        self.brush.changed.connect(self.changed)
        self.proposals = Proposals(lambda: self.layers.size, self)
        self.proposals.changed.connect(self.changed)
        self.pointer: QPointF | None = None  # logical pixels, while it is over the widget
        self.labels = ("", "")
        self.empty_text = ("", "")
        self.hint = ""  # a sentence over the picture, as while a file is held over it
        self.keyboard_focus = False  # the focus came by keyboard, so its ring is shown
        self.divider_is_active = False  # the pointer is on it, or drags it
        self.original_held = False
        self.loupe = False  # it was chosen
        self.loupe_held = False  # a key is held for it
        self.mode = CompareMode.SPLIT
        self.divider = 0.5
        self._blink_shows_before = False
        self._blink_timer = QTimer(self, interval=BLINK_INTERVAL_MS)
        self._blink_timer.timeout.connect(self.blink)

    # --- modes ----------------------------------------------------------------------------------------------

    def set_mode(self, mode: CompareMode) -> None:
        """Choose how the two are compared. BLINK starts its timer anew."""
        self._blink_shows_before = False
        self._blink_timer.stop()
        if mode is CompareMode.BLINK:
            self._blink_timer.start()
        if mode is not self.mode:
            self.mode = mode
            self.relayout()
        self.changed.emit()

    @property
    def is_side_by_side(self) -> bool:
        """Whether there are two panes now: one picture alone has the whole widget."""
        return self.mode is CompareMode.SIDE_BY_SIDE and self.layers.compared is not None

    @Slot()
    def blink(self) -> None:
        """Show the other side, in BLINK mode."""
        if self.mode is CompareMode.BLINK:
            self._blink_shows_before = not self._blink_shows_before
            self.changed.emit()

    def blink_by_hand(self) -> None:
        """Show the other side now and leave the turns to the person."""
        self._blink_timer.stop()
        self.blink()

    def show_original(self, shown: bool) -> None:
        """Show the original alone, for as long as a key or a button is held."""
        self.original_held = shown
        self.changed.emit()

    def set_loupe(self, shown: bool) -> None:
        """Show the magnifier at the pointer."""
        self.loupe = shown
        self.changed.emit()

    def hold_loupe(self, held: bool) -> None:
        """Show the magnifier for as long as a key is held; one that was chosen stays."""
        self.loupe_held = held
        self.changed.emit()

    @property
    def loupe_shown(self) -> bool:
        return self.loupe or self.loupe_held

    def stop_blinking(self) -> None:
        self._blink_timer.stop()

    # --- divider --------------------------------------------------------------------------------------------

    def set_divider(self, position: float) -> None:
        """0..1 across the compared part that is visible, so that the line stays in reach at every zoom."""
        position = min(1.0, max(0.0, position))
        if position != self.divider:
            self.divider = position
            self.dividerMoved.emit(position)
            self.changed.emit()

    def divider_span(self) -> QRectF | None:
        """Where the divider can be, in device pixels; None where nothing is compared by it."""
        compared = self.layers.compared
        if self.mode is not CompareMode.SPLIT or compared is None or self.original_held:
            return None
        span = self.viewport.to_device(QRectF(compared)).intersected(self.viewport.pane(0))
        return None if span.isEmpty() else span

    def divider_x(self) -> float | None:
        """Device pixels, whole."""
        span = self.divider_span()
        return None if span is None else float(round(span.left() + self.divider * span.width()))

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

    def fit(self) -> None:
        """Show the whole picture and keep it so while the window changes."""
        self._change_view(self.viewport.fit)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom with the content at `at` (logical pixels; default: the middle) left in place."""
        self._change_view(lambda: self.viewport.zoom_at(zoom, at))

    def zoom_in(self) -> None:
        self.set_zoom(next_zoom(self.zoom, 1))

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

    def bring_into_view(self, rect: QRect) -> Place | None:
        """Zoom in on a rectangle of the result that would be seen badly where it is: below half its size, or mostly
        below the divider's handle. Returns where the view was, None if it stays."""
        if rect.isEmpty() or self.viewport.content is None:
            return None
        drawn = self.viewport.to_logical(self.viewport.to_device(QRectF(rect)))
        is_small = self.zoom < LEAST_SEEN or hides_much(drawn)
        if not is_small or self.viewport.zoom_for(rect) <= self.zoom:
            return None
        place = self.viewport.place
        self.zoom_to(rect)
        return place

    def go_back(self, place: Place) -> None:
        """Show what was shown there."""
        self._change_view(lambda: self.viewport.go_back(place))

    @Slot()
    def relayout(self) -> None:
        """Pictures, panes or the surface have changed."""
        content, before = self.layers.size, self.zoom
        size, dpr = self._surface()
        self.viewport.lay_out(content, size, dpr, two_panes=self.is_side_by_side)
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
        self.changed.emit()

    # --- region ---------------------------------------------------------------------------------------------

    def start_region_selection(self, rect: QRect | None = None) -> None:
        """Let a rectangle be drawn; `regionSelected` or `regionCancelled` follows. With `rect`, let that be changed for
        a crop; `cropSelected` or `regionCancelled` follows."""
        if self.layers.size is not None:
            self.region_tool.start(rect, self.layers.size)
            self.selecting.emit(True)
            self.changed.emit()

    def cancel_region_selection(self) -> None:
        if self.region_tool.active:
            self.region_tool.stop()
            self.selecting.emit(False)
            self.changed.emit()
            self.regionCancelled.emit()

    def finish_region_selection(self, rect: QRect | None) -> None:
        """The rectangle has been drawn; None: it was too small, and another may be drawn."""
        self.changed.emit()
        if rect is not None:
            chosen = self.cropSelected if self.region_tool.stays else self.regionSelected
            self.region_tool.stop()
            self.selecting.emit(False)
            chosen.emit(rect)

    # --- layout ---------------------------------------------------------------------------------------------

    def parts(self) -> list[Part]:
        """What is painted where: a side, the pane that its picture fills, and the part of it that shows."""
        first = self.viewport.pane(0)
        if self.is_side_by_side:
            right = Side.BEFORE if self.original_held else Side.AFTER
            return [Part(Side.BEFORE, 0, first), Part(right, 1, self.viewport.pane(1))]
        x, span = self.divider_x(), self.divider_span()
        if x is not None and span is not None:
            left = QRectF(first.left(), first.top(), x - first.left(), first.height())
            right_part = QRectF(x, first.top(), first.right() - x, first.height())
            return [Part(Side.BEFORE, 0, left), Part(Side.AFTER, 0, right_part)]
        before = self.original_held or (self.mode is CompareMode.BLINK and self._blink_shows_before)
        return [Part(Side.BEFORE if before else Side.AFTER, 0, first)]

    # --- pointer --------------------------------------------------------------------------------------------

    def move_pointer(self, position: QPointF | None) -> None:
        """The mouse has moved here (logical pixels) or has left."""
        self.pointer = position
        if position is None:
            self.cursorMoved.emit(None)
        else:
            self._emit_readout()
        if self.loupe_shown or self.is_side_by_side or self.brush.active:
            self.changed.emit()

    def _emit_readout(self) -> None:
        if self.pointer is not None:
            point = self.viewport.to_content(self.pointer)
            self.cursorMoved.emit(self.layers.readout(point.x(), point.y()))
