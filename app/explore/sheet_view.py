"""The grid of a sheet: all cells seen through one view. A click chooses, the wheel zooms, a drag pans, keys step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip

from app.explore.sheet import CellState, Sheet
from app.explore.sheet_layout import GAP, SheetLayout
from app.explore.sheet_painting import SheetFrame, paint_sheet
from app.explore.words import short_text, state_text
from app.kit.focus import RingedWidget
from app.kit.literal import literal
from app.viewing.viewer import view_transform
from app.viewing.viewer.viewport import Viewport

WIDEST_HEADING = 132  # logical pixels beside the rows
PAN_STEP = 48.0
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SheetView(RingedWidget):
    """Cells are known by their number, row by row from the left. `zoom` is device pixels per pixel of a result."""

    currentChanged = Signal(int)
    compareWanted = Signal(int, int)  # two cells
    adoptWanted = Signal(int)
    zoomChanged = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.viewport = Viewport()
        self.current = 0
        self.other: int | None = None  # the cell that was chosen before
        self._hovered: int | None = None
        self._pressed: tuple[QPointF, int | None] | None = None
        self._last = QPointF()
        self._panning = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self.setAccessibleName(self.tr("Contact sheet"))

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    # --- what is shown --------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Another sheet, or the same with other cells filled. Zoom and place stay as far as the size lets them."""
        before = self.sheet
        self.sheet = sheet
        if sheet is not None and (before is None or before.plan != sheet.plan):
            self.current = self._same_settings(before, sheet)
            self.other = None
        self._lay_out()
        self._tell()

    def _same_settings(self, before: Sheet | None, after: Sheet) -> int:
        """The cell that is chosen in another grid: the one with the same settings, else the default, else the first."""
        wanted = before.cells[self.current].cell.settings if before and before.cells else None
        cells = [view.cell for view in after.cells]
        for number, cell in enumerate(cells):
            if cell.settings == wanted:
                return number
        return next((n for n, cell in enumerate(cells) if cell.is_default), 0)

    def cells_changed(self) -> None:
        self.update()
        self._tell()

    @property
    def layout_of_cells(self) -> SheetLayout:
        sheet = self.sheet
        if sheet is None:
            return SheetLayout(self.size(), 1, 1, 0)
        widest = max((self.fontMetrics().horizontalAdvance(text) for text in sheet.down), default=0)
        left = min(widest + 4, WIDEST_HEADING) + GAP if any(sheet.down) else 0
        return SheetLayout(self.size(), sheet.rows, sheet.columns, left)

    def _lay_out(self) -> None:
        content = QSize(*self.sheet.out) if self.sheet is not None else None
        size = self.layout_of_cells.cell_size
        zoom = self.viewport.zoom
        self.viewport.lay_out(content, size, self.devicePixelRatioF(), two_panes=False)
        self._changed(zoom)

    def _changed(self, zoom_before: float) -> None:
        self.update()
        if self.viewport.zoom != zoom_before:
            self.zoomChanged.emit(self.viewport.zoom)

    def _tell(self) -> None:
        """Say to screen readers what is chosen."""
        sheet = self.sheet
        if sheet is not None and sheet.cells:
            view = sheet.cells[self.current]
            self.setAccessibleDescription(f"{short_text(sheet, self.current)}: {state_text(view)}")

    # --- choosing -------------------------------------------------------------------------------------------

    def choose(self, number: int) -> None:
        """Choose a cell; the one before becomes the one to compare with."""
        if self.sheet is None or not 0 <= number < len(self.sheet.cells) or number == self.current:
            return
        self.other, self.current = self.current, number
        self.update()
        self._tell()
        self.currentChanged.emit(number)

    def step(self, by: int) -> None:
        """Go to the next cell, or the one before, that has a picture; round at the ends."""
        cells = self.sheet.cells if self.sheet else []
        for k in range(1, len(cells)):
            number = (self.current + by * k) % len(cells)
            if cells[number].state is CellState.DONE:
                self.choose(number)
                return

    # --- zoom and place, of all cells -----------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self.viewport.zoom

    @Slot()
    def fit(self) -> None:
        before = self.zoom
        self.viewport.fit()
        self._changed(before)

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """`at` in logical pixels of a cell; default: its middle."""
        before = self.zoom
        self.viewport.zoom_at(zoom, at)
        self._changed(before)

    def zoom_in(self) -> None:
        self.set_zoom(view_transform.next_zoom(self.zoom, 1))

    def zoom_out(self) -> None:
        self.set_zoom(view_transform.next_zoom(self.zoom, -1))

    def pan(self, dx: float, dy: float) -> None:
        self.viewport.pan(dx, dy)
        self.update()

    def _in_cell(self, position: QPointF) -> QPointF | None:
        number = self.layout_of_cells.cell_at(position)
        return None if number is None else position - QPointF(self._box(number).topLeft())

    def _box(self, number: int) -> QRect:
        layout = self.layout_of_cells
        return layout.cell(*divmod(number, layout.columns))

    # --- events ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
            if self.sheet is not None and self.sheet.cells:
                frame = SheetFrame(
                    self.sheet,
                    self.layout_of_cells,
                    self.viewport,
                    self.palette(),
                    self.current,
                    self.other,
                    self._hovered,
                    self.shows_ring,
                )
                paint_sheet(painter, frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number, sheet = self.layout_of_cells.cell_at(QPointF(event.pos())), self.sheet
            if sheet is not None and number is not None:
                view = sheet.cells[number]
                text = f"{short_text(sheet, number)}: {view.message or state_text(view)}"
                QToolTip.showText(event.globalPos(), literal(text), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self.layout_of_cells.cell_at(event.position())
        self._pressed, self._last = (event.position(), number), event.position()
        self._panning = event.button() == Qt.MouseButton.MiddleButton
        self._ring = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        position = event.position()
        moved, self._last = position - self._last, position
        if self._pressed is not None:
            far = (position - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
            if far and not self._panning:
                self._panning, moved = True, position - self._pressed[0]
            if self._panning:
                self.pan(moved.x(), moved.y())
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        hovered = self.layout_of_cells.cell_at(position)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        was_panning, self._panning = self._panning, False
        self.unsetCursor()
        if pressed is None or pressed[1] is None or was_panning:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and pressed[1] != self.current:
            self.compareWanted.emit(self.current, pressed[1])
        elif event.button() == Qt.MouseButton.LeftButton:
            self.choose(pressed[1])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.layout_of_cells.cell_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self.adoptWanted.emit(number)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta, at = event.angleDelta().y() or event.pixelDelta().y(), self._in_cell(event.position())
        if delta and self.sheet is not None:
            self.set_zoom(view_transform.wheel_zoom(self.zoom, delta), at)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, sheet = Qt.Key(event.key()), self.sheet
        if sheet is None or not sheet.cells:
            super().keyPressEvent(event)
        elif key in ARROWS:
            self._arrow(event, *ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.compareWanted.emit(self.current, -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else len(sheet.cells) - 1)
        else:
            super().keyPressEvent(event)

    def _arrow(self, event: QKeyEvent, down: int, across: int) -> None:
        sheet = self.sheet
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pan(-across * PAN_STEP, -down * PAN_STEP)
        elif sheet is not None:
            row, column = divmod(self.current, sheet.columns)
            row, column = row + down, column + across
            if 0 <= row < sheet.rows and 0 <= column < sheet.columns:
                self._ring = True
                self.choose(row * sheet.columns + column)
