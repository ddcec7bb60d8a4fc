"""Where the cells of a sheet lie in its widget: pure geometry in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize

GAP = 6
MARGIN = 8
HEADING = 26  # height of the headings over the columns
SMALLEST = 24  # a cell's side, in a window that is far too small


@dataclass(frozen=True)
class SheetLayout:
    """All cells have the same size. `left` is the width of the headings beside the rows, 0 where there are none."""

    size: QSize
    rows: int
    columns: int
    left: int

    @property
    def cell_size(self) -> QSize:
        width = self.size.width() - 2 * MARGIN - self.left - GAP * (self.columns - 1)
        height = self.size.height() - 2 * MARGIN - HEADING - GAP * (self.rows - 1)
        return QSize(max(SMALLEST, width // max(self.columns, 1)), max(SMALLEST, height // max(self.rows, 1)))

    def cell(self, row: int, column: int) -> QRect:
        size = self.cell_size
        x = MARGIN + self.left + column * (size.width() + GAP)
        y = MARGIN + HEADING + row * (size.height() + GAP)
        return QRect(x, y, size.width(), size.height())

    def column_heading(self, column: int) -> QRect:
        cell = self.cell(0, column)
        return QRect(cell.x(), MARGIN, cell.width(), HEADING)

    def row_heading(self, row: int) -> QRect:
        cell = self.cell(row, 0)
        return QRect(MARGIN, cell.y(), self.left - GAP, cell.height())

    def cell_at(self, point: QPointF) -> int | None:
        """The number of the cell below a point; None between cells and beside them."""
        for number in range(self.rows * self.columns):
            if self.cell(*divmod(number, self.columns)).contains(point.toPoint()):
                return number
        return None
