"""A sheet as one picture: every cell at its own size, with headings, times and what it was made with.

For worker threads: it paints on images alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from app.images.qimages import OPAQUE, new_qimage
from app.kit.theme import Colours

GAP = 8


@dataclass(frozen=True)
class CellPicture:
    image: QImage | None  # None: it has not been computed
    caption: str
    marked: str  # "" or what is special about it


@dataclass(frozen=True)
class SheetPicture:
    """All that is painted. `out` is the size of each cell; `cells` go row by row."""

    title: str
    details: str
    across: tuple[str, ...]
    down: tuple[str, ...]
    cells: tuple[CellPicture, ...]
    out: tuple[int, int]
    colours: Colours


@dataclass(frozen=True)
class Measures:
    """Sizes in pixels; the letters grow with the cells."""

    font: QFont
    large: QFont
    line: int  # height of a line
    left: int  # width of the headings beside the rows, 0 where there are none
    top: int  # where the first row of cells begins

    def cell(self, row: int, column: int, out: tuple[int, int]) -> QRect:
        x = GAP + self.left + column * (out[0] + GAP)
        y = self.top + row * (out[1] + GAP)
        return QRect(x, y, *out)


def measure(sheet: SheetPicture) -> Measures:
    font, large = QFont(), QFont()
    size = max(12, min(28, sheet.out[0] // 24))
    font.setPixelSize(size)
    large.setPixelSize(round(size * 1.35))
    large.setBold(True)
    metrics = QFontMetricsF(font)
    line = round(metrics.height() * 1.5)
    widest = max((metrics.horizontalAdvance(text) for text in sheet.down), default=0.0)
    left = ceil(min(widest, sheet.out[0])) + 2 * GAP if any(sheet.down) else 0
    return Measures(font, large, line, left, GAP + 3 * line + round(line * 0.4))


def paint_sheet_picture(sheet: SheetPicture) -> QImage:
    """Raises MemoryError where there is no room for it."""
    measures = measure(sheet)
    last = measures.cell(len(sheet.down) - 1, len(sheet.across) - 1, sheet.out)
    image = new_qimage(last.right() + 1 + GAP, last.bottom() + 1 + GAP, OPAQUE)
    image.fill(QColor(sheet.colours.ground))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        _paint_title(painter, sheet, measures, image.width())
        _paint_headings(painter, sheet, measures)
        for number, cell in enumerate(sheet.cells):
            box = measures.cell(*divmod(number, len(sheet.across)), sheet.out)
            _paint_cell(painter, sheet, measures, cell, box)
    return image


def _paint_title(painter: QPainter, sheet: SheetPicture, measures: Measures, width: int) -> None:
    inner, line = width - 2 * GAP, measures.line
    for font, colour, y, text in (
        (measures.large, sheet.colours.text, GAP, sheet.title),
        (measures.font, sheet.colours.muted, GAP + line, sheet.details),
    ):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, inner)
        painter.drawText(QRect(GAP, y, inner, line), Qt.AlignmentFlag.AlignVCenter, shown)


def _paint_headings(painter: QPainter, sheet: SheetPicture, measures: Measures) -> None:
    painter.setFont(measures.font)
    painter.setPen(QColor(sheet.colours.text))
    metrics = QFontMetricsF(measures.font)
    for column, text in enumerate(sheet.across):
        cell = measures.cell(0, column, sheet.out)
        box = QRect(cell.x(), cell.y() - measures.line, cell.width(), measures.line)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    for row, text in enumerate(sheet.down):
        cell = measures.cell(row, 0, sheet.out)
        box = QRect(GAP, cell.y(), measures.left - 2 * GAP, cell.height())
        wrap = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(wrap), text)


def _paint_cell(
    painter: QPainter, sheet: SheetPicture, measures: Measures, cell: CellPicture, box: QRect
) -> None:
    painter.setFont(measures.font)
    if cell.image is None:
        painter.fillRect(box, QColor(sheet.colours.canvas))
        painter.setPen(QColor(sheet.colours.muted))
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(centred), cell.caption)
        return
    if cell.image.hasAlphaChannel():
        painter.fillRect(box, QColor(sheet.colours.canvas))
    painter.drawImage(box, cell.image)
    if cell.marked:
        _paint_mark(painter, measures, cell.marked, box)
        painter.setPen(QPen(QColor(sheet.colours.accent), 2))
        painter.drawRect(QRectF(box).adjusted(-1, -1, 1, 1))


def _paint_mark(painter: QPainter, measures: Measures, text: str, box: QRect) -> None:
    """A word in the lower corner, which hides little of the picture."""
    metrics = QFontMetricsF(measures.font)
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
    place = QRectF(box.left() + 6, box.bottom() - height - 5, width, height)
    painter.fillRect(place, QColor(0, 0, 0, 150))
    painter.setPen(QColor("white"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
