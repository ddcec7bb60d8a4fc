"""What of a picture is shown: its two sides, a region, a step in place of the left side, or itself without its crop."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

from app.queue.items import Item, Result
from app.viewing.region_mapping import rect_of, region_of
from app.viewing.sides import Sides
from core.images.framing import Framing
from core.jobs import Region, SampleSettings


class Shown:
    """Says how that is framed and how large it is; nothing is shown by it."""

    def __init__(self) -> None:
        self.sides = Sides()
        self.settings = SampleSettings()  # of what is to come
        self.region: Region | None = None  # compared with the original instead of what the sides are
        self.pinned: int | None = None  # the step that stands on the left instead of a result
        # The size of the picture without its crop, while that is drawn; empty until it has been read.
        self.whole: QSize | None = None
        self.made: QSize | None = None  # of the first page of a book that was enlarged, while it is shown

    @property
    def item(self) -> Item | None:
        return self.sides.item

    @property
    def result(self) -> Result | None:
        """The result on the right side, else the one on the left, else None; also while a region is shown."""
        return self.sides.result

    # --- framing --------------------------------------------------------------------------------------------

    def framing_of_original(self, item: Item) -> Framing:
        """How the original of the item is framed: as it was for the result that it is compared with."""
        if self.whole is not None:
            return item.framing.whole
        return item.framing_of(None if self.region is not None else self.result)

    @property
    def framed_otherwise(self) -> bool:
        """Whether what is shown is not the picture as it is framed now."""
        item = self.item
        return item is not None and (self.whole is not None or item.framing_of(self.result) != item.framing)

    # --- size -----------------------------------------------------------------------------------------------

    def size(self, settings: SampleSettings) -> QSize:
        """Size of what the viewer shows: the result's, else that of files beside it, else what `settings` would make of
        the picture, else empty."""
        item, result = self.item, self.result
        if self.whole is not None:
            return self.whole
        if result is not None:
            return QSize(result.width, result.height)
        if self.made is not None:
            return self.made
        own = None if self._input_size.isEmpty() else self._input_size.toTuple()
        if (extent := self.sides.extent(own)) is not None:
            return QSize(*extent)
        if item is not None and item.width:
            return QSize(*settings.size_of(item.width, item.height))
        return QSize()

    @property
    def file_size(self) -> tuple[int, int] | None:
        """The size of a file that is shown where no result is: of that on the right, else of that on the left. None if
        there is none, or it has not been read yet."""
        file = self.sides.file
        return None if self.result is not None or file is None else file.size

    def rect_of(self, region: Region) -> QRect:
        """Where a region of the input lies in what the viewer shows."""
        return rect_of(region, self._input_size, self.size(self.settings))

    def region_of(self, rect: QRect, settings: SampleSettings) -> Region | None:
        """A rectangle of the viewer (result pixels) in whole pixels of the input; None if its size is not known."""
        if self._input_size.isEmpty():
            return None
        return region_of(rect, self._input_size, self.size(settings))

    @property
    def _input_size(self) -> QSize:
        """The size of the picture; empty if it is not known."""
        return QSize(self.item.width, self.item.height) if self.item else QSize()
