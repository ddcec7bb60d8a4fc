"""The pictures a viewer compares: before, after, a step's preview, a sampled region, a heat map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QColor, QImage

from app.viewing.viewer.pyramid import Pyramid, PyramidBuilder

RGB = tuple[int, int, int]


class Layer(Enum):
    BEFORE = "before"
    AFTER = "after"
    PREVIEW = "preview"
    REGION = "region"
    HEATMAP = "heatmap"
    MARKS = "marks"
    FINISH = "finish"


class Side(Enum):
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class PixelReadout:
    """What lies below the pointer: position in result pixels, and 8-bit colours where a side has one."""

    x: int
    y: int
    before: RGB | None
    after: RGB | None


class Layers(QObject):
    """Holds each layer as a pyramid: full size at once, smaller levels as soon as they are built."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pyramids: dict[Layer, Pyramid] = {}
        self._result_size: QSize | None = None
        self.region = QRect()  # of the REGION layer, in result pixels
        self.region_label = ""
        self.heatmap_rect = QRect()  # of the HEATMAP layer, in result pixels; empty: the whole result
        self.finish_place = QRectF()  # of the FINISH layer, in result pixels
        self._builder = PyramidBuilder()
        self._builder.built.connect(self._on_built)

    def set_image(self, layer: Layer, image: QImage | None) -> None:
        """Replace a layer; None or a null image removes it."""
        if image is None or image.isNull():
            if self._pyramids.pop(layer, None) is not None:
                self.changed.emit()
            return
        pyramid = Pyramid((image,))
        self._pyramids[layer] = pyramid
        if not pyramid.complete:
            self._builder.request(layer, image)
        self.changed.emit()

    def replace_preview(self, result: QImage) -> None:
        """Put the result in the place of the preview, in one change."""
        self._pyramids.pop(Layer.PREVIEW, None)
        self.set_image(Layer.AFTER, result)

    def set_region(self, rect: QRect, image: QImage | None, label: str) -> None:
        """A sampled region, `rect` in result pixels; an empty rectangle removes it."""
        self.region, self.region_label = QRect(rect), label
        self._pyramids.pop(Layer.REGION, None)
        self.set_image(Layer.REGION, None if rect.isEmpty() else image)
        self.changed.emit()

    def move_region(self, rect: QRect) -> None:
        """The same region where the result has another size now, and the heat map that lies over it."""
        if self.heatmap_rect == self.region:
            self.heatmap_rect = QRect(rect)
        self.region = QRect(rect)
        self.changed.emit()

    def set_heatmap(self, image: QImage | None, rect: QRect) -> None:
        """A picture with transparency, laid over `rect` of the result; over all of it if that is empty."""
        self.heatmap_rect = QRect(rect)
        self.set_image(Layer.HEATMAP, image)

    def set_finish(self, place: QRectF, image: QImage | None) -> None:
        """A part of the result as it is being changed, at `place` in result pixels; None removes it."""
        self.finish_place = place
        self.set_image(Layer.FINISH, image)

    def set_result_size(self, size: QSize | None) -> None:
        if size != self._result_size:
            self._result_size = size
            self.changed.emit()

    def clear(self) -> None:
        self._pyramids.clear()
        self._result_size = None
        self.region, self.region_label = QRect(), ""
        self.changed.emit()

    @Slot(object, object)
    def _on_built(self, key: tuple[Layer, int], pyramid: Pyramid) -> None:
        layer, cache_key = key
        current = self._pyramids.get(layer)
        if current is not None and current.full.cacheKey() == cache_key:
            self._pyramids[layer] = pyramid
            self.changed.emit()

    def get(self, layer: Layer) -> Pyramid | None:
        return self._pyramids.get(layer)

    @property
    def size(self) -> QSize | None:
        """The common coordinate space in pixels: what was set, else the size of the best picture there is."""
        if not (Layer.BEFORE in self._pyramids or self.newest_after):
            return None
        if self._result_size is not None:
            return self._result_size
        first = self._pyramids.get(Layer.AFTER) or self._pyramids.get(Layer.BEFORE) or self.newest_after
        return first.full.size() if first else None

    @property
    def newest_after(self) -> Pyramid | None:
        """A preview, while there is one, stands in for the result."""
        return self._pyramids.get(Layer.PREVIEW) or self._pyramids.get(Layer.AFTER)

    def base(self, side: Side) -> Pyramid | None:
        """The picture of a side; a side that has none borrows the other's."""
        before, after = self._pyramids.get(Layer.BEFORE), self.newest_after
        return (before or after) if side is Side.BEFORE else (after or before)

    @property
    def compared(self) -> QRect | None:
        """The part of the result where there are two pictures to compare, in result pixels."""
        size = self.size
        if size is None or Layer.BEFORE not in self._pyramids:
            return None
        if self.newest_after:
            return QRect(0, 0, size.width(), size.height())
        return self.region if Layer.REGION in self._pyramids else None

    def readout(self, x: float, y: float) -> PixelReadout | None:
        """Colours at a point in result pixels, or None outside of the picture."""
        size = self.size
        if size is None or not (0 <= x < size.width() and 0 <= y < size.height()):
            return None
        before = _colour_at(self._pyramids.get(Layer.BEFORE), x / size.width(), y / size.height())
        after = _colour_at(self.newest_after, x / size.width(), y / size.height())
        if after is None and Layer.REGION in self._pyramids and self.region.contains(int(x), int(y)):
            across = (x - self.region.x()) / self.region.width()
            down = (y - self.region.y()) / self.region.height()
            after = _colour_at(self._pyramids[Layer.REGION], across, down)
        return PixelReadout(int(x), int(y), before, after)


def _colour_at(pyramid: Pyramid | None, across: float, down: float) -> RGB | None:
    if pyramid is None:
        return None
    image = pyramid.full
    column, row = int(across * image.width()), int(down * image.height())
    colour = QColor(image.pixel(min(column, image.width() - 1), min(row, image.height() - 1)))
    return colour.red(), colour.green(), colour.blue()
