"""Turning, mirroring and cropping pictures before they are enlarged. The files stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRect, QSize, Signal, Slot
from PySide6.QtGui import QImage, QTransform

from app.kit.text import size_text
from app.kit.work import PATIENCE, Worker
from app.queue.items import Item, Result, State
from app.queue.model import QueueModel
from app.queue.runner import QueueRunner
from app.viewing.comparison import Comparison
from app.viewing.crop_bar import CropBar
from app.viewing.viewer.viewer import PictureViewer
from core.images.framing import Box, Framing


class FramingTools(QObject):
    """What is marked to be filled in goes along. All pages of a book, and all frames, are framed like the one in view.
    A picture at work stays as it is, and it is said so."""

    changed = Signal(object)  # Item: it is framed otherwise than before
    ended = Signal()  # all that was asked for has been framed
    refused = Signal(str)  # a sentence
    said = Signal(str)  # likewise, what has been done
    cropping = Signal(bool)  # whether a crop is being drawn

    def __init__(
        self,
        viewer: PictureViewer,
        bar: CropBar,
        comparison: Comparison,
        model: QueueModel,
        runner: QueueRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._viewer, self._bar, self._comparison = viewer, bar, comparison
        self._model, self._runner = model, runner
        self._cropped: Item | None = None  # whose crop is being drawn
        self._shape: tuple[float, float] | None = None  # what the frame is to have at first
        self._sides = comparison.sides  # before that
        self._worker = Worker(self, patience=PATIENCE)
        bar.cropClicked.connect(viewer.accept_crop)
        bar.wholeClicked.connect(self._on_whole)
        bar.cancelClicked.connect(self._give_up)
        viewer.cropSelected.connect(self._on_crop)
        viewer.regionCancelled.connect(self._give_up)
        comparison.wholeLoaded.connect(self._on_whole_loaded)
        comparison.wholeLeft.connect(self._on_whole_left)

    # --- turning --------------------------------------------------------------------------------------------

    def turn_left(self, items: Iterable[Item]) -> None:
        for item in self._able(items):
            self._set(item, item.framing.turned(-90), _seen(item.thumbnail, QTransform().rotate(-90)))
        self.ended.emit()

    def turn_right(self, items: Iterable[Item]) -> None:
        for item in self._able(items):
            self._set(item, item.framing.turned(90), _seen(item.thumbnail, QTransform().rotate(90)))
        self.ended.emit()

    def mirror(self, items: Iterable[Item]) -> None:
        for item in self._able(items):
            self._set(item, item.framing.mirrored(), _seen(item.thumbnail, QTransform().scale(-1, 1)))
        self.ended.emit()

    @Slot(object, object)
    def take_from(self, item: Item, result: Result) -> None:
        """Frame a picture as it was for one of its results, if its file still holds that picture."""
        framing, path = item.framing_of(result), item.source
        if framing == item.framing or item.picture is not None or path is None:
            self._take(item, framing)
        else:
            asked = item.framing
            changed = self.tr(
                "{0} has been changed since then, so it is not turned and cropped like this result."
            )
            self._worker.start(
                partial(_check_original, path, result.written),
                lambda _: self._take(item, framing, asked),
                lambda _: self.refused.emit(changed.format(item.name)),
            )

    def _take(self, item: Item, framing: Framing, before: Framing | None = None) -> None:
        """Frame a picture so, unless it is already, or has been framed otherwise than `before` meanwhile."""
        there = self._model.row(item) is not None and before in (None, item.framing)
        if framing == item.framing or not there or not self._able([item]):
            return
        self._end()
        # a result of an earlier version does not tell what its crop was drawn in
        self._set(item, framing.within(framing.drawn_in or item.upright), None)
        self.said.emit(self.tr("{0} is turned and cropped as for this result.").format(item.name))
        self.ended.emit()

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    def take_whole(self, items: Iterable[Item]) -> None:
        """Take the crop of these back."""
        for item in self._able([item for item in items if item.framing.crop is not None]):
            self._crop(item, None)
        self.ended.emit()

    def _able(self, items: Iterable[Item]) -> list[Item]:
        """Those that can be framed now; of the others it is said why not."""
        items = list(items)
        busy = [item for item in items if item.state is State.RUNNING or item is self._runner.running_item]
        if busy:
            text = self.tr("{0} is being enlarged: turn or crop it afterwards.")
            if len(items) > 1:
                text = self.tr("Pictures that are being enlarged stay as they are.")
            self.refused.emit(text.format(items[0].name))
        return [item for item in items if item not in busy]

    def _set(self, item: Item, framing: Framing, thumbnail: QImage | None) -> None:
        """Frame a picture, whose thumbnail is made anew if it is None."""
        width, height = item.size_for(framing)
        marks = item.marks and item.marks.framed(item.framing.within(item.upright), framing)
        more: dict[str, Any] = {"done_before": False, "not_below": 0}  # which was said of another framing
        if item.state is State.FAILED:  # likewise: its crop may have been what was wrong
            more |= {"state": State.DONE if item.results else State.READY, "message": "", "detail": ""}
        self._model.update(
            item, framing=framing, width=width, height=height, thumbnail=thumbnail, marks=marks, **more
        )
        self.changed.emit(item)

    # --- cropping -------------------------------------------------------------------------------------------

    @property
    def is_cropping(self) -> bool:
        return self._cropped is not None

    @Slot()
    def begin_crop(self) -> None:
        """Let a crop of the picture in view be drawn, or the one that it has be changed."""
        self._begin_crop(None)

    @Slot(float, float)
    def begin_crop_to(self, width: float, height: float) -> None:
        """Likewise, beginning with a frame of that shape in the middle."""
        self._give_up()
        self._begin_crop((width, height))

    def _begin_crop(self, shape: tuple[float, float] | None) -> None:
        item = self._comparison.item
        if item is None or self.is_cropping or not self._able([item]):
            return
        if item.state is State.UNREADABLE and item.framing.crop is None:  # else that may be why
            return
        self._viewer.cancel_region_selection()  # what was begun to be drawn lies on another picture
        self._cropped, self._sides, self._shape = item, self._comparison.sides, shape
        self._bar.whole_button.setEnabled(item.framing.crop is not None)
        self._bar.show()
        self.cropping.emit(True)
        self._comparison.show_whole()

    @Slot(QSize)
    def _on_whole_loaded(self, size: QSize) -> None:
        item = self._cropped
        if item is None:
            return
        framing, (width, height) = item.framing, (size.width(), size.height())
        item.whole = framing.whole.size_of(width, height)  # turned back
        crop = framing.crop
        box = (0, 0, width, height) if crop is None else framing.seen(crop, *item.whole)
        if crop is not None and not QRect(0, 0, width, height).contains(QRect(*box)):
            box = (0, 0, width, height)  # the file holds a smaller picture by now
        self._viewer.start_crop(QRect(*box) if self._shape is None else _middle_of(QRect(*box), *self._shape))

    @Slot(QRect)
    def _on_crop(self, rect: QRect) -> None:
        item = self._cropped
        if item is None or item.whole is None:
            return
        box = rect.x(), rect.y(), rect.width(), rect.height()
        whole = item.framing.whole.size_of(*item.whole)
        crop = None if box == (0, 0, *whole) else item.framing.unseen(box, *whole)
        own = item.framing
        if crop == own.crop and own.drawn_in in (None, item.whole):
            self._give_up()
        elif self._able([item]):
            self._end()
            self._crop(item, crop)
            self.ended.emit()
        else:
            self._viewer.start_crop(rect)  # nothing of it is lost

    @Slot()
    def _on_whole(self) -> None:
        item = self._cropped
        if item is not None and self._able([item]):
            self._end()
            self._crop(item, None)
            self.ended.emit()

    @Slot()
    def _give_up(self) -> None:
        """Go back to what was in view before."""
        if self.is_cropping:
            self._end()
            self._comparison.set_sides(*self._sides)

    @Slot()
    def _on_whole_left(self) -> None:
        """Something else is to be seen, so what was being drawn is given up."""
        self._end()

    def _end(self) -> None:
        if self._cropped is None:
            return
        self._cropped = None
        self._bar.hide()
        self._viewer.cancel_region_selection()
        self.cropping.emit(False)

    def _crop(self, item: Item, crop: Box | None) -> None:
        framing = replace(item.framing, crop=crop).within(item.whole)
        self._set(item, framing, None)
        if crop is not None:
            text = self.tr("{0} is cropped to {1} pixels for its results. Its file stays as it is.")
            if item.is_book:
                text = self.tr("All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.")
            self.said.emit(text.format(item.name, size_text(item.width, item.height)))


def _middle_of(box: QRect, width: float, height: float) -> QRect:
    """The largest part in the middle of a rectangle that has the shape of width and height."""
    times = min(box.width() / width, box.height() / height)
    across, down = max(1, round(width * times)), max(1, round(height * times))
    return QRect(box.x() + (box.width() - across) // 2, box.y() + (box.height() - down) // 2, across, down)


def _seen(thumbnail: QImage | None, transform: QTransform) -> QImage | None:
    return None if thumbnail is None else thumbnail.transformed(transform)


def _check_original(path: Path, written: Mapping[str, Any]) -> None:
    from core.images.original import check_original

    check_original(path, written)
