"""One frame of the viewer: the pictures in device pixels, then what lies over them in logical ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from app.viewing.viewer import loupe
from app.viewing.viewer import overlays as viewer_overlays
from app.viewing.viewer.layers import Layer, Side
from app.viewing.viewer.picture_painter import draw_checkerboard, draw_pyramid, enter_device_pixels

if TYPE_CHECKING:
    from app.viewing.viewer.viewer import PictureViewer


@dataclass(frozen=True)
class Part:
    """A side's picture, laid out in pane 0 or 1 and seen through `clip` (device pixels)."""

    side: Side
    pane: int
    clip: QRectF


def paint_viewer(painter: QPainter, viewer: PictureViewer) -> None:
    """Everything, in one go, from images that are ready."""
    area = QRectF(viewer.rect())
    painter.fillRect(viewer.rect(), viewer.canvas_colour)
    if viewer.layers.size is None:
        title, hint = viewer.empty_text
        if title:
            viewer_overlays.draw_empty_state(painter, area, title, hint, viewer.palette())
    else:
        painter.save()
        enter_device_pixels(painter)
        for part in viewer.parts():
            paint_side(
                painter, viewer, part.side, viewer.viewport.content_rect(part.pane), part.clip, viewer.zoom
            )
        painter.restore()
        _paint_overlays(painter, viewer)
    if viewer.keyboard_focus and viewer.hasFocus():
        viewer_overlays.draw_focus_ring(painter, area, viewer.accent_colour)


def paint_side(
    painter: QPainter, viewer: PictureViewer, side: Side, target: QRectF, clip: QRectF, zoom: float
) -> None:
    """One side with what belongs to it; the result's whole area is `target`, all in device pixels."""
    pyramid = viewer.layers.base(side)
    if pyramid is None:
        return
    painter.setClipRect(clip)
    visible = target.intersected(clip)
    if pyramid.full.hasAlphaChannel() and not visible.isEmpty():
        light = viewer.palette().color(QPalette.ColorRole.Window).lightness() > 127
        draw_checkerboard(painter, visible, light, viewer.devicePixelRatioF())
    draw_pyramid(painter, pyramid, target, clip, zoom)
    if side is Side.AFTER:
        _paint_on_result(painter, viewer, target, clip, zoom)


def _paint_on_result(
    painter: QPainter, viewer: PictureViewer, target: QRectF, clip: QRectF, zoom: float
) -> None:
    layers = viewer.layers
    region, heatmap = layers.get(Layer.REGION), layers.get(Layer.HEATMAP)
    if region is not None:
        rect = layers.region
        place = QRectF(
            target.x() + rect.x() * zoom,
            target.y() + rect.y() * zoom,
            rect.width() * zoom,
            rect.height() * zoom,
        )
        draw_pyramid(painter, region, place, clip, zoom)
    if heatmap is not None:
        painter.setOpacity(layers.heatmap_opacity)
        draw_pyramid(painter, heatmap, target, clip, 0.0)
        painter.setOpacity(1.0)


def _paint_overlays(painter: QPainter, viewer: PictureViewer) -> None:
    if not viewer.layers.region.isEmpty():
        _paint_region_frame(painter, viewer)
    if viewer.layers.compared is not None and not viewer.region_tool.active:
        _paint_labels(painter, viewer)
        _paint_divider(painter, viewer)
    if viewer.is_side_by_side:
        _paint_gap_and_twin_pointer(painter, viewer)
    if viewer.region_tool.active:
        _paint_selection(painter, viewer)
    elif viewer.loupe and viewer.pointer is not None:
        _paint_loupe(painter, viewer, viewer.pointer)


def _paint_labels(painter: QPainter, viewer: PictureViewer) -> None:
    """Each side's caption in its outer corner; where the sides alternate, its place tells them apart too."""
    compared = viewer.layers.compared
    for part in viewer.parts():
        area = viewer.viewport.to_logical(part.clip)
        if compared == viewer.layers.region and viewer.divider_span() is not None:
            area = area.intersected(viewer.viewport.to_logical(viewer.divider_span() or part.clip))
        is_after = part.side is Side.AFTER
        viewer_overlays.draw_label(painter, viewer.labels[is_after], area, right=is_after)


def _paint_divider(painter: QPainter, viewer: PictureViewer) -> None:
    x, span = viewer.divider_x(), viewer.divider_span()
    if x is not None and span is not None:
        viewer_overlays.draw_divider(
            painter,
            x / viewer.devicePixelRatioF(),
            viewer.viewport.to_logical(span),
            active=viewer.divider_is_active or (viewer.keyboard_focus and viewer.hasFocus()),
            accent=viewer.accent_colour,
        )


def _paint_region_frame(painter: QPainter, viewer: PictureViewer) -> None:
    for pane in range(2 if viewer.is_side_by_side else 1):
        area = viewer.viewport.to_logical(viewer.viewport.pane(pane))
        box = viewer.viewport.to_logical(viewer.viewport.to_device(QRectF(viewer.layers.region), pane))
        viewer_overlays.draw_region(painter, box, viewer.layers.region_label, area, viewer.accent_colour)


def _paint_gap_and_twin_pointer(painter: QPainter, viewer: PictureViewer) -> None:
    """The gap between the panes, and a cross where the pointer would be in the other one."""
    left, right = (
        viewer.viewport.to_logical(viewer.viewport.pane(0)),
        viewer.viewport.to_logical(viewer.viewport.pane(1)),
    )
    gap = QRectF(left.right(), 0, right.left() - left.right(), left.height())
    painter.fillRect(gap, viewer.palette().color(QPalette.ColorRole.Window))
    if viewer.pointer is None or viewer.region_tool.active:
        return
    shift = right.left() - left.left()
    in_right = viewer.pointer.x() >= right.left()
    twin = viewer.pointer + QPointF(-shift if in_right else shift, 0)
    if not (left if in_right else right).contains(twin):
        return
    for colour, width in ((QColor(0, 0, 0, 140), 3), (QColor(255, 255, 255, 220), 1)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(twin - QPointF(7, 0), twin + QPointF(7, 0))
        painter.drawLine(twin - QPointF(0, 7), twin + QPointF(0, 7))


def _paint_selection(painter: QPainter, viewer: PictureViewer) -> None:
    rect = viewer.region_tool.rect
    size_text = viewer.tr("{0} × {1}").format(rect.width(), rect.height())
    for pane in range(2 if viewer.is_side_by_side else 1):
        area = viewer.viewport.to_logical(viewer.viewport.pane(pane))
        box = (
            QRectF()
            if rect.isEmpty()
            else viewer.viewport.to_logical(viewer.viewport.to_device(QRectF(rect), pane))
        )
        viewer_overlays.draw_selection(painter, box, size_text, area, viewer.accent_colour)
    if rect.isEmpty():
        hint = viewer.tr("Draw a rectangle to try it alone. Esc cancels.")
        viewer_overlays.draw_hint(painter, hint, QRectF(viewer.rect()))


def _paint_loupe(painter: QPainter, viewer: PictureViewer, pointer: QPointF) -> None:
    spot = viewer.viewport.to_content(pointer)
    if viewer.layers.readout(spot.x(), spot.y()) is None:
        return
    sides = [Side.BEFORE, Side.AFTER] if viewer.layers.compared is not None else [Side.AFTER]
    box = loupe.loupe_box(pointer, QRectF(viewer.rect()), len(sides))
    painters: list[loupe.PaintSide] = [partial(_paint_loupe_side, viewer, side, spot) for side in sides]
    loupe.draw_loupe(painter, box, painters, viewer.canvas_colour)


def _paint_loupe_side(
    viewer: PictureViewer, side: Side, spot: QPointF, painter: QPainter, square: QRectF
) -> None:
    enter_device_pixels(painter)
    dpr, zoom = viewer.devicePixelRatioF(), loupe.loupe_zoom(viewer.zoom)
    clip = QRectF(square.x() * dpr, square.y() * dpr, square.width() * dpr, square.height() * dpr)
    corner, shown = clip.center() - spot * zoom, viewer.viewport.content_rect()
    grown = zoom / viewer.zoom
    target = QRectF(round(corner.x()), round(corner.y()), shown.width() * grown, shown.height() * grown)
    paint_side(painter, viewer, side, target, clip, zoom)
