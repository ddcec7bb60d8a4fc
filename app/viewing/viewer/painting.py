"""One frame of the viewer: the pictures in device pixels, then what lies over them in logical ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from app.kit.over_pictures import draw_divider, draw_focus_ring, draw_label
from app.kit.words import tr
from app.viewing.viewer import loupe
from app.viewing.viewer import overlays as viewer_overlays
from app.viewing.viewer.brush_tool import draw_brush, draw_ring
from app.viewing.viewer.layers import Layer, Side
from app.viewing.viewer.picture_painter import draw_checkerboard, draw_pyramid, enter_device_pixels
from app.viewing.viewer.proposals import draw_proposals
from app.viewing.viewer.state import ViewerState

LEAST_DIVIDED = 16  # logical pixels


@dataclass(frozen=True)
class Frame:
    """What is painted: the state, and what the widget adds to it."""

    state: ViewerState
    area: QRectF  # the whole widget, in logical pixels
    palette: QPalette
    focus_ring: bool

    @property
    def canvas_colour(self) -> QColor:
        return canvas_colour(self.palette)

    @property
    def accent_colour(self) -> QColor:
        return self.palette.color(QPalette.ColorRole.Highlight)


def canvas_colour(palette: QPalette) -> QColor:
    """Around the picture: the darker of the theme's two grounds, so that nothing outshines it."""
    return min(
        (palette.color(role) for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window)),
        key=QColor.lightness,
    )


def paint_viewer(painter: QPainter, state: ViewerState, widget: QWidget) -> None:
    """Paint one frame from images that are ready."""
    ring = state.keyboard_focus and widget.hasFocus()
    frame = Frame(state, QRectF(widget.rect()), widget.palette(), ring)
    painter.fillRect(frame.area, frame.canvas_colour)
    if frame.state.layers.size is None:
        title, hint = frame.state.empty_text
        if title:
            viewer_overlays.draw_empty_state(painter, frame.area, title, hint, frame.palette)
    else:
        painter.save()
        enter_device_pixels(painter)
        for part in frame.state.parts():
            paint_side(
                painter,
                frame,
                part.side,
                frame.state.viewport.content_rect(part.pane),
                part.clip,
                frame.state.zoom,
            )
        painter.restore()
        _paint_overlays(painter, frame)
    if frame.state.hint:
        viewer_overlays.draw_hint(painter, frame.state.hint, frame.area)
    if frame.focus_ring:
        draw_focus_ring(painter, frame.area, frame.accent_colour)


def paint_side(
    painter: QPainter, frame: Frame, side: Side, target: QRectF, clip: QRectF, zoom: float
) -> None:
    """One side with what belongs to it; the result's whole area is `target`, all in device pixels."""
    pyramid = frame.state.layers.base(side)
    if pyramid is None:
        return
    painter.setClipRect(clip)
    place = _part_of(target, frame.state.layers.place(side), frame.state.layers.size)
    visible = place.intersected(clip)
    if pyramid.full.hasAlphaChannel() and not visible.isEmpty():
        light = frame.palette.color(QPalette.ColorRole.Window).lightness() > 127
        draw_checkerboard(painter, visible, light, frame.state.viewport.dpr)
    draw_pyramid(painter, pyramid, place, clip, zoom)
    if side is Side.AFTER:
        _paint_on_result(painter, frame, target, clip, zoom)
    marks = frame.state.layers.get(Layer.MARKS)
    if marks is not None:
        draw_pyramid(painter, marks, target, clip, 0.0)


def _paint_on_result(painter: QPainter, frame: Frame, target: QRectF, clip: QRectF, zoom: float) -> None:
    layers = frame.state.layers
    finish = layers.get(Layer.FINISH)
    if finish is not None and layers.get(Layer.PREVIEW) is None:
        draw_pyramid(painter, finish, _part_of(target, layers.finish_place, layers.size), clip, zoom)
    region, heatmap = layers.get(Layer.REGION), layers.get(Layer.HEATMAP)
    if region is not None:
        draw_pyramid(painter, region, _part_of(target, layers.region, layers.size), clip, zoom)
    if heatmap is not None and layers.get(Layer.PREVIEW) is None:  # it says nothing of a step's picture
        rect = layers.heatmap_rect
        place = target if rect.isEmpty() else _part_of(target, rect, layers.size)
        draw_pyramid(painter, heatmap, place, clip, 0.0)


def _part_of(target: QRectF, rect: QRect | QRectF, size: QSize | None) -> QRectF:
    """A rectangle of the result, in device pixels, where the whole of it, of that size in its own, is `target`."""
    if size is None:
        return QRectF()
    across, down = target.width() / size.width(), target.height() / size.height()
    return QRectF(
        target.x() + rect.x() * across,
        target.y() + rect.y() * down,
        rect.width() * across,
        rect.height() * down,
    )


def _paint_overlays(painter: QPainter, frame: Frame) -> None:
    if not frame.state.layers.region.isEmpty():
        _paint_region_frame(painter, frame)
    if frame.state.layers.compared is not None and not frame.state.region_tool.active:
        _paint_labels(painter, frame)
        _paint_divider(painter, frame)
    if frame.state.proposals.boxes:
        for pane in range(2 if frame.state.is_side_by_side else 1):
            draw_proposals(painter, frame.state.proposals, frame.state.viewport, pane, frame.accent_colour)
    if frame.state.brush.active:
        _paint_brush(painter, frame)
    if frame.state.is_side_by_side:
        _paint_gap_and_twin_pointer(painter, frame)
    if frame.state.region_tool.active:
        _paint_selection(painter, frame)
    elif frame.state.loupe_shown and frame.state.pointer is not None:
        _paint_loupe(painter, frame, frame.state.pointer)


def _paint_labels(painter: QPainter, frame: Frame) -> None:
    """Each side's caption in its outer corner; where the sides alternate, its place tells them apart too."""
    compared = frame.state.layers.compared
    for part in frame.state.parts():
        area = frame.state.viewport.to_logical(part.clip)
        if compared == frame.state.layers.region and frame.state.divider_span() is not None:
            area = area.intersected(frame.state.viewport.to_logical(frame.state.divider_span() or part.clip))
        is_after = part.side is Side.AFTER
        draw_label(painter, frame.state.labels[is_after], area, right=is_after)


def _paint_divider(painter: QPainter, frame: Frame) -> None:
    """None where the line would hide most of what it divides."""
    x, span = frame.state.divider_x(), frame.state.divider_span()
    wide = span is not None and span.width() >= LEAST_DIVIDED * frame.state.viewport.dpr
    if x is not None and span is not None and wide:
        draw_divider(
            painter,
            x / frame.state.viewport.dpr,
            frame.state.viewport.to_logical(span),
            active=frame.state.divider_is_active or frame.focus_ring,
            accent=frame.accent_colour,
        )


def _paint_region_frame(painter: QPainter, frame: Frame) -> None:
    for pane in range(2 if frame.state.is_side_by_side else 1):
        area = frame.state.viewport.to_logical(frame.state.viewport.pane(pane))
        box = frame.state.viewport.to_logical(
            frame.state.viewport.to_device(QRectF(frame.state.layers.region), pane)
        )
        viewer_overlays.draw_region(painter, box, frame.state.layers.region_label, area, frame.accent_colour)


def _paint_gap_and_twin_pointer(painter: QPainter, frame: Frame) -> None:
    """The gap between the panes, and a cross where the pointer would be in the other one."""
    left, right = (
        frame.state.viewport.to_logical(frame.state.viewport.pane(0)),
        frame.state.viewport.to_logical(frame.state.viewport.pane(1)),
    )
    gap = QRectF(left.right(), 0, right.left() - left.right(), left.height())
    painter.fillRect(gap, frame.palette.color(QPalette.ColorRole.Window))
    if frame.state.pointer is None or frame.state.region_tool.active:
        return
    shift = right.left() - left.left()
    in_right = frame.state.pointer.x() >= right.left()
    twin = frame.state.pointer + QPointF(-shift if in_right else shift, 0)
    if not (left if in_right else right).contains(twin):
        return
    for colour, width in ((QColor(0, 0, 0, 140), 3), (QColor(255, 255, 255, 220), 1)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(twin - QPointF(7, 0), twin + QPointF(7, 0))
        painter.drawLine(twin - QPointF(0, 7), twin + QPointF(0, 7))


def _paint_selection(painter: QPainter, frame: Frame) -> None:
    rect = frame.state.region_tool.rect
    size_text = tr("{0} × {1}").format(rect.width(), rect.height())
    for pane in range(2 if frame.state.is_side_by_side else 1):
        area = frame.state.viewport.to_logical(frame.state.viewport.pane(pane))
        box = (
            QRectF()
            if rect.isEmpty()
            else frame.state.viewport.to_logical(frame.state.viewport.to_device(QRectF(rect), pane))
        )
        viewer_overlays.draw_selection(painter, box, size_text, area, frame.accent_colour)
        if frame.state.region_tool.stays:
            viewer_overlays.draw_grips(painter, box, area, frame.accent_colour)
    if rect.isEmpty() and not frame.state.region_tool.stays:
        hint = tr("Draw a rectangle to try it alone. Esc cancels.")
        viewer_overlays.draw_hint(painter, hint, frame.area)


def _paint_brush(painter: QPainter, frame: Frame) -> None:
    state = frame.state
    for pane in range(2 if state.is_side_by_side else 1):
        area = state.viewport.to_logical(state.viewport.pane(pane))
        draw_brush(painter, state.brush, state.viewport, pane, area)
    if state.pointer is not None:
        draw_ring(painter, state.brush, state.pointer)


def _paint_loupe(painter: QPainter, frame: Frame, pointer: QPointF) -> None:
    spot = frame.state.viewport.to_content(pointer)
    if frame.state.layers.readout(spot.x(), spot.y()) is None:
        return
    sides = [Side.BEFORE, Side.AFTER] if frame.state.layers.compared is not None else [Side.AFTER]
    box = loupe.loupe_box(pointer, frame.area, len(sides))
    painters: list[loupe.PaintSide] = [partial(_paint_loupe_side, frame, side, spot) for side in sides]
    loupe.draw_loupe(painter, box, painters, frame.canvas_colour)


def _paint_loupe_side(frame: Frame, side: Side, spot: QPointF, painter: QPainter, square: QRectF) -> None:
    enter_device_pixels(painter)
    dpr, zoom = frame.state.viewport.dpr, loupe.loupe_zoom(frame.state.zoom)
    clip = QRectF(square.x() * dpr, square.y() * dpr, square.width() * dpr, square.height() * dpr)
    corner, size = clip.center() - spot * zoom, frame.state.layers.size
    if size is None:
        return
    target = QRectF(round(corner.x()), round(corner.y()), size.width() * zoom, size.height() * zoom)
    paint_side(painter, frame, side, target, clip, zoom)
