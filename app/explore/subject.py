"""The picture that a sheet is made of, and its region. Both are read and found when the page is first in view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QImage

from app.explore.detail import most_detailed
from app.images import pictures
from app.kit.failures import sentence_of
from app.kit.work import Worker
from app.queue.items import Item
from app.viewing.picture_cache import PictureCache
from core.jobs import Region

THUMBNAIL = 560  # pixels


@dataclass(frozen=True)
class Shown:
    """A picture that has been read: `full` for the original's side, `small` to choose a region on."""

    full: QImage
    small: QImage
    suggested: Region


class Subject(QObject):
    """`usual_size` says how large a region is at first: width and height in pixels of the picture."""

    changed = Signal()  # another picture, or its region
    failed = Signal(str)  # a sentence: the picture cannot be read

    def __init__(
        self, cache: PictureCache, usual_size: Callable[[], tuple[int, int]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._cache, self._usual_size = cache, usual_size
        self._regions: dict[str, Region] = {}  # by item
        self._in_view = False
        self._worker = Worker(self)
        self.item: Item | None = None
        self.shown: Shown | None = None

    def stop(self, timeout_ms: int) -> bool:
        return self._worker.stop(timeout_ms)

    def show(self, item: Item | None) -> None:
        self.item, self.shown = item, None
        if self._in_view:
            self._read()
        self.changed.emit()

    def set_in_view(self, shown: bool) -> None:
        self._in_view = shown
        if shown and self.shown is None:
            self._read()

    def _read(self) -> None:
        item = self.item
        source = None if item is None else item.picture if item.picture is not None else item.path
        if item is None or source is None:
            return

        def failed(error: Exception) -> None:
            self._failed(item, error)

        self._cache.fetch(
            item.item_id,
            source,
            lambda full: self._use(item, full),
            failed,
            lambda: self.item is item,
            framing=item.framing,
        )
        self.look_at_file()

    def look_at_file(self) -> None:
        """Take what is in the picture's file now, if that is another one than what has been read."""
        item = self.item
        if item is not None and self._in_view:
            self._cache.follow(item.item_id, lambda full: self._use(item, full), lambda: self.item is item)

    def _use(self, item: Item, full: QImage) -> None:
        """The picture has been read."""

        def ready(shown: Shown) -> None:
            if self.item is item:
                self.shown = shown
                region = self._regions.get(item.item_id)
                if region is None or not _fits(region, shown.full):
                    self._regions[item.item_id] = shown.suggested
                self.changed.emit()

        if self.item is item:
            wanted = self._usual_size()
            self._worker.start(lambda: _prepare(full, wanted), ready, lambda error: self._failed(item, error))

    def _failed(self, item: Item, error: Exception) -> None:
        if self.item is item:
            text = self.tr("{0} cannot be shown.").format(item.name)
            self.failed.emit(sentence_of(error, text))

    # --- region ---------------------------------------------------------------------------------------------

    @property
    def region(self) -> Region | None:
        """None until the picture has been read."""
        if self.item is None or self.shown is None:
            return None
        return self._regions.get(self.item.item_id)

    @Slot(object, object)
    def set_region(self, item: Item, region: Region) -> None:
        """A region that a person has drawn, on the page or on the picture itself."""
        self._regions[item.item_id] = region
        if item is self.item:
            self.changed.emit()

    @Slot(object)
    def on_picked(self, region: Region) -> None:
        if self.item is not None:
            self.set_region(self.item, region)

    @Slot()
    def on_reset(self) -> None:
        if self.item is not None and self.shown is not None:
            self.set_region(self.item, self.shown.suggested)

    def forget(self, item: Item) -> None:
        self._regions.pop(item.item_id, None)

    @property
    def original(self) -> QImage | None:
        """The region as it is in the picture."""
        region = self.region
        if region is None or self.shown is None:
            return None
        return self.shown.full.copy(QRect(region.x, region.y, region.width, region.height))


def _fits(region: Region, full: QImage) -> bool:
    return region.x + region.width <= full.width() and region.y + region.height <= full.height()


def _prepare(full: QImage, wanted: tuple[int, int]) -> Shown:
    """For the worker."""
    small = pictures.thumbnail(full, THUMBNAIL)
    return Shown(full, small, most_detailed(small, wanted, (full.width(), full.height())))
