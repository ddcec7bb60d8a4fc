"""One frame of the grid: headings, each cell's picture through the common view, and what lies over it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen

from app.explore.sheet import CellState, CellView, Sheet
from app.explore.sheet_layout import SheetLayout
from app.explore.words import state_text
from app.kit.over_pictures import INK, SHADE
from app.kit.words import tr
from app.viewing.viewer.painting import canvas_colour
from app.viewing.viewer.picture_painter import draw_checkerboard, draw_pyramid, enter_device_pixels
from app.viewing.viewer.viewport import Viewport

PAD = 6.0  # of captions from the corners of their cell
ROOM_FOR_CAPTION = 56  # logical pixels: a lower cell shows its picture alone


@dataclass(frozen=True)
class SheetFrame:
    """What is painted. `current` is the chosen cell, `other` the one it is compared with."""

    sheet: Sheet
    layout: SheetLayout
    viewport: Viewport
    palette: QPalette
    current: int
    other: int | None
    hovered: int | None
    focus_ring: bool

    @property
    def accent(self) -> QColor:
        return self.palette.color(QPalette.ColorRole.Highlight)


def paint_sheet(painter: QPainter, frame: SheetFrame) -> None:
    for number, view in enumerate(frame.sheet.cells):
        _paint_cell(painter, frame, number, view)
    _paint_headings(painter, frame)


def _paint_cell(painter: QPainter, frame: SheetFrame, number: int, view: CellView) -> None:
    box = frame.layout.cell(view.cell.row, view.cell.column)
    painter.fillRect(box, canvas_colour(frame.palette))
    if view.pyramid is not None:
        _paint_picture(painter, frame, view, box)
        if box.height() >= ROOM_FOR_CAPTION:
            _draw_caption(painter, state_text(view), QRectF(box), right=True, bottom=True)
    else:
        _paint_text(painter, frame, view, box)
    if view.cell.is_default and frame.sheet.plan.marks_default() and box.height() >= ROOM_FOR_CAPTION:
        _draw_caption(painter, tr("default"), QRectF(box), right=False, bottom=False)
    _paint_outline(painter, frame, number, view, box)


def _paint_picture(painter: QPainter, frame: SheetFrame, view: CellView, box: QRect) -> None:
    """In device pixels, so that 100 % is exact."""
    pyramid, viewport, dpr = view.pyramid, frame.viewport, frame.viewport.dpr
    if pyramid is None:
        return
    painter.save()
    enter_device_pixels(painter)
    x, y = round(box.x() * dpr), round(box.y() * dpr)
    clip = QRectF(viewport.pane(0)).translated(x, y)
    target = viewport.content_rect().translated(x, y)
    painter.setClipRect(clip)
    if pyramid.full.hasAlphaChannel():
        light = frame.palette.color(QPalette.ColorRole.Window).lightness() > 127
        draw_checkerboard(painter, target.intersected(clip), light, dpr)
    draw_pyramid(painter, pyramid, target, clip, viewport.zoom)
    painter.restore()


def _paint_text(painter: QPainter, frame: SheetFrame, view: CellView, box: QRect) -> None:
    painter.setPen(text_colour(view.state, frame.palette))
    inner = QRectF(box.adjusted(6, 4, -6, -4))
    text = view.message or state_text(view)
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)


def text_colour(state: CellState, palette: QPalette) -> QColor:
    """Of the words in a cell that has no picture."""
    if state is CellState.COMPUTING:
        return palette.color(QPalette.ColorRole.WindowText)
    if state is CellState.FAILED:
        return palette.color(QPalette.ColorRole.BrightText)
    return palette.color(QPalette.ColorRole.PlaceholderText)


def _paint_outline(painter: QPainter, frame: SheetFrame, number: int, view: CellView, box: QRect) -> None:
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QRectF(box).adjusted(-1, -1, 1, 1)
    if view.state is CellState.COMPUTING:
        pen = QPen(frame.accent, 2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawRect(edge)
    if number == frame.current:
        painter.setPen(QPen(frame.accent, 4 if frame.focus_ring else 2.5))
        painter.drawRect(edge)
    elif number == frame.other:
        painter.setPen(QPen(frame.accent, 1.5, Qt.PenStyle.DashLine))
        painter.drawRect(edge)
    elif number == frame.hovered:
        painter.setPen(QPen(frame.palette.color(QPalette.ColorRole.Light), 1.5))
        painter.drawRect(edge)
    painter.restore()


def _draw_caption(painter: QPainter, text: str, area: QRectF, *, right: bool, bottom: bool) -> None:
    """A few words on half-transparent black in a corner, or none if they do not fit."""
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
    if width + 2 * PAD > area.width():
        return
    x = area.right() - width - PAD if right else area.left() + PAD
    y = area.bottom() - height - PAD if bottom else area.top() + PAD
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(SHADE)
    painter.drawRoundedRect(QRectF(x, y, width, height), 4, 4)
    painter.setPen(INK)
    painter.drawText(QRectF(x, y, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_headings(painter: QPainter, frame: SheetFrame) -> None:
    sheet, layout, palette = frame.sheet, frame.layout, frame.palette
    current = sheet.cells[frame.current].cell if sheet.cells else None
    strong, plain = (palette.color(r) for r in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text))
    plain = QColor(plain)
    plain.setAlphaF(0.72)
    metrics = QFontMetricsF(painter.font())
    elide = Qt.TextElideMode.ElideRight
    for column, text in enumerate(sheet.across):
        box = layout.column_heading(column)
        painter.setPen(strong if current and current.column == column else plain)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, metrics.elidedText(text, elide, box.width()))
    for row, text in enumerate(sheet.down):
        box = layout.row_heading(row)
        painter.setPen(strong if current and current.row == row else plain)
        wrap = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(wrap), text)
