"""Marking what an inpainting model is to fill in: the brush in the viewer, and each picture's marks."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor

from app.queue.items import Item
from app.queue.model import QueueModel
from app.viewing.marks_editor import OVERLAY_SIDE, History, MarksEditor
from app.viewing.mask_bar import MaskBar
from app.viewing.viewer.viewer import PictureViewer
from core.finishing.strokes import Marks

COLOUR = QColor(255, 64, 96)


class Filling(QObject):
    """Shown while such a model is chosen. The marks stay with their picture, whatever is chosen meanwhile."""

    refused = Signal(str)  # a sentence
    begun = Signal()  # the picture is to be marked as it is framed now

    def __init__(
        self, viewer: PictureViewer, bar: MaskBar, model: QueueModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bar, self._model = viewer, bar, model
        self._item: Item | None = None
        self._wanted = False  # an inpainting model is chosen
        self._painting = True  # else the result is looked at
        self._result_waits = False  # until the stroke that is being painted has ended
        # What `marked` has last said, and of which marks.
        self._marked: tuple[Marks | None, bool] = (None, False)
        self._histories: WeakKeyDictionary[Item, History] = WeakKeyDictionary()
        self.editor = MarksEditor(viewer, COLOUR, self)
        self.editor.feather = 0.0  # a pixel is filled in or it is not
        self.editor.changed.connect(self._on_marks)
        self.editor.refused.connect(self.refused)
        self.editor.lost.connect(self._on_lost)
        viewer.brush.changed.connect(self._on_brush)
        bar.paintToggled.connect(self.set_painting)
        bar.undoClicked.connect(self.editor.undo)
        bar.redoClicked.connect(self.editor.redo)
        bar.clearClicked.connect(self.editor.clear)
        bar.hide()

    @Slot(str)
    def on_task(self, task: str) -> None:
        """Another kind of model has been chosen."""
        self._wanted, self._painting = task == "inpaint", True
        self._show()

    @Slot(object)
    def show(self, item: Item | None) -> None:
        """Another picture is shown: its result, if it has one, else it is to be marked."""
        self.editor.end()
        self._item, self._result_waits = item, False
        self._painting = item is not None and not item.results
        self._show()

    def look_anew(self, item: Item) -> None:
        """It is framed otherwise than before, and its marks with it; the way back from them is no more."""
        self._histories.pop(item, None)
        if item is self._item:
            self.show(item)

    @Slot(bool)
    def set_painting(self, painting: bool) -> None:
        self._painting = painting
        self._show()

    @Slot(object)
    def on_result(self, item: Item, *_: object) -> None:
        """The result is looked at, not the marks, once the stroke has ended that is being painted."""
        if item is self._item:
            self._result_waits = True
            self._on_brush()

    @Slot()
    def _on_brush(self) -> None:
        if self._result_waits and not self._viewer.brush.painting:
            self._result_waits = False
            self.set_painting(False)

    @Slot(object)
    def on_items_changed(self, items: list[Item]) -> None:
        """The size of the picture may be known by now."""
        if self._item in items and not self.editor.active:
            self._show()

    @Slot(object)
    def _on_marks(self, marks: Marks) -> None:
        if self._item is not None:
            self._model.update(self._item, marks=marks)
            self._show_bar()

    @Slot()
    def _on_lost(self) -> None:
        self._painting = False
        self._show_bar()

    def _show(self) -> None:
        item = self._item
        if self._wanted and self._painting and item is not None and item.width:
            if not self.editor.active:
                self._edit(item)
        else:
            self.editor.end()
        self._show_bar()

    def _edit(self, item: Item) -> None:
        marks = item.marks
        if marks is None or not marks.fit(item.width, item.height):
            marks = Marks(item.width, item.height)
            self._histories.pop(item, None)
        self.begun.emit()
        self.editor.edit(marks, self._histories.setdefault(item, History()))

    def _show_bar(self) -> None:
        item, editor = self._item, self.editor
        self._bar.setVisible(self._wanted and item is not None)
        if self._wanted and item is not None:
            if self._marked[0] is not item.marks:  # else the answer is known
                self._marked = item.marks, marked(item)
            self._bar.show_state(
                painting=editor.active,
                marked=self._marked[1],
                can_undo=editor.can_undo,
                can_redo=editor.can_redo,
            )


def marked(item: Item) -> bool:
    """Whether there is something to fill in, as far as a person can see: marks may have been erased again."""
    from core.finishing.raster import mask_of, mask_size

    marks = item.marks
    if marks is None or not any(stroke.erase for stroke in marks.strokes):
        return marks is not None and bool(marks.strokes)
    return bool(mask_of(marks, mask_size(marks, OVERLAY_SIDE)).any())
