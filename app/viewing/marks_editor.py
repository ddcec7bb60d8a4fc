"""Strokes that are painted on the viewer's picture: kept with undo and redo, and shown as a tinted mask over it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QImage

from app.images.qimages import PREMULTIPLIED, bgra_view, new_qimage
from app.viewing.viewer.viewer import PictureViewer
from core.errors import SettingsError
from core.finishing.strokes import Marks, Stroke, simplified

OVERLAY_SIDE = 1024  # pixels of the mask that is shown
OPACITY = 0.5
SLACK = 0.03  # of the radius by which a simplified path may leave the painted one


@dataclass
class History:
    """What the strokes were before each change, and those that were undone: the newest last."""

    before: list[tuple[Stroke, ...]] = field(default_factory=list)
    undone: list[tuple[Stroke, ...]] = field(default_factory=list)


class MarksEditor(QObject):
    """Give it marks by `edit`; it says by `changed` what a person has made of them. `end` takes them off the screen.

    A viewer has one brush: the editor that is given marks last takes it from the one before, which says `lost`.

    Strokes are in pixels of the input: the viewer's coordinates, which are the result's, are converted here.
    """

    changed = Signal(object)  # Marks, by a person
    refused = Signal(str)  # a sentence: there are too many strokes
    lost = Signal()  # another editor of the same viewer has the brush now

    def __init__(self, viewer: PictureViewer, colour: QColor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._viewer, self.colour = viewer, colour
        self.feather = 0.5
        self.marks: Marks | None = None
        self._history = History()
        self._mask: np.ndarray | None = None
        brush = viewer.brush
        brush.painted.connect(self._on_painted)
        brush.undoWanted.connect(self.undo)
        brush.redoWanted.connect(self.redo)
        brush.taken.connect(self._on_taken)

    @property
    def active(self) -> bool:
        return self.marks is not None

    def edit(self, marks: Marks, history: History | None = None) -> None:
        """Show these marks and let the person paint. With the history of the last time undo goes back beyond now."""
        self._viewer.brush.taken.emit(self)
        self.marks, self._history = marks, history or History()
        self._viewer.set_brush(True, self.colour)
        self._show_all()

    def end(self) -> None:
        """Stop painting, and take the mask off the screen."""
        if self.marks is not None:
            self.marks = None
            self._viewer.set_brush(False)
            self._viewer.set_marks(None)

    @Slot(object)
    def _on_taken(self, by: MarksEditor) -> None:
        if by is not self and self.marks is not None:
            self.marks = None
            self.lost.emit()

    # --- what a person does ---------------------------------------------------------------------------------

    @Slot(list, float, bool)
    def _on_painted(self, points: list[tuple[float, float]], radius: float, erase: bool) -> None:
        size = self._viewer.layers.size
        if self.marks is None or size is None:
            return
        across, down = self.marks.width / size.width(), self.marks.height / size.height()
        radius = max(0.1, round(radius * (across * down) ** 0.5, 2))
        path = simplified([(x * across, y * down) for x, y in points], SLACK * radius)
        self.add([Stroke(path, radius, self.feather, erase)])

    def add(self, strokes: list[Stroke]) -> None:
        """Put strokes on top of those that are there, in one step that can be undone."""
        if self.marks is None:
            return
        try:
            self._change((*self.marks.strokes, *strokes))
        except SettingsError as error:
            self.refused.emit(str(error))

    @Slot()
    def clear(self) -> None:
        """Take all strokes away; this can be undone."""
        if self.marks is not None and self.marks.strokes:
            self._change(())

    @Slot()
    def undo(self) -> None:
        if self.marks is not None and self._history.before:
            self._history.undone.append(self.marks.strokes)
            self._set(self._history.before.pop())

    @Slot()
    def redo(self) -> None:
        if self.marks is not None and self._history.undone:
            self._history.before.append(self.marks.strokes)
            self._set(self._history.undone.pop())

    @property
    def can_undo(self) -> bool:
        return bool(self._history.before)

    @property
    def can_redo(self) -> bool:
        return bool(self._history.undone)

    def _change(self, strokes: tuple[Stroke, ...]) -> None:
        assert self.marks is not None
        replace(self.marks, strokes=strokes)  # raises before anything has changed
        self._history.before.append(self.marks.strokes)
        self._history.undone.clear()
        self._set(strokes)

    def _set(self, strokes: tuple[Stroke, ...]) -> None:
        assert self.marks is not None
        known = self.marks.strokes
        self.marks = replace(self.marks, strokes=strokes)
        if strokes[: len(known)] == known:
            self._paint(strokes[len(known) :])
        else:
            self._show_all()
        self.changed.emit(self.marks)

    # --- on the screen --------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        """Paint the mask anew."""
        from core.finishing.raster import mask_size

        if self.marks is None:
            return
        width, height = mask_size(self.marks, OVERLAY_SIDE)
        self._mask = np.zeros((height, width), np.uint8)
        self._paint(self.marks.strokes)

    def _paint(self, strokes: tuple[Stroke, ...]) -> None:
        """Add strokes to the mask that is shown."""
        from core.finishing.raster import paint

        marks, mask = self.marks, self._mask
        if marks is None or mask is None:
            return
        scale = mask.shape[1] / marks.width, mask.shape[0] / marks.height
        for stroke in strokes:
            paint(mask, stroke, scale)
        self._viewer.set_marks(tinted(mask, self.colour) if mask.any() else None)


def tinted(mask: np.ndarray, colour: QColor) -> QImage:
    """A transparent picture in one colour, which covers by OPACITY where the mask (uint8 H x W) is 255."""
    image = new_qimage(mask.shape[1], mask.shape[0], PREMULTIPLIED)
    view = bgra_view(image, writable=True)
    table = np.arange(256, dtype=np.float32)[:, None] / 255 * OPACITY
    bgra = np.array([colour.blue(), colour.green(), colour.red(), 255], np.float32)
    view[:] = np.rint(table * bgra).astype(np.uint8)[mask]
    return image
