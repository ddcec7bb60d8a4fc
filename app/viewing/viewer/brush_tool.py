"""A round brush in the viewer: the path while it is painted, its size, and its keys. What a stroke means is not known
here."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPen

from app.viewing.viewer.viewport import Viewport

SMALLEST, LARGEST = 2.0, 400.0  # logical pixels of the brush's radius
STEP = 1.2  # by which a key or a notch of the wheel changes it
SPACING = 0.1  # of the radius, between two points of a path


class BrushTool(QObject):
    """Points are in result pixels, the radius is in logical pixels of the screen: zooming in paints finer."""

    changed = Signal()  # something that is painted
    taken = Signal(object)  # by this editor: it has the brush from now on
    painted = Signal(list, float, bool)  # [(x, y), ...] and radius in result pixels, whether it erases
    undoWanted = Signal()
    redoWanted = Signal()
    radiusChanged = Signal(float)  # logical pixels

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.active = False
        self.colour = QColor(255, 80, 80)
        self.radius = 24.0
        self.points: list[tuple[float, float]] = []
        self.erasing = False
        self.eraser = False  # strokes erase, and those that would erase paint

    @property
    def painting(self) -> bool:
        return bool(self.points)

    def set_active(self, active: bool, colour: QColor | None = None) -> None:
        """Begin or end painting; `colour` is what the path is shown in."""
        self.active, self.points = active, []
        if colour is not None:
            self.colour = colour
        self.changed.emit()

    def set_radius(self, radius: float) -> None:
        self.radius = min(LARGEST, max(SMALLEST, radius))
        self.radiusChanged.emit(self.radius)
        self.changed.emit()

    # --- a stroke -------------------------------------------------------------------------------------------

    def press(self, point: QPointF, *, erase: bool) -> None:
        self.erasing = erase != self.eraser
        self.points = [(point.x(), point.y())]
        self.changed.emit()

    def drag(self, point: QPointF, viewport: Viewport) -> None:
        """Go on to `point`, unless it is too near to matter."""
        if not self.points:
            return
        x, y = self.points[-1]
        if abs(point.x() - x) + abs(point.y() - y) >= SPACING * self.content_radius(viewport):
            self.points.append((point.x(), point.y()))
            self.changed.emit()

    def release(self, viewport: Viewport) -> None:
        """The button is up: the stroke is said, if there is one."""
        points, self.points = self.points, []
        if points:
            self.painted.emit(points, self.content_radius(viewport), self.erasing)
        self.changed.emit()

    def cancel(self) -> None:
        """Forget the stroke that is being painted."""
        self.points = []
        self.changed.emit()

    def content_radius(self, viewport: Viewport) -> float:
        """The radius in result pixels."""
        return self.radius * viewport.dpr / viewport.zoom

    # --- wheel and keys -------------------------------------------------------------------------------------

    def wheel(self, delta: float) -> None:
        self.set_radius(self.radius * STEP ** (delta / 120.0))

    def key(self, event: QKeyEvent) -> bool:
        """Do what the key means; False if it means nothing to a brush."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key == Qt.Key.Key_BracketLeft:
            self.set_radius(self.radius / STEP)
        elif key == Qt.Key.Key_BracketRight:
            self.set_radius(self.radius * STEP)
        elif control and (key == Qt.Key.Key_Y or (shift and key == Qt.Key.Key_Z)):
            self.redoWanted.emit()
        elif control and key == Qt.Key.Key_Z:
            self.undoWanted.emit()
        elif key == Qt.Key.Key_Escape and self.painting:
            self.cancel()
        else:
            return False
        return True


def draw_brush(painter: QPainter, tool: BrushTool, viewport: Viewport, pane: int, area: QRectF) -> None:
    """The stroke that is being painted, in one pane; `area` is the pane in logical pixels."""
    if not tool.points:
        return
    radius = tool.content_radius(viewport)
    path = QPainterPath()
    for index, (x, y) in enumerate(tool.points):
        spot = viewport.to_logical(viewport.to_device(QRectF(x, y, 0, 0), pane)).topLeft()
        path.moveTo(spot) if index == 0 else path.lineTo(spot)
    if len(tool.points) == 1:
        path.lineTo(path.currentPosition() + QPointF(0.01, 0))
    colour = QColor(40, 40, 40) if tool.erasing else QColor(tool.colour)
    colour.setAlphaF(0.45)
    width = 2 * radius * viewport.zoom / viewport.dpr
    painter.save()
    painter.setClipRect(area)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(colour, width, *round_))
    painter.drawPath(path)
    painter.restore()


def draw_ring(painter: QPainter, tool: BrushTool, pointer: QPointF) -> None:
    """The brush's outline at the pointer, legible on light and on dark."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(0, 0, 0, 150), 3.0), (QColor(255, 255, 255), 1.25)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(pointer, tool.radius, tool.radius)
    painter.restore()
